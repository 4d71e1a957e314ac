"""`network serve` as a whole: how soon it answers, and the memory of all its processes."""

import http.client
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from bench import networks
from bench.processes import cpu_seconds, free_port, megabytes, running
from bench.questions import pages
from bench.table import Figure, at_most
from network.base.settings import PROJECT

_REQUESTS, _READERS = 10_000, 4


def figures() -> Iterator[Figure]:
    folder = networks.demonstration()
    addresses = list(pages(networks.of(folder)).values())
    wall, cpu = _start(folder)
    yield at_most("`make run`, set up already, to its first answer", wall, 3, " s", 1)
    yield Figure("CPU that it took until then", f"{cpu:.1f} s")
    if not Path("/proc/self/smaps_rollup").exists():
        yield Figure("memory (left out: this system does not tell it)", "")
        return
    port = free_port()
    network = Path(sys.executable).with_name("network")
    with running([network, "serve", "--port", port], port, NETWORK_INSTANCE=folder) as tree:
        yield Figure("processes", str(1 + len(tree.children(recursive=True))))
        yield at_most("memory of all, idle", megabytes(tree), 200, " MiB")
        with ThreadPoolExecutor(_READERS) as readers:
            list(readers.map(_read, [port] * _READERS, [addresses] * _READERS))
        yield at_most(f"memory of all after {_REQUESTS:,} requests", megabytes(tree), 200, " MiB")


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
