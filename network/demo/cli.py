"""Commands that fill a network: with the demonstration, or with bulk content for tests of scale."""

import click
from flask import current_app
from sqlalchemy import func, select

from network.base import changes
from network.base.cli import Command, Trouble, bar, needs_database, table, tracked
from network.base.database import db
from network.demo import loader, people
from network.posts.models import Post


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


@click.command("fill", cls=Command)
@click.option("--bloggers", required=True, type=click.IntRange(1, 100_000), help="How many bloggers to make.")
@click.option("--posts", required=True, type=click.IntRange(0, 10_000_000), help="How many posts on their blogs.")
@click.option("--comments", required=True, type=click.IntRange(0, 50_000_000), help="How many comments on these posts.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same content.")
@needs_database
def fill(bloggers: int, posts: int, comments: int, seed: int) -> None:
    """Add bulk content for tests of scale: words without sense, the same for the same seed."""
    from network.demo.fill import Filler, finish
    from network.search import keeping

    if comments and not posts:
        raise Trouble("Comments need posts to stand on.")
    filler = Filler(seed)
    careers = filler.bloggers(bloggers)
    with bar("Posts and comments", posts) as step:
        filler.posts(careers, posts, comments, step)
    finish()
    total = db.session.scalar(select(func.count()).select_from(Post)) or 0
    db.session.rollback()
    with bar("Search index", total) as step:
        done = 0

        def reached(number: int) -> None:
            nonlocal done
            step(number - done)
            done = number

        keeping.rebuild(reached)
    click.echo(f"{bloggers} bloggers, {posts} posts and {comments} comments were added.")
