"""Servers to measure, each a tree of processes that is ended with its block."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[object], port: int, core: int | None = None, **environment: object) -> Iterator[psutil.Process]:
    """A server, once it answers; on one core where that is asked for."""

    def settle() -> None:
        if core is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {core})

    told = os.environ | {name: str(value) for name, value in environment.items()}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([str(part) for part in command], env=told, preexec_fn=settle, stdout=quiet, stderr=quiet)
    tree = psutil.Process(server.pid)
    try:
        wait_for(port, server)
        yield tree
    finally:
        for process in tree.children(recursive=True)[:1] if Path(str(command[0])).name == "make" else [tree]:
            process.terminate()
        server.wait(60)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Until the front page is there."""
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise SystemExit("A server that was to be measured does not answer.")


def megabytes(tree: psutil.Process) -> float:
    """Memory of a process and its children in MiB: what they share is counted once (PSS)."""
    total = 0
    for process in [tree, *tree.children(recursive=True)]:
        lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def cpu_seconds(tree: psutil.Process) -> float:
    """Seconds of CPU that a process and its children have used, also those that ended."""
    return sum(sum(process.cpu_times()[:4]) for process in [tree, *tree.children(recursive=True)])
