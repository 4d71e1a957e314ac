"""What the rooms below keep of a person, for the copy of their data."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from network.accounts.models import Account
from network.accounts.own_data import instant, part
from network.base.database import db
from network.bloggers import queries as bloggers
from network.clearance import queries as clearance
from network.comments.models import Comment, CommentDecision
from network.desk.models import Unsaved
from network.media.models import Picture
from network.posts.addresses import path_of
from network.posts.models import Post, PostAuthor

_SIGNED = (selectinload(Post.credits), joinedload(Post.blogger))


@part("blogs")
def _blogs(account: Account) -> list[dict[str, Any]]:
    return [
        {"handle": b.handle, "name": b.name, "description": b.description, "about": b.about_source, "links": b.links}
        for b in bloggers.of_account(account.id)
    ]


@part("posts")
def _posts(account: Account) -> list[dict[str, Any]]:
    """Posts of the blogs on which somebody writes."""
    own = [b.id for b in bloggers.of_account(account.id)]
    query = select(Post).where(Post.blogger_id.in_(own)).options(undefer(Post.source), *_SIGNED)
    rows = db.session.scalars(query.order_by(Post.id))
    return [
        {
            "title": p.title,
            "standfirst": p.standfirst,
            "text": p.source,
            "format": p.body_format,
            "language": p.language,
            "group_of_translations": p.translation_group,
            "state": p.state,
            "byline": p.byline.splitlines(),
            "translated_by": [translator.line for translator in p.translators],
            "address": path_of(p) if p.published_at else None,
            "published_at": instant(p.published_at),
        }
        for p in rows
    ]


@part("signatures")
def _signatures(account: Account) -> list[dict[str, Any]]:
    """Where somebody’s blog is named in the byline of a post, as an author or a translator, and what was answered to it."""
    own = [b.id for b in bloggers.of_account(account.id)]
    rows = select(PostAuthor).where(PostAuthor.blogger_id.in_(own), PostAuthor.position > 0).order_by(PostAuthor.id)
    return [
        {"post": row.post.title, "as": row.kind, "words": row.line, "answer": row.consent}
        for row in db.session.scalars(rows.options(joinedload(PostAuthor.post)))
    ]


@part("pictures")
def _pictures(account: Account) -> list[dict[str, Any]]:
    """What somebody sent, and what was said of it."""
    rows = db.session.scalars(select(Picture).where(Picture.uploaded_by == account.id).order_by(Picture.id))
    return [
        {
            "address": row.source(row.width),
            "file_name": row.file_name,
            "uploaded_at": instant(row.uploaded_at),
            "alt": row.alt,
            "credit": row.credit,
            "credit_url": row.credit_url,
            "licence": row.licence_words or row.licence,
        }
        for row in rows
    ]


@part("unsaved_sheets")
def _unsaved(account: Account) -> list[dict[str, Any]]:
    """What somebody typed and did not save."""
    rows = db.session.scalars(select(Unsaved).where(Unsaved.account_id == account.id).order_by(Unsaved.id))
    return [{"post": row.post_id, "fields": row.fields, "kept_at": instant(row.kept_at)} for row in rows]


@part("comments")
def _comments(account: Account) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(Comment).where(Comment.account_id == account.id).order_by(Comment.id))
    return [{"name": c.author_name, "text": c.source, "state": c.state, "sent_at": instant(c.sent_at)} for c in rows]


@part("decisions")
def _decisions(account: Account) -> list[dict[str, Any]]:
    rows = select(CommentDecision).where(CommentDecision.account_id == account.id).order_by(CommentDecision.id)
    return [
        {"comment": d.comment_id, "decision": d.decision, "reason": d.reason, "decided_at": instant(d.decided_at)}
        for d in db.session.scalars(rows)
    ]


@part("reviews")
def _reviews(account: Account) -> list[dict[str, Any]]:
    """What somebody asked others to read, and what they read for others."""
    return [
        {
            "post": r.post_id,
            "asked_by_me": r.asked_by == account.id,
            "name": r.name,
            "email": r.email,
            "asked_at": instant(r.asked_at),
            "message": r.message,
            "answer": r.answer,
            "answered_at": instant(r.answered_at),
            "words": r.words,
            "notes": [{"on": n.quote or n.paragraph, "words": n.words, "reply": n.reply} for n in r.notes],
        }
        for r in clearance.of_account(account.id)
    ]
