"""The pictures themselves. An address never changes what it gives, since its name is made from the bytes."""

from typing import Any

from flask import Response, abort, request

from network.base.web import Room, anyone
from network.media import queries

room = Room("media", __name__)


@room.get("/media/<name>/<int:width>.webp", access=anyone)
def picture(name: str, width: int) -> Any:
    """One size of a picture."""
    path = queries.kept_file(name, width)
    if path is None:
        abort(404)
    response = Response(path.read_bytes(), mimetype="image/webp")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(f"{name}-{width}")
    return response.make_conditional(request)
