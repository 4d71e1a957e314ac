"""Pictures and their files, looked up."""

import re
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from network.base.database import db
from network.media.models import Picture

_NAME = re.compile(r"[0-9a-f]{20}")


def find(picture_id: int) -> Picture | None:
    return db.session.get(Picture, picture_id)


def named(name: str) -> Picture | None:
    return db.session.scalar(select(Picture).where(Picture.name == name))


def is_name(name: str) -> bool:
    """Whether a picture could be called so."""
    return _NAME.fullmatch(name) is not None


def file(name: str, width: int) -> Path:
    """Where a size of a picture is kept."""
    folder: Path = current_app.extensions["settings"].media_folder
    return folder / name / f"{width}.webp"


def kept_file(name: str, width: int) -> Path | None:
    """The file of an address; None for one that no picture has."""
    if not is_name(name):
        return None
    path = file(name, width)
    return path if path.is_file() else None
