"""Commands that fill a network: with the demonstration, or with bulk content for tests of scale."""

import click
from flask import current_app

from network.base import changes
from network.base.cli import Command, Trouble, needs_database, table, tracked
from network.demo import loader, people


@click.command("demo", cls=Command)
@click.option("--if-empty", is_flag=True, help="Do nothing, and say nothing of it, where there is something already.")
@needs_database
def demo(if_empty: bool) -> None:
    """Fill an empty network with the demonstration, and print how to sign in."""
    if loader.is_empty():
        fill_with_demonstration()
    elif not if_empty:
        raise Trouble("There are accounts or bloggers here already; the demonstration goes into an empty network alone.")


def fill_with_demonstration() -> None:
    """Load it, and say how to sign in."""
    four = people.four()
    folder = current_app.extensions["settings"].instance
    ready = loader.prepare(four, tracked)
    loader.load(ready, four, tracked, lambda: people.keep_slip(folder, four))
    changes.deliver_due()
    found = ready.found
    click.echo(f"{len(found.bloggers)} bloggers, {len(found.posts)} posts and {len(found.comments)} comments are there.")
    click.echo("Sign in at /sign-in/ with one of these:")
    table(("Role", "E-mail", "Password"), [(p.role, p.email, p.password) for p in four])
    click.echo(f"They are kept in {folder / people.SLIP}.")
