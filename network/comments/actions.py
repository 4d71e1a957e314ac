"""Comments are sent, and somebody decides on them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from network.base.changes import record
from network.base.clock import now
from network.base.database import db
from network.base.html import POLICY, clean_comment, plain
from network.base.language import _, ngettext
from network.base.text import excerpt, line, tidy
from network.base.web import Refused
from network.comments import queries
from network.comments.changes import COMMENT_HIDDEN, COMMENT_PUBLISHED, COMMENT_SENT
from network.comments.models import REASONS, Comment, CommentDecision
from network.posts.models import Post
from network.posts.shown_on import own_keys
from network.posts.translations import around

_SAME = timedelta(minutes=10)
DECISIONS = {"publish": "published", "refuse": "refused", "spam": "spam", "remove": "removed"}


def closes_at(post: Post, close_after_days: int) -> datetime | None:
    """When comments close by age, on all versions of a post: so long after the newest of them came out. None: never."""
    if not close_after_days or post.published_at is None:
        return None
    newest = max([post.published_at, *(each.published_at for each in around(post).all)])
    return newest + timedelta(days=close_after_days)


def closed_because(post: Post, close_after_days: int) -> str:
    """Why a post takes no comments, in a sentence; empty when it takes them."""
    if post.withdrawn_at is not None:
        return _("This post was withdrawn, so it takes no more comments.")
    if post.published_at is None:
        return _("This post is not published.")
    if not post.comments_open:
        return _("Comments on this post are closed.")
    closes = closes_at(post, close_after_days)
    if closes and closes <= now():
        return ngettext(
            "Comments closed %(num)d day after the post was published.",
            "Comments closed %(num)d days after the post was published.",
            close_after_days,
        )
    return ""


def send(
    post: Post,
    *,
    author_name: str,
    author_email: str,
    source: str,
    html: str,
    policy: str,
    parent: str = "",
    account_id: int | None = None,
    by_blogger_id: int | None = None,
) -> Comment:
    """Keep a comment; whether it is read first is for the policy, and a blogger's own answer needs no reading.

    The same words by the same writer in the same place within minutes are one comment: people click twice. `parent` refers
    to the comment that it answers.
    """
    db.session.scalar(select(Post.id).where(Post.id == post.id).with_for_update())
    db.session.refresh(post, ["last_comment_number", "comments_count", "withdrawn_at", "comments_open"])
    answered = queries.referred(post, parent) if parent else None
    if parent and answered is None:
        raise Refused("The comment that you answer is not on this post any more. Yours can be sent without it.", 422)
    if earlier := _same(post, answered, author_name, author_email, tidy(source)):
        return earlier
    post.last_comment_number += 1
    comment = Comment(
        post=post,
        post_id=post.id,
        blogger_id=post.blogger_id,
        number=post.last_comment_number,
        parent_id=answered.id if answered else None,
        account_id=account_id,
        by_blogger_id=by_blogger_id,
        author_name=author_name,
        author_email=author_email,
        source=tidy(source),
        html=html,
        html_policy=POLICY,
        excerpt=excerpt(line(plain(html)), 120),
    )
    db.session.add(comment)
    db.session.flush()
    record(COMMENT_SENT, comment.id, set())
    if by_blogger_id or policy == "open" or (policy == "trusted" and queries.known_commenter(author_email)):
        _publish(comment)
    return comment


def _same(post: Post, parent: Comment | None, author_name: str, author_email: str, source: str) -> Comment | None:
    """What was sent a moment ago, word for word."""
    just = Comment.sent_at > now() - _SAME
    query = select(Comment).where(Comment.post_id == post.id, Comment.author_email == author_email, just)
    parent_id = parent.id if parent else None
    same = (source, author_name, parent_id)
    return next((c for c in db.session.scalars(query) if (c.source, c.author_name, c.parent_id) == same), None)


def decide(comment: Comment, decision: str, *, reason: str = "", seen: str = "", by: Any = None) -> bool:
    """Publish, refuse (for one of the fixed reasons), call spam, or remove what was published.

    Gives whether anything was decided. Deciding the same twice is no mistake; and when it is not any more in the state in
    which it was `seen`, a colleague was faster and their decision holds.
    """
    # The post first, as whoever sends a comment does: two who lock in one order never wait for each other for ever.
    db.session.scalar(select(Post.id).where(Post.id == comment.post_id).with_for_update())
    db.session.refresh(comment, ["state"], with_for_update=True)
    if decision not in DECISIONS:
        raise Refused(f"“{decision}” is not a decision. Choose publish, refuse, spam or remove.", 422)
    if comment.state == DECISIONS[decision] or (seen and comment.state != seen):
        return False
    if decision == "refuse" and reason not in REASONS:
        raise Refused("Say why it is refused: choose one of the reasons.", 422)
    if decision == "remove" and comment.state != "published":
        raise Refused("Only a published comment can be removed. Refuse this one instead.", 422)
    if decision in ("refuse", "spam") and comment.state == "published":
        raise Refused("This comment is published. Remove it instead.", 422)
    db.session.add(
        CommentDecision(
            comment_id=comment.id,
            decision=decision,
            reason=reason if reason in REASONS else None,
            account_id=getattr(by, "id", None) or None,
            decided_by=getattr(by, "name", ""),
        )
    )
    if decision == "publish":
        _publish(comment)
        return True
    was_published = comment.state == "published"
    comment.state = DECISIONS[decision]
    if was_published:
        _count(comment, -1)
        record(COMMENT_HIDDEN, comment.id, _keys(comment))
    return True


def clean_again(comment: Comment) -> bool:
    """Make the markup anew from the source, after the rules changed; gives whether it differs."""
    html = clean_comment(comment.source)
    differs = html != comment.html
    comment.html, comment.html_policy = html, POLICY
    if differs and comment.state == "published":
        record(COMMENT_PUBLISHED, comment.id, _keys(comment))
    return differs


def _publish(comment: Comment) -> None:
    comment.state = "published"
    comment.published_at = comment.published_at or now()
    _count(comment, 1)
    record(COMMENT_PUBLISHED, comment.id, _keys(comment))


def _count(comment: Comment, step: int) -> None:
    """In the database itself, where two people who decide on two comments of a post at once are both counted."""
    db.session.flush()
    db.session.execute(update(Post).where(Post.id == comment.post_id).values(comments_count=Post.comments_count + step))


def _keys(comment: Comment) -> set[str]:
    return {"comments", f"comments-{comment.blogger_id}"} | own_keys(comment.post)
