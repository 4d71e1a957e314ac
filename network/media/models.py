"""Tables of pictures."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from network.base.clock import now
from network.base.database import Model


class Picture(Model):
    """A picture as it is kept: re-encoded, without metadata, in some widths. What it shows is said where it is used."""

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    width: Mapped[int]
    height: Mapped[int]
    widths: Mapped[str]
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    def source(self, width: int) -> str:
        """The address of the smallest size that is at least `width` wide, else of the largest."""
        sizes = [int(w) for w in self.widths.split()]
        chosen = next((w for w in sizes if w >= width), sizes[-1])
        return f"/media/{self.name}/{chosen}.webp"

    @property
    def srcset(self) -> str:
        return ", ".join(f"/media/{self.name}/{w}.webp {w}w" for w in self.widths.split())
