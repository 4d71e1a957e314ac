"""Tables of pictures."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.base.clock import now
from network.base.database import Model


class Picture(Model):
    """A picture as it is kept: re-encoded, without metadata, in some widths. What it shows is said where it is used.

    All widths are there in WebP from the beginning, and in AVIF since `avif_at`. `alt` is what is proposed where it is
    used next; `words` is what a search finds it by.
    """

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    width: Mapped[int]
    height: Mapped[int]
    widths: Mapped[str]
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    avif_at: Mapped[datetime | None]
    file_name: Mapped[str] = mapped_column(default="")
    alt: Mapped[str] = mapped_column(default="")
    credit: Mapped[str] = mapped_column(default="")
    credit_url: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")
    licence_words: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")

    def source(self, width: int, kind: str = "webp") -> str:
        """The address of the smallest size that is at least `width` wide, else of the largest."""
        sizes = [int(w) for w in self.widths.split()]
        chosen = next((w for w in sizes if w >= width), sizes[-1])
        return f"/media/{self.name}/{chosen}.{kind}"

    def srcset(self, kind: str = "webp", most: int = 0) -> str:
        """All its sizes, or those up to the smallest that is at least `most` wide."""
        sizes = [int(w) for w in self.widths.split()]
        return ", ".join(
            f"/media/{self.name}/{w}.{kind} {w}w" for n, w in enumerate(sizes) if not n or not most or sizes[n - 1] < most
        )

    @property
    def files(self) -> list[str]:
        """What its files are called in the store."""
        kinds = ["webp", "avif"] if self.avif_at else ["webp"]
        return [f"{self.name}/{width}.{kind}" for kind in kinds for width in self.widths.split()]


class UnmadeSizes(Model):
    """A picture that is not there in AVIF yet. The row goes when it is; till then somebody will make it."""

    __tablename__ = "unmade_sizes"

    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id", ondelete="CASCADE"), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(default=now, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str | None]


class PictureUse(Model):
    """A place where a picture stands, or stood in an earlier version of it.

    `place` is the surrogate key of the page, as `post-12`, `blogger-3` or `page-about`, since rooms above have the pages;
    `blogger_id` says on whose blog. `words` is what is said of the picture there, folded for the search.
    """

    __tablename__ = "picture_uses"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    kind: Mapped[str]
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id", ondelete="CASCADE"))
    blogger_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("place", "kind", "picture_id"),
        Index("ix_picture_uses_picture_id", "picture_id"),
        Index("ix_picture_uses_blogger_id", "blogger_id", "picture_id"),
    )


class DroppedPicture(Model):
    """A picture that was deleted, and whose files go when they are due: a backup that began before still finds them."""

    __tablename__ = "dropped_pictures"

    name: Mapped[str] = mapped_column(primary_key=True)
    widths: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(index=True)
