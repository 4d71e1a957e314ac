"""Where the server of an instance folder is: it leaves its address there for as long as it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from network.base.settings import Settings

_NAME = "serve.address"


@contextmanager
def at(instance: Path, address: str) -> Iterator[None]:
    """Leave an address in the folder for the time of a block."""
    left = instance / _NAME
    left.write_text(address + "\n", "utf-8")
    try:
        yield
    finally:
        left.unlink(missing_ok=True)


def address(settings: Settings) -> str:
    """The public address of the settings, else that of the server that runs here, else none."""
    if settings.base_url:
        return settings.base_url
    try:
        return (settings.instance / _NAME).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
