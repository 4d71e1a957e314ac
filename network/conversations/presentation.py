"""What templates need to show a place, a time or a person the same way everywhere."""

from datetime import datetime
from typing import Any

from flask import Flask, g, request

from network.base.html import marked
from network.base.language import UnknownLanguage, direction, ui
from network.base.site import site
from network.base.web import absolute, viewer
from network.places.projection import meridian, project
from network.posts.addresses import path_of
from network.posts.models import Post


def language_attributes(tag: str) -> dict[str, str]:
    """`lang`, and `dir` where it is not that of the page around it."""
    try:
        turned = direction(tag)
    except UnknownLanguage:
        turned = "auto"
    return {"lang": tag} | ({} if turned == direction(ui()) else {"dir": turned})


def offset(value: datetime) -> str:
    """An aware time's distance from UTC in words: UTC, UTC+3, UTC+5:45, UTC−3."""
    seconds = int(value.utcoffset().total_seconds()) if value.utcoffset() else 0  # type: ignore[union-attr]
    if not seconds:
        return "UTC"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'+' if seconds > 0 else '−'}{hours}{f':{minutes:02}' if minutes else ''}"


def post_url(post: Post, fragment: str = "") -> str:
    """A link to a post that keeps the interface language of the page that it stands on."""
    asked = g.get("ui_asked")
    return path_of(post) + (f"?ui={asked}" if asked else "") + fragment


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        absolute=absolute,
        language_attributes=language_attributes,
        marked=marked,
        meridian=meridian,
        offset=offset,
        post_url=post_url,
        project=project,
        site=site,
    )

    @app.context_processor
    def who() -> dict[str, Any]:
        return {"viewer": viewer(), "here": request.path}
