"""Routes of the ground: static files, health, metrics."""

import hmac
import os
from typing import Any

from flask import Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select, text

from network.base import static
from network.base.changes import Change, ChangeDelivery
from network.base.database import db
from network.base.migrations import is_current
from network.base.web import Room, anyone

room = Room("base", __name__)


@room.get("/static/<release>/<path:path>", access=anyone)
def static_file(release: str, path: str) -> Response:
    """A style, script, font or icon."""
    return static.serve(release, path)


@room.get("/favicon.ico", access=anyone)
def favicon() -> Response:
    return static.serve("", "icons/favicon.ico")


@room.get("/healthz", access=anyone)
def healthz() -> Any:
    """This process answers."""
    return "ok\n", 200, {"Content-Type": "text/plain", "Cache-Control": "no-store"}


@room.get("/readyz", access=anyone)
def readyz() -> Any:
    """The database answers and its migrations are those of this version."""
    db.session.execute(text("SELECT 1"))
    ready = is_current()
    words = "ready\n" if ready else "the database waits for its migrations: network database upgrade\n"
    return words, 200 if ready else 503, {"Content-Type": "text/plain", "Cache-Control": "no-store"}


@room.get("/metrics", access=anyone)
def metrics() -> Response:
    """Figures for Prometheus: for the bearer of the token in the settings, else for loopback alone."""
    token = current_app.extensions["settings"].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    near = request.remote_addr in ("127.0.0.1", "::1") and not request.headers.get("X-Forwarded-For")
    if not (hmac.compare_digest(given.encode(), token.encode()) if token else near):
        abort(403, "Metrics are for the operator: send the token, or ask from the machine itself.")
    return Response(generate_latest(_figures()), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _figures() -> CollectorRegistry:
    registry = CollectorRegistry()

    def gauge(name: str, about: str, value: float) -> None:
        Gauge(f"network_{name}", about, registry=registry).set(value)

    undone = ChangeDelivery.done_at.is_(None)
    waiting = select(func.count()).select_from(ChangeDelivery).where(undone)
    gauge("changes_last_id", "Id of the newest change", db.session.scalar(select(func.max(Change.id))) or 0)
    gauge(
        "deliveries_waiting",
        "Deliveries of changes to listeners that are not done",
        db.session.scalar(waiting) or 0,
    )
    gauge(
        "deliveries_in_trouble",
        "Deliveries that failed and are tried again",
        db.session.scalar(waiting.where(ChangeDelivery.trouble.is_not(None))) or 0,
    )
    cache = current_app.extensions.get("page_cache")
    if cache is not None:
        labels = Gauge("network_page_cache", "This process's page cache", ["process", "what"], registry=registry)
        for what, value in (("hits", cache.hits), ("misses", cache.misses), ("pages", cache.pages), ("bytes", cache.size)):
            labels.labels(str(os.getpid()), what).set(value)
    return registry
