"""Commands that take a backup and put it back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext

from network.base import lock
from network.base.cli import Command, Trouble, needs_database, tracked
from network.base.database import db
from network.media.models import Picture
from network.transfer import backup as backups
from network.transfer.archive import Damaged, Reader


@click.command("backup", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Give up what FILE holds.")
@needs_database
def backup(file: Path, overwrite: bool) -> None:
    """Write database and pictures into one FILE, as they are at this instant; the network goes on meanwhile."""
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise Trouble(f"{file} cannot be written: give the name of a file in a folder that is there.")
    if not overwrite and file.exists() and file.stat().st_size:
        raise Trouble(f"{file} is there already. To give it up for the new backup, say --overwrite.")
    told = backups.take(file.absolute(), tracked)
    rows, pictures = sum(told.tables.values()), sum(name.startswith("media/") for name in told.hashes)
    click.echo(f"{file}: {rows} rows, {pictures} files of pictures, {file.stat().st_size / 1024 / 1024:.1f} MiB.")
    if told.missing:
        click.echo(f"{len(told.missing)} files of pictures are not there any more, such as {told.missing[0]}.", err=True)
        raise SystemExit(1)


@click.command("restore", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Give up what is here now.")
@click.pass_context
@with_appcontext
def restore(ctx: click.Context, file: Path, replace: bool) -> None:
    """Put FILE back. It is looked through before anything is touched; a restore that is broken off leaves all as it was."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with _reader(file) as reader, _alone(app):
        if not replace and backups.holds_something():
            raise Trouble("There is something in the database already. To give it up for the backup, say --replace.")
        db.session.remove()
        db.engine.dispose()
        old = backups.sqlite_file(app)
        if old is None:
            backups.require_alone_on_server()
            backups.pictures_back(reader, tracked)
            backups.put_back(reader, tracked)
        else:
            _restore_file(ctx, reader, old)
        backups.leave_only(db.session.scalars(db.select(Picture.name)).all())
        at = reader.manifest.taken_at[:16].replace("T", " at ")
    click.echo(f"The network is as it was on {at} UTC. Start the server.")


def _reader(file: Path) -> Reader:
    try:
        return Reader(file)
    except Damaged as why:
        raise Trouble(str(why)) from None
    except FileNotFoundError:
        raise Trouble(f"There is no file {file}.") from None


@contextmanager
def _alone(app: Flask) -> Iterator[None]:
    try:
        held = lock.alone(app.extensions["settings"].instance)
    except lock.InUse:
        raise Trouble("A server runs here. Stop it, then restore.") from None
    try:
        yield
    finally:
        os.close(held)


def _restore_file(ctx: click.Context, reader: Reader, old: Path) -> None:
    """Fill a new file beside the old one, and put it in its place when all is there."""
    if old.exists():
        backups.require_alone(old)
    new = old.with_name(old.name + ".restoring")
    for left in (new, new.with_name(new.name + "-wal"), new.with_name(new.name + "-shm"), new.with_name(new.name + "-journal")):
        left.unlink(missing_ok=True)
    backups.pictures_back(reader, tracked)
    beside = _app_on(ctx, new)
    with beside.app_context():
        backups.put_back(reader, tracked)
        db.session.remove()
        db.engine.dispose()
    backups.in_place_of(new, old)


def _app_on(ctx: click.Context, file: Path) -> Flask:
    """The same application on another database."""
    app: Flask = ctx.ensure_object(ScriptInfo).load_app()
    other: Flask = app.extensions["with_other_settings"](database_url=f"sqlite:///{file}")
    return other
