"""`network serve` as a real process with all its children, on a port and a folder of its own."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.support.processes import ROOT

PLAIN = "from network.cli import main; main()"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


@dataclass(frozen=True, kw_only=True)
class Served:
    """A server that runs."""

    process: "subprocess.Popen[str]"
    port: int
    words: str

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        return self._ask("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    @property
    def children(self) -> dict[int, str]:
        """Ids of its processes, each `web` or `tasks`: the task worker is the one that listens nowhere."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == self.process.pid and (folder / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                    sockets = [str(fd.readlink()) for fd in (folder / "fd").iterdir()]
                    found[int(folder.name)] = "web" if any("[eventpoll]" in s for s in sockets) else "tasks"
            except (OSError, ValueError):
                continue
        return found

    def child(self, kind: str) -> int:
        return next(pid for pid, what in self.children.items() if what == kind)


@contextmanager
def serving(instance: Path, *words: str, program: str = PLAIN, **settings: str) -> Iterator[Served]:
    """A server, ended with all its children when the block is over."""
    process = launch(instance, "serve", "--port", "0", *words, program=program, **settings)
    assert process.stdout is not None
    told = ""
    try:
        while not (found := _ADDRESS.search(told)):
            line = process.stdout.readline()
            assert line, f"The server did not start: {told}"
            told += line
        told += process.stdout.readline()
        served = Served(process=process, port=int(found[1]), words=told)
        until(lambda: len(served.children) >= 2 and served.get("/healthz")[0] == 200)
        yield served
    finally:
        process.terminate()
        try:
            process.wait(30)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def launch(instance: Path, *words: str, program: str = PLAIN, **settings: str) -> "subprocess.Popen[str]":
    """A command as a process; its errors are told among its words."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    told = {"PYTHONPATH": str(ROOT), "NETWORK_INSTANCE": str(instance), "NETWORK_THROTTLE": "off", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        env=kept | told | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(instance: Path, *words: str, given: str | None = None, **settings: str) -> tuple[int, str]:
    """A command's exit code and words."""
    process = launch(instance, *words, **settings)
    said, _ = process.communicate(given, timeout=100)
    return process.returncode, said


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while True:
        try:
            if true():
                return
        except (OSError, http.client.HTTPException):
            pass
        assert time.monotonic() < end, "It did not become true in time."
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
