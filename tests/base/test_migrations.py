"""The schema of the code and that of the database are one, from nothing and from any revision before."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint, inspect, text

from network.base import migrations
from network.base.database import Model, db


@pytest.fixture
def bare(build: Callable[..., Flask], database: Any, tmp_path: Path) -> Any:
    """An application on a database without any table."""
    url = database.new("bare", lambda url: None if url.startswith("postgres") else Path(url[10:]).touch(), tmp_path)
    app = build(database_url=url, page_cache_mb=0)
    with app.app_context():
        yield app
        db.session.remove()
    database.drop(url)


@pytest.mark.both
@pytest.mark.usefixtures("bare")
def test_from_nothing_there_is_no_difference() -> None:
    assert migrations.current() is None
    assert not migrations.is_current()

    migrations.upgrade()

    assert migrations.is_current()
    assert migrations.differences() == []


@pytest.mark.both
@pytest.mark.usefixtures("bare")
def test_a_difference_would_be_found() -> None:
    migrations.upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE tags ADD COLUMN surplus INTEGER"))
        connection.execute(text("DROP INDEX ix_posts_out"))

    assert len(migrations.differences()) == 2


@pytest.mark.both
def test_upgrading_twice_changes_nothing(bare: Flask) -> None:
    migrations.upgrade()
    migrations.upgrade()

    assert migrations.differences() == []


@pytest.mark.both
def test_several_processes_may_upgrade_at_once(bare: Flask) -> None:
    troubles: list[BaseException] = []

    def upgrade() -> None:
        try:
            with bare.app_context():
                migrations.upgrade()
        except BaseException as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=upgrade) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []
    assert migrations.is_current()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("bare")
def test_every_constraint_has_a_name() -> None:
    """Later migrations can only drop what they can name. SQLite does not tell all names, so PostgreSQL is asked."""
    migrations.upgrade()
    inspector = inspect(db.engine)

    for table in Model.metadata.tables:
        assert inspector.get_pk_constraint(table)["name"], table
        for kind in (inspector.get_foreign_keys, inspector.get_unique_constraints, inspector.get_check_constraints):
            assert all(found["name"] for found in kind(table)), table


def test_revisions_stand_in_one_line() -> None:
    scripts = ScriptDirectory.from_config(migrations.config())

    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_a_migration_knows_no_model() -> None:
    """A model of today is not what the table was on that day."""
    for path in (migrations.FOLDER / "versions").glob("*.py"):
        assert not re.search(r"^\s*(from|import) network", path.read_text("utf-8"), re.M), path.name


def test_each_foreign_key_that_is_deleted_by_has_an_index(app: Flask) -> None:
    """A foreign key without an index makes each deletion of what it points to read the whole table."""
    assert app
    for table in Model.metadata.tables.values():
        led = {next(iter(index.columns.keys())) for index in table.indexes}
        led |= {next(iter(c.columns.keys())) for c in table.constraints if isinstance(c, UniqueConstraint | PrimaryKeyConstraint)}
        for column in table.columns:
            if any(key.ondelete for key in column.foreign_keys):
                assert column.name in led, f"{table.name}.{column.name}"
