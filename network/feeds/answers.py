"""Documents as answers to requests, conditional ones too."""

from datetime import datetime

from flask import Response, current_app, g, request

from network.base.page_cache import http_date
from network.base.web import viewer


def answer(body: bytes | str, kind: str, *, changed: datetime | None = None, address: str = "") -> Response:
    """A document with its instant and its own address.

    The page cache tags what it keeps and says 304 itself; for what it does not keep, that is done here.
    """
    response = Response(body, content_type=kind)
    if changed:
        response.headers["Last-Modified"] = http_date(changed)
    if address:
        response.headers["Link"] = f'<{address}>; rel="self"'
    is_kept = "page_cache" in current_app.extensions and viewer().is_visitor and g.get("surrogate_keys")
    if not is_kept:
        response.add_etag()
        response.make_conditional(request)
    return response
