"""Somebody is asked, answers, writes in the margin; an author settles what was said."""

import secrets
from datetime import timedelta
from typing import Any

from network.accounts import queries as accounts
from network.accounts.actions import email_address
from network.base.clock import now
from network.base.database import db
from network.base.text import line, tidy
from network.base.web import Refused
from network.bloggers.models import Blogger
from network.clearance import margins, queries
from network.clearance.models import Review, ReviewNote
from network.clearance.texts import mark
from network.posts import actions as posts
from network.posts import versions
from network.posts.access import signs
from network.posts.gates import may_pass
from network.posts.models import Post

LINK_LASTS = timedelta(days=30)
MOST_NOTES = 300


class TextChanged(Exception):
    """The text was saved with other words after the reviewer read it."""


def ask_editor(post: Post, account_id: int, message: str, *, by: Any) -> Review:
    """Ask somebody who signs in to read a post, as it is saved now."""
    found = next((a for a in queries.editors_to_ask(post.blogger_ids) if a.id == account_id), None)
    if found is None or found.id == by.id:
        raise Refused("Choose an editor from the list: another than you, who does not write on this blog.", 422)
    return _ask(post, message, by, account_id=found.id, name=found.name, email=found.email)


def ask_by_link(post: Post, name: str, email: str, message: str, *, by: Any) -> tuple[Review, str]:
    """Ask somebody who has no account; gives the secret of the link that the asker passes on."""
    email = email_address(email)
    known = accounts.by_email(email)
    if known and (signs(known, post) or known.id == getattr(by, "id", None)):
        raise Refused("That is somebody who writes on this blog or signs this post. Ask somebody else: two pairs of eyes.", 422)
    if known and known.id in {account.id for account in queries.editors_to_ask(post.blogger_ids)}:
        raise Refused("That is an editor of this network. Choose them from the list instead.", 422)
    if not line(name):
        raise Refused("Type the name of whom you ask.", 422)
    review = _ask(post, message, by, account_id=None, name=line(name), email=email)
    return review, _link(review)


def _ask(post: Post, message: str, by: Any, **whom: Any) -> Review:
    """To ask the same person again takes the earlier question, and its link, back."""
    if post.published_at is not None:
        raise Refused("This post is published already, so there is nothing to clear.", 422)
    for earlier in queries.of_post(post.id):
        if earlier.is_open and earlier.email == whom["email"]:
            earlier.ended_at = now()
    review = Review(post=post, version=post.version, asked_by=by.id, message=tidy(message), **whom)
    db.session.add(review)
    _note_asked(post)
    return review


def new_link(review: Review) -> str:
    """Another link in place of one that was lost or grew too old; the earlier one stops working."""
    post = _locked(review)
    if not review.is_by_link or review.state not in ("open", "expired") or post.published_at is not None:
        raise Refused("This was answered or taken back already, so it needs no link.", 409)
    review.ended_at = None
    secret = _link(review)
    _note_asked(post)
    return secret


def _link(review: Review) -> str:
    secret = secrets.token_urlsafe(32)
    review.secret_hash, review.expires_at = queries.digest(secret), now() + LINK_LASTS
    db.session.flush()
    return secret


def take_back(review: Review) -> None:
    """Nobody is asked any more; a link leads nowhere from now on, and what was answered by it stays. Twice is no mistake."""
    post = _locked(review)
    if review.answer and not review.is_by_link:
        raise Refused("This was answered a moment ago, so it cannot be taken back.", 409)
    review.ended_at = review.ended_at or now()
    _note_rest(post)


def answer(review: Review, how: str, words: str, *, seen: int, by: Any = None) -> None:
    """Approve the text that was read, or send it back with words.

    TextChanged when the post says something else by now: nobody approves what they did not see. The lock on the post keeps
    its author from saving in between. To say the same twice is no mistake.
    """
    post = _locked(review)
    if review.answer == how:
        return
    _require_open(review, post)
    read = queries.version(post.id, seen)
    if read is None:
        raise Refused("Say which version you read.", 422)
    if how == "approved" and mark(read) != mark(post):
        raise TextChanged
    if how == "sent back" and not (tidy(words) or review.notes):
        raise Refused("Say what has to change, here or beside a paragraph.", 422)
    review.answer, review.answered_at, review.words = how, now(), tidy(words)
    review.seen_version, review.text = seen, mark(read)
    _note_rest(post)
    if how == "approved":
        signed = f"{review.name}, by link" if review.is_by_link else ""
        versions.keep(post, "approved", by, line(words), signed=signed)


def write_note(review: Review, words: str, place: str, quote: str = "", *, seen: int) -> ReviewNote:
    """Say something beside a paragraph of a version, or on some words of it."""
    _require_open(review, review.post)
    read = queries.version(review.post_id, seen)
    block = next((b for b in margins.blocks(read) if b.place == place), None) if read else None
    if block is None or line(quote) not in block.words:
        raise Refused("These words are not in the text that you read. Choose them again.", 422)
    if not tidy(words):
        raise Refused("Type what you want to say.", 422)
    if len(review.notes) >= MOST_NOTES:
        raise Refused("There are very many notes already. Send the post back, and say the rest in your answer.", 422)
    note = ReviewNote(version=seen, place=place, paragraph=block.words, quote=line(quote), words=tidy(words))
    review.notes.append(note)
    db.session.flush()
    return note


def drop_note(review: Review, note: ReviewNote) -> None:
    """Take a note back, before the answer is given; what was answered stays as it was said."""
    _require_open(review, review.post)
    if note in review.notes and note.settled_at is None:
        db.session.delete(note)


def settle(note: ReviewNote, reply: str, *, by: Any) -> None:
    """An author saw to it."""
    note.settled_at, note.settled_by, note.reply = now(), by.id, tidy(reply)


def open_again(note: ReviewNote) -> None:
    """It is not seen to after all; what was replied stays."""
    note.settled_at = note.settled_by = None


def require(blogger: Blogger, rule: str) -> int:
    """What a blog wants before its posts come out. Gives how many plans were taken back, as their texts are not cleared."""
    if rule not in queries.RULES:
        raise Refused("Choose one of the three.", 422)
    blogger.clearance = rule
    waiting = [post for post in queries.planned(blogger.id) if rule and not queries.standing(post).cleared]
    for post in waiting:
        posts.unschedule(post)
    return len(waiting)


def end_expired(post: Post) -> None:
    """Links that are too old end; a post that nobody can answer about any more is a draft again."""
    for review in queries.of_post(post.id):
        if review.state == "expired":
            review.ended_at = review.expires_at
    _note_rest(post)


def _locked(review: Review) -> Post:
    """The post first, then what was said of it: whoever writes in either waits here."""
    db.session.refresh(review.post, with_for_update=True)
    db.session.refresh(review)
    return review.post


def _require_open(review: Review, post: Post) -> None:
    if post.published_at is not None:
        raise Refused("This post is out already, so there is nothing to answer.", 409)
    if not review.is_open:
        raise Refused("This was answered or taken back already.", 409)


def _note_asked(post: Post) -> None:
    """A plan that the gate would not let through any more is taken back now, not silently at its minute."""
    db.session.flush()
    posts.note_review(post, True)
    if post.publish_at and not may_pass(post):
        posts.unschedule(post)


def _note_rest(post: Post) -> None:
    db.session.flush()
    posts.note_review(post, post.published_at is None and any(review.is_open for review in queries.of_post(post.id)))
