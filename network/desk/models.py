"""Tables of the desk."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.accounts.models import Account
from network.base.clock import now
from network.base.database import Model
from network.bloggers.models import Blogger
from network.posts.models import Post


class Unsaved(Model):
    """What somebody typed into a sheet and has not saved: kept as it is, read by nobody but those who may edit the post.

    The sheet of a post that is not there yet is known by when it was opened. `turn` counts what was kept, so that a
    second window finds out that it is behind.
    """

    __tablename__ = "unsaved_sheets"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    opened: Mapped[str | None]
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    turn: Mapped[int] = mapped_column(default=1)
    kept_at: Mapped[datetime] = mapped_column(default=now)

    account: Mapped[Account] = relationship()
    blogger: Mapped[Blogger] = relationship()
    post: Mapped[Post | None] = relationship()

    __table_args__ = (UniqueConstraint("account_id", "post_id"), UniqueConstraint("account_id", "opened"))


class Arrival(Model):
    """How a post came that was not begun on the desk: from whom or by which program, and what could not be taken.

    `key` knows a message again that is delivered twice.
    """

    __tablename__ = "arrivals"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    channel: Mapped[str]
    source: Mapped[str]
    left_out: Mapped[str] = mapped_column(Text, default="")
    key: Mapped[str | None] = mapped_column(unique=True)
    arrived_at: Mapped[datetime] = mapped_column(default=now)


class LinkCheck(Model):
    """What an address of another server answered, for all posts that lead there; empty until it was asked.

    `due_at` is set as long as it is to be asked, so that a worker that is killed forgets none.
    """

    __tablename__ = "link_checks"

    url: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(default="")
    checked_at: Mapped[datetime | None] = mapped_column(index=True)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
