"""What a page shows and how long that holds: surrogate keys and the instant of its next change by the clock.

A view names what it shows with `shows`; a page that named nothing is private. Public pages are the same bytes for
everyone, so a signed-in person's page is never public.
"""

from datetime import datetime, timedelta

from flask import Flask, Response, g, request

from network.base.clock import now
from network.base.web import viewer

_MONTH = timedelta(days=30)


def shows(*keys: str) -> None:
    """Name what this page shows, so that it is dropped from caches when that changes."""
    g.setdefault("surrogate_keys", set()).update(keys)


def until(instant: datetime) -> None:
    """This page changes by the clock alone at an instant; the earliest that was named holds."""
    g.expires_at = min(instant, g.get("expires_at", instant))


def init_app(app: Flask) -> None:
    @app.after_request
    def declare(response: Response) -> Response:
        if "Cache-Control" in response.headers:
            return response
        keys = g.get("surrogate_keys")
        public = keys and request.method in ("GET", "HEAD") and viewer().is_visitor and response.status_code in (200, 304, 410)
        if not public:
            response.headers["Cache-Control"] = "private, no-store"
            return response
        left = g.get("expires_at", now() + _MONTH) - now()
        response.headers["Surrogate-Key"] = " ".join(sorted(keys | {"site"}))
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        if "page_cache" in app.extensions:
            response.headers["Surrogate-Control"] = f"max-age={max(0, int(left.total_seconds()))}"
        response.vary.add("Cookie")
        return response
