"""The command line. This file and app.py alone know all rooms.

Commands are imported when they are called, so that `network --help` and the server do not pay for all of them.
"""

from importlib import import_module
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, FlaskGroup, ScriptInfo

from network.base.settings import SettingsError

COMMANDS = {
    "accounts": "network.accounts.cli:accounts",
    "backup": "network.transfer.cli:backup",
    "bloggers": "network.bloggers.cli:bloggers",
    "check": "network.upkeep:check",
    "clean": "network.upkeep:clean",
    "database": "network.upkeep:database",
    "demo": "network.demo.cli:demo",
    "fill": "network.demo.cli:fill",
    "mail": "network.remote.cli:mail",
    "posts": "network.posts.cli:posts",
    "restore": "network.transfer.cli:restore",
    "serve": "network.serve:serve",
}


class OwnCommands(AppGroup):
    """The commands of the network's rooms, for `flask --app network`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return own_command(name) or super().get_command(ctx, name)


class Network(FlaskGroup):
    """`network`: our commands, and Flask's own beside them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*click.Group.list_commands(self, ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return own_command(name) or super().get_command(ctx, name)

    def main(self, args: Any = None, prog_name: Any = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """Run, and end with one sentence on stderr and exit 2 where something is asked that cannot be."""
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, standalone_mode=False, **extra)
            raise SystemExit(code if isinstance(code, int) else 0)
        except click.exceptions.NoArgsIsHelpError as why:
            why.show()
            raise SystemExit(2) from None
        except click.UsageError as why:
            asked = why.ctx.command_path if why.ctx else "network"
            click.echo(f"{why.format_message()} Help: {asked} --help", err=True)
            raise SystemExit(2) from None
        except click.ClickException as why:
            why.show()
            raise SystemExit(why.exit_code) from None
        except SettingsError as why:
            click.echo(str(why), err=True)
            raise SystemExit(2) from None
        except click.Abort:
            click.echo("Stopped.", err=True)
            raise SystemExit(130) from None
        except BrokenPipeError:
            raise SystemExit(1) from None


def own_command(name: str) -> click.Command | None:
    """One of our commands, imported now."""
    if name not in COMMANDS:
        return None
    module, _, attribute = COMMANDS[name].partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


def attach(app: Flask) -> None:
    """Have `flask --app network` find our commands."""
    app.cli = OwnCommands(app.name)


def _app(*_info: ScriptInfo) -> Flask:
    from network.app import create_app

    return create_app()


main = Network(
    name="network",
    create_app=_app,
    load_dotenv=False,
    add_version_option=False,
    help="Global Conversations: many bloggers, each with a role and a place, one front page.",
)
