"""Words to search for, as a narrowing of any Selection."""

from typing import Any

from sqlalchemy import Select

from network.base.language import _
from network.base.text import line
from network.base.web import Refused
from network.search import index


class Words:
    """`q`: posts that hold all of these words, in any order; “quoted words” side by side; `-word` not at all."""

    name = "q"

    def read(self, text: str) -> str:
        text = line(text)
        if len(text) > 200:
            raise Refused(_("That is too long to search for. Use at most 200 characters."))
        return text

    def words(self, value: str) -> str:
        return _("with “%(words)s”", words=value)

    def narrow(self, query: Select[Any], value: str) -> Select[Any]:
        return index.narrow(query, value)

    def keys(self, value: str) -> set[str]:
        return {"search"}


WORDS = Words()
