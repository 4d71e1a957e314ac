"""Text as it may stand in a feed, which is read far from the site."""

import html
import re
from datetime import datetime
from urllib.parse import urljoin

from markupsafe import escape

from network.base.language import UnknownLanguage, direction
from network.feeds.entries import Image

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile(r'<[a-z][^\s<>/"]*(?:\s+[^\s="<>]+(?:="[^"]*")?)+\s*/?>', re.I)
_ADDRESS = re.compile(r'(\s(?:href|src|cite)=")([^"]*)(")', re.I)


def legal(text: str) -> str:
    """Text without the characters that XML 1.0 cannot carry."""
    return _ILLEGAL.sub("", text)


def with_full_addresses(markup: str, base: str) -> str:
    """Cleaned markup with every link and picture under a full address.

    What `base/html.py` gives has one spelling: a `<` begins a tag and nothing else, and values stand in double quotes. So
    it is changed in place, and the rest of it stays letter for letter.
    """

    def full(found: re.Match[str]) -> str:
        return found[1] + str(escape(urljoin(base, html.unescape(found[2])))) + found[3]

    return _TAG.sub(lambda tag: _ADDRESS.sub(full, tag[0]), markup)


def whole(markup: str, base: str, *, language: str, standfirst: str = "", image: Image | None = None) -> str:
    """A text as a reading program shows it: top image and standfirst first, in its own language and direction."""
    parts = []
    if image:
        shape = f' width="{image.width}" height="{image.height}"'
        parts.append(f'<p><img src="{escape(image.url)}" alt="{escape(image.alt)}"{shape}>{image.line and f" {image.line}"}</p>')
    if standfirst:
        parts.append(f"<p><strong>{escape(standfirst)}</strong></p>")
    turned = f' lang="{escape(language)}" dir="{turn(language)}"' if language else ' dir="auto"'
    return f"<div{turned}>" + "\n".join([*parts, with_full_addresses(markup, base)]) + "</div>"


def exact(instant: datetime) -> str:
    """An instant by RFC 3339, to the millisecond, so that two posts of one second stay two."""
    return instant.isoformat(timespec="milliseconds" if instant.microsecond else "seconds")


def turn(language: str) -> str:
    """The direction of a language; `auto` for one that is not known."""
    try:
        return direction(language)
    except UnknownLanguage:
        return "auto"
