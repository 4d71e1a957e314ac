"""Commands about bloggers and their appointments."""

from datetime import date
from typing import Any

import click

from network.accounts import queries as accounts
from network.accounts.actions import audit
from network.base.cli import DAY, Group, Trouble, needs_database, public, table, writing
from network.base.database import db
from network.bloggers import actions, queries
from network.bloggers.models import Blogger
from network.places.actions import place_for


def _appointment(command: Any) -> Any:
    """The options that say what somebody is, where, and since when."""
    for option in (
        click.option("--from", "starts_on", type=DAY, help="First day, as 2009-03-25. Absent: since ever."),
        click.option("--organisation", default="", help="Embassy, ministry or mission."),
        click.option("--place", required=True, help="A place: `City, CC` (London, GB), or a place’s slug."),
        click.option("--role-title", required=True, help="What they are, such as Consul."),
    ):
        command = option(command)
    return command


@click.group("bloggers", cls=Group)
def bloggers() -> None:
    """Who readers see."""


@bloggers.command()
@click.argument("handle")
@click.option("--name", required=True, help="As readers see it.")
@click.option("--account", required=True, metavar="EMAIL", help="The account that may write on this blog.")
@_appointment
@click.option("--language", default="en", show_default=True, help="The language mostly written in, as en, ar or pt-BR.")
@click.option("--blog-title", default="", help="Title of the blog.")
@click.option("--description", default="", help="What the blog is about, in a sentence.")
@needs_database
def create(
    handle: str,
    name: str,
    account: str,
    role_title: str,
    place: str,
    organisation: str,
    starts_on: date | None,
    language: str,
    blog_title: str,
    description: str,
) -> None:
    """Make a blog at /HANDLE/, with its blogger’s first appointment."""
    tag = _language(language)
    with writing():
        writer = accounts.by_email(account)
        if writer is None:
            raise Trouble(f"There is no account for {account}. Make it first: network accounts create {account}.")
        if not writer.is_author:
            raise Trouble(f"{writer.email} is a reader, and readers do not write. Give the account the role of an author first.")
        blogger = actions.create(handle, name, language=tag, description=description, blog_title=blog_title)
        actions.appoint(blogger, role_title, place_for(place), organisation=organisation, starts_on=starts_on)
        actions.let_write(blogger, writer.id)
        audit("network bloggers", "blogger created", blogger.handle, after=writer.email)
        made = blogger.handle
    click.echo(public(f"/{made}/"))


@bloggers.command("list")
@needs_database
def list_() -> None:
    """All bloggers: handle, name, role and place today, number of posts."""
    everyone = db.session.scalars(queries.with_pictures().order_by(Blogger.handle)).all()
    held = queries.present([b.id for b in everyone])
    rows = []
    for b in everyone:
        now = held.get(b.id)
        place = now.place.name if now and now.place else ""
        rows.append((b.handle, b.name, now.role if now else "", place, b.posts_count))
    table(("Handle", "Name", "Role", "Place", "Posts"), rows)


@bloggers.command()
@click.argument("handle")
@_appointment
@click.option("--until", "ends_on", type=DAY, help="Last day. Absent: still held.")
@click.option("--alongside", is_flag=True, help="Held beside the one before it, which does not end.")
@needs_database
def appoint(
    handle: str,
    role_title: str,
    place: str,
    organisation: str,
    starts_on: date | None,
    ends_on: date | None,
    alongside: bool,
) -> None:
    """Give HANDLE a further appointment; the one before it ends the day before."""
    with writing():
        blogger = by_handle(handle)
        made = actions.appoint(
            blogger,
            role_title,
            place_for(place),
            organisation=organisation,
            starts_on=starts_on,
            ends_on=ends_on,
            alongside=alongside,
        )
        where = f"{made.role}, {made.place.name}" if made.place else made.role
        audit("network bloggers", "blogger appointed", blogger.handle, after=where)
        since = f" from {made.starts_on}" if made.starts_on else ""
        until = f" until {made.ends_on}" if made.ends_on else ""
        name = blogger.name
    click.echo(f"{name}: {where}{since}{until}.")


def by_handle(handle: str) -> Blogger:
    """The blogger at a handle, now or formerly; Trouble when there is none."""
    blogger = queries.by_handle(handle)
    if blogger is None:
        raise Trouble(f"There is no blogger “{handle}”. See who there is: network bloggers list.")
    return blogger


def _language(tag: str) -> str:
    from network.base.cli import sentence
    from network.base.language import canonical

    try:
        return canonical(tag)
    except ValueError as why:
        raise Trouble(sentence(why)) from None
