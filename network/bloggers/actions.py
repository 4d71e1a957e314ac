"""Bloggers come, are appointed, move and leave. Nothing that they wrote changes with it."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select

from network.base.changes import record
from network.base.clock import now
from network.base.database import db
from network.base.html import clean_post
from network.base.text import HANDLE, RESERVED, line, tidy
from network.base.web import Refused
from network.bloggers import queries
from network.bloggers.changes import BLOGGER_APPOINTED, BLOGGER_CHANGED, BLOGGER_CREATED, BLOGGER_RENAMED
from network.bloggers.models import Appointment, Blogger, BloggerAccount, BloggerHandle, Moderation
from network.media import uses
from network.places.models import Place

FIRST_YEAR = 1900


def free_handle(text: str) -> str:
    """A handle that may be taken; Refused says why another may not."""
    handle = text.strip().lower()
    if not HANDLE.fullmatch(handle):
        raise Refused(f"“{text}” cannot be a handle. Use 1 to 40 letters a to z, digits and hyphens, as in hale.", 422)
    if handle in RESERVED:
        raise Refused(f"“{handle}” is reserved for the network itself. Choose another handle.", 422)
    if handle.isdigit():
        raise Refused("A handle may not be all digits: it would look like a year. Add a letter.", 422)
    if queries.handle_is_taken(handle):
        raise Refused(f"The handle “{handle}” is taken, now or formerly. Choose another.", 422)
    return handle


def create(handle: str, name: str, *, language: str = "en", description: str = "", blog_title: str = "") -> Blogger:
    """A profile for readers; it can be named on posts before anybody signs in for it."""
    if not line(name):
        raise Refused("A blogger needs a name.", 422)
    blogger = Blogger(
        handle=free_handle(handle),
        name=line(name),
        language=language,
        description=line(description),
        blog_title=line(blog_title),
    )
    db.session.add(blogger)
    db.session.flush()
    record(BLOGGER_CREATED, blogger.id, {"people", f"blogger-{blogger.id}"})
    return blogger


def let_write(blogger: Blogger, account_id: int) -> None:
    """Put an account on a blog; twice is no harm."""
    there = select(BloggerAccount).where(BloggerAccount.blogger_id == blogger.id, BloggerAccount.account_id == account_id)
    if db.session.scalar(there) is None:
        db.session.add(BloggerAccount(blogger_id=blogger.id, account_id=account_id))
        db.session.flush()


_closing: list[Callable[[Blogger, int], None]] = []


def closes_with_blog(function: Callable[[Blogger, int], None]) -> Callable[[Blogger, int], None]:
    """Have a function of an upper room close, when an account is taken off a blog, what else lets it write there."""
    _closing.append(function)
    return function


def let_write_no_more(blogger: Blogger, account_id: int) -> None:
    """Take an account off a blog. Bylines stay."""
    for function in _closing:
        function(blogger, account_id)
    there = select(BloggerAccount).where(BloggerAccount.blogger_id == blogger.id, BloggerAccount.account_id == account_id)
    if row := db.session.scalar(there):
        db.session.delete(row)


def narrow_moderation(account_id: int, blogger_ids: set[int]) -> None:
    """Let a moderator read the comments of some blogs alone; an empty set lets them read all."""
    for row in db.session.scalars(select(Moderation).where(Moderation.account_id == account_id)):
        db.session.delete(row)
    db.session.flush()
    db.session.add_all(Moderation(account_id=account_id, blogger_id=b) for b in blogger_ids)


def appoint(
    blogger: Blogger,
    role: str,
    place: Place | None,
    *,
    organisation: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    alongside: bool = False,
) -> Appointment:
    """A further appointment. The one before it ends the day before, unless both are held alongside."""
    if not line(role):
        raise Refused("An appointment needs a role, such as Consul.", 422)
    _require_days(starts_on, ends_on)
    former = queries.appointments(blogger.id)
    if starts_on is None and former and not alongside:
        raise Refused("Say from when the new appointment holds, since there is one already.", 422)
    if starts_on and not alongside:
        for earlier in former:
            if earlier.starts_on == starts_on:
                raise Refused("Another appointment begins on that very day. Correct that one, or say that both are held.", 422)
            if (earlier.starts_on is None or earlier.starts_on < starts_on) and (
                earlier.ends_on is None or earlier.ends_on >= starts_on
            ):
                earlier.ends_on = starts_on - timedelta(days=1)
        later = [a.starts_on for a in former if a.starts_on and a.starts_on > starts_on]
        if later and (ends_on is None or ends_on >= min(later)):
            ends_on = min(later) - timedelta(days=1)
    appointment = Appointment(
        blogger_id=blogger.id,
        role=line(role),
        organisation=line(organisation),
        place_id=place.id if place else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(appointment)
    db.session.flush()
    db.session.refresh(appointment)
    record(BLOGGER_APPOINTED, blogger.id, _keys(blogger))
    return appointment


def correct_appointment(
    appointment: Appointment, role: str, place: Place | None, organisation: str, starts_on: date | None, ends_on: date | None
) -> None:
    """Correct what was wrong in an appointment. Bylines keep the words under which they were published."""
    if not line(role):
        raise Refused("An appointment needs a role, such as Consul.", 422)
    _require_days(starts_on, ends_on)
    appointment.role = line(role)
    appointment.organisation = line(organisation)
    appointment.place = place
    appointment.starts_on, appointment.ends_on = starts_on, ends_on
    blogger = db.session.get_one(Blogger, appointment.blogger_id)
    record(BLOGGER_APPOINTED, blogger.id, _keys(blogger))


def _require_days(starts_on: date | None, ends_on: date | None) -> None:
    if any(day and day.year < FIRST_YEAR for day in (starts_on, ends_on)):
        raise Refused("An appointment lies in 1900 or later. Leave the first day empty where it has always been held.", 422)
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused("An appointment cannot end before it begins.", 422)


def describe(
    blogger: Blogger, *, name: str, blog_title: str, description: str, about: str, links: str, language: str, about_html: str
) -> None:
    """What readers see of a blogger. Earlier bylines keep the name under which they were published."""
    blogger.name = line(name) or blogger.name
    blogger.blog_title, blogger.description = line(blog_title), line(description)
    blogger.about_source, blogger.about_html = tidy(about), about_html
    blogger.links, blogger.language = tidy(links), language
    note_pictures(blogger)
    record(BLOGGER_CHANGED, blogger.id, _keys(blogger))


def show_pictures(
    blogger: Blogger,
    *,
    photo_id: int | None = None,
    top_image_id: int | None = None,
    top_image_alt: str | None = None,
    top_image_focus: str | None = None,
    without_photo: bool = False,
    without_top_image: bool = False,
) -> None:
    """Photo and top image of a blog; what is not given stays, unless it is taken away."""
    blogger.photo_id = None if without_photo else photo_id or blogger.photo_id
    blogger.top_image_id = None if without_top_image else top_image_id or blogger.top_image_id
    if top_image_alt is not None:
        blogger.top_image_alt = line(top_image_alt)
    if top_image_focus is not None:
        blogger.top_image_focus = top_image_focus
    if without_top_image:
        blogger.top_image_alt = blogger.top_image_focus = ""
    note_pictures(blogger)
    record(BLOGGER_CHANGED, blogger.id, _keys(blogger))


def note_pictures(blogger: Blogger) -> None:
    """Keep in mind which pictures a blog shows."""
    shown = {"photo": (blogger.photo_id, blogger.name), "top": (blogger.top_image_id, blogger.top_image_alt)}
    uses.note(f"blogger-{blogger.id}", shown=shown, markup=blogger.about_html, blogger_id=blogger.id)


def rename(blogger: Blogger, handle: str) -> None:
    """A new handle. The old one leads to it for ever."""
    former = blogger.handle
    if handle.strip().lower() == former:
        return
    back = db.session.get(BloggerHandle, handle.strip().lower())
    if back is not None and back.blogger_id == blogger.id:
        db.session.delete(back)
        db.session.flush()
    blogger.handle = free_handle(handle)
    db.session.add(BloggerHandle(handle=former, blogger_id=blogger.id))
    db.session.flush()
    record(BLOGGER_RENAMED, blogger.id, _keys(blogger) | {"posts", "comments"})


def end(blogger: Blogger) -> None:
    """The blog ends: it stays to be read."""
    blogger.ended_at = blogger.ended_at or now()
    record(BLOGGER_CHANGED, blogger.id, _keys(blogger))


def reopen(blogger: Blogger) -> None:
    blogger.ended_at = None
    record(BLOGGER_CHANGED, blogger.id, _keys(blogger))


def about_markup(source: str) -> str:
    """An about text as markup; slow, so before the transaction."""
    return clean_post(source, "markdown")


def _keys(blogger: Blogger) -> set[str]:
    return {"people", f"blogger-{blogger.id}"}
