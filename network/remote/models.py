"""Tables of what lets somebody post from elsewhere."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.accounts.models import Account
from network.base.clock import now
from network.base.database import Model
from network.bloggers.models import Blogger

ALWAYS = ("draft", "media")
CHOSEN = ("create", "update", "delete")
SCOPES = (*ALWAYS, *CHOSEN)


class AppToken(Model):
    """A key with which a program writes on one blog in somebody's name. The key itself is shown once; the row has its hash."""

    __tablename__ = "app_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"), index=True)
    name: Mapped[str]
    scopes: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship(lazy="joined")
    blogger: Mapped[Blogger] = relationship(lazy="joined")

    def allows(self, scope: str) -> bool:
        return scope in self.scopes.split()


class MailAddress(Model):
    """A secret address: what is sent to it becomes a draft. It is kept as it is, since its owner looks it up again."""

    __tablename__ = "mail_addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"), index=True)
    name: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship(lazy="joined")
    blogger: Mapped[Blogger] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("account_id", "blogger_id"),)
