"""The schema and its history, by Alembic."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text

from network.base.database import Model, db

FOLDER = Path(__file__).resolve().parents[1] / "migrations"
_LOCK = 7_203_114


def config() -> Config:
    """Alembic's settings, without a file."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    return made


def head() -> str | None:
    """The newest revision of this version."""
    return ScriptDirectory.from_config(config()).get_current_head()


def current() -> str | None:
    """The revision of the database."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current() -> bool:
    return current() == _head_once()


def upgrade() -> None:
    """Bring the database to this version; several processes at once do it one after the other."""
    options = {"writes": True} if db.engine.dialect.name == "sqlite" else {}
    with db.engine.connect().execution_options(**options) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, "head")


def differences() -> list[object]:
    """What the tables of the code have that those of the database lack, and the other way round."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": False, "include_name": is_ours}
        )
        return list(compare_metadata(context, Model.metadata))


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text index makes tables of its own."""
    return not (kind == "table" and (name or "").startswith("post_words"))


def _head_once() -> str | None:
    if "schema_head" not in current_app.extensions:
        current_app.extensions["schema_head"] = head()
    return current_app.extensions["schema_head"]  # type: ignore[no-any-return]
