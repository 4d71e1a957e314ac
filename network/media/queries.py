"""Pictures and their files, looked up."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from network.base.clock import now
from network.base.database import db
from network.media.models import DroppedPicture, Picture, PictureUse, UnmadeSizes
from network.media.store import store

KINDS = ("webp", "avif")
_NAME = re.compile(r"[0-9a-f]{20}")


def find(picture_id: int) -> Picture | None:
    return db.session.get(Picture, picture_id)


def named(name: str) -> Picture | None:
    return db.session.scalar(select(Picture).where(Picture.name == name))


def all_named(names: Iterable[str]) -> dict[str, Picture]:
    """Those pictures of these names that there are, by name, in one query."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    return {picture.name: picture for picture in db.session.scalars(select(Picture).where(Picture.name.in_(wanted)))}


def uses_of(picture_id: int) -> Sequence[PictureUse]:
    """Where a picture stands, or stood."""
    return db.session.scalars(select(PictureUse).where(PictureUse.picture_id == picture_id).order_by(PictureUse.id)).all()


def dropped() -> DroppedPicture | None:
    """A picture that was deleted and whose files are due to go, held for whoever asks in a transaction."""
    due = select(DroppedPicture).where(DroppedPicture.due_at <= now()).order_by(DroppedPicture.due_at)
    return db.session.scalar(due.limit(1).with_for_update(skip_locked=True))


def unmade() -> UnmadeSizes | None:
    """A picture whose further sizes are due to be made, held for whoever asks in a transaction."""
    due = select(UnmadeSizes).where(UnmadeSizes.due_at <= now()).order_by(UnmadeSizes.due_at)
    return db.session.scalar(due.limit(1).with_for_update(skip_locked=True))


def is_name(name: str) -> bool:
    """Whether a picture could be called so."""
    return _NAME.fullmatch(name) is not None


def kept_file(name: str, width: int, kind: str) -> bytes | None:
    """What an address gives; None for one that no picture has."""
    if not is_name(name) or kind not in KINDS or not 0 < width < 100_000:
        return None
    return store().read(f"{name}/{width}.{kind}")
