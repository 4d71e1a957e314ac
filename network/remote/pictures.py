"""Pictures that come with a text from elsewhere."""

import re
from html import escape
from urllib.parse import unquote, urlsplit

from network.base.text import tidy
from network.base.web import absolute
from network.media import actions as media
from network.media import queries
from network.media.models import Picture

IN_TEXT = 1280
_OWN = re.compile(r"/media/([0-9a-f]{20})/[0-9]{1,5}\.(?:webp|avif)")


def source_of(made: media.Made) -> str:
    """Where a picture will lie in the size that a text bears, before it is kept."""
    return Picture(name=made.name, widths=" ".join(map(str, made.sizes))).source(IN_TEXT)


def own_picture(address: str) -> Picture | None:
    """The picture of this network at an address, which may be a full one."""
    found = _OWN.fullmatch(own_path(address))
    return queries.named(found[1]) if found else None


def own_path(address: str) -> str:
    """The path of an address of this network; empty for one of another, and for what is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return tidy(unquote(parts.path)) if parts.netloc in ("", urlsplit(absolute("/")).netloc) else ""


def figure(source: str, alt: str | None) -> str:
    """HTML for a text, or for Markdown. Without an `alt` its author is asked for one before anything is published."""
    words = "" if alt is None else f' alt="{escape(" ".join(alt.split()))}"'
    return f'<figure><img src="{escape(source)}"{words}></figure>'


def link(address: str, words: str) -> str:
    """A picture that lies elsewhere is not fetched: nobody may make the network ask any address."""
    return f'<p><a href="{escape(address)}">{escape(words or address)}</a></p>'
