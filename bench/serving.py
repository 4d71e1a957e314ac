"""`network serve` as a whole: how soon it answers, and the memory of all its processes."""

import http.client
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from psutil import Process
from sqlalchemy import select

from bench import networks
from bench.growth import LARGE
from bench.processes import cpu_seconds, free_port, megabytes, running
from bench.questions import pages
from bench.table import Figure, at_most
from network.base.database import db
from network.base.settings import PROJECT
from network.posts.addresses import path_of
from network.posts.models import Post

_REQUESTS, _READERS = 10_000, 4


def figures() -> Iterator[Figure]:
    folder = networks.demonstration()
    wall, cpu = _start(folder)
    yield at_most("`make run`, set up already, to its first answer", wall, 3, " s", 1)
    yield Figure("CPU that it took until then", f"{cpu:.1f} s")
    if not Path("/proc/self/smaps_rollup").exists():
        yield Figure("memory (left out: this system does not tell it)", "")
        return
    with _serving(folder) as (port, tree):
        yield Figure("processes", str(1 + len(tree.children(recursive=True))))
        yield at_most("memory of all, idle", megabytes(tree), 200, " MiB")
        _read_all(port, list(pages(networks.of(folder)).values()))
        yield at_most(f"memory of all after {_REQUESTS:,} requests", megabytes(tree), 200, " MiB")
    large = networks.filled(LARGE)
    with _serving(large) as (port, tree):
        _read_all(port, _posts(large))
        yield Figure(f"the same, each for another of {LARGE:,} posts", f"{megabytes(tree):.0f} MiB")


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[int, Process]]:
    """`network serve` as it is by default: its port and its processes."""
    port = free_port()
    with running([Path(sys.executable).with_name("network"), "serve", "--port", port], port, NETWORK_INSTANCE=folder) as tree:
        yield port, tree


def _read_all(port: int, addresses: list[str]) -> None:
    """All requests, by some readers at once."""
    with ThreadPoolExecutor(_READERS) as readers:
        list(readers.map(_read, [port] * _READERS, [addresses[n::_READERS] for n in range(_READERS)]))


def _posts(folder: Path) -> list[str]:
    """Addresses of as many posts as there are requests."""
    with networks.of(folder).app_context():
        return [path_of(post) for post in db.session.scalars(select(Post).order_by(Post.id.desc()).limit(_REQUESTS))]


def _start(folder: Path) -> tuple[float, float]:
    """Seconds from the command to the first page, and of CPU: the best of three."""
    took = []
    for _ in range(3):
        port, began = free_port(), time.monotonic()
        with running(["make", "-C", PROJECT, "run", f"PORT={port}"], port, NETWORK_INSTANCE=folder) as tree:
            took.append((time.monotonic() - began, cpu_seconds(tree)))
    return min(took)


def _read(port: int, addresses: list[str]) -> None:
    """One reader's share of the requests, on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for address in islice(cycle(addresses), _REQUESTS // _READERS):
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address} answers {answer.status}")
    connection.close()
