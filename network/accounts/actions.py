"""Accounts are invited, signed in, suspended and ended."""

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from sqlalchemy import select, update

from network.accounts.attempts import network_of as network_of
from network.accounts.attempts import too_often as too_often
from network.accounts.models import ROLES, Account, AuditEntry, Invitation, SignIn
from network.base.clock import now
from network.base.database import db, transaction
from network.base.text import line
from network.base.web import Refused

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1000
_SEEN_EVERY = timedelta(minutes=10)


@lru_cache(maxsize=1)
def hasher() -> PasswordHasher:
    """Argon2id with OWASP's second choice of cost: 19 MiB, 2 passes, 1 lane."""
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def password_hash(password: str, *, email: str = "", name: str = "") -> str:
    """Slow, so before the transaction. Refused says why a password will not do."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(f"A password needs at least {SHORTEST_PASSWORD} characters. Four ordinary words make a good one.", 422)
    if len(password) > LONGEST_PASSWORD:
        raise Refused(f"A password may have at most {LONGEST_PASSWORD} characters.", 422)
    plain = password.casefold()
    if len(set(plain)) < 5 or plain in {email.casefold(), name.casefold()} or plain in _COMMON:
        raise Refused("That password is easy to guess. Choose another: four ordinary words make a good one.", 422)
    return hasher().hash(_one_spelling(password))


_COMMON = frozenset(
    "123456789012 password1234 passwordpassword qwertyuiopas 1q2w3e4r5t6y administrator letmeinletmein iloveyou1234".split()
)


def email_address(text: str) -> str:
    """An address in the one spelling in which it is kept; Refused when it is none."""
    text = line(text)
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    if not at or not local or " " in text or len(text) > 254 or len(labels) < 2 or not all(labels):
        raise Refused(f"“{text}” is not an email address. Write it as name@example.org.", 422)
    return f"{local}@{domain}".casefold()


def create(email: str, name: str, role: str, *, password_hash: str | None = None) -> Account:
    """An account; without a password it waits for its invitation."""
    email = email_address(email)
    if role not in ROLES:
        raise Refused(f"“{role}” is not a role. Choose {', '.join(ROLES)}.", 422)
    if not line(name):
        raise Refused("An account needs a name.", 422)
    if db.session.scalar(select(Account.id).where(Account.email == email)):
        raise Refused(f"There is an account for {email} already.", 422)
    account = Account(email=email, name=line(name), role=role, password_hash=password_hash)
    db.session.add(account)
    db.session.flush()
    return account


def invite(account: Account) -> str:
    """The secret of a new invitation link; earlier links stop working."""
    db.session.execute(
        update(Invitation).where(Invitation.account_id == account.id, Invitation.used_at.is_(None)).values(withdrawn_at=now())
    )
    secret = secrets.token_urlsafe(24)
    days = current_app.extensions["settings"].invitation_days
    db.session.add(Invitation(account_id=account.id, secret_hash=_digest(secret), expires_at=now() + timedelta(days=days)))
    db.session.flush()
    return secret


def invitation(secret: str) -> Invitation | None:
    """The invitation of a link, while it is good."""
    found = db.session.scalar(select(Invitation).where(Invitation.secret_hash == _digest(secret)))
    if found is None or found.used_at or found.withdrawn_at or found.expires_at < now():
        return None
    return found if found.account.ended_at is None and found.account.suspended_at is None else None


def accept(invitation: Invitation, hashed: str) -> Account:
    """Choose a password by an invitation; the link is spent, and what let somebody in before is closed."""
    spent = update(Invitation).where(Invitation.id == invitation.id, Invitation.used_at.is_(None)).values(used_at=now())
    if not db.session.execute(spent).rowcount:  # type: ignore[attr-defined]
        raise Refused("This link was used a moment ago. Sign in with the password that was chosen.", 410)
    invitation.account.password_hash = hashed
    _close(invitation.account)
    return invitation.account


def change_password(account: Account, hashed: str, *, keep: SignIn | None = None) -> None:
    """A new password signs out every other browser, and ends what else lets somebody in."""
    account.password_hash = hashed
    _close(account, keep=keep)


def describe(account: Account, name: str, language: str | None = None) -> None:
    """The name of an account, for colleagues, and the language in which it is spoken to."""
    if not line(name):
        raise Refused("An account needs a name.", 422)
    account.name, account.language = line(name), language


def change_role(account: Account, role: str) -> None:
    if role not in ROLES:
        raise Refused(f"“{role}” is not a role. Choose {', '.join(ROLES)}.", 422)
    if account.role == "administrator" and role != "administrator":
        _require_another_administrator(account)
    account.role = role


_closing: list[Callable[[Account], None]] = []


def closes_with_account(function: Callable[[Account], None]) -> Callable[[Account], None]:
    """Have a function of an upper room close what else lets somebody in.

    It is called when an account is suspended or ended, and when its password changes.
    """
    _closing.append(function)
    return function


def suspend(account: Account, reason: str = "") -> None:
    """Close the sign-in until it is lifted. What was published stays, signed as it was."""
    if account.is_administrator:
        _require_another_administrator(account)
    account.suspended_at, account.suspended_reason = account.suspended_at or now(), line(reason)
    _close(account)


def lift_suspension(account: Account) -> None:
    account.suspended_at = account.suspended_reason = None


def end(account: Account) -> None:
    """Close the sign-in for good. Bylines stay."""
    if account.is_administrator:
        _require_another_administrator(account)
    account.ended_at = account.ended_at or now()
    account.password_hash = None
    _close(account)


def _close(account: Account, *, keep: SignIn | None = None) -> None:
    end_sign_ins(account, keep=keep)
    for function in _closing:
        function(account)


def end_sign_ins(account: Account, *, keep: SignIn | None = None) -> None:
    query = update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    if keep is not None:
        query = query.where(SignIn.id != keep.id)
    db.session.execute(query.values(ended_at=now()))


def end_sign_in(sign_in: SignIn) -> None:
    """Sign one browser out."""
    sign_in.ended_at = sign_in.ended_at or now()


def password_is_right(account: Account | None, password: str) -> bool:
    """Whether it is; as slow for an address without account, so that nobody learns who has one."""
    hashed = account.password_hash if account and account.password_hash else _nobody()
    try:
        is_it = hasher().verify(hashed, _one_spelling(password[: LONGEST_PASSWORD + 1]))
        return is_it and account is not None and account.may_sign_in
    except (VerificationError, InvalidHashError):
        return False


def _one_spelling(password: str) -> str:
    """Keyboards compose accents differently; the same word is the same password."""
    return unicodedata.normalize("NFC", password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return hasher().hash(secrets.token_urlsafe(16))


def begin_sign_in(account: Account, browser: str) -> str:
    """The secret for the cookie of a browser that is now signed in."""
    secret = secrets.token_urlsafe(32)
    db.session.add(SignIn(account_id=account.id, secret_hash=_digest(secret), browser=line(browser)[:200]))
    db.session.flush()
    return secret


def sign_in_of(secret: str) -> SignIn | None:
    """The sign-in of a cookie, while it lasts and its account may sign in."""
    found = db.session.scalar(select(SignIn).where(SignIn.secret_hash == _digest(secret)))
    days = current_app.extensions["settings"].session_days
    if found is None or found.ended_at or found.seen_at < now() - timedelta(days=days) or not found.account.may_sign_in:
        return None
    return found


def note_seen(sign_in: SignIn) -> None:
    """Remember, now and then, that a sign-in is in use; in a transaction of its own."""
    if sign_in.seen_at < now() - _SEEN_EVERY:
        sign_in_id = sign_in.id
        with transaction():
            db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()))


def audit(by: Any, act: str, subject: str, *, before: str = "", after: str = "") -> None:
    """Write down a grave act in the transaction that does it. `by` is an account, or the name of a command."""
    db.session.add(
        AuditEntry(
            account_id=getattr(by, "id", None) or None,
            who=by if isinstance(by, str) else by.name,
            act=act,
            subject=subject,
            before=before,
            after=after,
        )
    )


def _require_another_administrator(account: Account) -> None:
    """All administrators are locked, in one order, so that two who end each other at once find out."""
    able = Account.ended_at.is_(None), Account.suspended_at.is_(None), Account.password_hash.is_not(None)
    administrators = select(Account.id).where(Account.role == "administrator", *able).order_by(Account.id)
    if not set(db.session.scalars(administrators.with_for_update())) - {account.id}:
        raise Refused("This is the only administrator who can sign in. Make another one first.", 422)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
