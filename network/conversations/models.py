"""Tables of what the network says of itself."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.base.clock import now
from network.base.database import Model


class SitePage(Model):
    """About, comment policy, privacy, accessibility: Markdown that administrators edit."""

    __tablename__ = "site_pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    title: Mapped[str]
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(default=now)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    __table_args__ = (UniqueConstraint("slug", "version"),)
