"""One address a page: another spelling leads there for good, in a single step."""

import re
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, redirect, request

_ASKING = "network.spelling"


def with_query(path: str) -> str:
    """A path as an address, with the query of this request."""
    query = request.query_string.decode("ascii", "replace")
    return quote(path) + ("?" + query if query else "")


def elsewhere() -> str | None:
    """Where the page of this address stands, when capitals or a doubled slash hid it."""
    plain = re.sub("/{2,}", "/", request.path.lower())
    return _stands_at(plain) if plain != request.path and _ASKING not in request.environ else None


def _stands_at(path: str) -> str | None:
    """What a request for that spelling would be answered: its address, or the one to which it leads."""
    spelled = path.encode("utf-8", "replace").decode("latin-1")
    with current_app.request_context(request.environ | {"PATH_INFO": spelled, _ASKING: True}):
        answer = current_app.full_dispatch_request()
    if answer.status_code in (301, 308):
        return str(answer.headers["Location"])
    return with_query(path) if answer.status_code < 400 or answer.status_code == 410 else None


def init_app(app: Flask) -> None:
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False

    @app.after_request
    def end_well(response: Response) -> Any:
        """A page ends with a slash, a file does not."""
        if response.status_code != 200 or request.method not in ("GET", "HEAD") or request.url_rule is None:
            return response
        path = request.path.rstrip("/") + ("/" if request.url_rule.rule.endswith("/") else "")
        is_so = path == request.path and not request.environ["PATH_INFO"].startswith("//")
        return response if is_so else redirect(with_query(path), 301)
