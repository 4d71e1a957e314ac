"""What is kept about somebody, for themselves: rooms above add their parts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from network.accounts.models import Account, AuditEntry, Invitation, SignIn
from network.base.clock import now
from network.base.database import db

Part = Callable[[Account], Any]
_parts: dict[str, Part] = {}


def part(name: str) -> Callable[[Part], Part]:
    """Have a function's answer stand in the export under a name."""

    def register(function: Part) -> Part:
        _parts[name] = function
        return function

    return register


def own_data(account: Account) -> dict[str, Any]:
    """Everything that is kept about the person behind an account, ready for JSON."""
    return {"made_at": instant(now())} | {name: function(account) for name, function in sorted(_parts.items())}


def instant(value: datetime | None) -> str | None:
    """An instant in ISO 8601."""
    return value.isoformat(timespec="seconds") if value else None


@part("account")
def _account(account: Account) -> dict[str, Any]:
    return {
        "email": account.email,
        "name": account.name,
        "role": account.role,
        "language": account.language,
        "created_at": instant(account.created_at),
    }


@part("sign_ins")
def _sign_ins(account: Account) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(SignIn).where(SignIn.account_id == account.id).order_by(SignIn.id))
    return [
        {"browser": r.browser, "began_at": instant(r.began_at), "seen_at": instant(r.seen_at), "ended_at": instant(r.ended_at)}
        for r in rows
    ]


@part("invitations")
def _invitations(account: Account) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(Invitation).where(Invitation.account_id == account.id).order_by(Invitation.id))
    return [{"made_at": instant(r.made_at), "expires_at": instant(r.expires_at), "used_at": instant(r.used_at)} for r in rows]


@part("acts")
def _acts(account: Account) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.account_id == account.id).order_by(AuditEntry.id))
    return [{"at": instant(r.at), "act": r.act, "subject": r.subject, "before": r.before, "after": r.after} for r in rows]
