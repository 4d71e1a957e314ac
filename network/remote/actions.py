"""Keys of programs and secret addresses are made and ended."""

import secrets
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, update

from network.accounts import actions as accounts
from network.accounts.models import Account
from network.base.clock import now
from network.base.database import db
from network.base.text import line
from network.base.web import Refused
from network.bloggers import actions as bloggers
from network.bloggers.models import Blogger
from network.desk.models import Arrival
from network.posts.models import Post
from network.remote import queries
from network.remote.models import ALWAYS, CHOSEN, AppToken, MailAddress

MOST_TOKENS = 30
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def make_token(account: Account, blogger: Blogger, name: str, chosen: set[str]) -> str:
    """A key for a program; what is given here is kept nowhere and shown once."""
    if len(queries.tokens_of(account.id)) >= MOST_TOKENS:
        raise Refused("You have many keys already. End one that is not used any more, then make a new one.", 422)
    secret = f"gc_{secrets.token_urlsafe(32)}"
    scopes = " ".join([*ALWAYS, *(scope for scope in CHOSEN if scope in chosen)])
    made = AppToken(
        account_id=account.id, blogger_id=blogger.id, name=line(name), scopes=scopes, token_hash=queries.digest(secret)
    )
    db.session.add(made)
    db.session.flush()
    accounts.audit(account, "app key made", f"{made.name}, @{blogger.handle}", after=scopes)
    return secret


def end_token(token: AppToken, by: Account) -> None:
    """The program is locked out from now on."""
    if token.ended_at is None:
        token.ended_at = now()
        accounts.audit(by, "app key ended", f"{token.name}, @{token.blogger.handle}", before=token.scopes)


def note_used(thing: AppToken | MailAddress) -> None:
    """Remember on which day it was last used."""
    if is_first_use(thing):
        thing.used_at = now()


def is_first_use(thing: AppToken | MailAddress) -> bool:
    """Whether it was not used yet on this day."""
    return thing.used_at is None or thing.used_at.date() != now().date()


def make_address(account: Account, blogger: Blogger) -> MailAddress:
    """A secret address, in the place of the one before: that takes no more mail."""
    found = queries.addresses_of(account.id).get(blogger.id)
    name = "post-" + "".join(secrets.choice(_LETTERS) for _ in range(24))
    if found is None:
        found = MailAddress(account_id=account.id, blogger_id=blogger.id, name=name)
        db.session.add(found)
    found.name, found.made_at, found.used_at = name, now(), None
    db.session.flush()
    accounts.audit(account, "mail address made", f"@{blogger.handle}")
    return found


def end_address(account: Account, blogger: Blogger) -> None:
    """Mail to it is refused from now on."""
    if found := queries.addresses_of(account.id).get(blogger.id):
        db.session.delete(found)
        accounts.audit(account, "mail address ended", f"@{blogger.handle}")


def note_arrival(post: Post, account: Account, channel: str, source: str, *, left_out: str = "", key: str | None = None) -> None:
    """Write down how a post came, for its author."""
    db.session.add(
        Arrival(post_id=post.id, account_id=account.id, channel=channel, source=line(source)[:200], left_out=left_out, key=key)
    )
    db.session.flush()


@accounts.closes_with_account
def end_all(account: Any) -> None:
    """Whoever may not sign in has no other way in; a lifted suspension brings none back. A new password ends them as well."""
    _end(AppToken.account_id == account.id, MailAddress.account_id == account.id)


@bloggers.closes_with_blog
def end_all_of_blog(blogger: Blogger, account_id: int) -> None:
    """Whoever is taken off a blog writes there in no other way; being put on it again brings none back."""
    _end(
        and_(AppToken.account_id == account_id, AppToken.blogger_id == blogger.id),
        and_(MailAddress.account_id == account_id, MailAddress.blogger_id == blogger.id),
    )


def _end(tokens: ColumnElement[bool], addresses: ColumnElement[bool]) -> None:
    db.session.execute(update(AppToken).where(tokens, AppToken.ended_at.is_(None)).values(ended_at=now()))
    db.session.execute(delete(MailAddress).where(addresses))
