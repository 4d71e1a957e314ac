"""A network that is served: the product's own server over a demonstration of its own."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.processes import ROOT

COMMAND = (sys.executable, "-c", "from network.cli import main; main()")
_ADDRESS = re.compile(r"http://\S+:\d+")


@dataclass(frozen=True, kw_only=True)
class Network:
    """Where it is served, its folder, and who can sign in: role, address, password."""

    address: str
    instance: Path

    @property
    def people(self) -> dict[str, tuple[str, str]]:
        """The four of the demonstration by their roles."""
        lines = (self.instance / "demo-accounts.txt").read_text("utf-8").splitlines()
        return {role: (email, password) for role, email, password in (line.split() for line in lines if "@" in line)}

    def command(self, *arguments: str, typed: str = "") -> str:
        """What `network …` prints, run beside the server."""
        return command(self.instance, *arguments, typed=typed)

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says, read beside the server."""
        with closing(sqlite3.connect(f"file:{self.instance / 'network.db'}?mode=ro", uri=True)) as connection:
            return connection.execute(question, values).fetchall()


def command(instance: Path, *arguments: str, typed: str = "") -> str:
    """What a command prints."""
    done = subprocess.run(
        [*COMMAND, *arguments], input=typed, env=surroundings(instance), cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, f"network {' '.join(arguments)}: {done.stderr or done.stdout}"
    return done.stdout


def fill(folder: Path) -> None:
    """The demonstration, in a folder that is there whole or not at all."""
    unfinished = folder.with_name(folder.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    command(unfinished, "demo")
    unfinished.rename(folder)


@contextmanager
def serving(instance: Path) -> Iterator[Network]:
    """The network of a folder, served on a free port until the block ends."""
    with (instance / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", "--workers", "1"],
            cwd=ROOT,
            env=surroundings(instance),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert server.stdout is not None
    try:
        told = server.stdout.readline()
        address = _ADDRESS.search(told)
        assert address, f"The server did not start: {told}{(instance / 'server.log').read_text()}"
        yield Network(address=address[0], instance=instance)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stdout.close()


def surroundings(instance: Path) -> dict[str, str]:
    """The environment of our processes: limits off, since all readers here share one address."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return kept | {"PYTHONPATH": str(ROOT), "NETWORK_INSTANCE": str(instance), "NETWORK_THROTTLE": "off"}
