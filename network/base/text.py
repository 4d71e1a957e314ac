"""Plain text from people: what is kept, what is folded, what becomes an address."""

import re
import unicodedata

from anyascii import anyascii

# Names that no handle may take: every first segment of an address, and those kept for later (docs: product contract).
RESERVED = frozenset(
    """about accessibility account admin api ap archive best-bits bloggers comment-policy comments desk favicon.ico
    feed.atom feed.json feed.rss follow following healthz hub inbox invitation media metrics micropub moderation nodeinfo
    opensearch.xml places privacy readyz records robots.txt search sign-in sign-out sitemap.xml static sw.js tags users
    you .well-known""".split()
)
HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def tidy(text: str | None) -> str:
    """Text in NFC with line ends of one kind and without control characters, which XML cannot carry."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text)).strip()


def line(text: str | None) -> str:
    """One line: tidy, white space folded, no characters that turn the direction of what follows."""
    return " ".join(_BIDI.sub("", tidy(text)).split())


def fold(text: str) -> str:
    """For comparing: no case, no accents."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slug(text: str, limit: int = 80) -> str:
    """Words of a title as part of an address, in their own script; empty where there is no letter or digit."""
    folded = unicodedata.normalize("NFC", text.casefold().replace("’", "").replace("'", ""))
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded).split()
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:limit]
        if len(longer) > limit:
            break
        made = longer
    return made


def ascii_slug(text: str, limit: int = 80) -> str:
    """The same in ASCII, by transliteration; empty where nothing remains."""
    return slug(anyascii(text), limit)


def excerpt(text: str, limit: int = 220) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[:limit].rsplit(" ", 1)[0] if " " in text[:limit] else text[:limit]
    return cut.rstrip(".,;:–—- ") + "…"
