"""The database: one declarative base, one session, one way to write."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, String, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase

from network.base.settings import Settings

BUSY_TIMEOUT_MS = 5000


class Timestamp(TypeDecorator[datetime]):
    """An instant: aware and in UTC in Python; without zone, in UTC, in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """What every table has in common: named constraints (Alembic needs them) and typed columns."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Timestamp, str: String}


db = SQLAlchemy(metadata=Model.metadata)


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its engine; no connection is opened yet, so that a server may fork first."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    if settings.is_sqlite:
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
            "connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
            "pool_size": 32,
            "max_overflow": 0,
        }
    else:
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": True, "pool_size": 16, "max_overflow": 16}
    db.init_app(app)
    with app.app_context():
        if settings.is_sqlite:
            _teach_sqlite(db.engine)


def _teach_sqlite(engine: Engine) -> None:
    """WAL, foreign keys, and transactions that begin when SQLAlchemy says so.

    `synchronous=FULL` syncs the log at each commit, so that what was acknowledged survives a loss of power
    (docs/decisions/0004-durability.md has what it costs).
    """

    @event.listens_for(engine, "do_connect")
    def before_connect(_dialect: Any, _record: Any, arguments: list[Any], _options: Any) -> None:
        if arguments[0] != ":memory:":
            make_private(Path(arguments[0]))

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "temp_store=MEMORY",
            "cache_size=-2000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_making = threading.Lock()


def make_private(path: Path) -> None:
    """Make a file that its owner alone may read, where there is none; what SQLite puts beside it will be like it.

    One that is there is not even opened: to close it would drop the locks of every connection that this process has to it
    (https://www.sqlite.org/howtocorrupt.html, 2.2), and another process would take the database apart beneath them.
    """
    with _making, suppress(FileExistsError):
        if path.parent.is_dir():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def transaction() -> Iterator[None]:
    """All writing goes through here: everything inside is kept, or nothing is.

    The reading snapshot is left first and what was loaded is loaded again, since a read that later writes in the same
    deferred transaction fails under SQLite whatever the busy timeout. One inside another would undo it, so there is none.
    """
    session = db.session()
    if session.info.get("writes"):
        raise RuntimeError("a transaction is open already; what is inside it is part of it")
    session.rollback()
    session.info["writes"] = True
    try:
        session.connection(execution_options={"writes": True})
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writes"] = False


@contextmanager
def despite_refusal() -> Iterator[None]:
    """Undo what was done in the transaction that is open, and keep what is done inside, whatever is answered then."""
    session = db.session()
    session.rollback()
    session.connection(execution_options={"writes": True})
    yield
    session.commit()


def as_date(value: str) -> date:
    """A date of ISO 8601, as `2009-03-25`; ValueError says what is wrong with another."""
    try:
        return date.fromisoformat(value) if len(value) == 10 else date.fromisoformat("")
    except ValueError:
        raise ValueError(f"“{value}” is not a date that exists; write it as 2009-03-25") from None
