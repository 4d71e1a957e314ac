"""Tables of clearance."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.accounts.models import Account
from network.base.clock import now
from network.base.database import Model
from network.posts.models import Post


class Review(Model):
    """A post that somebody is asked to read before it comes out, and what they answered.

    Who is asked has an account, or a link: the link carries the secret, the row its hash. `version` is what was asked
    about; `seen_version` is what was answered about, and `text` the mark of its words.
    """

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    version: Mapped[int]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    message: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    secret_hash: Mapped[str | None] = mapped_column(unique=True)
    expires_at: Mapped[datetime | None] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    words: Mapped[str] = mapped_column(Text, default="")
    seen_version: Mapped[int | None]
    text: Mapped[str | None]
    ended_at: Mapped[datetime | None]

    post: Mapped[Post] = relationship()
    asker: Mapped[Account | None] = relationship(foreign_keys=asked_by)
    notes: Mapped[list["ReviewNote"]] = relationship(order_by="ReviewNote.id", back_populates="review")

    @property
    def is_by_link(self) -> bool:
        return self.account_id is None

    @property
    def is_expired(self) -> bool:
        """Whether its link is too old, if it has one."""
        return self.expires_at is not None and self.expires_at <= now()

    @property
    def state(self) -> str:
        """open, approved, sent back, ended (taken back, or overtaken) or expired."""
        if self.answer:
            return self.answer
        if self.expires_at and self.is_expired and (self.ended_at or self.expires_at) >= self.expires_at:
            return "expired"
        return "ended" if self.ended_at else "open"

    @property
    def leads_nowhere(self) -> bool:
        """Whether its link has ended, whatever was answered by it."""
        return self.ended_at is not None or self.is_expired or self.post.withdrawn_at is not None

    @property
    def is_open(self) -> bool:
        return self.state == "open"


class ReviewNote(Model):
    """Words in the margin of a version: beside a paragraph (`place`), or on a passage of it (`quote`).

    The paragraph is kept as it was, so that a note can be understood when the text has changed, and find its place in it.
    """

    __tablename__ = "review_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    version: Mapped[int]
    place: Mapped[str]
    paragraph: Mapped[str] = mapped_column(Text)
    quote: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    reply: Mapped[str] = mapped_column(Text, default="")

    review: Mapped[Review] = relationship(back_populates="notes")
    settler: Mapped[Account | None] = relationship()
