"""Other processes of the network: one that serves, or any module of ours."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def start(module: str, instance: Path, database_url: str, *arguments: str, **settings: str) -> "subprocess.Popen[str]":
    """A module of ours as a process, under these settings."""
    told = {"NETWORK_INSTANCE": str(instance), "NETWORK_DATABASE_URL": database_url} | settings
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT)} | told,
        stdout=subprocess.PIPE,
        text=True,
    )


class Reader:
    """A browser on a line to another process that stays open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        self._connection.request("GET", path, headers={n.replace("_", "-"): v for n, v in headers.items()})
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())

    def close(self) -> None:
        self._connection.close()


@contextmanager
def serving(instance: Path, database_url: str, **settings: str) -> Iterator[Reader]:
    """Another process that serves the same network, and a reader of it."""
    process = start("tests.support.server", instance, database_url, **settings)
    assert process.stdout is not None
    try:
        reader = Reader(int(process.stdout.readline()))
        yield reader
        reader.close()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
