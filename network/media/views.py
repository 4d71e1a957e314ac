"""The pictures themselves. An address never changes what it gives, since its name is made from the bytes."""

from typing import Any

from flask import Response, abort, request

from network.base.web import Room, anyone
from network.media import queries

room = Room("media", __name__)


@room.get("/media/<name>/<int:width>.<any(webp, avif):kind>", access=anyone)
def picture(name: str, width: int, kind: str) -> Any:
    """One size of a picture."""
    body = queries.kept_file(name, width, kind)
    if body is None:
        abort(404)
    response = Response(body, mimetype=f"image/{kind}")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(f"{name}-{width}-{kind}")
    return response.make_conditional(request)
