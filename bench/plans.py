"""How much the database works for each list: steps of SQLite's engine, the same on a quiet and on a busy machine."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import select

from bench import networks
from bench.growth import LARGE, SMALL
from bench.table import Figure
from network.accounts.models import Account
from network.base.database import db
from network.bloggers.models import Blogger
from network.comments import queries as comments
from network.places.gazetteer import country
from network.places.models import Place
from network.posts import queries as posts
from network.posts.models import Tag
from network.posts.selection import Selection

_STEP = 20


def figures() -> Iterator[Figure]:
    few, many = (_steps(networks.of(networks.filled(size))) for size in (SMALL, LARGE))
    for name, steps in many.items():
        got = f"{few[name]:,} → {steps:,}"
        yield Figure(name, got, "× 2", steps < 2 * max(few[name], 4000))


def _steps(app: Flask) -> dict[str, int]:
    with app.test_request_context("/"):
        return {name: _worked(ask) for name, ask in _lists().items()}


def _lists() -> Mapping[str, Callable[[], Any]]:
    """Every order in which something is listed, and where a list goes on."""
    blogger = db.session.scalars(select(Blogger).order_by(Blogger.posts_count.desc(), Blogger.id)).first()
    tag, place = db.session.scalars(select(Tag).order_by(Tag.id)).first(), db.session.scalars(select(Place)).first()
    if blogger is None or tag is None or place is None:
        raise SystemExit("The network is empty.")
    month: Any = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}
    role = posts.counts("roles", 1)[0][0]
    selections = {
        "all posts": Selection(),
        "a blog": Selection(blogger=blogger),
        "a topic": Selection(tag=tag),
        "a topic of a blog": Selection(blogger=blogger, tag=tag),
        "a city": Selection(place=place),
        "a country": Selection(place=country(place.country_code)),
        "a role": Selection(role=role),
        "a language": Selection(language="en"),
        "a month": Selection(**month),
        "a month of a blog": Selection(blogger=blogger, **month),
        "best bits": Selection(best=True),
    }
    editor = Account(role="editor", id=0)
    found: dict[str, Callable[[], Any]] = {}
    for name, selection in selections.items():
        found[name] = partial(posts.listing, selection, 20)
        found[f"{name}, next page"] = partial(posts.listing, selection, 20, before=str(posts.listing(selection, 20).next or ""))
    return found | {
        "recent comments": lambda: comments.recent(),
        "recent comments of a blog": lambda: comments.recent(blogger.id),
        "all comments": lambda: comments.listing(20),
        "comments that wait": lambda: comments.queue(editor, "waiting", 20),
        "comments that were refused": lambda: comments.queue(editor, "refused", 20),
        "tag cloud": lambda: posts.tag_cloud(),
        "tag cloud of a blog": lambda: posts.tag_cloud(blogger.id),
        "best bits of a blog": lambda: posts.best_bits(blogger.id),
    }


def _worked(ask: Callable[[], Any]) -> int:
    """Steps of SQLite's engine, to the nearest twenty."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += _STEP
        return 0

    connection: sqlite3.Connection = db.session.connection().connection.dbapi_connection  # type: ignore[assignment]
    connection.set_progress_handler(step, _STEP)
    ask()
    connection.set_progress_handler(None, 0)
    return steps
