"""Commands that look after an installation as a whole: consistency, cleaning again, and what is wrong with its settings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from network.base import changes, soundness
from network.base.cli import Command, batches, database, needs_database, tracked
from network.base.database import db, transaction
from network.base.html import POLICY, clean_comment, clean_post
from network.comments import actions as comments
from network.comments import counts as comment_counts
from network.comments.models import Comment
from network.conversations import pictured
from network.posts import actions as posts
from network.posts import counts as post_counts
from network.posts.models import Post
from network.search import keeping


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One thing that can be out of step: how it shows, and how it is put right."""

    name: str
    differences: Callable[[], Iterable[str]]
    repair: Callable[[], Any]


def subjects() -> Sequence[Subject]:
    return (
        Subject(name="counts of posts", differences=post_counts.differences, repair=_in_transaction(post_counts.count_again)),
        Subject(
            name="counts of comments", differences=comment_counts.differences, repair=_in_transaction(comment_counts.count_again)
        ),
        Subject(name="search index", differences=_search_differences, repair=_index_again),
        Subject(name="places of pictures", differences=pictured.differences, repair=_in_transaction(pictured.note_again)),
        Subject(name="cleaned HTML", differences=_unclean, repair=_clean_all),
    )


@database.command("check")
@click.option("--repair", is_flag=True, help="Put right what is wrong.")
@needs_database
def check_database(repair: bool) -> None:
    """Hold counts, search index and cleaned HTML against what they come from. Exit 1 when something is wrong and stays so."""
    changes.deliver_due()
    wrong = False
    for subject in subjects():
        found = list(subject.differences())
        db.session.rollback()
        click.echo(f"{subject.name}: " + ("right" if not found else f"{len(found)} wrong"))
        for sentence in found[:20]:
            click.echo(f"  {sentence}")
        if len(found) > 20:
            click.echo(f"  … and {len(found) - 20} more")
        if found and repair:
            subject.repair()
            _tell_caches()
            click.echo("  put right")
        wrong = wrong or bool(found and not repair)
    if wrong:
        click.echo("To put it right: network database check --repair", err=True)
        raise SystemExit(1)


@click.command("clean", cls=Command)
@needs_database
def clean() -> None:
    """Make the HTML of all posts and comments anew from what was written, after the rules of cleaning changed."""
    differing = _clean_all()
    changes.deliver_due()
    click.echo(f"All is clean by rules number {POLICY}; {differing} differed.")


@click.command("check", cls=Command)
@with_appcontext
def check() -> None:
    """Say what is wrong with this installation's settings. Exit 1 when something is."""
    found = list(soundness.findings(current_app.extensions["settings"], debug=current_app.debug))
    for sentence in found:
        click.echo(sentence)
    if found:
        raise SystemExit(1)
    click.echo("Nothing is wrong.")


def _in_transaction(function: Callable[[], Any]) -> Callable[[], None]:
    def act() -> None:
        with transaction():
            function()

    return act


def _tell_caches() -> None:
    """What was put right may stand on any page."""
    with transaction():
        changes.record("network.repaired", 0, {"*"})


def _search_differences() -> Iterator[str]:
    return (f"Post {post_id} is not in the index as it is." for post_id in keeping.differences())


def _index_again() -> None:
    keeping.rebuild()


def _unclean() -> Iterator[str]:
    """Posts and comments whose HTML is not what today's rules make of their source."""
    for number in tracked(_ids(Post), "Posts"):
        source, body_format, html = db.session.execute(
            select(Post.source, Post.body_format, Post.html).where(Post.id == number)
        ).one()
        if clean_post(source, body_format) != html:
            yield f"Post {number} is not as the rules of cleaning make it."
    for number in tracked(_ids(Comment), "Comments"):
        source, html = db.session.execute(select(Comment.source, Comment.html).where(Comment.id == number)).one()
        if clean_comment(source) != html:
            yield f"Comment {number} is not as the rules of cleaning make it."


def _clean_all() -> int:
    """Some at a time, so that writers wait for no longer than a breath."""
    differing = 0
    both: tuple[tuple[Any, Callable[[Any], bool]], ...] = ((Post, posts.clean_again), (Comment, comments.clean_again))
    for kind, again in both:
        for portion in tracked(batches(_ids(kind), 50), f"{kind.__name__}s"):
            with transaction():
                for thing in db.session.scalars(select(kind).where(kind.id.in_(portion))):
                    differing += again(thing)
            db.session.expunge_all()
    return differing


def _ids(kind: Any) -> Sequence[int]:
    return db.session.scalars(select(kind.id).order_by(kind.id)).all()
