"""Posts by email: a message to a secret address becomes a draft, and is acknowledged when that is committed."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from network.base.database import db, transaction
from network.base.language import _
from network.desk.models import Arrival
from network.media import actions as media
from network.posts import actions as posts
from network.remote import actions, letters, queries
from network.remote.letters import Letter, NotTaken
from network.remote.models import MailAddress


class NoSuchAddress(Exception):
    """Nobody has this address, or not any more."""


def require_address(recipient: str) -> MailAddress:
    """The secret address of a recipient, whatever its domain: which domains are ours, the mail server knows."""
    found = queries.address(recipient.strip("<> ").rpartition("@")[0] or recipient)
    if found is None:
        raise NoSuchAddress
    return found


def deliver(recipient: str, raw: bytes) -> int:
    """Make a draft of a message, once however often it is delivered; gives the number of the post.

    NotTaken or NoSuchAddress where that will never be; whatever else is raised may be tried again.
    """
    language = require_address(recipient).blogger.language
    db.session.rollback()
    letter = letters.read(raw)
    try:
        written = posts.write(letter.title, "", letter.source, letter.body_format, language, "")
    except ValueError as why:
        raise NotTaken(f"This message cannot become a post: {why}.") from None
    if not (written.title or written.text or letter.pictures):
        raise NotTaken("This message has neither a subject nor a text.")
    try:
        return _kept(recipient, letter, written)
    except IntegrityError:
        return _kept(recipient, letter, written)


def _kept(recipient: str, letter: Letter, written: posts.Written) -> int:
    """A message that arrives twice at once finds out at the commit; asked again, it sees the first."""
    with transaction():
        address = require_address(recipient)
        key = f"{address.account_id}-{address.blogger_id}-{letter.key}"
        known = db.session.scalar(select(Arrival.post_id).where(Arrival.key == key))
        if known is not None:
            return known
        for made in letter.pictures:
            media.keep(made, address.account)
        post = posts.draft(address.blogger, written, by=address.account)
        left_out = "\n".join(letter.left_out)
        actions.note_arrival(post, address.account, "mail", letter.sender or _("somebody"), left_out=left_out, key=key)
        actions.note_used(address)
        return post.id
