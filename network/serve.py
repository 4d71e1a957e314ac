"""`network serve`: the web server, the task worker and the door for email together, as processes, until told to stop.

The application is built once and then forked, so that its memory is shared. No database connection is open at that
moment: SQLite must not cross a fork. That is why the tables are brought up to date in a child of its own.
"""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo

from network.base import lock, served
from network.base.cli import Command, Trouble, in_sentences

log = logging.getLogger("network.serve")
THREADS = 8
GRACE = 30
_ARENAS = 2
_M_ARENA_MAX = -8


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 or :: for all.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes. Absent: one for each two cores.")
@click.option("--demo", is_flag=True, help="Fill an empty network with the demonstration first.")
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, workers: int | None, demo: bool) -> None:
    """Bring the tables up to date, then serve pages and do background tasks until Ctrl-C."""
    _modest_memory()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    port = _free_port(host, port)
    app = ctx.ensure_object(ScriptInfo).load_app()
    settings = app.extensions["settings"]
    if settings.mail_in:
        mail_host, _colon, mail_port = settings.mail_in.rpartition(":")
        _free_port(mail_host.strip("[]"), int(mail_port), "Choose another in NETWORK_MAIL_IN.")
    try:
        held = lock.share(settings.instance)
    except lock.InUse:
        raise Trouble("A restore is under way here. Start the server when it is done.") from None
    app.extensions["tasks"]["huey"].storage.close()
    if "fork" in multiprocessing.get_all_start_methods():
        multiprocessing.set_start_method("fork", force=True)
    hint = _in_child(lambda: _prepare(app, demo))
    _Server(app, host, port, workers or max(1, (os.cpu_count() or 1) // 2), hint).run()
    os.close(held)


def _prepare(app: Flask, demo: bool) -> str:
    """Tables, and the demonstration where it is asked for; gives how to sign in."""
    from network.accounts.models import Account
    from network.base import migrations
    from network.base.database import db
    from network.demo.people import SLIP

    slip = app.extensions["settings"].instance / SLIP
    with app.app_context():
        migrations.upgrade()
        if demo:
            from network.demo import cli, loader

            if loader.is_empty():
                cli.fill_with_demonstration()
        if slip.exists():
            return f"Sign in at {{address}}/sign-in/ with an account of {slip}."
        if db.session.query(Account.id).first() is None:
            return "Nobody has an account yet: network accounts create you@example.org --name “Your name” --role administrator"
        return "Sign in at {address}/sign-in/."


def _in_child(function: Callable[[], str]) -> str:
    """What a function gives, run in a process of its own; its errors are told there."""
    reading, writing = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        try:
            with in_sentences():
                writing.send(function())
        except click.ClickException as why:
            why.show()
            sys.exit(why.exit_code)

    child = multiprocessing.get_context("fork").Process(target=run)
    child.start()
    writing.close()
    try:
        given = str(reading.recv())
    except EOFError:
        given = ""
    child.join()
    if child.exitcode:
        raise SystemExit(2)
    return given


class _Server:
    """The parent of all: it accepts nothing itself, watches its children, and tells them when to stop."""

    def __init__(self, app: Flask, host: str, port: int, workers: int, hint: str) -> None:
        self.app = app
        self.address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        self.host, self.port, self.workers = host, port, workers
        self.hint = hint
        self.ears = os.pipe()
        self.helpers = [_Helper("tasks", self._as_child, _work(app))]
        if app.extensions["settings"].mail_in:
            self.helpers.append(_Helper("mail", self._as_child, _take_mail(app)))

    def run(self) -> None:
        from granian.constants import HTTPModes, Interfaces
        from granian.log import LogLevels
        from granian.server import MPServer

        server = MPServer(
            target="network:create_app",
            address=self.host,
            port=self.port,
            interface=Interfaces.WSGI,
            workers=self.workers,
            blocking_threads=THREADS,
            http=HTTPModes.http1,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=GRACE,
        )
        server.on_startup(self._told)
        for helper in self.helpers:
            server.on_startup(helper.start)
            server.on_shutdown(helper.stop)
        settle()
        with served.at(self.app.extensions["settings"].instance, self.address):
            try:
                server.serve(target_loader=self._load, wrap_loader=False)
            except SystemExit:
                if not server.interrupt_signal:
                    raise

    def _told(self) -> None:
        name = self.app.extensions["settings"].site_name
        click.echo(f"{name} is at {self.address}/ (Ctrl-C stops it)\n{self.hint.format(address=self.address)}")
        sys.stdout.flush()

    def _load(self) -> Flask:
        self._as_child()
        return self.app

    def _as_child(self) -> None:
        """Be one of the children: Ctrl-C is for the parent alone, and nobody outlives it."""
        os.setpgid(0, 0)
        hears, speaks = self.ears
        os.close(speaks)
        threading.Thread(target=_end_with_parent, args=(hears,), name="parent", daemon=True).start()


def _work(app: Flask) -> Callable[[], None]:
    def work() -> None:
        from network.base import tasks

        tasks.work(app)

    return work


def _take_mail(app: Flask) -> Callable[[], None]:
    def take() -> None:
        from network.remote import smtp

        smtp.listen(app)

    return take


class _Helper:
    """A process beside the web server: the task worker, or the door for email. It is begun again when it dies."""

    def __init__(self, name: str, as_child: Callable[[], None], work: Callable[[], None]) -> None:
        self.name = name
        self.as_child = as_child
        self.work = work
        self.stopping = threading.Event()
        self.process: Any = None
        self.watch = threading.Thread(target=self._watch, name=name, daemon=True)

    def start(self) -> None:
        self._begin()
        self.watch.start()

    def stop(self) -> None:
        """Let the work at hand finish. What takes too long is dropped: a task's row finds it again, a letter is sent again."""
        self.stopping.set()
        self.process.terminate()
        self.process.join(GRACE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()

    def _begin(self) -> None:
        self.process = multiprocessing.get_context("fork").Process(target=self._run, name=f"network-{self.name}")
        self.process.start()

    def _watch(self) -> None:
        while True:
            began = time.monotonic()
            self.process.join()
            if self.stopping.is_set():
                return
            log.warning("the process for %s ended (%s) and is begun again", self.name, self.process.exitcode)
            if time.monotonic() - began < 5 and self.stopping.wait(1):
                return
            self._begin()

    def _run(self) -> None:
        # Until the worker listens itself, it would otherwise have the parent's way of stopping, which is to stop children.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self.as_child()
        self.work()


def settle() -> None:
    """Search for garbage less often, and never again through what was built at the start.

    What a request leaves seldom refers to itself, and searching it took a fifteenth of a page's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _end_with_parent(hears: int) -> None:
    """The pipe ends when the parent does, however it does."""
    os.read(hears, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


def _free_port(host: str, port: int, otherwise: str = "Choose another with --port.") -> int:
    """The port, when nobody listens there: the server's own sockets would share it in silence."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        with socket.socket(found[0][0], socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen(1)
            return int(probe.getsockname()[1])
    except socket.gaierror:
        raise Trouble(f"“{host}” is not an address of this machine.") from None
    except PermissionError:
        raise Trouble(f"Port {port} may only be used by the superuser. Those above 1023 are free to all. {otherwise}") from None
    except OSError as why:
        raise Trouble(f"Port {port} on {host} cannot be used ({why.strerror}). {otherwise}") from None


def _modest_memory() -> None:
    """Few heaps for many threads: glibc would keep one for each, and give little of it back."""
    try:
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)
    except (OSError, AttributeError):
        pass
