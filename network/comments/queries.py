"""Comments, looked up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from network.base.database import db
from network.base.rows import Made
from network.base.web import Viewer
from network.bloggers.models import Blogger, BloggerAccount, Moderation
from network.comments.models import Comment, CommentDecision
from network.posts.listed import NAMED, Named
from network.posts.models import Post
from network.posts.selection import Cursor
from network.posts.translations import Around, ids_with


@dataclass(frozen=True, slots=True)
class CommentListing:
    """One page of comments, and where the next begins."""

    comments: Sequence[Comment]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Recent:
    """A comment at the side of a page."""

    id: int
    number: int
    author_name: str
    excerpt: str
    sent_at: datetime
    post: Named


@dataclass(frozen=True, slots=True)
class Case:
    """A comment as somebody decides on it: what it answers, what else came from its writer, and what was decided on it."""

    comment: Comment
    answers: Comment | None
    from_writer: Counter[str]
    decisions: Sequence[CommentDecision]

    @property
    def published(self) -> int:
        """How many other comments of its writer are published."""
        return self.from_writer["published"] - (self.comment.state == "published")

    @property
    def refused(self) -> int:
        """How many others were refused, spam or removed."""
        bad = ("refused", "spam", "removed")
        return sum(self.from_writer[state] for state in bad) - (self.comment.state in bad)

    @property
    def is_first(self) -> bool:
        return self.from_writer.total() == 1


def find(comment_id: int) -> Comment | None:
    return db.session.get(Comment, comment_id, options=[joinedload(Comment.post).joinedload(Post.blogger)])


def published(blogger_id: int | None = None, post_ids: Sequence[int] = ()) -> Select[Comment]:
    """Comments that the world may read, newest first, each with its post at hand."""
    return _published(blogger_id, post_ids).options(contains_eager(Comment.post).joinedload(Post.blogger))


def _published(blogger_id: Any = None, post_ids: Sequence[int] = ()) -> Select[Comment]:
    query = select(Comment).join(Post, Comment.post_id == Post.id)
    query = query.where(Comment.state == "published", Post.withdrawn_at.is_(None))
    if post_ids:
        query = query.where(Comment.post_id.in_(post_ids))
    elif blogger_id is not None:
        query = query.where(Comment.blogger_id == blogger_id)
    return query.order_by(Comment.published_at.desc(), Comment.id.desc())


def recent(blogger_id: int | None = None, limit: int = 3) -> Sequence[Recent]:
    """The latest words of readers, for the side of a page."""
    return db.session.scalars(_recent(blogger_id is not None), {"blogger_id": blogger_id, "most": limit}).all()


@cache
def _recent(of_blog: bool) -> Select[Recent]:
    """Built once, since every page asks it."""
    said = Made(Recent, Comment.id, Comment.number, Comment.author_name, Comment.excerpt, Comment.sent_at, NAMED)
    query: Select[Any] = _published(bindparam("blogger_id") if of_blog else None).with_only_columns(said)
    return query.join(Post.blogger).limit(bindparam("most", type_=Integer))


def listing(limit: int, *, blogger_id: int | None = None, before: str = "") -> CommentListing:
    """One page of comments; Refused when the cursor is damaged."""
    query = published(blogger_id).options(contains_eager(Comment.post).joinedload(Post.blogger).joinedload(Blogger.photo))
    if before:
        after = Cursor.read(before)
        query = query.where(tuple_(Comment.published_at, Comment.id) < tuple_(after.at, after.id))
    rows = db.session.scalars(query.limit(limit + 1)).all()
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    return CommentListing(shown, Cursor(last.published_at, last.id) if last and last.published_at else None)


def thread(around: Around) -> list[tuple[Comment, list[Comment]]]:
    """The published comments on a post and its translations, oldest first, each with the answers under it, however deep."""
    query = select(Comment).where(Comment.post_id.in_([around.id, *(other.id for other in around.others)]))
    order = (Comment.sent_at, Comment.id) if around.others else (Comment.number,)
    rows = db.session.scalars(query.where(Comment.state == "published").order_by(*order)).all()
    root_of: dict[int, int] = {}
    threads: dict[int, tuple[Comment, list[Comment]]] = {}
    for comment in rows:  # An answer has a higher number than what it answers, and was sent later.
        root = root_of[comment.id] = root_of.get(comment.parent_id or 0, comment.id)
        if root == comment.id:
            threads[root] = (comment, [])
        else:
            threads[root][1].append(comment)
    return list(threads.values())


def reference(comment: Comment, post_id: int) -> str:
    """What names a comment on the page of a post: its number there; one that was sent on a translation says on which."""
    return str(comment.number) if comment.post_id == post_id else f"{comment.post_id}-{comment.number}"


def referred(post: Post, reference: str) -> Comment | None:
    """The published comment that a reference names, on a post or one of its translations."""
    elsewhere, _dash, number = reference.rpartition("-")
    post_id = int(elsewhere or post.id)
    if not number or (post_id != post.id and post_id not in ids_with(post)):
        return None
    query = select(Comment).where(Comment.post_id == post_id, Comment.number == int(number), Comment.state == "published")
    return db.session.scalar(query)


def readable_by(viewer: Viewer) -> Select[Comment]:
    """Comments on which somebody may decide: an editor on all, others on those of their blogs.

    The blogs are named one by one, since a database that must look them up reads every comment of the network in order.
    """
    query = select(Comment).options(joinedload(Comment.post).joinedload(Post.blogger))
    if viewer.is_editor:
        return query
    blogs = list(db.session.scalars(select(BloggerAccount.blogger_id).where(BloggerAccount.account_id == viewer.id)))
    if viewer.is_moderator:
        narrowed = db.session.scalars(select(Moderation.blogger_id).where(Moderation.account_id == viewer.id)).all()
        if not narrowed:
            return query
        blogs += narrowed
    return query.where(Comment.blogger_id.in_(blogs))


def queue(viewer: Viewer, state: str, limit: int, before: str = "") -> CommentListing:
    """What waits, the oldest first; what was decided, the newest first."""
    query = readable_by(viewer).where(Comment.state == state)
    here = tuple_(Comment.sent_at, Comment.id)
    if before:
        after = Cursor.read(before)
        there = tuple_(after.at, after.id)
        query = query.where(here > there if state == "waiting" else here < there)
    order = (Comment.sent_at, Comment.id) if state == "waiting" else (Comment.sent_at.desc(), Comment.id.desc())
    rows = db.session.scalars(query.order_by(*order).limit(limit + 1)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return CommentListing(rows[:limit], Cursor(last.sent_at, last.id) if last else None)


def next_waiting(viewer: Viewer, after: Comment) -> int | None:
    """The id of the comment that waits behind one in the queue."""
    here = tuple_(Comment.sent_at, Comment.id)
    query = readable_by(viewer).where(Comment.state == "waiting", here > tuple_(after.sent_at, after.id))
    found = db.session.scalars(query.order_by(Comment.sent_at, Comment.id).limit(1)).first()
    return found.id if found else None


def cases(comments: Sequence[Comment]) -> list[Case]:
    """Comments with what somebody needs who decides on them, in three questions for all."""
    parents = {c.parent_id for c in comments if c.parent_id}
    answered = {c.id: c for c in db.session.scalars(select(Comment).where(Comment.id.in_(parents)))} if parents else {}
    decided = decisions([c.id for c in comments])
    states: dict[str, Counter[str]] = {c.author_email: Counter() for c in comments}
    by_state = select(Comment.author_email, Comment.state, func.count()).where(Comment.author_email.in_(states))
    for email, state, number in db.session.execute(by_state.group_by(Comment.author_email, Comment.state)):
        states[email][state] = number
    return [Case(c, answered.get(c.parent_id or 0), states[c.author_email], decided.get(c.id, [])) for c in comments]


def waiting_count(viewer: Viewer) -> int:
    """How many comments wait for somebody."""
    return (
        db.session.scalar(
            select(func.count()).select_from(
                readable_by(viewer).where(Comment.state == "waiting").with_only_columns(Comment.id).order_by(None).subquery()
            )
        )
        or 0
    )


def decisions(comment_ids: Sequence[int]) -> dict[int, list[CommentDecision]]:
    """Decisions on some comments, by comment, the newest first."""
    found: dict[int, list[CommentDecision]] = {}
    query = select(CommentDecision).where(CommentDecision.comment_id.in_(comment_ids)).order_by(CommentDecision.id.desc())
    for decision in db.session.scalars(query):
        found.setdefault(decision.comment_id, []).append(decision)
    return found


def known_commenter(email: str) -> bool:
    """Whether an address has a published comment and none that was refused or was spam."""
    states = set(db.session.scalars(select(Comment.state).where(Comment.author_email == email).distinct()))
    return "published" in states and not states & {"refused", "spam", "removed"}
