"""Taking a backup while the network runs, and putting one back: whole, or not at all."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Connection, Date, DateTime, MetaData, Table, func, inspect, select, text, update
from sqlalchemy.engine import make_url

from network.base import migrations
from network.base.clock import now
from network.base.database import Model, db, transaction
from network.base.web import Refused
from network.media.queries import is_name
from network.media.store import store
from network.posts.models import Post
from network.search import keeping
from network.transfer.archive import Manifest, Reader, Writer, sync_folder

Tracked = Callable[[Iterable[Any], str, int], Iterable[Any]]
_AT_ONCE = 1000


def take(path: Path, tracked: Tracked) -> Manifest:
    """Write all tables as they are at one instant, then the pictures that they name: those files never change."""
    pictures = Model.metadata.tables["pictures"]
    with Writer(path) as writer:
        taken_at, revision = now(), migrations.current() or ""
        with _one_instant() as connection:
            tables = Model.metadata.sorted_tables
            for table in tracked(tables, "Tables", len(tables)):
                writer.table(table.name, _rows(connection, table))
            columns = (pictures.c.name, pictures.c.widths, pictures.c.avif_at)
            named = connection.execute(select(*columns).order_by(pictures.c.id)).all()
        files = [
            f"{name}/{width}.{kind}"
            for name, widths, avif_at in named
            for kind in (("webp", "avif") if avif_at else ("webp",))
            for width in widths.split()
        ]
        for file in tracked(files, "Pictures", len(files)):
            writer.picture(f"media/{file}", store().read(file))
        site_name = current_app.extensions["settings"].site_name
        return writer.finish(taken_at=taken_at.isoformat(), revision=revision, site_name=site_name)


def _one_instant() -> Connection:
    """A connection whose reads all see the same commits, whatever is written meanwhile."""
    db.session.rollback()
    connection = db.engine.connect()
    if connection.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection.execution_options(yield_per=_AT_ONCE)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    order = list(table.primary_key.columns)
    for row in connection.execute(select(table).order_by(*order)).mappings():
        yield dict(row)


def holds_something() -> bool:
    """Whether anybody has an account, a blog or a post in this database."""
    with db.engine.connect() as connection:
        there = inspect(connection).get_table_names()
        kept = [t for t in ("accounts", "bloggers", "posts") if t in there]
        return any(connection.scalar(text(f"SELECT id FROM {t} LIMIT 1")) is not None for t in kept)  # noqa: S608


def put_back(reader: Reader, tracked: Tracked) -> None:
    """All tables from a backup, and the search index, in the database of the present application and in one transaction."""
    known = {path.stem.partition("_")[0] for path in migrations.FOLDER.glob("versions/[0-9]*.py")}
    if reader.manifest.revision not in known:
        raise Refused("The backup was taken by a newer version of the program. Bring this one up to date first.")
    with transaction():
        connection = db.session.connection()
        _clear(connection)
        _migrate(connection, reader.manifest.revision)
        present = MetaData()
        present.reflect(connection, only=list(reader.manifest.tables))
        tables = [t for t in present.sorted_tables if t.name in reader.manifest.tables]
        for table in tracked(tables, "Tables", len(tables)):
            _fill(connection, table, reader.rows(table.name))
        _migrate(connection, "head")
        ids = db.session.scalars(select(Post.id).where(Post.published_at.is_not(None), Post.withdrawn_at.is_(None))).all()
        for post_id in tracked(ids, "Search index", len(ids)):
            keeping.keep(post_id)
            db.session.expunge_all()


def pictures_back(reader: Reader, tracked: Tracked) -> None:
    """The files of all pictures. They are named after what they hold, so those that are there already stay."""
    members = reader.pictures()
    for member in tracked(members, "Pictures", len(members)):
        store().put(member.removeprefix("media/"), reader.picture(member))


def in_place_of(new: Path, old: Path) -> None:
    """Put one SQLite database in another's place, at once. The old one's log goes into it first, and is gone then."""
    if old.exists():
        require_alone(old)
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(old)
    sync_folder(old.parent)


def require_alone(path: Path) -> None:
    """Refused while anybody has a SQLite database open: only then will it leave its log."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=0.5)
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        mode = "wal"
    finally:
        connection.close()
    if mode != "delete":
        raise Refused("Somebody has the database open. Stop every server and command on it, then restore.")


def require_alone_on_server() -> None:
    """The same for PostgreSQL."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with db.engine.connect() as connection:
        if connection.scalar(others):
            raise Refused("Somebody is connected to the database. Stop every server and command on it, then restore.")


def sqlite_file(app: Flask) -> Path | None:
    """The database's file; None where it is no SQLite."""
    settings = app.extensions["settings"]
    return Path(make_url(settings.database).database or "") if settings.is_sqlite else None


def _clear(connection: Connection) -> None:
    """Take every table of ours away; on PostgreSQL that too is undone when the transaction fails."""
    present = inspect(connection).get_table_names()
    ours = ["post_words", *(t.name for t in reversed(Model.metadata.sorted_tables)), "alembic_version"]
    for name in ours:
        if name in present:
            connection.execute(
                text(f"DROP TABLE {name} CASCADE" if connection.dialect.name == "postgresql" else f"DROP TABLE {name}")
            )


def _migrate(connection: Connection, revision: str) -> None:
    from alembic import command

    made = migrations.config()
    made.attributes["connection"] = connection
    command.upgrade(made, revision)


def _fill(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, those that point to their own table in a second step, and let new ids begin after them."""
    own = [c.name for c in table.columns if any(k.column.table is table for k in c.foreign_keys)]
    later: list[tuple[int, dict[str, Any]]] = []
    left = iter(rows)
    while typed := [_typed(table, row) for row in islice(left, _AT_ONCE)]:
        for row in typed if own else ():
            pointing = {name: row[name] for name in own if row[name] is not None}
            if pointing:
                later.append((row["id"], pointing))
                row.update(dict.fromkeys(pointing))
        connection.execute(table.insert(), typed)
    for number, pointing in later:
        connection.execute(update(table).where(table.c.id == number).values(pointing))
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        highest = select(func.max(table.c.id)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.columns[name].type, value) for name, value in row.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, DateTime):
        instant = datetime.fromisoformat(value)
        return instant if kind.timezone else instant.astimezone(UTC).replace(tzinfo=None)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def leave_only(names: Sequence[str]) -> int:
    """Take away the files of pictures that no row names, and nothing else; gives how many pictures went."""
    kept, gone = set(names), set()
    for file in list(store().names()):
        name = file.partition("/")[0]
        if is_name(name) and name not in kept:
            gone.add(name)
            if file.endswith((".webp", ".avif", ".png", ".part")):
                store().drop(file)
    return len(gone)
