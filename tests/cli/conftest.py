"""`command("accounts", "list")` runs a command on the application of the test, as a terminal would."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from network.cli import main


@pytest.fixture
def command(app: Flask) -> Callable[..., Result]:
    """What a command said: `.stdout`, `.stderr`, `.exit_code`. A mistake of ours is raised, not told."""

    def run(*words: Any, given: str | None = None) -> Result:
        told = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
        arguments = [str(word) for word in words]
        return CliRunner().invoke(main, arguments, input=given, obj=told, catch_exceptions=False)

    return run
