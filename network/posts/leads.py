"""Which of a post and its translations stands in lists for all of them, so that a list shows them once.

The original where it is out, else the oldest that is. In the list of a topic it is the same one if it has that topic, else
the oldest that has.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from network.base.database import db
from network.posts.models import Post, PostTag


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
    """Bring posts and their topics in line; of all groups when none is named."""
    db.session.flush()
    wrong_posts, wrong_tags = _wrong(groups)
    for kind, wrong in ((Post, wrong_posts), (PostTag, wrong_tags)):
        for leads in (True, False):
            ids = [number for number, right in wrong.items() if right is leads]
            if ids:
                db.session.execute(update(kind).where(kind.id.in_(ids)).values(leads=leads))


def number_wrong() -> int:
    """How many rows say otherwise than they should."""
    return sum(map(len, _wrong(None)))


def free(post: Post) -> None:
    """A post that stands alone leads everywhere."""
    post.leads = True
    db.session.flush()
    db.session.execute(update(PostTag).where(PostTag.post_id == post.id).values(leads=True))


def _wrong(groups: Collection[int] | None) -> tuple[dict[int, bool], dict[int, bool]]:
    """Posts and topics of posts by id, with what they should say."""
    members = _members(groups)
    lead = {m.group: m.id for m in _foremost(members)}
    posts = {m.id: right for m in members if m.leads is not (right := lead.get(m.group, m.id) == m.id)}
    on_topic = _on_topics(groups)
    by_id = {m.id: m for m in members}
    first: dict[tuple[int, int], int] = {}
    for _row, post_id, tag_id, _leads in sorted(on_topic, key=lambda row: by_id[row[1]].rank):
        if by_id[post_id].is_out:
            first.setdefault((by_id[post_id].group, tag_id), post_id)
    tags = {}
    for row, post_id, tag_id, leads in on_topic:
        right = first.get((by_id[post_id].group, tag_id), post_id) == post_id
        if leads is not right:
            tags[row] = right
    return posts, tags


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


def _on_topics(groups: Collection[int] | None) -> Sequence[tuple[int, int, int, bool]]:
    query = select(PostTag.id, PostTag.post_id, PostTag.tag_id, PostTag.leads).join(Post, Post.id == PostTag.post_id)
    return [(row, post, tag, leads) for row, post, tag, leads in db.session.execute(query.where(*_within(groups)))]


def _within(groups: Collection[int] | None) -> list[ColumnElement[bool]]:
    return [Post.translation_group.is_not(None) if groups is None else Post.translation_group.in_(groups)]
