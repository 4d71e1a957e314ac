"""How a process learns that something was committed, here or elsewhere, before it answers from its page cache.

On SQLite the 48 bytes at the head of the memory-mapped `-shm` file change with each commit of any process (the SQLite
file format, "WAL-index header"). Comparing them costs a tenth of a microsecond. Two cares: closing any descriptor of that
file would drop this process's own SQLite locks, so it is opened once and never closed; and the file is made anew after
the last connection closes, so one connection stays open for life. On PostgreSQL the message of LISTEN/NOTIFY carries the
keys themselves.
"""

import logging
import mmap
import os
import sqlite3
import threading
import time
from collections import deque
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from network.base.changes import NOTIFY_CHANNEL
from network.base.page_cache import Hear
from network.base.settings import Settings

log = logging.getLogger(__name__)
_NOTICE_SILENCE: Any = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "connect_timeout": 5}
_HEADER = 48
_GIVEN = "SELECT seq FROM sqlite_sequence WHERE name = 'changes'"  # the last id ever given, though its row may be gone
_for_life: list["SQLiteNews"] = []


class SQLiteNews:
    """Commits to an SQLite database in WAL mode, seen through its wal-index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._pid = 0
        self._seen = b""
        self._map: mmap.mmap | None = None
        self._descriptor: int | None = None
        self._connection: sqlite3.Connection | None = None
        self._last = 0

    def take(self, hear: Hear) -> None:
        """Hand over what was committed since the last time; None when some of it may have been missed."""
        if self._map is None or self._map[:_HEADER] != self._seen:
            with self._lock:
                self._look(hear)

    def _look(self, hear: Hear) -> None:
        if self._map is None or self._pid != os.getpid():
            self._begin()
            hear(None)
            return
        seen = self._map[:_HEADER]
        if seen == self._seen:
            return
        hear(self._new())
        self._seen = seen

    def _new(self) -> list[tuple[int, str]] | None:
        """The changes after the last one known; empty after a commit that recorded none."""
        assert self._connection is not None
        try:
            given = self._connection.execute(_GIVEN).fetchone()
            rows = self._connection.execute("SELECT id, keys FROM changes WHERE id > ? ORDER BY id", (self._last,)).fetchall()
        except sqlite3.Error:
            log.exception("the changes could not be read; the page cache is emptied")
            return None
        next_id = rows[0][0] if rows else given[0] + 1 if given else 1
        missed = next_id > self._last + 1
        self._last = rows[-1][0] if rows else max(self._last, next_id - 1)
        return None if missed else rows

    def _begin(self) -> None:
        """Open once for the life of this process."""
        try:
            connection = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None, timeout=5)
            connection.execute("PRAGMA query_only=ON")
            given = connection.execute(_GIVEN).fetchone()
            descriptor = os.open(f"{self._path}-shm", os.O_RDONLY)
            self._map = mmap.mmap(descriptor, 4096, prot=mmap.PROT_READ)
        except (OSError, sqlite3.Error, ValueError):
            self._map = None
            return
        _for_life.append(self)
        self._connection, self._descriptor = connection, descriptor
        self._last = given[0] if given else 0
        self._pid = os.getpid()
        self._seen = b""

    def close(self) -> None:
        """Let go of everything; only when this process has no other connection to the database left."""
        with self._lock:
            if self._map is None or self._descriptor is None or self._connection is None:
                return
            self._map.close()
            os.close(self._descriptor)
            self._connection.close()
            self._map = self._descriptor = self._connection = None
            _for_life.remove(self)


class PostgresNews:
    """Commits to PostgreSQL, heard by LISTEN on a connection and thread of this process."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._heard: deque[tuple[int, str]] = deque()
        self._pid = 0
        self._listening = False
        self._closed = False
        self._connection: Any = None
        self._lock = threading.Lock()

    def take(self, hear: Hear) -> None:
        """Hand over what was heard since the last time; None while the connection is down, rather than serve what is old."""
        if self._listening and not self._heard and self._pid == os.getpid():
            return
        if self._pid != os.getpid():
            self._start()
        with self._lock:
            if not self._listening:
                hear(None)
                return
            for _ in range(len(self._heard)):
                hear([self._heard[0]])
                self._heard.popleft()

    def tell(self, changes: list[tuple[int, str]]) -> None:
        """What this process itself committed, at once."""
        self._heard.extend(changes)

    def _start(self) -> None:
        with self._lock:
            if self._pid != os.getpid():
                self._pid = os.getpid()
                self._listening = False
                threading.Thread(target=self._listen, name="network-news", daemon=True).start()

    def _listen(self) -> None:
        import psycopg

        while not self._closed:
            try:
                with psycopg.connect(self._url, autocommit=True, **_NOTICE_SILENCE) as connection:
                    self._connection = connection
                    connection.execute(f"LISTEN {NOTIFY_CHANNEL}")
                    self._heard.append((0, "*"))
                    self._listening = True
                    for message in connection.notifies():
                        number, _, keys = message.payload.partition(" ")
                        self._heard.append((int(number), keys))
            except (psycopg.Error, OSError) as trouble:
                if not self._closed:
                    log.warning("no news from PostgreSQL (%s); pages are made anew until it is back", trouble)
            finally:
                self._listening = False
            if not self._closed:
                time.sleep(1)

    def close(self) -> None:
        """Stop listening."""
        self._closed = True
        if self._connection is not None:
            self._connection.close()


def source(settings: Settings) -> SQLiteNews | PostgresNews:
    """The way news comes for the database in the settings."""
    if settings.is_sqlite:
        return SQLiteNews(Path(make_url(settings.database).database or "network.db"))
    return PostgresNews(settings.database)
