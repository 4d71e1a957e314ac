"""Commands about email."""

import sys

import click
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from network.base.cli import Group, needs_database
from network.remote import mail as posting
from network.remote.letters import NotTaken
from network.remote.smtp import most_bytes

EX_DATAERR, EX_NOUSER, EX_TEMPFAIL = 65, 67, 75


@click.group("mail", cls=Group)
def mail() -> None:
    """Posts by email."""


@mail.command()
@click.argument("recipient")
@needs_database
def receive(recipient: str) -> None:
    """Make a draft of the message on standard input, sent to RECIPIENT.

    For a mail server that hands messages to a program. It exits as such servers want: 0 when the draft is kept, 67 for an unknown
    address, 65 for a message that will never be taken, 75 when it shall be tried again.
    """
    raw = sys.stdin.buffer.read(most_bytes(current_app) + 1)
    try:
        if len(raw) > most_bytes(current_app):
            raise NotTaken("This message is too large.")
        number = posting.deliver(recipient, raw)
    except posting.NoSuchAddress:
        _ended(EX_NOUSER, f"There is no address {recipient} here.")
    except NotTaken as why:
        _ended(EX_DATAERR, str(why))
    except (SQLAlchemyError, OSError) as why:
        _ended(EX_TEMPFAIL, f"This cannot be kept at this moment: {why}")
    else:
        click.echo(f"/desk/posts/{number}/")


def _ended(code: int, words: str) -> None:
    click.echo(words, err=True)
    raise SystemExit(code)
