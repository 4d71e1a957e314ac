"""Which of a post and its translations stands in lists for all of them, so that a list shows them once.

The original where it is out, else the oldest that is. In the list of a topic, or of another author's blog, it is the same one
if it has that topic or that author, else the oldest that has.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, select, update

from network.base.database import db
from network.posts.models import Post, PostAuthor, PostTag

_AUTHOR = case((PostAuthor.kind == "author", PostAuthor.blogger_id))
_Row = tuple[int, int, int, bool]


@dataclass(frozen=True, slots=True)
class _Member:
    """A post of a group, as far as it matters here."""

    id: int
    group: int
    published_at: datetime
    is_out: bool
    leads: bool

    @property
    def rank(self) -> tuple[bool, datetime, int]:
        return self.id != self.group, self.published_at, self.id


def settle(groups: Collection[int] | None = None) -> None:
    """Bring posts, their topics and their authors in line; of all groups when none is named."""
    db.session.flush()
    for kind, wrong in _wrong(groups):
        for leads in (True, False):
            ids = [number for number, right in wrong.items() if right is leads]
            if ids:
                db.session.execute(update(kind).where(kind.id.in_(ids)).values(leads=leads))


def number_wrong() -> int:
    """How many rows say otherwise than they should."""
    return sum(len(wrong) for _kind, wrong in _wrong(None))


def free(post: Post) -> None:
    """A post that stands alone leads everywhere."""
    post.leads = True
    db.session.flush()
    for kind in (PostTag, PostAuthor):
        db.session.execute(update(kind).where(kind.post_id == post.id).values(leads=True))


def _wrong(groups: Collection[int] | None) -> list[tuple[type[Any], dict[int, bool]]]:
    """Rows of each kind by id, with what they should say."""
    members = _members(groups)
    lead = {m.group: m.id for m in _foremost(members)}
    posts = {m.id: right for m in members if m.leads is not (right := lead.get(m.group, m.id) == m.id)}
    by_id = {m.id: m for m in members}
    topics, authors = _rows(PostTag, PostTag.tag_id, groups), _rows(PostAuthor, _AUTHOR, groups)
    return [(Post, posts), (PostTag, _wrong_rows(topics, by_id)), (PostAuthor, _wrong_rows(authors, by_id))]


def _wrong_rows(rows: Sequence[_Row], by_id: Mapping[int, _Member]) -> dict[int, bool]:
    """Topics, or authors, of posts: of each group and each of them, the foremost post that has it leads there."""
    first: dict[tuple[int, int], int] = {}
    for _row, post_id, thing, _leads in sorted(rows, key=lambda row: by_id[row[1]].rank):
        if by_id[post_id].is_out:
            first.setdefault((by_id[post_id].group, thing), post_id)
    found = {}
    for row, post_id, thing, leads in rows:
        right = first.get((by_id[post_id].group, thing), post_id) == post_id
        if leads is not right:
            found[row] = right
    return found


def _foremost(members: Sequence[_Member]) -> Iterable[_Member]:
    """Of each group, the one that leads; none of a group that nobody may read."""
    found: dict[int, _Member] = {}
    for member in sorted(members, key=lambda m: m.rank):
        if member.is_out:
            found.setdefault(member.group, member)
    return found.values()


def _members(groups: Collection[int] | None) -> list[_Member]:
    query = select(Post.id, Post.translation_group, Post.published_at, Post.withdrawn_at, Post.created_at, Post.leads)
    rows = db.session.execute(query.where(*_within(groups))).all()
    return [
        _Member(number, group, published_at or created_at, bool(published_at and not withdrawn_at), leads)
        for number, group, published_at, withdrawn_at, created_at, leads in rows
        if group is not None
    ]


def _rows(kind: type[Any], thing: Any, groups: Collection[int] | None) -> Sequence[_Row]:
    """Rows of a kind that stand beside posts of groups: id, post, what it names, whether it leads there."""
    query = select(kind.id, kind.post_id, thing, kind.leads).join(Post, Post.id == kind.post_id)
    return [tuple(row) for row in db.session.execute(query.where(thing.is_not(None), *_within(groups)))]


def _within(groups: Collection[int] | None) -> list[ColumnElement[bool]]:
    return [Post.translation_group.is_not(None) if groups is None else Post.translation_group.in_(groups)]
