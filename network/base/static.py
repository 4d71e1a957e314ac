"""Files that never change under their address: `/static/<release>/…`, kept by browsers for a year.

The release is a hash of all files, so that scripts and styles may name each other by relative path.
"""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

from network.base.page_cache import takes_gzip
from network.base.settings import PROJECT

_COMPRESSED = (".css", ".js", ".svg", ".json", ".txt", ".md", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("image/webp", ".webp")


def folder(name: str) -> Path:
    """`templates` or `static`: beside the package in a checkout, inside it in a wheel."""
    inside = PROJECT / "network" / f"_{name}"
    return inside if inside.is_dir() else PROJECT / name


def release(root: Path) -> str:
    """A hash of every static file and its name."""
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def init_app(app: Flask) -> None:
    root = folder("static")
    app.extensions["release"] = release(root)
    app.jinja_env.globals["static_url"] = lambda path: f"/static/{app.extensions['release']}/{path}"


@lru_cache(maxsize=256)
def _file(root: Path, path: str) -> tuple[bytes, bytes | None, str]:
    if len(path) > 200:
        raise FileNotFoundError(path)
    file = (root / path).resolve()
    if not file.is_relative_to(root.resolve()) or not file.is_file():
        raise FileNotFoundError(path)
    body = file.read_bytes()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if file.suffix in _COMPRESSED else None
    return body, packed, kind


def serve(release: str, path: str) -> Response:
    """A static file, already compressed; an old release's address gives the file of today, kept for a minute."""
    try:
        body, packed, kind = _file(folder("static"), path)
    except (FileNotFoundError, ValueError):
        abort(404)
    response = Response(body, mimetype=kind)
    if packed is not None:
        response.vary.add("Accept-Encoding")
        if takes_gzip(request.headers.get("Accept-Encoding", "")):
            response.set_data(packed)
            response.headers["Content-Encoding"] = "gzip"
    current = release == current_app.extensions["release"]
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if current else "public, max-age=60"
    return response
