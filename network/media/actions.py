"""Pictures are kept, first in the sizes that a page needs at once, then in those that take long."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from network.base.changes import record
from network.base.clock import now
from network.base.database import db
from network.base.text import fold, line
from network.base.web import Refused
from network.media import queries, reading
from network.media.changes import PICTURE_CREDITED, PICTURE_DROPPED, PICTURE_KEPT, PICTURE_SIZED
from network.media.licences import OTHER, choices
from network.media.models import DroppedPicture, Picture, UnmadeSizes
from network.media.reading import Made as Made
from network.media.reading import read as read
from network.media.reading import widths_for as widths_for
from network.media.store import store

FILES_STAY = timedelta(hours=1)


def keep(made: Made, by: Any = None) -> Picture:
    """The files, then the row: a row never names a file that is not there. The same picture twice is kept once."""
    db.session.execute(delete(DroppedPicture).where(DroppedPicture.name == made.name))
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
        file_name=made.file_name,
        words=fold(made.file_name),
    )
    try:
        with db.session.begin_nested():
            db.session.add(picture)
    except IntegrityError:
        return queries.named(made.name) or picture
    db.session.add(UnmadeSizes(picture_id=picture.id))
    record(PICTURE_KEPT, picture.id, ())
    return picture


def describe(picture: Picture, *, alt: str, credit: str, credit_url: str, licence: str, licence_words: str) -> None:
    """Say who made a picture, under what terms it is shown, and what it shows; every page that bears it says so at once."""
    if licence and licence not in choices():
        raise Refused("There is no such licence. Choose one of the list.", 422)
    picture.alt, picture.credit, picture.credit_url = line(alt), line(credit), credit_url
    picture.licence, picture.licence_words = licence, line(licence_words) if licence == OTHER else ""
    picture.words = fold(" ".join((picture.file_name, picture.alt, picture.credit, picture.licence_words)))
    record(PICTURE_CREDITED, picture.id, {use.place for use in queries.uses_of(picture.id)})


def drop(picture: Picture) -> None:
    """Delete a picture that nothing points to any more. Its files go an hour later, from wherever they lie."""
    db.session.add(DroppedPicture(name=picture.name, widths=picture.widths, due_at=now() + FILES_STAY))
    record(PICTURE_DROPPED, picture.id, {use.place for use in queries.uses_of(picture.id)})
    db.session.delete(picture)
    db.session.flush()


def drop_files(row: DroppedPicture) -> None:
    """Take the files of a deleted picture away, unless it came again meanwhile."""
    if queries.named(row.name) is None:
        files = [f"{row.name}/{width}.{kind}" for width in row.widths.split() for kind in queries.KINDS]
        for file in [*files, _whole(row.name)]:
            store().drop(file)
    db.session.delete(row)


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
