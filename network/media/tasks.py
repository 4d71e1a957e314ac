"""Sizes that take long are made in the background. What is still to be made stands in rows, so that a kill loses none."""

import logging
from datetime import timedelta
from threading import Lock

from network.base.clock import now
from network.base.database import db, transaction
from network.base.tasks import task
from network.media import actions, queries
from network.media.models import DroppedPicture, UnmadeSizes

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)

log = logging.getLogger(__name__)
_one_at_a_time = Lock()


@task(each_minute=True)
def make_sizes() -> None:
    """Make one picture in AVIF, and leave the next to a further turn: one takes a core for some seconds."""
    if not _one_at_a_time.acquire(blocking=False):
        return
    try:
        picture_id = _claimed()
        if picture_id is None:
            return
        _make(picture_id)
    finally:
        _one_at_a_time.release()
    if _more():
        make_sizes.later()


@task(each_minute=True)
def drop_files() -> None:
    """Take the files of deleted pictures away, one picture at a time; what fails is tried again in an hour."""
    while (name := _due_to_go()) is not None:
        try:
            with transaction():
                row = db.session.get(DroppedPicture, name, with_for_update=True)
                if row is not None:
                    actions.drop_files(row)
        except OSError:
            log.exception("the files of picture %s could not be taken away, and it is tried again", name)
            with transaction():
                if row := db.session.get(DroppedPicture, name):
                    row.due_at = now() + actions.FILES_STAY


def _due_to_go() -> str | None:
    row = queries.dropped()
    name = row.name if row else None
    db.session.rollback()
    return name


def _claimed() -> int | None:
    """A picture that is due, leased to this process; each further attempt comes later than the one before."""
    with transaction():
        due = queries.unmade()
        if due is None:
            return None
        due.due_at = now() + min(LONGEST_WAIT, LEASE * 2 ** min(due.attempts, 10))
        due.attempts += 1
        return due.picture_id


def _make(picture_id: int) -> None:
    picture = queries.find(picture_id)
    db.session.rollback()
    try:
        if picture and picture.avif_at is None and actions.made_in_avif(picture):
            with transaction():
                actions.show_in_avif(picture_id)
        with transaction():
            actions.finish_sizes(picture_id)
    except Exception as trouble:
        log.exception("picture %s could not be made in AVIF, and is tried again", picture_id)
        with transaction():
            row = db.session.get(UnmadeSizes, picture_id)
            if row is not None:
                row.trouble = f"{type(trouble).__name__}: {trouble}"[:500]


def _more() -> bool:
    more = queries.unmade() is not None
    db.session.rollback()
    return more
