"""Who signs a post, under which appointment, and the address that it takes: frozen when it is published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from network.base.database import db
from network.base.text import ascii_slug, line
from network.base.web import Refused
from network.bloggers import queries as bloggers
from network.bloggers.access import writes_on
from network.bloggers.models import Appointment, Blogger
from network.posts.models import Post, PostAddress, PostAuthor
from network.posts.selection import role_key
from network.posts.writing import Dated


class TwoAppointments(Refused):
    """A day on which the blogger held two appointments: somebody has to say which."""

    def __init__(self, held: Sequence[Appointment]) -> None:
        names = "; ".join(f"{a.role}{', ' + a.place.name if a.place else ''}" for a in held)
        super().__init__(f"On that day there are two appointments: {names}. Say under which one it is written.", 422)
        self.held = held


class CannotSign(Refused):
    """A name that cannot stand in the byline so; `message` and `values` are the sentence, to be said in other languages."""

    def __init__(self, message: str, whose: "PostAuthor | Name", *, asks_for_appointment: bool = False, **values: Any) -> None:
        super().__init__(message % values, 422)
        self.message, self.values = message, values
        self.blogger_id, self.kind = whose.blogger_id, whose.kind
        self.asks_for_appointment = asks_for_appointment


@dataclass(frozen=True, kw_only=True)
class Name:
    """A further name for a byline: a colleague under an appointment (None: that of the day), or a guest in words."""

    kind: str = "author"
    blogger_id: int | None = None
    appointment_id: int | None = None
    name: str = ""
    role: str = ""
    organisation: str = ""
    place_name: str = ""


def require_own(post: Post, appointment_id: int | None) -> None:
    """Refused when an appointment is somebody else’s."""
    if appointment_id is not None and appointment_id not in {a.id for a in bloggers.appointments(post.blogger_id)}:
        raise Refused("That appointment is not one of this blogger’s. Choose another.", 422)


def appointment_for(post: Post, dated: Dated | None, at: datetime | None) -> Appointment | None:
    """The appointment of the day, or the one that was chosen; TwoAppointments when the day has two."""
    if post.appointment_id is not None:
        return db.session.get(Appointment, post.appointment_id)
    held = bloggers.held_on(post.blogger_id, dated.at.date()) if dated else bloggers.held_at(post.blogger_id, at)
    if len(held) > 1:
        raise TwoAppointments(held)
    return held[0] if held else None


def sign(post: Post, appointment: Appointment | None) -> None:
    """Freeze the first name of the byline, and what lists and address need of it."""
    place = appointment.place if appointment else None
    post.appointment_id = appointment.id if appointment else None
    post.appointment = appointment
    post.place_id, post.place = (place.id if place else None), place
    post.country_code = place.country_code if place else None
    post.time_zone = appointment.time_zone if appointment else "UTC"
    post.role_key = role_key(appointment.role) if appointment else ""
    first = next((a for a in post.credits if a.position == 0), None)
    if first is None:
        first = PostAuthor(position=0, kind="author", blogger_id=post.blogger_id, name=post.blogger.name, consent="agreed")
        post.credits = [first, *post.credits]
    _freeze(first, appointment)


def sign_further(post: Post, *, moved: bool = False) -> None:
    """Freeze the other names of a post that bears its day now; when it `moved` to another day, under what was held on that."""
    for row in further(post):
        if row.blogger_id is None or row.blogger is None:
            continue
        row.name = row.name if moved else row.blogger.name
        if row.kind == "author":
            appointment = _appointment_of(row, _held(row, post), moved)
            if not moved or appointment.id != row.appointment_id:
                _freeze(row, appointment)
    db.session.flush()


def require_signable(post: Post, at: datetime) -> None:
    """Refused when it is not clear under which appointment each colleague signs at a moment that is planned."""
    for row in further(post):
        if row.blogger_id is not None and row.kind == "author":
            _appointment_of(row, bloggers.held_at(row.blogger_id, at), moved=False)


def _held(row: PostAuthor, post: Post) -> Sequence[Appointment]:
    assert row.blogger_id is not None
    assert post.local_date is not None
    at = post.published_at if post.clock_known else None
    return bloggers.held_at(row.blogger_id, at) if at else bloggers.held_on(row.blogger_id, post.local_date)


def _appointment_of(row: PostAuthor, held: Sequence[Appointment], moved: bool) -> Appointment:
    chosen = db.session.get(Appointment, row.appointment_id) if row.appointment_id else None
    if chosen and (not moved or chosen in held):
        return chosen
    if not held:
        raise CannotSign(
            "%(name)s held no appointment on that day. Choose one, or take the name away.",
            row,
            asks_for_appointment=True,
            name=row.name,
        )
    if len(held) > 1:
        raise CannotSign(
            "%(name)s held two appointments on that day. Say under which one they sign.",
            row,
            asks_for_appointment=True,
            name=row.name,
        )
    return held[0]


def _freeze(row: PostAuthor, appointment: Appointment | None) -> None:
    row.appointment_id = appointment.id if appointment else None
    row.role = appointment.role if appointment else ""
    row.organisation = appointment.organisation if appointment else ""
    row.place_name = appointment.place.name if appointment and appointment.place else ""


def mark(post: Post) -> None:
    """Bring the instants beside the authors in line with the post’s: by them, their blogs list it."""
    for row in post.credits:
        row.published_at = post.published_at if post.is_out and row.kind == "author" else None
    db.session.flush()


def further(post: Post) -> list[PostAuthor]:
    """All names but the first: other authors, then translators."""
    return [row for row in post.credits if row.position > 0]


def names_on(post: Post) -> tuple[Name, ...]:
    """The further names of a post, as they could be put on it again."""
    return tuple(
        Name(
            kind=row.kind,
            blogger_id=row.blogger_id,
            appointment_id=row.appointment_id,
            **({"name": row.name, **_words_of(row)} if row.blogger_id is None else {}),
        )
        for row in further(post)
    )


def _words_of(row: PostAuthor | Name) -> dict[str, str]:
    return {"role": row.role, "organisation": row.organisation, "place_name": row.place_name}


def put(post: Post, names: Sequence[Name], by: Any) -> None:
    """Other further names, in this order. Of a colleague whose name stays, what they answered stays, too."""
    _require_different(post, names)
    kept: dict[tuple[str, int | None], PostAuthor] = {(row.kind, row.blogger_id): row for row in further(post) if row.blogger_id}
    rows = [_row(post, name, kept.get((name.kind, name.blogger_id)), by) for name in names]
    post.credits = [row for row in post.credits if row.position == 0]
    db.session.flush()
    for position, row in enumerate(rows, 1):
        row.position = position
    post.credits = [*post.credits, *rows]
    db.session.flush()


def _row(post: Post, name: Name, kept: PostAuthor | None, by: Any) -> PostAuthor:
    """A new row, since two rows cannot change places under one constraint."""
    if name.blogger_id is None:
        words = {part: line(text) for part, text in _words_of(name).items()}
        return PostAuthor(kind=name.kind, name=line(name.name), consent="agreed", **words)
    blogger = db.session.get_one(Blogger, name.blogger_id)
    _require_held(name, blogger)
    stays = kept is not None and kept.appointment_id == name.appointment_id
    row = PostAuthor(kind=name.kind, blogger_id=blogger.id, name=kept.name if kept else blogger.name, consent="")
    row.blogger, row.appointment_id = blogger, name.appointment_id
    if kept and stays:
        row.consent, row.role, row.organisation, row.place_name = kept.consent, kept.role, kept.organisation, kept.place_name
    elif post.published_at and row.kind == "author":
        _freeze(row, _appointment_of(row, _held(row, post), moved=False))
    if by is None or writes_on(by, blogger.id) or (post.published_at and (kept or by.is_editor)):
        row.consent = "agreed"
    elif post.published_at:
        raise CannotSign("This post is out. Ask an editor to put %(name)s there, once they have agreed.", name, name=blogger.name)
    return row


def _require_different(post: Post, names: Iterable[Name]) -> None:
    seen: set[tuple[str, Any]] = {("author", post.blogger_id), ("author", line(post.blogger.name).casefold())}
    for name in names:
        who = (name.kind, name.blogger_id or line(name.name).casefold())
        if who in seen:
            raise CannotSign("Each name stands in a byline once. Take this one away.", name)
        seen.add(who)


def _require_held(name: Name, blogger: Blogger) -> None:
    if name.appointment_id and name.appointment_id not in {a.id for a in bloggers.appointments(blogger.id)}:
        raise CannotSign(
            "That appointment is not one of %(name)s’s. Choose another.", name, asks_for_appointment=True, name=blogger.name
        )


def require_consent(post: Post) -> None:
    """Refused when a colleague has not agreed to stand there."""
    for row in further(post):
        if row.consent == "declined":
            raise CannotSign("%(name)s would rather not sign this. Take the name away.", row, name=row.name)
        if row.consent != "agreed":
            raise CannotSign(
                "%(name)s has not agreed yet; the question is on their desk. Wait for them, or take the name away.",
                row,
                name=row.name,
            )


def take_address(post: Post) -> None:
    """Make the post's address its own for ever; another post's slug in that month gets a number."""
    assert post.local_date is not None
    year, month = post.local_date.year, post.local_date.month
    taken = dict(
        db.session.execute(
            select(PostAddress.slug, PostAddress.post_id).where(
                PostAddress.blogger_id == post.blogger_id, PostAddress.year == year, PostAddress.month == month
            )
        ).all()
    )
    wish, number = post.slug, 1
    while taken.get(post.slug, post.id) != post.id:
        number += 1
        post.slug = f"{wish}-{number}"
    for text in {post.slug, ascii_slug(post.slug)} - {""}:
        if text not in taken:
            db.session.add(PostAddress(blogger_id=post.blogger_id, year=year, month=month, slug=text, post_id=post.id))
    db.session.flush()
