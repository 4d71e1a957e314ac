"""The schema and its history, by Alembic, which is loaded only when there is something to bring up to date."""

from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import inspect, text

from network.base.database import Model, db
from network.base.web import Refused

FOLDER = Path(__file__).resolve().parents[1] / "migrations"
_LOCK = 7_203_114


def config() -> Any:
    """Alembic's settings, without a file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    return made


def head() -> str:
    """The newest revision of this version: each file's name begins with its own, and they count upwards."""
    return max(path.stem.partition("_")[0] for path in FOLDER.glob("versions/[0-9]*.py"))


def current() -> str | None:
    """The revision of the database; None for one without tables."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def is_current() -> bool:
    return current() == _head_once()


def upgrade() -> None:
    """Bring the database to this version; several processes at once do it one after the other."""
    if is_current():
        return
    from alembic import command
    from alembic.util import CommandError

    options = {"writes": True} if db.engine.dialect.name == "sqlite" else {}
    with db.engine.connect().execution_options(**options) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        made = config()
        made.attributes["connection"] = connection
        try:
            command.upgrade(made, "head")
        except CommandError:
            raise Refused("The database was written by another version of the program than this one.", 503) from None


def differences() -> list[object]:
    """What the tables of the code have that those of the database lack, and the other way round."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": False, "include_name": is_ours}
        )
        return list(compare_metadata(context, Model.metadata))


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text index makes tables of its own."""
    return not (kind == "table" and (name or "").startswith("post_words"))


def _head_once() -> str:
    if "schema_head" not in current_app.extensions:
        current_app.extensions["schema_head"] = head()
    return str(current_app.extensions["schema_head"])
