"""What a composed page shows beside its posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, Row, Select, bindparam, cast, func, or_, select, tuple_
from sqlalchemy.orm import Bundle, joinedload

from network.base.clock import from_local, local, now
from network.base.database import db
from network.base.text import fold
from network.bloggers import queries as bloggers
from network.bloggers.models import Appointment, Blogger
from network.places.gazetteer import Country
from network.places.models import Place
from network.posts.models import Post, PostAuthor, PostCount

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map, with how many posts came from it."""

    place: Row[Any]
    posts: int


_PLACE: Bundle[Any] = Bundle(
    "place", Place.slug, Place.name, Place.country_code, Place.country_name, Place.latitude, Place.longitude
)


@dataclass(frozen=True, slots=True)
class WeekMap:
    """Where this week's posts came from, and when that changes by the clock alone."""

    pins: Sequence[Pin]
    posts: int
    changes_at: datetime | None


def this_week() -> WeekMap:
    """Places of the posts of the last seven days."""
    rows = db.session.execute(_since(), {"since": now() - WEEK}).all()
    if not rows:
        return WeekMap([], 0, None)
    pins = [Pin(place, posts) for place, posts, _first in rows]
    return WeekMap(pins, sum(pin.posts for pin in pins), min(first for _place, _posts, first in rows) + WEEK)


@cache
def _since() -> Select[Any, int, datetime | None]:
    """Built once, since the front page asks it each time."""
    out = Post.published_at > bindparam("since"), Post.withdrawn_at.is_(None), Post.leads
    query = select(_PLACE, func.count(Post.id), func.min(Post.published_at)).join(Post, Post.place_id == Place.id)
    return query.where(*out).group_by(Place.id).order_by(Place.name)


def all_places() -> list[Pin]:
    """Every place with readable posts, by country and name."""
    query = select(_PLACE, PostCount.posts).join(PostCount, cast(PostCount.member, Integer) == Place.id)
    query = query.where(PostCount.scope == "places", PostCount.posts > 0).order_by(Place.country_name, Place.name)
    return [Pin(place, posts) for place, posts in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class Person:
    """A blogger in the directory: what they are now, and what they last wrote."""

    blogger: Blogger
    appointment: Appointment | None
    last: Post | None


def directory(
    limit: int, *, name: str = "", place: Place | Country | None = None, language: str = "", after: int = 0
) -> tuple[list[Person], int]:
    """Bloggers by name, and the id after which the next page begins (0 at the end)."""
    query = bloggers.with_pictures().order_by(func.lower(Blogger.name), Blogger.id)
    if name:
        query = query.where(Blogger.id.in_(_called(name)))
    if language:
        query = query.where(Blogger.language == language)
    if place is not None:
        query = query.where(Blogger.ended_at.is_(None), Blogger.id.in_(_present_at(place)))
    if after and (last := db.session.get(Blogger, after)):
        query = query.where(tuple_(func.lower(Blogger.name), Blogger.id) > tuple_(func.lower(last.name), after))
    found = db.session.scalars(query.limit(limit + 1)).all()
    shown = found[:limit]
    ids = [b.id for b in shown]
    held, latest = bloggers.present(ids), _latest(ids)
    people = [Person(b, held.get(b.id) if not b.ended_at else None, latest.get(b.id)) for b in shown]
    return people, shown[-1].id if len(found) > limit else 0


def where_present(blogger: Blogger) -> tuple[Sequence[Appointment], Appointment | None]:
    """A blogger's appointments, and the present one by the calendar of its place; an ended blog has none."""
    held = bloggers.appointments(blogger.id)
    return held, next((a for a in held if a.holds_on(_today(a))), None) if not blogger.ended_at else None


def moves_at(appointments: Sequence[Appointment]) -> datetime | None:
    """When one of these begins or is over, which pages show by the clock alone."""
    begin = [(a.starts_on, a) for a in appointments if a.starts_on]
    are_over = [(a.ends_on + _DAY, a) for a in appointments if a.ends_on and a.ends_on < date.max]
    midnights = [from_local(datetime.combine(day, time()), a.time_zone) for day, a in begin + are_over]
    return min((at for at in midnights if at > now()), default=None)


def anyone_moves_at() -> datetime:
    """The same for all bloggers; of what is more than two days away, it says that."""
    today, soon = now().date(), now() + 2 * _DAY
    begin, end = Appointment.starts_on, Appointment.ends_on
    near = or_(begin.between(today - _DAY, soon.date()), end.between(today - 2 * _DAY, soon.date()))
    return moves_at(db.session.scalars(select(Appointment).where(near)).all()) or soon


def _today(appointment: Appointment) -> date:
    return local(now(), appointment.time_zone).date()


def busiest(limit: int = 12) -> Sequence[Blogger]:
    """Bloggers by number of posts."""
    return db.session.scalars(
        select(Blogger).where(Blogger.posts_count > 0).order_by(Blogger.posts_count.desc(), Blogger.id).limit(limit)
    ).all()


def _called(name: str) -> list[int]:
    """Ids of bloggers with these letters in name or handle, whatever their case and accents, which no database folds for all."""
    wanted = fold(name)
    everyone = db.session.execute(select(Blogger.id, Blogger.name, Blogger.handle))
    return [number for number, called, handle in everyone if wanted in fold(called) or wanted in handle]


def _present_at(place: Place | Country) -> list[int]:
    """Ids of bloggers who are there now, each by the clock of their own place."""
    there = Place.id == place.id if isinstance(place, Place) else Place.country_code == place.code.lower()
    held = select(Appointment).join(Place, Appointment.place_id == Place.id).where(there)
    return [a.blogger_id for a in db.session.scalars(held) if a.holds_on(_today(a))]


def _latest(ids: Sequence[int]) -> dict[int, Post]:
    query = select(Blogger.id, Post).join(PostAuthor, PostAuthor.blogger_id == Blogger.id)
    query = query.join(Post, Post.id == PostAuthor.post_id).where(Blogger.id.in_(ids), PostAuthor.leads)
    query = query.where(PostAuthor.published_at == Blogger.last_post_at).options(joinedload(Post.blogger))
    return {blogger_id: post for blogger_id, post in db.session.execute(query)}
