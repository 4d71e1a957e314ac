"""Reviews, looked up."""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from network.accounts.models import Account
from network.base.clock import now
from network.base.database import db
from network.bloggers.models import Blogger, BloggerAccount
from network.clearance.models import Review, ReviewNote
from network.clearance.texts import mark
from network.posts.models import Post, PostAuthor, PostVersion

RULES = ("", "asked", "editors")
"""What a blog may want before its posts come out: nothing, that anybody asked approved, or an editor; the strictest last."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who was asked about a post, the last first, and whether the very text that it has now is cleared."""

    rule: str
    reviews: Sequence[Review]
    text: str
    own: Collection[int] = ()
    """The reviews by those who write on one of its blogs now: they may have come to it after they answered."""

    @property
    def is_required(self) -> bool:
        return bool(self.rule)

    @property
    def open(self) -> list[Review]:
        """Those who have not answered yet, and still can."""
        return [review for review in self.reviews if review.is_open]

    @property
    def cleared(self) -> Review | None:
        """The approval on which it may come out: by somebody else, with nobody who objects to this text or is still asked."""
        last = {review.email: review for review in reversed(self._answered()) if review.text == self.text}
        approvals = [review for review in last.values() if review.answer == "approved"]
        if self.open or len(approvals) < len(last):
            return None
        others = [review for review in approvals if review.id not in self.own]
        fit = [review for review in others if self.rule != "editors" or not review.is_by_link]
        return fit[-1] if fit else None

    @property
    def last_approval(self) -> Review | None:
        """The last approval, of whatever text."""
        return next((review for review in self._answered() if review.answer == "approved"), None)

    @property
    def sent_back(self) -> Review | None:
        """The last answer, if that was no approval."""
        last = next(iter(self._answered()), None)
        return last if last and last.answer == "sent back" else None

    @property
    def notes_to_settle(self) -> int:
        return sum(note.settled_at is None for review in self.reviews for note in review.notes)

    def _answered(self) -> list[Review]:
        return sorted((r for r in self.reviews if r.answer), key=lambda r: (r.answered_at, r.id), reverse=True)


def standing(post: Post) -> Standing:
    """Where a post stands with those who read it before it comes out."""
    return Standing(rule_of(post), of_post(post.id), mark(post), _own(post))


def rule_of(post: Post) -> str:
    """What the strictest wants of the blogs on which it stands."""
    wanted = db.session.scalars(select(Blogger.clearance).where(Blogger.id.in_(post.blogger_ids)))
    return max(wanted, key=RULES.index, default="")


def _own(post: Post) -> Collection[int]:
    """The reviews of a post by its own authors, whether they were asked by account or by address."""
    own = select(BloggerAccount.account_id).where(BloggerAccount.blogger_id.in_(post.blogger_ids))
    known = Review.email.in_(select(Account.email).where(Account.id.in_(own)))
    return set(db.session.scalars(select(Review.id).where(Review.post_id == post.id, or_(Review.account_id.in_(own), known))))


def of_post(post_id: int) -> Sequence[Review]:
    """Everybody who was asked about a post, the last first, each with the notes that they wrote."""
    query = select(Review).where(Review.post_id == post_id).options(joinedload(Review.asker), selectinload(Review.notes))
    return db.session.scalars(query.order_by(Review.id.desc())).all()


def waiting_for(account_id: int, limit: int = 50) -> Sequence[Review]:
    """What somebody is asked to read and has not answered, the longest asked first."""
    query = select(Review).join(Review.post).where(Review.account_id == account_id, _open())
    query = query.options(joinedload(Review.post).joinedload(Post.blogger), joinedload(Review.asker))
    return db.session.scalars(query.order_by(Review.id).limit(limit)).all()


def expired() -> Sequence[int]:
    """The posts of which a link became too old before it was answered."""
    query = select(Review.post_id).where(Review.answer.is_(None), Review.ended_at.is_(None), Review.expires_at <= now())
    return db.session.scalars(query.distinct().limit(500)).all()


def find(review_id: int) -> Review | None:
    return db.session.get(Review, review_id)


def find_note(note_id: int) -> ReviewNote | None:
    return db.session.get(ReviewNote, note_id)


def by_secret(secret: str) -> Review | None:
    """What the secret of a link leads to, whatever became of it."""
    wanted = digest(secret)
    found = db.session.scalar(select(Review).where(Review.secret_hash == wanted))
    return found if found and hmac.compare_digest(found.secret_hash or "", wanted) else None


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def editors_to_ask(blogger_ids: Collection[int]) -> Sequence[Account]:
    """Editors who can sign in and do not write on one of some blogs themselves: two pairs of eyes see what comes out."""
    own = select(BloggerAccount.account_id).where(BloggerAccount.blogger_id.in_(blogger_ids))
    able = Account.password_hash.is_not(None), Account.suspended_at.is_(None), Account.ended_at.is_(None)
    query = select(Account).where(Account.role.in_(("editor", "administrator")), *able, Account.id.not_in(own))
    return db.session.scalars(query.order_by(func.lower(Account.name), Account.id)).all()


def version(post_id: int, number: int | None = None) -> PostVersion | None:
    """A version of a post; without a number, the last."""
    query = select(PostVersion).where(PostVersion.post_id == post_id)
    if number is not None:
        query = query.where(PostVersion.number == number)
    return db.session.scalar(query.order_by(PostVersion.number.desc()).limit(1))


def planned(blogger_id: int) -> Sequence[Post]:
    """The posts that shall come out by themselves and stand on a blog: its own, and those that it signs with another."""
    signed = select(PostAuthor.post_id).where(PostAuthor.blogger_id == blogger_id, PostAuthor.kind == "author")
    on_it = or_(Post.blogger_id == blogger_id, Post.id.in_(signed))
    query = select(Post).where(on_it, Post.publish_at.is_not(None), Post.published_at.is_(None))
    return db.session.scalars(query.order_by(Post.id).with_for_update()).all()


def said_before(review: Review) -> Iterable[Review]:
    """What the same person answered about the same post earlier, the last first."""
    same = Review.account_id == review.account_id if review.account_id else Review.email == review.email
    query = select(Review).where(Review.post_id == review.post_id, Review.id < review.id, same, Review.answer.is_not(None))
    return db.session.scalars(query.options(selectinload(Review.notes)).order_by(Review.id.desc()).limit(10)).all()


def of_account(account_id: int) -> Sequence[Review]:
    """What somebody asked for, or was asked."""
    either = or_(Review.asked_by == account_id, Review.account_id == account_id)
    return db.session.scalars(select(Review).where(either).options(selectinload(Review.notes)).order_by(Review.id)).all()


def _open() -> Any:
    """Of reviews joined with their posts: those that can be answered."""
    lasting = or_(Review.expires_at.is_(None), Review.expires_at > now())
    return Review.answer.is_(None) & Review.ended_at.is_(None) & lasting & Post.published_at.is_(None)
