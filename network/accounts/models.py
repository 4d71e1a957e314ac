"""Tables of people who sign in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.base.clock import now
from network.base.database import Model

ROLES = ("reader", "author", "moderator", "editor", "administrator")


class Account(Model):
    """Somebody who signs in. Readers see bloggers, never accounts."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="author")
    language: Mapped[str | None]
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    suspended_at: Mapped[datetime | None]
    suspended_reason: Mapped[str | None]
    ended_at: Mapped[datetime | None]

    is_visitor = False

    def _ranks(self, role: str) -> bool:
        return ROLES.index(self.role) >= ROLES.index(role)

    @property
    def is_author(self) -> bool:
        return self._ranks("author")

    @property
    def is_moderator(self) -> bool:
        return self._ranks("moderator")

    @property
    def is_editor(self) -> bool:
        return self._ranks("editor")

    @property
    def is_administrator(self) -> bool:
        return self._ranks("administrator")

    @property
    def may_sign_in(self) -> bool:
        return self.password_hash is not None and self.suspended_at is None and self.ended_at is None

    @property
    def state(self) -> str:
        """One word for lists: active, invited, suspended or ended."""
        if self.ended_at:
            return "ended"
        if self.suspended_at:
            return "suspended"
        return "active" if self.password_hash else "invited"


class SignIn(Model):
    """One browser in which an account is signed in; the cookie carries the secret, the row its hash."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    browser: Mapped[str] = mapped_column(default="")
    began_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship(lazy="joined")

    @property
    def browser_name(self) -> str:
        """Browser and system in two words, as Firefox, Linux; what it said of itself, where that is neither."""
        browser = next((name for sign, name in _BROWSERS if sign in self.browser), "")
        system = next((name for sign, name in _SYSTEMS if sign in self.browser), "")
        return ", ".join(filter(None, (browser, system))) or self.browser


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class Invitation(Model):
    """A link with which somebody chooses a password, once, within its time."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship(lazy="joined")


class Attempt(Model):
    """Something that is counted to be limited: a failed sign-in, a comment. Addresses are kept as keyed hashes only."""

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = (Index("ix_attempts_what_at", "what", "at"),)


class AuditEntry(Model):
    """One grave act: by whom, when, on what, with what before and after. Written, never changed."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    who: Mapped[str]
    act: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
