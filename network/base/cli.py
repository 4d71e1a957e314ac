"""What all commands have in common: errors in a sentence and exit 2, a database that is there, progress, tables."""

import functools
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, ParamSpec, TypeVar

import click
from flask import current_app, has_app_context
from flask.cli import with_appcontext
from sqlalchemy.exc import DatabaseError, IntegrityError, InterfaceError

from network.base import changes, migrations, served
from network.base.database import as_date, db, transaction
from network.base.settings import SettingsError
from network.base.web import Refused

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class Trouble(click.ClickException):
    """What went wrong, in one sentence."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), file=file, err=file is None)


class Command(click.Command):
    """A command whose errors are sentences."""

    def invoke(self, ctx: click.Context) -> Any:
        with in_sentences():
            return super().invoke(ctx)


class Group(click.Group):
    """Commands of one noun."""

    command_class = Command
    group_class = type


class Day(click.ParamType[date]):
    """A date as `2009-03-25`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return as_date(value)
        except ValueError as why:
            raise Trouble(sentence(why)) from None


DAY = Day()


@contextmanager
def in_sentences() -> Iterator[None]:
    """Turn what people can put right into a sentence; anything else is a mistake of ours and keeps its traceback."""
    try:
        yield
    except Refused as why:
        raise Trouble(why.sentence) from why
    except SettingsError as why:
        raise Trouble(str(why)) from why
    except IntegrityError:
        raise
    except (DatabaseError, InterfaceError) as why:
        raise Trouble(_database_trouble(why)) from why
    except BrokenPipeError:
        raise
    except OSError as why:
        where = f"{why.filename}: " if why.filename else ""
        raise Trouble(f"{where}{why.strerror or why}.") from why


def sentence(why: Exception) -> str:
    """An error's words as a sentence."""
    words = str(why).strip()
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "?")) else ".")


def needs_database(function: Callable[P, R]) -> Callable[P, R]:
    """Run with the application at hand and its tables there: made when the database is new, asked for when it is old."""

    @functools.wraps(function)
    def ready(*arguments: P.args, **options: P.kwargs) -> R:
        require_tables()
        return function(*arguments, **options)

    return with_appcontext(ready)


def require_tables() -> None:
    """Tables of this version: a new database gets them, an older one waits for its host's word."""
    folder = current_app.extensions["settings"].instance
    folder.mkdir(parents=True, exist_ok=True)
    if migrations.current() is None:
        migrations.upgrade()
    elif not migrations.is_current():
        raise Trouble("The database is of another version than the program. Bring it up to date: network database upgrade.")


@contextmanager
def writing() -> Iterator[None]:
    """One transaction of a command; what listens to it (the search index) is up to date when it ends."""
    with transaction():
        yield
    changes.deliver_due()


def tracked(items: Iterable[T], words: str, total: int | None = None) -> Iterable[T]:
    """The same items, with a bar that says on a terminal how far we are."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        return items
    return track(items, words, total=total, console=console, transient=True)


@contextmanager
def bar(words: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, and what moves it on by some steps."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda steps: None
        return
    with Progress(console=console, transient=True) as shown:
        task = shown.add_task(words, total=total)
        yield lambda steps: shown.advance(task, steps)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows for a person on a terminal; with tabs between the columns for a program."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(str(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table

    shown = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        shown.add_row(*(str(cell) for cell in row))
    Console().print(shown)


def batches(ids: Sequence[int], size: int = 200) -> list[Sequence[int]]:
    """Ids in portions, for work that is committed in small parts."""
    return [ids[at : at + size] for at in range(0, len(ids), size)]


def public(path: str) -> str:
    """An address as a command prints it: in full where the settings name the public address, or a server runs here."""
    return served.address(current_app.extensions["settings"]).rstrip("/") + path


def _database_trouble(why: Exception) -> str:
    if has_app_context():
        db.session.rollback()
    words = str(getattr(why, "orig", None) or why).strip().splitlines()[0]
    return f"The database cannot do this: {words.rstrip('.')}."


@click.group("database", cls=Group)
def database() -> None:
    """The schema, and whether what is counted is right."""


@database.command()
@with_appcontext
def upgrade() -> None:
    """Bring the tables to this version."""
    current_app.extensions["settings"].instance.mkdir(parents=True, exist_ok=True)
    before = migrations.current()
    migrations.upgrade()
    after = migrations.current()
    click.echo(f"The database is at {after} already." if before == after else f"The database is now at {after}.")
