"""Keys and addresses, looked up."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select

from network.base.database import db
from network.bloggers.access import writes_on
from network.remote.models import AppToken, MailAddress


def digest(secret: str) -> str:
    """What is kept of a key. It is long and random, so a fast hash will do."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token(secret: str) -> AppToken | None:
    """The key that a program sent, while it is good and its owner still writes on the blog."""
    found = db.session.scalar(select(AppToken).where(AppToken.token_hash == digest(secret), AppToken.ended_at.is_(None)))
    return found if found and found.account.may_sign_in and writes_on(found.account, found.blogger_id) else None


def tokens_of(account_id: int) -> Sequence[AppToken]:
    """Keys of somebody's programs that are good, the newest first."""
    query = select(AppToken).where(AppToken.account_id == account_id, AppToken.ended_at.is_(None))
    return db.session.scalars(query.order_by(AppToken.id.desc())).all()


def addresses_of(account_id: int) -> dict[int, MailAddress]:
    """Somebody's secret addresses, by blog."""
    rows = db.session.scalars(select(MailAddress).where(MailAddress.account_id == account_id))
    return {address.blogger_id: address for address in rows}


def address(name: str) -> MailAddress | None:
    """The address of that name, while its owner still writes on the blog. Names have no case: some programs change it."""
    found = db.session.scalar(select(MailAddress).where(MailAddress.name == name.lower()))
    return found if found and found.account.may_sign_in and writes_on(found.account, found.blogger_id) else None
