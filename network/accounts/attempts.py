"""What is counted to be limited, over all processes: guesses at passwords, comments."""

import hashlib
import hmac
from datetime import timedelta
from ipaddress import ip_address, ip_network

from flask import current_app
from sqlalchemy import delete, func, select

from network.accounts.models import Attempt
from network.base.clock import now
from network.base.database import db, transaction

_QUARTER, _HOUR = timedelta(minutes=15), timedelta(hours=1)


def too_often(what: str, *, limit: int, within: timedelta) -> bool:
    """Count one attempt at something, in a transaction of its own; whether it is one too many.

    `what` is kept as a keyed hash, so that no address or email stands in the table.
    """
    if not current_app.extensions["settings"].throttle:
        return False
    hashed = _counted_as(what)
    with transaction():
        _one_at_a_time(hashed)
        recent = select(func.count()).select_from(Attempt).where(Attempt.what == hashed, Attempt.at > now() - within)
        if (db.session.scalar(recent) or 0) >= limit:
            return True
        db.session.add(Attempt(what=hashed))
        db.session.execute(delete(Attempt).where(Attempt.at < now() - timedelta(days=1)))
    return False


def _one_at_a_time(hashed: str) -> None:
    """On PostgreSQL, counts of one thing wait for each other till they are committed; SQLite writes one by one anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(hashed))))


def take_back(what: str) -> None:
    """Uncount the last attempt at something, since it was none after all."""
    if not current_app.extensions["settings"].throttle:
        return
    with transaction():
        last = select(func.max(Attempt.id)).where(Attempt.what == _counted_as(what)).scalar_subquery()
        db.session.execute(delete(Attempt).where(Attempt.id == last))


def too_many_guesses(email: str, address: str) -> bool:
    """Count a guess at a password before it is tried, so that many at once are no way around; whether it is one too many.

    Few from one address at one account, more from one address at all, and many at one account from everywhere: somebody
    who hammers an account from one place does not keep its owner out of it at another.
    """
    at_account, at_all, from_everywhere = _guesses(email, address)
    return (
        too_often(at_all, limit=30, within=_QUARTER)
        or too_often(at_account, limit=5, within=_QUARTER)
        or too_often(from_everywhere, limit=100, within=_HOUR)
    )


def guessed_right(email: str, address: str) -> None:
    """The last guess was none: only failures count."""
    for what in _guesses(email, address):
        take_back(what)


def _guesses(email: str, address: str) -> tuple[str, str, str]:
    who, where = email.casefold()[:254], network_of(address)
    return f"password of {who} from {where}", f"passwords from {where}", f"password of {who}"


def network_of(address: str) -> str:
    """One household or office: an IPv6 address counts with its neighbours, since everybody has 2⁶⁴ of them."""
    try:
        given = ip_address(address)
    except ValueError:
        return address
    if given.version == 4 or given.ipv4_mapped:
        return str(given)
    return str(ip_network((given, 64), strict=False))


def _counted_as(what: str) -> str:
    return hmac.new(current_app.secret_key.encode(), what.encode(), hashlib.sha256).hexdigest()  # type: ignore[union-attr]
