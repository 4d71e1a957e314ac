"""One address a page: another spelling leads there for good, in a single step."""

import re
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, redirect, request
from werkzeug.exceptions import HTTPException

_ASKING = "network.spelling"


def with_query(path: str) -> str:
    """A path as an address, with the query of this request."""
    query = request.query_string.decode("ascii", "replace")
    return quote(path) + ("?" + query if query else "")


def elsewhere() -> str | None:
    """Where the page of this address stands, when capitals, a doubled slash or a slash after a file hid it."""
    if _ASKING in request.environ:
        return None
    plain = re.sub("/{2,}", "/", request.path.lower())
    if plain != request.path:
        return _stands_at(plain)
    bare = plain.rstrip("/")
    return _stands_at(bare) if bare != plain and _has_no_name(bare) else None


def _has_no_name(path: str) -> bool:
    """Whether a path is one of ours, letter for letter, and not somebody's name."""
    try:
        rule, values = current_app.url_map.bind("").match(path, return_rule=True)
    except HTTPException:
        return False
    return not values and rule is not request.url_rule


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
    def end_with_a_slash(response: Response) -> Any:
        rule = request.url_rule
        short = rule is not None and rule.rule.endswith("/") and not request.path.endswith("/")
        if short and response.status_code == 200 and request.method in ("GET", "HEAD"):
            return redirect(with_query(request.path + "/"), 301)
        return response
