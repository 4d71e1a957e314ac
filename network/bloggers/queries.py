"""Bloggers and their appointments, looked up."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import joinedload

from network.accounts.models import Account
from network.base.clock import local, now
from network.base.database import db
from network.bloggers.models import Appointment, Blogger, BloggerAccount, BloggerHandle


def with_pictures() -> Select[Blogger]:
    """Bloggers with photo and top image at hand."""
    return select(Blogger).options(joinedload(Blogger.photo), joinedload(Blogger.top_image))


def by_handle(handle: str) -> Blogger | None:
    """Who stands at a handle, now or formerly, in any case."""
    folded = handle.lower()
    former = select(BloggerHandle.blogger_id).where(BloggerHandle.handle == folded).scalar_subquery()
    found = with_pictures().where(or_(Blogger.handle == folded, Blogger.id == former))
    return db.session.scalars(found.order_by((Blogger.handle == folded).desc())).first()


def called(name: str) -> Sequence[Blogger]:
    """The bloggers who bear just this name."""
    return db.session.scalars(select(Blogger).where(Blogger.name == name).order_by(Blogger.handle)).all()


def names(limit: int = 2000) -> Sequence[Row[str, str]]:
    """Names and handles of those whose blog has not ended, by name: to choose from."""
    query = select(Blogger.name, Blogger.handle).where(Blogger.ended_at.is_(None))
    return db.session.execute(query.order_by(func.lower(Blogger.name), Blogger.id).limit(limit)).all()


def find(blogger_id: int) -> Blogger | None:
    return db.session.get(Blogger, blogger_id)


def of_account(account_id: int) -> Sequence[Blogger]:
    """The blogs on which an account may write, by name."""
    mine = select(BloggerAccount.blogger_id).where(BloggerAccount.account_id == account_id)
    return db.session.scalars(with_pictures().where(Blogger.id.in_(mine)).order_by(Blogger.name)).all()


def accounts_of(blogger_id: int) -> Sequence[Account]:
    """The accounts that may write on a blog."""
    on_it = select(BloggerAccount.account_id).where(BloggerAccount.blogger_id == blogger_id)
    return db.session.scalars(select(Account).where(Account.id.in_(on_it)).order_by(Account.name)).all()


def appointments(blogger_id: int) -> Sequence[Appointment]:
    """A blogger's appointments, the present one first."""
    mine = select(Appointment).where(Appointment.blogger_id == blogger_id)
    return db.session.scalars(mine.order_by(Appointment.starts_on.desc().nulls_last(), Appointment.id.desc())).all()


def appointments_of(blogger_ids: Collection[int]) -> dict[int, list[Appointment]]:
    """The same of several bloggers, in one query."""
    found: dict[int, list[Appointment]] = {blogger_id: [] for blogger_id in blogger_ids}
    query = select(Appointment).where(Appointment.blogger_id.in_(blogger_ids))
    for appointment in db.session.scalars(query.order_by(Appointment.starts_on.desc().nulls_last(), Appointment.id.desc())):
        found[appointment.blogger_id].append(appointment)
    return found


def held_on(blogger_id: int, day: date) -> list[Appointment]:
    """The appointments that a blogger held on a day; the one that began last comes first."""
    return [a for a in appointments(blogger_id) if a.holds_on(day)]


def held_at(blogger_id: int, instant: datetime | None = None) -> list[Appointment]:
    """The same at an instant, each by the calendar of its own place."""
    instant = instant or now()
    return [a for a in appointments(blogger_id) if a.holds_on(local(instant, a.time_zone).date())]


def present(blogger_ids: Sequence[int]) -> dict[int, Appointment]:
    """The present appointment of each of some bloggers; those between appointments are left out."""
    wanted = select(Appointment).where(Appointment.blogger_id.in_(blogger_ids))
    held: dict[int, Appointment] = {}
    for a in db.session.scalars(wanted.order_by(Appointment.starts_on.asc().nulls_first(), Appointment.id)):
        if a.holds_on(local(now(), a.time_zone).date()):
            held[a.blogger_id] = a
    return held


def handle_is_taken(handle: str) -> bool:
    taken = select(func.count()).select_from(BloggerHandle).where(BloggerHandle.handle == handle)
    return bool(db.session.scalar(taken)) or bool(db.session.scalar(select(Blogger.id).where(Blogger.handle == handle)))
