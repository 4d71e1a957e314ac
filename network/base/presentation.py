"""What the templates of every room may use."""

from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, request

from network.base.html import marked, span
from network.base.language import _, direction, speaks, ui
from network.base.site import ABOUT, PROMISE, site
from network.base.web import absolute, viewer


def offset(value: datetime) -> str:
    """An aware time's distance from UTC in words: UTC, UTC+3, UTC+5:45, UTC−3."""
    distance = value.utcoffset()
    seconds = int(distance.total_seconds()) if distance else 0
    if not seconds:
        return "UTC"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'+' if seconds > 0 else '−'}{hours}{f':{minutes:02}' if minutes else ''}"


def asked_ui() -> str | None:
    """The interface language that the address asks for; links and forms carry it on."""
    asked: str | None = g.get("ui_asked")
    return asked


def in_language(path: str, tag: str) -> str:
    """A path with the query of this request, in another interface language."""
    told = request.args.to_dict() if path == request.path else {}
    return f"{quote(path)}?{urlencode(told | {'ui': tag})}"


def own_words(words: str) -> str:
    """What the network says of itself: our words in the interface language, an administrator's marked as in the site's."""
    ours = {ABOUT: _("Diplomats writing, in their own names, from where they work."), PROMISE: _("usually within a working day")}
    marks = speaks(current_app.extensions["settings"].site_language, ui())
    return ours.get(words) or (span(words, marks) if marks else words)


def section() -> str:
    """Of the places in the main menu, the one in which this page is; that of a blog is among the bloggers."""
    first = request.path.split("/")[1]
    if first and (request.view_args or {}).get("handle") == first:
        return "/bloggers/"
    return f"/{first}/" if first else "/"


def focus_classes(focus: str) -> str:
    """What keeps a place of a picture in sight where it is cut: `25 75` is a quarter from the left and three from the top."""
    x, _between, y = focus.partition(" ")
    return f" fx-{x} fy-{y}" if focus else ""


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        absolute=absolute,
        asked_ui=asked_ui,
        focus_classes=focus_classes,
        in_language=in_language,
        marked=marked,
        offset=offset,
        own_words=own_words,
        quote=quote,
        site=site,
        speaks=lambda tag: speaks(tag, ui()),
    )

    @app.context_processor
    def around() -> dict[str, Any]:
        asked, turned = asked_ui(), direction(ui())
        return {
            "viewer": viewer(),
            "here": request.path,
            "section": section(),
            "ui_tag": ui(),
            "ui_dir": turned,
            "ui_query": f"?ui={asked}" if asked else "",
            "comma": _(","),
            "arrows": "→←" if turned == "rtl" else "←→",
        }
