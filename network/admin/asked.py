"""What an address of a list asks for."""

from dataclasses import dataclass

from flask import request

from network.base.language import _
from network.base.text import line
from network.base.web import Refused

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Text to find, and after which row to go on."""

    text: str
    after: int | None


def asked() -> Asked:
    return Asked(line(request.args.get("q"))[:100], number(request.args.get("after", "")))


def number(text: str) -> int | None:
    """An id of an address; None when there is none. Refused when it is none that we made."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Refused(_("The address of this part of the list is damaged. Go back to its first page."))
    return int(text)
