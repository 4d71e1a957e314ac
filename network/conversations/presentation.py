"""What templates need to show a place, a time or a person the same way everywhere."""

from collections.abc import Container
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request

from network.base.clock import local
from network.base.language import day, ui
from network.comments.forms import reason_words
from network.comments.queries import reference
from network.conversations.map import placed
from network.conversations.teasers import teaser
from network.media.credits import credit_line
from network.places.gazetteer import DATA, country
from network.places.projection import meridian


def reason_in_words(reason: str) -> str:
    """Why a comment was refused, for its writer."""
    words = reason_words()[reason]
    return words[:1].lower() + words[1:]


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


@lru_cache(maxsize=1)
def land_path() -> str:
    """The dots of the world map, as an SVG path."""
    return (DATA / "land-path.txt").read_text("ascii").strip()


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        country_slug=country_slug,
        credit_line=credit_line,
        land_path=land_path(),
        meridian=meridian,
        month_name=month_name,
        placed=placed,
        query_from=query_from,
        query_without=query_without,
        reason_in_words=reason_in_words,
        reference=reference,
        sent=lambda comment, post: local(comment.sent_at, post.time_zone),
        teaser=teaser,
    )
    app.jinja_env.filters["dictvalues"] = lambda mapping: list(mapping.values())
