"""`command` on the application of the test, and `on(url)` for one on another database."""

import contextvars
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from network.base.database import db
from network.cli import main
from tests.conftest import take_down


@pytest.fixture
def command(app: Flask) -> Callable[..., Result]:
    """A command on the application of the test."""
    return lambda *words: _run(lambda: app, words)


@pytest.fixture
def elsewhere(build: Callable[..., Flask]) -> Callable[..., Result]:
    """`elsewhere(folder, "restore", file)`: a command on another folder, on `url` and with pictures in `media` if given.

    It runs in a context of its own, where no application is open yet.
    """

    def run(folder: Path, *words: Any, url: str = "", media: str = "") -> Result:
        made = []

        def make() -> Flask:
            app = build(instance=folder, database_url=os.environ.get("NETWORK_DATABASE_URL", url), media_url=media)
            made.append(app)
            return app

        db.session.remove()
        try:
            return contextvars.Context().run(_run, make, words)
        finally:
            for app in made:
                take_down(app)

    return run


def _run(make: Callable[[], Flask], words: tuple[Any, ...]) -> Result:
    told = ScriptInfo(create_app=make, set_debug_flag=False)
    return CliRunner().invoke(main, [str(word) for word in words], obj=told, catch_exceptions=False)
