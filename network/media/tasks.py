"""Sizes that take long are made in the background. What is still to be made stands in rows, so that a kill loses none."""

import logging
from datetime import timedelta
from threading import Lock

from network.base.clock import now
from network.base.database import db, transaction
from network.base.tasks import task
from network.media import actions, queries
from network.media.models import UnmadeSizes

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
