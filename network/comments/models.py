"""Tables of comments."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.base.clock import local, now
from network.base.database import Model
from network.posts.models import Post

REASONS = ("about-a-person", "off-subject", "private-details", "advertising", "against-the-law")
STATES = ("waiting", "published", "refused", "spam", "removed")


class Comment(Model):
    """What somebody thinks of a post. The source is kept; readers see what was cleaned."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"))
    number: Mapped[int]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    by_blogger_id: Mapped[int | None] = mapped_column(ForeignKey("bloggers.id"))
    author_name: Mapped[str]
    author_email: Mapped[str] = mapped_column(index=True)
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    html_policy: Mapped[int]
    excerpt: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    sent_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]
    post: Mapped[Post] = relationship()

    __table_args__ = (
        UniqueConstraint("post_id", "number"),
        Index("ix_comments_out", "state", "published_at", "id"),
        Index("ix_comments_out_blogger", "blogger_id", "state", "published_at", "id"),
        Index("ix_comments_queue", "state", "sent_at", "id"),
        Index("ix_comments_queue_blogger", "blogger_id", "state", "sent_at", "id"),
    )

    @property
    def sent_local(self) -> datetime:
        """When it was sent, on the clock of the post's place."""
        return local(self.sent_at, self.post.time_zone)


class CommentDecision(Model):
    """What was decided on a comment: by whom, when, and for which of the fixed reasons."""

    __tablename__ = "comment_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    decision: Mapped[str]
    reason: Mapped[str | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_by: Mapped[str]
    decided_at: Mapped[datetime] = mapped_column(default=now, index=True)
