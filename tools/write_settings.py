"""Writes docs/settings.md from network/base/settings.py; a test holds the two together."""

from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from network.base.settings import PREFIX, Settings

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"
HEAD = """# Settings

Each setting is read from the environment, as `NETWORK_SITE_NAME`, or from `network.toml` in the instance folder, as
`site_name = "…"`; the environment wins. They are read once, at the start: a change needs a restart. A setting that cannot be is
told in a sentence, and nothing starts. `network check` says what is wrong with those in force.

Name of the network, comments, days until comments close and the promise of an answer can also be changed by administrators
while it runs, under `/admin/settings/`; what they chose there wins over these.

<!-- From here on written by tools/write_settings.py. -->

| setting | kind | absent | what it is |
| --- | --- | --- | --- |
"""


def text() -> str:
    """The whole page."""
    hints = get_type_hints(Settings)
    rows = [
        f"| `{PREFIX}{f.name.upper()}` | {_kind(hints[f.name])} | {_default(f.default)} | {f.metadata['about']} |"
        for f in fields(Settings)
    ]
    return HEAD + "\n".join(rows) + "\n"


def _kind(kind: Any) -> str:
    if get_origin(kind) is not None:
        return " or ".join(f"`{value}`" for value in get_args(kind))
    return {bool: "`on` or `off`", int: "whole number", Path: "folder", str: "text"}[kind]


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return "`on`" if value else "`off`"
    return f"`{value}`" if value != "" else ""


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8")
