"""Who loads a page after a write was answered sees that write, in every process."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, text

from network.base.changes import Change, record
from network.base.database import db, transaction
from network.base.news import PostgresNews, SQLiteNews
from network.base.site import change
from network.posts import actions as posts
from tests.support.databases import PostgreSQL
from tests.support.make import Make
from tests.support.processes import Reader, serving
from tests.support.site import Site

PROMISE = 0.1


@pytest.fixture
def other(app: Flask, database_url: str, tmp_path: Path) -> Iterator[Reader]:
    """Another process that serves the same network, and keeps pages of its own."""
    told = app.extensions["settings"]
    with serving(tmp_path, database_url, NETWORK_SECRET_KEY=told.secret_key) as reader:
        warm(reader, "/comment-policy/")
        yield reader


def warm(reader: Reader, path: str) -> None:
    """Until the other process answers from its cache: the same bytes under the same tag."""
    for _ in range(100):
        _, _, head = reader.get(path)
        if reader.get(path, If_None_Match=head["ETag"])[0] == 304 and hits(reader):
            return
        time.sleep(0.02)
    raise AssertionError("the other process keeps nothing")


def hits(reader: Reader) -> int:
    """How many pages the other process answered from its cache."""
    _, figures, _ = reader.get("/metrics")
    return int(float(next(line for line in figures.split("\n") if "page_cache" in line and 'what="hits"' in line).split()[-1]))


def title_seen(reader: Reader, path: str) -> str:
    _, body, _ = reader.get(path)
    return body.partition("<title>")[2].partition("</title>")[0]


def test_on_sqlite_the_next_answer_of_another_process_shows_the_write(app: Flask, other: Reader) -> None:
    before = hits(other)
    for number in range(200):
        with transaction():
            change(name=f"Network {number}")
        assert f"Network {number}" in title_seen(other, "/comment-policy/")
        assert f"Network {number}" in title_seen(other, "/comment-policy/")

    assert hits(other) - before >= 200, "nothing came from the cache, so this said nothing"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_on_postgresql_everyone_sees_the_write_in_a_tenth_of_a_second(app: Flask, other: Reader) -> None:
    before = hits(other)
    slowest = 0.0
    for number in range(100):
        with transaction():
            change(name=f"Network {number}")
        written = time.monotonic()
        while f"Network {number}" not in title_seen(other, "/comment-policy/"):
            assert time.monotonic() - written < 5, "it is never seen"
        slowest = max(slowest, time.monotonic() - written) if number else slowest
        title_seen(other, "/comment-policy/")

    assert hits(other) - before >= 100, "nothing came from the cache, so this said nothing"
    assert slowest < PROMISE or os.getloadavg()[0] > 2 * (os.cpu_count() or 1), f"{slowest:.3f} s"


@pytest.mark.both
def test_a_corrected_post_is_fresh_everywhere_it_stands(make: Make, other: Reader, database: Any) -> None:
    post = make.post(by="hale", title="Of lamps")
    places = ["/", "/hale/", "/hale/about/", "/bloggers/"]
    for path in places:
        warm(other, path)
    posts_seen = {path: other.get(path)[1].count("Of lamps") for path in places}
    assert posts_seen["/"]
    assert posts_seen["/hale/"]

    with transaction():
        posts.save(post, posts.write("Of candles", "", "New words.", "markdown", "en", ""))

    if isinstance(database, PostgreSQL):
        time.sleep(PROMISE)
    for path in places:
        body = other.get(path)[1]
        assert "Of lamps" not in body, path
        assert body.count("Of candles") == posts_seen[path], path


@pytest.mark.both
def test_who_wrote_sees_it_at_once(site: Site, make: Make) -> None:
    for number in range(20):
        make.post(title=f"Number {number}")
        assert f"Number {number}" in site.get("/").words
        assert f"Number {number}" in site.get("/").words


@pytest.mark.both
def test_a_commit_by_a_tool_from_outside_keeps_what_it_did_not_name(app: Flask, other: Reader) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE of_another_tool (x INTEGER)"))
    before = hits(other)
    other.get("/comment-policy/")

    assert hits(other) == before + 1


# -- the news itself -----------------------------------------------------------------------------------------------------


class Ear:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.waits = threading.Event()
        self.waits.set()
        self.inside = threading.Event()

    def __call__(self, told: list[tuple[int, str]] | None) -> None:
        self.inside.set()
        self.waits.wait(10)
        self.heard.append(told)

    def taken(self) -> Any:
        told, self.heard = self.heard, []
        return None if None in told else [key for each in told for key in each]


@pytest.fixture
def sqlite_news(app: Flask, tmp_path: Path) -> Iterator[SQLiteNews]:
    news = SQLiteNews(tmp_path / "network.db")
    news.take(lambda _: None)
    news.take(lambda _: None)
    yield news
    news.close()


def happen(*keys: str) -> None:
    with transaction():
        record("probe", 1, keys)


def test_sqlite_tells_what_was_committed_since(sqlite_news: SQLiteNews) -> None:
    ear = Ear()
    sqlite_news.take(ear)
    assert ear.heard == []
    happen("a", "b")
    happen("c")
    sqlite_news.take(ear)
    assert ear.taken() == [(1, "a b"), (2, "c")]
    sqlite_news.take(ear)
    assert ear.heard == []


def test_sqlite_hears_across_checkpoints(sqlite_news: SQLiteNews) -> None:
    ear = Ear()
    for number in range(50):
        happen(f"k{number}")
        if number % 7 == 0:
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        sqlite_news.take(ear)
        assert ear.taken() == [(number + 1, f"k{number}")]


def test_sqlite_says_when_changes_were_forgotten_before_it_heard_them(sqlite_news: SQLiteNews) -> None:
    ear = Ear()
    happen("a")
    happen("b")
    with transaction():
        db.session.execute(delete(Change).where(Change.id == 1))
    sqlite_news.take(ear)
    assert ear.taken() is None
    happen("c")
    with transaction():
        db.session.execute(delete(Change))
    sqlite_news.take(ear)
    assert ear.taken() is None, "even when none is left"
    happen("d")
    sqlite_news.take(ear)
    assert ear.taken() == [(4, "d")]


def test_nobody_passes_by_news_that_another_thread_is_hearing(sqlite_news: SQLiteNews) -> None:
    slow, quick = Ear(), Ear()
    slow.waits.clear()
    happen("a")
    first = threading.Thread(target=lambda: sqlite_news.take(slow))
    first.start()
    slow.inside.wait(5)
    second = threading.Thread(target=lambda: sqlite_news.take(quick))
    second.start()
    second.join(0.2)
    assert second.is_alive(), "it would have been answered from before the change"

    slow.waits.set()
    first.join()
    second.join()
    assert (slow.taken(), quick.taken()) == ([(1, "a")], [])


def test_a_database_that_is_not_there_yet_is_heard_of_later(tmp_path: Path, build: Callable[..., Flask], sqlite: Any) -> None:
    news, ear = SQLiteNews(tmp_path / "later.db"), Ear()
    for _ in range(3):
        news.take(ear)
        assert ear.taken() is None
    assert not list(tmp_path.glob("later.db*")) or (tmp_path / "later.db").stat().st_size == 0


@pytest.fixture
def postgres_news(app: Flask, database_url: str) -> Iterator[PostgresNews]:
    news = PostgresNews(app.extensions["settings"].database)
    settle(news)
    yield news
    news.close()


def settle(news: PostgresNews) -> None:
    """Until it listens, and has told that all may have moved."""
    ear = Ear()
    for _ in range(500):
        news.take(ear)
        if ear.heard and ear.taken() is not None:
            return
        time.sleep(0.01)
    raise AssertionError("it does not listen")


def within_a_second(news: PostgresNews, ear: Ear) -> Any:
    for _ in range(100):
        news.take(ear)
        if ear.heard:
            return ear.taken()
        time.sleep(0.01)
    return []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_postgresql_tells_what_was_committed(postgres_news: PostgresNews) -> None:
    ear = Ear()
    happen("a", "b")

    assert within_a_second(postgres_news, ear) == [(1, "a b")]
    postgres_news.take(ear)
    assert ear.heard == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_while_the_line_to_postgresql_is_down_nothing_old_is_served(postgres_news: PostgresNews, database: PostgreSQL) -> None:
    ear = Ear()
    name = db.engine.url.database
    database._ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND query LIKE 'LISTEN%'")

    assert within_a_second(postgres_news, ear) is None
    happen("unheard")
    for _ in range(300):
        postgres_news.take(ear)
        if ear.heard[-1:] == [[(0, "*")]]:
            break
        time.sleep(0.01)
    assert None in ear.heard
    assert ear.heard[-1] == [(0, "*")], "when it is back, all may have moved"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_closed_line_leaves_no_thread_behind(app: Flask) -> None:
    news = PostgresNews(app.extensions["settings"].database)
    before = set(threading.enumerate())
    settle(news)
    [thread] = set(threading.enumerate()) - before

    news.close()

    thread.join(5)
    assert not thread.is_alive(), "it still listens"
