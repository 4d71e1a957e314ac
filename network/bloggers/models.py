"""Tables of bloggers and their appointments."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.base.clock import now
from network.base.database import Model
from network.media.models import Picture
from network.places.models import Place


class Blogger(Model):
    """Who readers see: a person (or a mission) with a blog at `/<handle>/`."""

    __tablename__ = "bloggers"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    blog_title: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    about_source: Mapped[str] = mapped_column(default="")
    about_html: Mapped[str] = mapped_column(default="")
    links: Mapped[str] = mapped_column(default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    top_image_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    top_image_alt: Mapped[str] = mapped_column(default="")
    top_image_focus: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    clearance: Mapped[str] = mapped_column(default="", server_default="")
    posts_count: Mapped[int] = mapped_column(default=0)
    last_post_at: Mapped[datetime | None] = mapped_column(index=True)
    photo: Mapped[Picture | None] = relationship(foreign_keys=photo_id)
    top_image: Mapped[Picture | None] = relationship(foreign_keys=top_image_id)


class BloggerHandle(Model):
    """A handle that a blogger had: its addresses lead to the present one for ever, and nobody else may take it."""

    __tablename__ = "blogger_handles"

    handle: Mapped[str] = mapped_column(primary_key=True)
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"), index=True)


class BloggerAccount(Model):
    """An account that may write on a blog."""

    __tablename__ = "blogger_accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)

    __table_args__ = (UniqueConstraint("blogger_id", "account_id"),)


class Moderation(Model):
    """A blog whose comments a moderator reads. A moderator without any such row reads all."""

    __tablename__ = "moderations"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"), index=True)

    __table_args__ = (UniqueConstraint("account_id", "blogger_id"),)


class Appointment(Model):
    """A blogger's role, organisation and place, with the days on which it began and ended (both inclusive)."""

    __tablename__ = "appointments"

    id: Mapped[int] = mapped_column(primary_key=True)
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"))
    role: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    place: Mapped[Place | None] = relationship(lazy="joined")

    __table_args__ = (Index("ix_appointments_blogger_id_starts_on", "blogger_id", "starts_on"),)

    @property
    def time_zone(self) -> str:
        """The IANA time zone whose clock tells its days and hours."""
        return self.place.time_zone if self.place else "UTC"

    def holds_on(self, day: date) -> bool:
        """Whether it was held on a day of its place's calendar."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)
