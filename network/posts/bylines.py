"""Under which appointment a post is signed, and the address that it takes: frozen when it is published."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from network.base.database import db
from network.base.text import ascii_slug
from network.base.web import Refused
from network.bloggers import queries as bloggers
from network.bloggers.models import Appointment
from network.posts.models import Post, PostAddress, PostAuthor
from network.posts.selection import role_key
from network.posts.writing import Dated


class TwoAppointments(Refused):
    """A day on which the blogger held two appointments: somebody has to say which."""

    def __init__(self, held: Sequence[Appointment]) -> None:
        names = "; ".join(f"{a.role}{', ' + a.place.name if a.place else ''}" for a in held)
        super().__init__(f"On that day there are two appointments: {names}. Say under which one it is written.", 422)
        self.held = held


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
    """Freeze the byline, and what lists and address need of it."""
    place = appointment.place if appointment else None
    post.appointment_id = appointment.id if appointment else None
    post.place_id = place.id if place else None
    post.country_code = place.country_code if place else None
    post.time_zone = appointment.time_zone if appointment else "UTC"
    post.role_key = role_key(appointment.role) if appointment else ""
    first = next((a for a in post.authors if a.position == 0), None)
    if first is None:
        first = PostAuthor(position=0, blogger_id=post.blogger_id, name=post.blogger.name)
        post.authors = [first, *post.authors]
    first.appointment_id = post.appointment_id
    first.role = appointment.role if appointment else ""
    first.organisation = appointment.organisation if appointment else ""
    first.place_name = place.name if place else ""


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
