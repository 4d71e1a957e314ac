"""Where somebody may be led after signing in."""

import re
from urllib.parse import urlsplit

_NOT_IN_A_PATH = re.compile(r"[\x00-\x20\x7f\\]")


def local_path(text: str) -> str:
    """A path on this site; empty for anything that a browser could read as another site."""
    if not text.startswith("/") or text.startswith("//") or len(text) > 2000 or _NOT_IN_A_PATH.search(text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else text
