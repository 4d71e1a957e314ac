"""The network's own page cache: WSGI middleware before Flask, one dictionary look-up a hit.

It keeps answers that name their surrogate keys, already compressed, with strong ETags (RFC 9110, section 8.8.3), bounded
in bytes. A page is dropped when, and only when, a change names one of its keys, or when its instant comes. The news of
changes comes from `news.py`; a page is stored only if none of its keys moved since before it was read.
"""

import gzip
import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import Any, Protocol

from network.base.clock import now

StartResponse = Callable[..., Any]
Environ = dict[str, Any]
Key = tuple[str, str, str, str, bool]

_APPLICATIONS = ("json", "feed+json", "xml", "rss", "atom", "opensearch", "opml", "manifest")
_COMPRESSIBLE = ("text/", "image/svg", *(f"application/{kind}" for kind in _APPLICATIONS))
_LONGEST_QUERY = 500


Hear = Callable[[list[tuple[int, str]] | None], None]


class NewsSource(Protocol):
    """Tells a process of commits, its own and others'."""

    def take(self, hear: Hear) -> None:
        """Call `hear` with the changes (id, keys) committed since the last time; with None when some may have been missed.

        It returns when they are heard, in whichever thread: nobody is answered from before them.
        """
        ...


@dataclass(slots=True)
class Page:
    """A finished answer: head and body for 200, head for 304."""

    status: str
    headers: list[tuple[str, str]]
    unmodified: list[tuple[str, str]]
    body: list[bytes]
    etag: str
    modified: float
    keys: frozenset[str]
    expires: float
    size: int
    asked_for: bool = False


class PageCache:
    """WSGI middleware. `signed_in_cookie` names the cookie whose bearer must never be answered from here."""

    def __init__(self, app: Callable[..., Iterable[bytes]], news: NewsSource, megabytes: int, signed_in_cookie: str) -> None:
        self.app = app
        self.limit = megabytes * 1024 * 1024
        self._news = news
        self._cookie = signed_in_cookie + "="
        self._pages: dict[Key, Page] = {}
        self._by_key: dict[str, set[Key]] = {}
        self._size = 0
        self._moves = 0
        self._moved: dict[str, int] = {}
        self._lock = threading.RLock()
        self.hits = self.misses = 0

    @property
    def pages(self) -> int:
        """How many pages are kept."""
        return len(self._pages)

    @property
    def size(self) -> int:
        """About how many bytes they take."""
        return self._size

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if (method != "GET" and method != "HEAD") or self._cookie in environ.get("HTTP_COOKIE", ""):
            return self.app(environ, start_response)
        self._news.take(self.hear)
        key = (
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST", ""),
            environ["PATH_INFO"],
            environ["QUERY_STRING"],
            takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")),
        )
        page = self._pages.get(key)
        if page is None or page.expires <= time.time():
            self.misses += 1
            return self._make(key, environ, start_response)
        self.hits += 1
        page.asked_for = True
        if "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ:
            if _unchanged(page, environ):
                start_response("304 Not Modified", page.unmodified)
                return []
        start_response(page.status, page.headers)
        return page.body if method == "GET" else []

    def hear(self, news: list[tuple[int, str]] | None) -> None:
        """Drop every page that shows something that changed; all of them when news may have been missed."""
        with self._lock:
            self._moves += 1
            if news is None or any(keys == "*" for _, keys in news):
                self._moved = {"*": self._moves}
                self._pages.clear()
                self._by_key.clear()
                self._size = 0
                return
            for name in {name for _, keys in news for name in keys.split()}:
                self._moved[name] = self._moves
                for key in self._by_key.pop(name, ()):
                    self._drop(key)
            if len(self._moved) > 20_000:
                self._moved = {"*": self._moves}

    def _make(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Ask the application, and keep its answer if it is for everyone."""
        before = self._moves
        answered: list[Any] = []

        def catch(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            answered[:] = [status, headers]

        chunks = self.app(environ | {"REQUEST_METHOD": "GET"}, catch)
        try:
            body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        status, headers = answered
        told = dict(headers)
        names = told.get("Surrogate-Key")
        if not names or "Set-Cookie" in told or status[:3] not in ("200", "410"):
            start_response(status, headers)
            return [body] if environ["REQUEST_METHOD"] == "GET" else []
        page = _finish(status, headers, body, names, compress=key[4])
        if len(key[3]) <= _LONGEST_QUERY:
            self._store(key, page, before)
        if _unchanged(page, environ):
            start_response("304 Not Modified", page.unmodified)
            return []
        start_response(page.status, page.headers)
        return page.body if environ["REQUEST_METHOD"] == "GET" else []

    def _store(self, key: Key, page: Page, before: int) -> None:
        self._news.take(self.hear)
        with self._lock:
            moved = self._moved
            if moved.get("*", 0) > before or any(moved.get(name, 0) > before for name in page.keys):
                return
            self._drop(key)
            if page.size > self.limit:
                return
            self._make_room(page.size)
            self._pages[key] = page
            self._size += page.size
            for name in page.keys:
                self._by_key.setdefault(name, set()).add(key)

    def _make_room(self, size: int) -> None:
        """Drop the oldest pages; one that was asked for since gets a second chance, and no third."""
        chances = len(self._pages)
        while self._size + size > self.limit:
            key, page = next(iter(self._pages.items()))
            chances -= 1
            if page.asked_for and chances >= 0:
                page.asked_for = False
                self._pages[key] = self._pages.pop(key)
            else:
                self._drop(key)

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._size -= page.size
            for name in page.keys:
                if held := self._by_key.get(name):
                    held.discard(key)
                    if not held:
                        del self._by_key[name]


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether a reader takes gzip (RFC 9110, section 12.5.3)."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.replace(" ", "").partition(";q=")
        if name == "gzip":
            return not re.fullmatch(r"0(\.0*)?", weight)
    return False


def _finish(status: str, headers: list[tuple[str, str]], body: bytes, names: str, *, compress: bool) -> Page:
    """Compress once, tag once."""
    told = dict(headers)
    kind = told.get("Content-Type", "")
    compressible = kind.startswith(_COMPRESSIBLE)
    modified = told.get("Last-Modified")
    if compressible:
        told["Vary"] = ", ".join(sorted({v.strip() for v in told.get("Vary", "").split(",") if v.strip()} | {"Accept-Encoding"}))
    if compressible and compress and "Content-Encoding" not in told:
        body = gzip.compress(body, 6, mtime=0)
        told["Content-Encoding"] = "gzip"
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    told["ETag"] = etag
    told["Content-Length"] = str(len(body))
    kept = ("Cache-Control", "ETag", "Vary", "Last-Modified", "Surrogate-Key")
    unmodified = [(name, told[name]) for name in kept if name in told]
    # For this cache alone: one further out would keep a page as long, and nobody would tell it of a change.
    left = float(told.pop("Surrogate-Control", "max-age=2592000").partition("=")[2])
    keys = frozenset(names.split())
    return Page(
        status=status,
        headers=list(told.items()),
        unmodified=unmodified,
        body=[body],
        etag=etag,
        modified=parsedate_to_datetime(modified).timestamp() if modified else 0.0,
        keys=keys,
        expires=time.time() + left,
        size=len(body) + 4000 + 230 * len(keys),
    )


def _unchanged(page: Page, environ: Environ) -> bool:
    """Conditional requests (RFC 9110, section 13): `If-None-Match` first, `If-Modified-Since` only without it."""
    if page.status[:3] != "200":
        return False
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags.strip() == "*" or page.etag in [t.strip().removeprefix("W/") for t in tags.split(",")]
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or not page.modified:
        return False
    try:
        return page.modified <= parsedate_to_datetime(since).timestamp()
    except (TypeError, ValueError, OverflowError):
        return False


def http_date(instant: Any = None) -> str:
    """An instant as HTTP writes it (IMF-fixdate)."""
    return format_datetime((instant or now()).replace(microsecond=0), usegmt=True)
