"""What `synchronous=FULL` costs a commit, beside `NORMAL`, which may lose the last commits with the power."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.networks import FOLDER
from bench.table import Figure

_COMMITS, _TURNS = 20, 15
_WORDS = "What somebody thinks of a post. " * 20


def figures() -> Iterator[Figure]:
    """Turns of twenty commits each, one way and the other, on the disk that holds `instance/`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=FOLDER) as folder:
        databases = {level: _database(Path(folder) / level, level) for level in ("FULL", "NORMAL")}
        took: dict[str, list[float]] = {level: [] for level in databases}
        for _ in range(_TURNS):
            for level, database in databases.items():
                took[level] += [_commit(database) for _ in range(_COMMITS)]
        for database in databases.values():
            database.close()
    full, normal = (median(took[level]) for level in ("FULL", "NORMAL"))
    yield Figure("a commit of a comment and its change, FULL", f"{full:.2f} ms")
    yield Figure("the same, NORMAL", f"{normal:.2f} ms")
    yield Figure("so many commits a second, one after the other, FULL", f"{1000 / full:,.0f}")


def _database(path: Path, level: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={level}")
    connection.execute("CREATE TABLE comments (id INTEGER PRIMARY KEY, source TEXT, html TEXT)")
    connection.execute("CREATE TABLE changes (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, keys TEXT)")
    return connection


def _commit(connection: sqlite3.Connection) -> float:
    """Milliseconds until it is acknowledged."""
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO comments (source, html) VALUES (?, ?)", (_WORDS, _WORDS))
    connection.execute("INSERT INTO changes (kind, keys) VALUES ('comment.sent', 'post-1')")
    connection.execute("COMMIT")
    return (time.perf_counter() - began) * 1000
