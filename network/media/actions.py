"""Pictures are kept, first in the sizes that a page needs at once, then in those that take long."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy.exc import IntegrityError

from network.base.changes import record
from network.base.clock import now
from network.base.database import db
from network.media import queries, reading
from network.media.changes import PICTURE_KEPT, PICTURE_SIZED
from network.media.models import Picture, UnmadeSizes
from network.media.reading import Made as Made
from network.media.reading import read as read
from network.media.reading import widths_for as widths_for
from network.media.store import store


def keep(made: Made, by: Any = None) -> Picture:
    """The files, then the row: a row never names a file that is not there. The same picture twice is kept once."""
    known = queries.named(made.name)
    files = {f"{made.name}/{width}.webp": body for width, body in made.sizes.items()}
    _put(files if known else files | {_whole(made.name): made.whole})
    if known is not None:
        return known
    picture = Picture(
        name=made.name,
        width=made.width,
        height=made.height,
        widths=" ".join(map(str, made.sizes)),
        uploaded_by=getattr(by, "id", None) or None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(picture)
    except IntegrityError:
        return queries.named(made.name) or picture
    db.session.add(UnmadeSizes(picture_id=picture.id))
    record(PICTURE_KEPT, picture.id, ())
    return picture


def _put(files: Mapping[str, bytes]) -> None:
    """All of them, or none that was not there before."""
    new = []
    try:
        for name, body in files.items():
            if store().size(name) is None:
                new.append(name)
            store().put(name, body)
    except OSError:
        for name in new:
            with suppress(OSError):
                store().drop(name)
        raise


def made_in_avif(picture: Picture) -> bool:
    """Make all its sizes in AVIF, from the one without loss where it is there; slow, so outside of any transaction.

    False, and nothing kept, when they are no smaller than in WebP: so with many drawings.
    """
    widths = [int(width) for width in picture.widths.split()]
    body = store().read(_whole(picture.name)) or store().read(f"{picture.name}/{widths[-1]}.webp")
    if body is None:
        raise FileNotFoundError(f"{picture.name} has no file")
    sizes = reading.in_avif(body, widths)
    if sum(map(len, sizes.values())) >= sum(store().size(f"{picture.name}/{width}.webp") or 0 for width in widths):
        return False
    for width, small in sizes.items():
        store().put(f"{picture.name}/{width}.avif", small)
    return True


def show_in_avif(picture_id: int) -> None:
    """From now on pages name the sizes in AVIF."""
    picture = queries.find(picture_id)
    if picture is not None and picture.avif_at is None:
        picture.avif_at = now()
        record(PICTURE_SIZED, picture.id, ())


def finish_sizes(picture_id: int) -> None:
    """Nothing is left to make of a picture, so the one without loss is not needed any more."""
    picture, row = queries.find(picture_id), db.session.get(UnmadeSizes, picture_id)
    if picture is not None:
        store().drop(_whole(picture.name))
    if row is not None:
        db.session.delete(row)


def _whole(name: str) -> str:
    return f"{name}/whole.png"
