"""Where the files of pictures lie. A file is called `<picture>/<width>.<format>`, and never changes what it holds."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from flask import Flask, current_app

from network.base.settings import Settings
from network.media.bucket import Bucket


class Store(Protocol):
    """All that the network asks of a place for files. What goes wrong there is an OSError."""

    def put(self, name: str, body: bytes) -> None:
        """Keep a file, whole or not at all. One that is there with as many bytes is the same."""

    def read(self, name: str) -> bytes | None:
        """What a file holds; None when there is none of that name."""

    def size(self, name: str) -> int | None:
        """How many bytes it has; None when there is none of that name."""

    def drop(self, name: str) -> None:
        """Take a file away. One that is not there is no mistake."""

    def names(self) -> Iterator[str]:
        """All files, in no order."""

    def trouble(self) -> str:
        """Why nothing can be kept there, in a sentence; empty when all is well."""


def init_app(app: Flask, settings: Settings) -> None:
    url = settings.media_url
    app.extensions["media"] = Bucket(url) if url.startswith("s3:") else Folder(settings.media_folder)


def store() -> Store:
    """The place of the present application."""
    kept: Store = current_app.extensions["media"]
    return kept


class Folder:
    """A folder on this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, body: bytes) -> None:
        """Whole or not at all, also when the power goes."""
        path = self.root / name
        if self.size(name) == len(body):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, made = tempfile.mkstemp(dir=path.parent, suffix=".part")
        temporary = Path(made)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None

    def size(self, name: str) -> int | None:
        path = self.root / name
        return path.stat().st_size if path.is_file() else None

    def drop(self, name: str) -> None:
        path = self.root / name
        path.unlink(missing_ok=True)
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()

    def names(self) -> Iterator[str]:
        for folder in sorted(self.root.iterdir()) if self.root.is_dir() else []:
            for file in sorted(folder.iterdir()) if folder.is_dir() else []:
                yield f"{folder.name}/{file.name}"

    def trouble(self) -> str:
        """Whether it can be written is asked of all folders together."""
        return ""
