"""The test ground. What a test may ask for:

`site`      the site as a browser asks it, with the page cache on. `site.get("/")`, `site.get("desk.front", as_=cast.stephen)`,
            `site.get("/nowhere/", status=404)`, `site.post("/sign-in/", {"email": …}, status=422)`. Each gives a Page:
            `page.one("h1") == "Words"`, `page.all("li.entry")`, `page.words`, `page.links["Words"]`, `page["lang"]` of a
            part, `page.header("ETag")`, `page.location`, `page.follow()`, `page.click("Words")`, and
            `page.form("Words on a button").fill(title="On lamps").send("publish")`.
            Every HTML page is looked through for faults (tests/support/faults.py). Nothing switches that off.
`cast`      people: administrator, editor, moderator, stephen (author of `hale`), lan (author of `lan`), reader, suspended;
            each has `.id .name .email .role .blog .password`. All may be given as `as_=`.
`make`      things, by real actions: `make.post(by="hale", title=…, days_ago=3, tags="trade, tea", language="vi")`,
            `make.draft`, `make.posts(5)`, `make.comment(post, state="waiting")`, `make.blogger("vera")`,
            `make.account("editor")`.
`app`       the application, with its context open for the test, so that queries and actions can be called.
            Write in `with transaction():`, as everywhere.
`counting`  `with counting() as questions: site.get("/")`, then `questions.count <= 8`; `print(questions)` shows them.
`let_work`  `let_work()` does at once what the task worker would do: listeners, what is due, the sweep.
`postgres`  the PostgreSQL server itself.

Marks: `@pytest.mark.both` runs a test on SQLite and on PostgreSQL (alone: SQLite), and
`@pytest.mark.settings(comments="open", posts_per_page=3)` starts the application with these settings.
A test's database is a copy of a template in which the cast already stands, so it costs some milliseconds.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import select

from network.accounts import actions as accounts
from network.app import create_app
from network.base import migrations, settings
from network.base.changes import ChangeDelivery
from network.base.database import db
from network.base.tasks import Task
from tests.support import cast as people
from tests.support import counting as counts
from tests.support.databases import PostgreSQL, SQLite, postgresql
from tests.support.make import Make
from tests.support.site import Site

SECRET = "a key for tests, long enough to sign with"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both: run on SQLite and on PostgreSQL")
    config.addinivalue_line("markers", "settings(**told): start the application with these settings")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both"):
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Hashes in a millisecond: their cost is for those who steal them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgreSQL]:
    """The server. Where none can start, tests that need it are left out; under CI=true they fail."""
    try:
        server = postgresql()
        made = server.__enter__()
    except Exception as why:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL does not start here, so this is tested on SQLite alone: {why}")
    yield made
    server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SQLite:
    return SQLite(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def _compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture
def database(request: pytest.FixtureRequest) -> SQLite | PostgreSQL:
    """Where the data of this test are."""
    return request.getfixturevalue("postgres" if getattr(request, "param", "sqlite") == "postgresql" else "sqlite")  # type: ignore[no-any-return]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database: SQLite | PostgreSQL, tmp_path: Path) -> Iterator[str]:
    """A database with all tables, and with the cast where a test asks for it."""
    with_cast = "cast" in request.fixturenames
    url = database.new("cast" if with_cast else "empty", _filled_with_cast if with_cast else _filled_with_nothing, tmp_path)
    yield url
    database.drop(url)


@pytest.fixture
def build(tmp_path: Path, _compiled: FileSystemBytecodeCache) -> Iterator[Callable[..., Flask]]:
    """`build(database_url=…, page_cache_mb=0)` makes an application, and takes it down after the test."""
    made: list[Flask] = []

    def make_app(**told: Any) -> Flask:
        app = create_app(settings.load({}, **{"instance": tmp_path, "secret_key": SECRET, "page_cache_mb": 16} | told))
        app.jinja_env.bytecode_cache = _compiled
        made.append(app)
        return app

    yield make_app
    for app in made:
        take_down(app)


@pytest.fixture
def app(request: pytest.FixtureRequest, database_url: str, build: Callable[..., Flask]) -> Iterator[Flask]:
    """The application of this test, with its context open."""
    told = request.node.get_closest_marker("settings")
    app = build(database_url=database_url, **(told.kwargs if told else {}))
    with app.app_context():
        yield app
        db.session.remove()


@pytest.fixture
def site(app: Flask) -> Site:
    return Site(app)


@pytest.fixture
def cast(app: Flask) -> people.Cast:
    return people.everybody()


@pytest.fixture
def make(app: Flask, cast: people.Cast) -> Make:
    return Make(app)


@pytest.fixture
def counting(app: Flask) -> Callable[[], Any]:
    return lambda: counts.counting(app)


@pytest.fixture
def let_work(app: Flask) -> Callable[[], None]:
    """Does what the task worker would do now."""

    def work() -> None:
        with app.app_context():
            for task in Task.registry.values():
                if task.each_minute:
                    task()
            troubles = select(ChangeDelivery.listener, ChangeDelivery.trouble).where(ChangeDelivery.trouble.is_not(None))
            assert db.session.execute(troubles).all() == []
            db.session.remove()
        db.session.rollback()

    return work


def take_down(app: Flask) -> None:
    """Close every file and connection of an application."""
    app.extensions["news"].close()
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    app.extensions["tasks"]["huey"].storage.close()


def _filled_with_nothing(url: str) -> None:
    _fill(url, lambda: None)


def _filled_with_cast(url: str) -> None:
    _fill(url, people.bring_on)


def _fill(url: str, fill: Callable[[], None]) -> None:
    with TemporaryDirectory() as folder:
        told = {"instance": folder, "secret_key": SECRET, "database_url": url, "page_cache_mb": 0}
        app = create_app(settings.load({}, **told))
        with app.app_context():
            migrations.upgrade()
            fill()
        take_down(app)
