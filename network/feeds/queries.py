"""What feeds show, in one query for the entries and one for their topics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased, load_only, undefer

from network.base.changes import Change
from network.base.database import db
from network.bloggers.models import Blogger
from network.comments import queries as comments
from network.comments.models import Comment
from network.posts import queries as posts
from network.posts.models import Post, Tag
from network.posts.selection import Cursor, Selection

_LATEST_CHANGES = 2000


@dataclass(frozen=True, slots=True)
class Shown:
    """Posts with their topics, where the list goes on, and when it last changed."""

    posts: Sequence[Post]
    tags: dict[int, list[Tag]]
    next: Cursor | None
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, and what names the comment that it answers."""

    comment: Comment
    answered_id: int | None
    answered_number: int | None
    answered_on: int | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownComments:
    """Comments, where the list goes on, and when it last changed."""

    said: Sequence[Said]
    next: Cursor | None
    changed: datetime | None


def shown(selection: Selection, limit: int, before: str = "") -> Shown:
    """A Selection's newest posts, in full."""
    after = Cursor.read(before) if before else None
    query = posts.for_lists(selection.select(after=after)).options(undefer(Post.html), undefer(Post.created_at))
    rows: Sequence[Any] = db.session.execute(query.add_columns(_changed(selection.keys)).limit(limit + 1)).unique().all()
    listing = posts.page_of([row[0] for row in rows], limit)
    return Shown(listing.posts, posts.tags_of_many(listing.posts), listing.next, _newest(rows, [_of(p) for p in listing.posts]))


def shown_comments(limit: int, *, blogger_id: int | None, post_ids: Sequence[int], key: str, before: str = "") -> ShownComments:
    """The newest comments of the network, of a blog or of some posts."""
    answered = aliased(Comment)
    query = comments.published(blogger_id, post_ids).outerjoin(answered, Comment.parent_id == answered.id)
    if before:
        after = Cursor.read(before)
        query = query.where(tuple_(Comment.published_at, Comment.id) < tuple_(after.at, after.id))
    query = query.options(undefer(Comment.html)).limit(limit + 1)
    further = (_changed({key}), answered.id, answered.number, answered.post_id, answered.sent_at)
    rows: Sequence[Any] = db.session.execute(query.add_columns(*further)).unique().all()
    said = [Said(row[0], row[2], row[3], row[4], row[5]) for row in rows[:limit]]
    last = said[-1].comment if len(rows) > limit else None
    cursor = Cursor(last.published_at, last.id) if last and last.published_at else None
    return ShownComments(said, cursor, _newest(rows, [s.comment.published_at for s in said]))


def newest(selection: Selection) -> Post | None:
    """The newest post of a Selection, and of it no more than when it was."""
    query = selection.select().options(load_only(Post.published_at, Post.local_date))
    return db.session.scalars(query.limit(1)).first()


def blogs() -> Sequence[Blogger]:
    """All bloggers by name."""
    return db.session.scalars(select(Blogger).order_by(func.lower(Blogger.name), Blogger.id)).all()


def _changed(keys: Iterable[str]) -> ScalarSelect[datetime]:
    """When something last came to a list, or left it.

    A post that is withdrawn, or dated in the past, changes a feed though nothing in it is newer than before. It is looked
    for among the latest changes only, so that the question costs the same whatever happened in a week.
    """
    latest = select(func.max(Change.id)).scalar_subquery()
    words = literal(" ") + Change.keys + literal(" ")
    named = or_(*(words.contains(f" {key} ", autoescape=True) for key in sorted(keys)))
    query = select(Change.at).where(Change.id > latest - _LATEST_CHANGES, named)
    return query.order_by(Change.id.desc()).limit(1).scalar_subquery()


def _of(post: Post) -> datetime | None:
    return max(filter(None, (post.published_at, post.corrected_at)), default=None)


def _newest(rows: Sequence[Any], instants: Iterable[datetime | None]) -> datetime | None:
    return max(filter(None, [*(row[1] for row in rows[:1]), *instants]), default=None)
