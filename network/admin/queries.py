"""What editors and administrators look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_, select, tuple_

from network.accounts.models import Account
from network.base.database import Model, db
from network.bloggers.models import Blogger, BloggerAccount, Moderation
from network.posts.models import PostAuthor, PostCount, Tag

STATES = ("active", "invited", "suspended", "ended")
_state = case(
    (Account.ended_at.is_not(None), "ended"),
    (Account.suspended_at.is_not(None), "suspended"),
    (Account.password_hash.is_not(None), "active"),
    else_="invited",
)


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list by name, and the id after which the next begins."""

    rows: Sequence[Any]
    next: int | None


def accounts(limit: int, *, text: str = "", state: str = "", after: int | None = None) -> Rows:
    """Accounts by name, of one state or of all, with a text in name or address."""
    query = select(Account).where(*_with_text(text, Account.name, Account.email))
    if state:
        query = query.where(_state == state)
    return _by_name(query, Account, limit, after)


def bloggers(limit: int, *, text: str = "", after: int | None = None) -> Rows:
    """Bloggers by name, with a text in name or handle."""
    return _by_name(select(Blogger).where(*_with_text(text, Blogger.name, Blogger.handle)), Blogger, limit, after)


def tags(limit: int, *, text: str = "", after: int | None = None) -> Rows:
    """Topics by name, each with its number of readable posts."""
    used = and_(PostCount.scope == "tags", PostCount.member == cast(Tag.id, String))
    query = select(Tag, func.coalesce(PostCount.posts, 0)).outerjoin(PostCount, used)
    query = query.where(Tag.merged_into_id.is_(None), *_with_text(text, Tag.name, Tag.slug))
    return _by_name(query, Tag, limit, after)


def with_handles(handles: Sequence[str]) -> Sequence[Blogger]:
    """The blogs with some handles, by name."""
    return db.session.scalars(select(Blogger).where(Blogger.handle.in_(handles)).order_by(Blogger.name)).all()


def account_states() -> dict[str, int]:
    """How many accounts are in each state."""
    found = {state: number for state, number in db.session.execute(select(_state, func.count()).group_by(_state))}
    return {state: found.get(state, 0) for state in STATES}


def number_of(model: type[Model], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def blogs_of(account_ids: Sequence[int]) -> dict[int, list[Blogger]]:
    """The blogs on which each of some accounts writes."""
    rows = select(BloggerAccount.account_id, Blogger).join(Blogger, Blogger.id == BloggerAccount.blogger_id)
    return _gathered(rows.where(BloggerAccount.account_id.in_(account_ids)).order_by(Blogger.name), account_ids)


def writers_of(blogger_ids: Sequence[int]) -> dict[int, list[Account]]:
    """The accounts that write on each of some blogs."""
    rows = select(BloggerAccount.blogger_id, Account).join(Account, Account.id == BloggerAccount.account_id)
    return _gathered(rows.where(BloggerAccount.blogger_id.in_(blogger_ids)).order_by(Account.name), blogger_ids)


def narrowed_to(account_id: int) -> Sequence[Blogger]:
    """The blogs whose comments a moderator reads; none: all."""
    mine = select(Moderation.blogger_id).where(Moderation.account_id == account_id)
    return db.session.scalars(select(Blogger).where(Blogger.id.in_(mine)).order_by(Blogger.name)).all()


def signed_under(appointment_ids: Sequence[int]) -> dict[int, int]:
    """How many posts were signed under each of some appointments."""
    rows = select(PostAuthor.appointment_id, func.count()).where(PostAuthor.appointment_id.in_(appointment_ids))
    found = {key: posts for key, posts in db.session.execute(rows.group_by(PostAuthor.appointment_id))}
    return {key: found.get(key, 0) for key in appointment_ids}


def posts_on(tag: Tag) -> int:
    """How many readable posts a topic has."""
    counted = select(PostCount.posts).where(PostCount.scope == "tags", PostCount.member == str(tag.id))
    return db.session.scalar(counted) or 0


def _with_text(text: str, *columns: Any) -> list[ColumnElement[bool]]:
    return [or_(*(column.icontains(text, autoescape=True) for column in columns))] if text else []


def _by_name(query: Any, model: Any, limit: int, after: int | None) -> Rows:
    """One page by name, going on after the row with an id."""
    name = func.lower(model.name)
    if after is not None:
        there = select(name).where(model.id == after).scalar_subquery()
        query = query.where(tuple_(name, model.id) > tuple_(there, after))
    found = db.session.execute(query.order_by(name, model.id).limit(limit + 1)).all()
    rows = [row[0] if len(row) == 1 else tuple(row) for row in found[:limit]]
    return Rows(rows, found[limit - 1][0].id if len(found) > limit else None)


def _gathered(rows: Any, keys: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {key: [] for key in keys}
    for key, thing in db.session.execute(rows):
        found[key].append(thing)
    return found
