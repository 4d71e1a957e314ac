"""Commands about people who sign in."""

import sys
from collections.abc import Callable
from typing import Any

import click
from flask import current_app, url_for

from network.accounts import actions, queries
from network.accounts.models import ROLES, Account
from network.base import served
from network.base.cli import Group, Trouble, needs_database, table, writing
from network.base.database import db

_passwords = click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")


@click.group("accounts", cls=Group)
def accounts() -> None:
    """People who sign in."""


@accounts.command()
@click.argument("email")
@click.option("--name", required=True, help="The person’s name.")
@click.option("--role", required=True, help=f"One of {', '.join(ROLES)}.")
@_passwords
@needs_database
def create(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Make an account for EMAIL. Without a password, a link is printed with which the person chooses one."""
    hashed = _hash(email, name) if password_stdin else None
    secret = ""
    with writing():
        account = actions.create(email, name, role, password_hash=hashed)
        actions.audit("network accounts", "account created", account.email, after=role)
        if hashed is None:
            secret = actions.invite(account)
        made = account.email
    click.echo(f"{made} is {_article(role)} {role} now.")
    _tell_link(secret)


@accounts.command("list")
@needs_database
def list_() -> None:
    """All accounts: email, name, role and state."""
    rows = [(a.email, a.name, a.role, a.state) for a in db.session.scalars(queries.all_accounts())]
    table(("Email", "Name", "Role", "State"), rows)


@accounts.command()
@click.argument("email")
@click.option("--reason", default="", help="Why, for the record.")
@click.option("--lift", is_flag=True, help="Let a suspended account sign in again.")
@needs_database
def suspend(email: str, reason: str, lift: bool) -> None:
    """Close the sign-in of EMAIL until it is lifted. What was published stays."""
    if lift:
        _change(email, "suspension lifted", actions.lift_suspension)
        click.echo(f"{email} may sign in again.")
    else:
        _change(email, "account suspended", lambda account: actions.suspend(account, reason), reason)
        click.echo(f"{email} may not sign in until it is lifted: network accounts suspend {email} --lift")


@accounts.command()
@click.argument("email")
@needs_database
def end(email: str) -> None:
    """Close the sign-in of EMAIL for good. What was published stays, signed as it was."""
    _change(email, "account ended", actions.end)
    click.echo(f"The account of {email} has ended.")


@accounts.command("reset-password")
@click.argument("email")
@_passwords
@needs_database
def reset_password(email: str, password_stdin: bool) -> None:
    """Set a new password for EMAIL, or print a link with which the person chooses one."""
    account = _account(email)
    if account.ended_at:
        raise Trouble(f"The account of {account.email} has ended; an ended account gets no password.")
    if password_stdin:
        hashed = _hash(account.email, account.name)
        _change(email, "password reset", lambda account: actions.change_password(account, hashed))
        click.echo(f"{email} has a new password, and is signed out everywhere; keys for programs and mail addresses have ended.")
    else:
        _tell_link(_change(email, "account invited", actions.invite))


def _change(email: str, act: str, change: Callable[[Account], Any], after: str = "") -> Any:
    with writing():
        account = _account(email)
        before = account.state
        given = change(account)
        actions.audit("network accounts", act, account.email, before=before, after=after or account.state)
    return given


def _account(email: str) -> Account:
    account = queries.by_email(email)
    if account is None:
        raise Trouble(f"There is no account for {email}.")
    return account


def _hash(email: str, name: str) -> str:
    """The hash of the password on standard input."""
    password = sys.stdin.readline().rstrip("\r\n")
    return actions.password_hash(password, email=email, name=name)


def _tell_link(secret: str) -> None:
    if not secret:
        return
    settings = current_app.extensions["settings"]
    with current_app.test_request_context(base_url=served.address(settings) or "http://127.0.0.1:8000"):
        link = url_for("accounts.invitation", secret=secret, _external=True)
    click.echo(f"A password is chosen here, once, within {settings.invitation_days} days: {link}")


def _article(role: str) -> str:
    return "an" if role[0] in "ae" else "a"
