"""Documents as answers to requests, conditional ones too."""

from datetime import datetime

from flask import Response, current_app, request

from network.base.page_cache import http_date
from network.base.web import viewer


def answer(body: bytes | str, kind: str, *, changed: datetime | None = None, address: str = "") -> Response:
    """A document with its instant and its own address.

    The page cache tags what it keeps and says 304 itself; where it is off or passed by, that is done here.
    """
    response = Response(body, content_type=kind)
    if changed:
        response.headers["Last-Modified"] = http_date(changed)
    if address:
        response.headers["Link"] = f'<{address}>; rel="self"'
    if "page_cache" not in current_app.extensions or not viewer().is_visitor:
        response.add_etag()
        response.make_conditional(request)
    return response
