"""Commands, as in tests/cli."""

from tests.cli.conftest import command as command
