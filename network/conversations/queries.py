"""What a composed page shows beside its posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, cast, func, or_, select
from sqlalchemy.orm import joinedload

from network.base.clock import now
from network.base.database import db
from network.bloggers import queries as bloggers
from network.bloggers.models import Appointment, Blogger
from network.places.gazetteer import Country
from network.places.models import Place
from network.posts.models import Post, PostCount

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map, with how many posts came from it."""

    place: Place
    posts: int


@dataclass(frozen=True, slots=True)
class WeekMap:
    """Where this week's posts came from, and when that changes by the clock alone."""

    pins: Sequence[Pin]
    posts: int
    changes_at: datetime | None


def this_week() -> WeekMap:
    """Places of the posts of the last seven days; of all posts when there were none."""
    since = now() - WEEK
    out = (Post.published_at > since, Post.withdrawn_at.is_(None))
    query = select(Place, func.count(Post.id), func.min(Post.published_at)).join(Post, Post.place_id == Place.id)
    rows = db.session.execute(query.where(*out).group_by(Place.id).order_by(Place.name)).all()
    if not rows:
        return WeekMap([], 0, None)
    pins = [Pin(place, posts) for place, posts, _first in rows]
    first = min(first for _place, _posts, first in rows)
    return WeekMap(pins, sum(pin.posts for pin in pins), first + WEEK)


def all_places() -> list[Pin]:
    """Every place with readable posts, by country and name."""
    query = select(Place, PostCount.posts).join(PostCount, cast(PostCount.member, Integer) == Place.id)
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
        query = query.where(or_(Blogger.name.icontains(name, autoescape=True), Blogger.handle.icontains(name, autoescape=True)))
    if language:
        query = query.where(Blogger.language == language)
    if place is not None:
        query = query.where(Blogger.id.in_(_present_at(place)))
    if after and (last := db.session.get(Blogger, after)):
        query = query.where(
            or_(func.lower(Blogger.name) > last.name.lower(), (func.lower(Blogger.name) == last.name.lower()) & (Blogger.id > after))
        )
    found = db.session.scalars(query.limit(limit + 1)).all()
    shown = found[:limit]
    ids = [b.id for b in shown]
    held, latest = bloggers.present(ids), _latest(ids)
    people = [Person(b, held.get(b.id), latest.get(b.id)) for b in shown]
    return people, shown[-1].id if len(found) > limit else 0


def where_present(blogger: Blogger) -> tuple[Sequence[Appointment], Appointment | None]:
    """A blogger's appointments, and the present one."""
    held = bloggers.appointments(blogger.id)
    today = now().date()
    return held, next((a for a in held if a.holds_on(today)), None)


def busiest(limit: int = 12) -> Sequence[Blogger]:
    """Bloggers by number of posts."""
    return db.session.scalars(select(Blogger).where(Blogger.posts_count > 0).order_by(Blogger.posts_count.desc(), Blogger.id).limit(limit)).all()


def _present_at(place: Place | Country) -> object:
    today = now().date()
    holds = (
        or_(Appointment.starts_on.is_(None), Appointment.starts_on <= today),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
    )
    query = select(Appointment.blogger_id).where(*holds)
    if isinstance(place, Country):
        return query.join(Place, Appointment.place_id == Place.id).where(Place.country_code == place.code.lower())
    return query.where(Appointment.place_id == place.id)


def _latest(ids: Sequence[int]) -> dict[int, Post]:
    query = select(Post).join(Blogger, Post.blogger_id == Blogger.id).where(Blogger.id.in_(ids))
    query = query.where(Post.published_at == Blogger.last_post_at, Post.withdrawn_at.is_(None)).options(joinedload(Post.blogger))
    return {post.blogger_id: post for post in db.session.scalars(query)}
