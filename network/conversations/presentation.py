"""What templates need to show a place, a time or a person the same way everywhere."""

from collections.abc import Container
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, g, request

from network.base.clock import local
from network.base.html import marked
from network.base.language import _, day, direction, ui
from network.base.site import site
from network.base.web import absolute, viewer
from network.conversations.map import placed
from network.conversations.teasers import speaks, teaser
from network.places.gazetteer import DATA, country
from network.places.projection import meridian
from network.posts.addresses import path_of
from network.posts.listed import Named
from network.posts.models import Post


def offset(value: datetime) -> str:
    """An aware time's distance from UTC in words: UTC, UTC+3, UTC+5:45, UTC−3."""
    seconds = int(value.utcoffset().total_seconds()) if value.utcoffset() else 0  # type: ignore[union-attr]
    if not seconds:
        return "UTC"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'+' if seconds > 0 else '−'}{hours}{f':{minutes:02}' if minutes else ''}"


REASONS = {
    "about-a-person": "it is about a person, not the subject",
    "off-subject": "it is off the subject",
    "private-details": "it holds private details",
    "advertising": "it is advertising",
    "against-the-law": "it may be against the law",
}


def reason_in_words(reason: str) -> str:
    """Why a comment was refused, for its writer."""
    return _(REASONS[reason])


def asked_ui() -> str | None:
    """The interface language that the address asks for; links and forms carry it on."""
    asked: str | None = g.get("ui_asked")
    return asked


def month_name(number: int) -> str:
    """A month's short name, for the head of a table."""
    return day(date(2000, number, 1), ui(), "LLL")


def country_slug(code: str) -> str:
    """The last part of a country's address."""
    found = country(code)
    return found.slug if found else code


def query_without(name: str, parts: Container[str]) -> str:
    """The query of this request less one part of its Selection and the cursor, for the tag that removes a filter.

    A month or year is one part, though two parameters say it.
    """
    gone = {name, "before"} | ({"to"} if name == "from" and "to" not in parts else set())
    left = {k: v for k, v in request.args.items() if k not in gone and v}
    return "?" + urlencode(left) if left else ""


def query_from(cursor: Any) -> str:
    """The query of this request, for the next page of its results; without a cursor, for the first."""
    left = {k: v for k, v in request.args.items() if k != "before" and v} | ({"before": str(cursor)} if cursor else {})
    return "?" + urlencode(left)


def in_language(path: str, tag: str) -> str:
    """A path with the query of this request, in another interface language."""
    told = request.args.to_dict() if path == request.path else {}
    return f"{quote(path)}?{urlencode(told | {'ui': tag})}"


@lru_cache(maxsize=1)
def land_path() -> str:
    """The dots of the world map, as an SVG path."""
    return (DATA / "land-path.txt").read_text("ascii").strip()


def post_url(post: Post | Named, fragment: str = "") -> str:
    """A link to a post that keeps the interface language of the page that it stands on."""
    asked = g.get("ui_asked")
    return path_of(post) + (f"?ui={asked}" if asked else "") + fragment


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        absolute=absolute,
        speaks=lambda tag: speaks(tag, ui()),
        teaser=teaser,
        marked=marked,
        meridian=meridian,
        offset=offset,
        asked_ui=asked_ui,
        country_slug=country_slug,
        in_language=in_language,
        language_attributes=lambda tag: {"lang": tag, "dir": direction(tag)},
        land_path=land_path(),
        month_name=month_name,
        placed=placed,
        post_url=post_url,
        quote=quote,
        query_from=query_from,
        query_without=query_without,
        reason_in_words=reason_in_words,
        sent=lambda comment, post: local(comment.sent_at, post.time_zone),
        site=site,
    )
    app.jinja_env.filters["dictvalues"] = lambda mapping: list(mapping.values())

    @app.context_processor
    def who() -> dict[str, Any]:
        asked = asked_ui()
        return {
            "viewer": viewer(),
            "here": request.path,
            "ui_tag": ui(),
            "ui_dir": direction(ui()),
            "comma": _(","),
            "arrows": "→←" if direction(ui()) == "rtl" else "←→",
            "ui_query": f"?ui={asked}" if asked else "",
        }
