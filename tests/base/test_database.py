"""All writing is kept or nothing is, whatever goes wrong: locked, read-only, full, killed."""

import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from network.base import database, migrations
from network.base.changes import Change, record
from network.base.database import db, make_private, transaction
from network.base.site import SiteSetting
from network.base.web import Refused, Room, anyone
from network.bloggers.models import BloggerHandle
from tests.support.databases import PostgreSQL
from tests.support.processes import start
from tests.support.site import Site


def kept() -> list[str]:
    db.session.rollback()
    return sorted(db.session.scalars(select(SiteSetting.name)))


def write(name: str, value: str = "x") -> None:
    db.session.add(SiteSetting(name=name, value=value))
    db.session.flush()


@pytest.fixture
def says() -> dict[str, Any]:
    """How the route of `writing` ends."""
    return {"ends": lambda: ("kept", {"Content-Type": "text/plain"}), "value": "x"}


@pytest.fixture
def writing(app: Flask, says: dict[str, Any]) -> str:
    """A route that writes two rows and a change, and then ends as `says` has it."""
    room = Room("probe", __name__)

    @room.post("/hub", access=anyone)
    def change() -> Any:
        write("one")
        write("two", says["value"])
        record("probe", 1, {"site"})
        return says["ends"]()

    @room.get("/hub", access=anyone)
    def read() -> Any:
        write("never")
        return "read", {"Content-Type": "text/plain"}

    app.register_blueprint(room)
    return "/hub"


@pytest.mark.both
def test_what_is_in_a_transaction_is_kept(app: Flask) -> None:
    with transaction():
        write("one")
        write("two")

    assert kept() == ["one", "two"]


@pytest.mark.both
def test_nothing_is_kept_of_what_failed(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        write("one")
        record("probe", 1, {"site"})
        1 / 0  # noqa: B018

    assert kept() == []
    assert db.session.scalar(select(func.count()).select_from(Change)) == 0


@pytest.mark.both
def test_a_read_before_it_hinders_no_write(app: Flask) -> None:
    """In one deferred transaction SQLite would refuse this for ever."""
    assert kept() == []
    db.session.scalars(select(SiteSetting)).all()
    errors: list[BaseException] = []

    def other() -> None:
        with app.app_context(), transaction():
            write("other")

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    with transaction():
        assert db.session.get(SiteSetting, "other") is not None
        write("mine")

    assert not errors
    assert kept() == ["mine", "other"]


@pytest.mark.both
def test_many_at_once_wait_for_each_other(app: Flask) -> None:
    with transaction():
        write("count", "0")

    def add() -> None:
        with app.app_context():
            for _ in range(10):
                with transaction():
                    row = db.session.get_one(SiteSetting, "count", with_for_update=True)
                    row.value = str(int(row.value) + 1)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    assert db.session.get_one(SiteSetting, "count").value == "40"


def test_a_transaction_within_another_is_a_mistake(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="open already"), transaction():
        write("one")
        with transaction():
            write("two")

    assert kept() == []
    with transaction():
        write("three")
    assert kept() == ["three"]


@pytest.mark.both
def test_a_row_must_point_to_one_that_is_there(app: Flask) -> None:
    with pytest.raises(IntegrityError), transaction():
        db.session.add(BloggerHandle(handle="ghost", blogger_id=12345))


def test_what_is_kept_is_for_its_owner_alone(build: Callable[..., Flask], tmp_path: Path) -> None:
    app = build(instance=tmp_path / "own")
    with app.app_context():
        migrations.upgrade()
        app.extensions["tasks"]["run"]("nothing", {})
        kept = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "own").glob("*.db*")}

    assert {"network.db", "network.db-wal", "tasks.db"} <= set(kept)
    assert set(kept.values()) == {0o600}


def test_sqlite_is_set_to_keep_what_it_said_it_keeps(app: Flask) -> None:
    told = {name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")}

    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.both
@pytest.mark.usefixtures("writing")
def test_a_good_answer_commits(site: Site) -> None:
    site.post("/hub", status=200)

    assert kept() == ["one", "two"]


def _refuses() -> Any:
    raise Refused("No lamp today.", 422)


def _breaks() -> Any:
    raise ZeroDivisionError


def _answers(status: int) -> Callable[[], Any]:
    return lambda: ("no", status, {"Content-Type": "text/plain"})


@pytest.mark.both
@pytest.mark.usefixtures("writing")
@pytest.mark.parametrize(
    ("ends", "status"),
    [(_refuses, 422), (_breaks, 500), (_answers(422), 422), (_answers(403), 403), (_answers(500), 500)],
    ids=["refuses", "breaks", "422", "403", "500"],
)
def test_any_other_answer_keeps_nothing(site: Site, says: dict[str, Any], ends: Any, status: int) -> None:
    says["ends"] = ends

    site.post("/hub", status=status)

    assert kept() == []
    assert db.session.scalar(select(func.count()).select_from(Change)) == 0


@pytest.mark.usefixtures("writing")
def test_reading_never_commits(site: Site) -> None:
    assert site.get("/hub").text == "read"

    assert kept() == []


@pytest.mark.both
def test_of_two_who_make_the_same_at_once_the_slower_is_told_in_words(site: Site, app: Flask) -> None:
    room, both_looked = Room("probe", __name__), threading.Barrier(2, timeout=0.5)

    @room.post("/hub", access=anyone)
    def make() -> Any:
        there = db.session.get(SiteSetting, "the one") is not None
        try:
            both_looked.wait()
        except threading.BrokenBarrierError:
            pass
        if there:
            raise Refused("There is one already.", 422)
        write("the one")
        return "made", {"Content-Type": "text/plain"}

    room.get("/hub", access=anyone, endpoint="read")(lambda: "read")
    app.register_blueprint(room)
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(site.answer("/hub", method="POST").status)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 422]
    assert kept() == ["the one"]


def require_503(site: Site) -> None:
    page = site.post("/hub", status=503)

    assert page.one("h1") == "Try again in a minute"
    assert "Nothing of what you sent was kept" in page.words
    assert page.header("Retry-After") == "60"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy database is waited for a moment only."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)


@pytest.mark.usefixtures("impatient", "writing")
def test_a_locked_database_says_so_in_words(site: Site) -> None:
    with db.engine.connect().execution_options(writes=True) as other, other.begin():
        require_503(site)

    assert kept() == []
    site.post("/hub", status=200)


@pytest.mark.both
@pytest.mark.usefixtures("writing")
def test_a_read_only_database_says_so_in_words(site: Site, database: Any) -> None:
    set_read_only(database, True)
    require_503(site)
    site.get("/readyz")
    set_read_only(database, False)

    assert kept() == []
    site.post("/hub", status=200)


def set_read_only(database: Any, on: bool) -> None:
    db.session.remove()
    if isinstance(database, PostgreSQL):
        database._ask(f"ALTER DATABASE {db.engine.url.database} SET default_transaction_read_only = {'on' if on else 'off'}")
        db.engine.dispose()
    elif on:
        event.listen(db.engine, "checkout", _query_only)
    else:
        event.remove(db.engine, "checkout", _query_only)
        event.listen(db.engine, "checkout", _query_and_write)


def _query_only(connection: Any, *_: Any) -> None:
    connection.execute("PRAGMA query_only=ON")


def _query_and_write(connection: Any, *_: Any) -> None:
    connection.execute("PRAGMA query_only=OFF")


@pytest.mark.usefixtures("writing")
def test_a_full_disk_says_so_in_words(site: Site, says: dict[str, Any]) -> None:
    says["value"] = "x" * 2_000_000

    def nearly_full(connection: Any, *_: Any) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 5}")

    event.listen(db.engine, "checkout", nearly_full)
    require_503(site)

    assert kept() == []
    says["value"] = "x"
    site.post("/hub", status=200)


@pytest.mark.usefixtures("writing")
def test_a_database_that_is_away_says_so_in_words(site: Site, database_url: str, tmp_path: Path) -> None:
    db.session.remove()
    db.engine.dispose()
    site.app.extensions["news"].close()
    for path in tmp_path.glob("network.db*"):
        path.unlink()

    require_503(site)


@pytest.mark.usefixtures("writing")
def test_a_server_that_is_away_says_so_in_words(build: Callable[..., Flask], postgres: PostgreSQL, says: Any) -> None:
    app = build(database_url=postgres.url("no_such_database"))
    room = Room("probe", __name__)
    room.post("/hub", access=anyone)(lambda: "kept")
    room.get("/hub", access=anyone, endpoint="read")(lambda: "read")
    app.register_blueprint(room)

    require_503(Site(app))


@pytest.mark.usefixtures("writing")
def test_when_no_connection_is_free_it_says_so_in_words(site: Site) -> None:
    pool: Any = db.engine.pool
    pool._timeout = 0.05
    held = [db.engine.connect() for _ in range(pool.size())]

    require_503(site)

    for connection in held:
        connection.close()
    site.post("/hub", status=200)


@pytest.mark.both
def test_a_line_that_was_cut_is_made_anew(app: Flask, site: Site, database: Any) -> None:
    """A restart of the database between two requests is not seen by readers."""
    site.get("/readyz")
    if isinstance(database, PostgreSQL):
        database._ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{db.engine.url.database}'")
    else:
        db.engine.dispose()

    site.get("/readyz")


@pytest.fixture
def killed_after(tmp_path: Path, database_url: str) -> Callable[[int], list[int]]:
    """Let a process write, and kill it; gives the numbers of which it said that they are kept."""

    def run(number: int) -> list[int]:
        process = start("tests.support.writer", tmp_path, database_url)
        assert process.stdout is not None
        try:
            said = [int(process.stdout.readline()) for _ in range(number)]
            process.send_signal(signal.SIGKILL)
            return said + [int(line) for line in process.stdout.read().split("\n")[:-1]]
        finally:
            process.kill()
            process.wait()
            process.stdout.close()

    return run


@pytest.mark.both
@pytest.mark.parametrize("number", [1, 37, 160])
def test_what_was_said_to_be_kept_survives_a_kill(killed_after: Any, app: Flask, number: int) -> None:
    said = killed_after(number)

    names = set(kept())
    assert len(said) >= number
    assert {f"{letter}{n}" for n in said for letter in "ab"} <= names
    assert all((f"a{n[1:]}" in names) == (f"b{n[1:]}" in names) for n in names), "half a pair was kept"
    with transaction():
        write("afterwards")


def test_the_error_of_a_lock_is_one_that_we_know(app: Flask, impatient: None, build: Any, database_url: str) -> None:
    other = build(database_url=database_url)
    with transaction():
        write("one")
        with other.app_context(), pytest.raises(OperationalError, match="locked"), transaction():
            write("two")


def test_a_database_that_is_made_private_stays_locked(tmp_path: Path) -> None:
    """Another process must not find it free because this one looked after its mode."""
    path = tmp_path / "network.db"
    make_private(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE lamps (lit)")  # Without a WAL, whose locks are on another file.
        connection.execute("BEGIN IMMEDIATE")
        make_private(path)

        other = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0, isolation_level=None).execute('BEGIN IMMEDIATE')"
        said = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True)

    assert "database is locked" in said.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
