"""Accounts, looked up."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, or_, select

from network.accounts.models import Account, AuditEntry, SignIn
from network.base.database import db


def find(account_id: int) -> Account | None:
    return db.session.get(Account, account_id)


def by_email(email: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.email == email.strip().casefold()))


def names(account_ids: Collection[int]) -> dict[int, str]:
    """The names of some accounts."""
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(account_ids)))
    return {account_id: name for account_id, name in rows}


def all_accounts(text: str = "") -> Select[Account]:
    """Accounts by name, narrowed to those whose name or address has a text in it."""
    query = select(Account).order_by(func.lower(Account.name), Account.id)
    if text:
        query = query.where(or_(Account.name.icontains(text, autoescape=True), Account.email.icontains(text, autoescape=True)))
    return query


def sign_ins(account: Account) -> Sequence[SignIn]:
    """Where an account is signed in, the last used first."""
    query = select(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    return db.session.scalars(query.order_by(SignIn.seen_at.desc())).all()


def audit_entries(limit: int, before_id: int | None = None) -> Sequence[AuditEntry]:
    """Grave acts, the newest first."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    return db.session.scalars(query.where(AuditEntry.id < before_id) if before_id else query).all()
