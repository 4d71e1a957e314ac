"""Work in the background: Huey drives it, the rows of `changes` and of each task remember it.

Huey may lose the task that it is at when it is killed; so a task only does what rows say is due, and the sweep each
minute finds what was dropped.
"""

import importlib
import logging
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app

from network.base import changes
from network.base.database import db, make_private
from network.base.settings import Settings

if TYPE_CHECKING:
    from huey.api import Huey

log = logging.getLogger(__name__)


class Task:
    """A function that the worker runs; `.later` leaves it to the worker, now or at an instant."""

    registry: dict[str, "Task"] = {}

    def __init__(self, function: Callable[..., None], each_minute: bool) -> None:
        self.function = function
        self.each_minute = each_minute
        self.name = f"{function.__module__}.{function.__qualname__}".removeprefix("network.")
        self.__doc__ = function.__doc__
        Task.registry[self.name] = self

    def __call__(self, **arguments: Any) -> None:
        self.function(**arguments)

    def later(self, *, at: datetime | None = None, **arguments: Any) -> None:
        """Leave it to the worker. A queue that cannot be reached loses nothing: the sweep finds the row."""
        run = current_app.extensions["tasks"]["run"]
        try:
            if at is None:
                run(self.name, arguments)
            else:
                run.schedule((self.name, arguments), eta=at)
        except Exception:
            log.exception("the task queue did not take %s; the sweep will", self.name)


def task(*, each_minute: bool = False) -> Callable[[Callable[..., None]], Task]:
    """Make a function a task; with `each_minute` it is also run by the sweep."""
    return lambda function: Task(function, each_minute)


@task(each_minute=True)
def deliver_changes() -> None:
    """Tell listeners what is due to be told."""
    changes.deliver_due()


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its queue: a file of its own beside the data, or Redis."""
    _import_huey(settings)
    from huey import crontab

    huey = _queue(settings)

    @huey.task(retries=0)
    def run(name: str, arguments: dict[str, Any]) -> None:
        with app.app_context():
            Task.registry[name](**arguments)

    @huey.periodic_task(crontab(minute="*"))
    def sweep() -> None:
        with app.app_context():
            for each in [t for t in Task.registry.values() if t.each_minute]:
                try:
                    each()
                except Exception:
                    log.exception("the sweep could not finish %s", each.name)
                finally:
                    db.session.remove()
            changes.forget_old()

    app.extensions["tasks"] = {"huey": huey, "run": run, "sweep": sweep}


def _queue(settings: Settings) -> "Huey":
    from huey import RedisHuey, SqliteHuey

    if settings.redis_url:
        return RedisHuey("network", url=settings.redis_url, results=False)
    settings.instance.mkdir(parents=True, exist_ok=True)
    path = settings.instance.resolve() / "tasks.db"
    make_private(path)
    return SqliteHuey("network", filename=str(path), results=False)


def _import_huey(settings: Settings) -> None:
    """Load Huey without the clients of servers that are not used.

    It takes those of Redis and PostgreSQL along wherever they are installed: a third of a second at each start, and memory.
    """
    storage = sys.modules.get("huey.storage")
    if settings.redis_url:
        if storage is not None and storage.ConnectionPool is None:
            importlib.reload(storage)
        return
    kept_out = [name for name in ("redis", "psycopg") if storage is None and name not in sys.modules]
    try:
        sys.modules.update(dict.fromkeys(kept_out))  # type: ignore[arg-type]
        importlib.import_module("huey")
    finally:
        for name in kept_out:
            del sys.modules[name]


def work(app: Flask, threads: int = 2) -> None:
    """Be the task worker until told to stop; SIGTERM lets the task at hand finish."""
    from huey.consumer import Consumer

    consumer = Consumer(
        app.extensions["tasks"]["huey"],
        workers=threads,
        initial_delay=0.05,
        max_delay=0.4,
        scheduler_interval=1,
        graceful_signal="TERM",
    )
    consumer.run()
