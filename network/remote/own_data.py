"""What is kept of how somebody posts from elsewhere, for the copy of their data."""

from typing import Any

from sqlalchemy import select

from network.accounts.models import Account
from network.accounts.own_data import instant, part
from network.base.database import db
from network.desk.models import Arrival
from network.remote.models import AppToken, MailAddress


@part("app_keys")
def _keys(account: Account) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(AppToken).where(AppToken.account_id == account.id).order_by(AppToken.id))
    return [
        {
            "program": row.name,
            "blog": row.blogger.handle,
            "may": row.scopes,
            "made_at": instant(row.made_at),
            "used_at": instant(row.used_at),
            "ended_at": instant(row.ended_at),
        }
        for row in rows
    ]


@part("mail_addresses")
def _addresses(account: Account) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(MailAddress).where(MailAddress.account_id == account.id).order_by(MailAddress.id))
    return [{"name": row.name, "blog": row.blogger.handle, "made_at": instant(row.made_at)} for row in rows]


@part("arrivals")
def _arrivals(account: Account) -> list[dict[str, Any]]:
    """Posts that came by email or from a program."""
    rows = db.session.scalars(select(Arrival).where(Arrival.account_id == account.id).order_by(Arrival.id))
    return [{"post": row.post_id, "by": row.channel, "from": row.source, "arrived_at": instant(row.arrived_at)} for row in rows]
