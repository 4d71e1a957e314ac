"""What readers can notice, as rows: written with the change itself, read by whoever listens.

A room names its news in `changes.py`, records it in the transaction that makes it, and listens with `listens_to`. Each
listener has its own delivery row, so that one slow listener holds up no other and none is forgotten.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ForeignKey, Index, event, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from network.base.clock import now
from network.base.database import Model, db, transaction

LEASE = timedelta(minutes=2)
KEPT = timedelta(days=7)
NOTIFY_CHANNEL = "network_changes"
_UNDONE = text("done_at IS NULL")


class Change(Model):
    """One thing that happened, and the surrogate keys of what it touches."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject_id: Mapped[int]
    keys: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = ({"sqlite_autoincrement": True},)


class ChangeDelivery(Model):
    """One change for one listener: a lease while it is worked on, and when it was done."""

    __tablename__ = "change_deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("changes.id", ondelete="CASCADE"))
    listener: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    trouble: Mapped[str | None]

    __table_args__ = (
        Index("ix_change_deliveries_change_id", "change_id"),
        Index("ix_change_deliveries_due", "due_at", sqlite_where=_UNDONE, postgresql_where=_UNDONE),
    )


@dataclass(frozen=True, slots=True)
class News:
    """A change as a listener gets it."""

    id: int
    kind: str
    subject_id: int
    at: datetime


Listener = Callable[[News], None]
_listeners: dict[str, dict[str, Listener]] = {}


def listens_to(*kinds: str) -> Callable[[Listener], Listener]:
    """Have a function called, in the task worker and in a transaction of its own, for each change of these kinds.

    It may be called twice for one change, when a worker dies at the last moment: doing so must be no harm.
    """

    def register(listener: Listener) -> Listener:
        name = f"{listener.__module__}.{listener.__qualname__}".removeprefix("network.")
        for kind in kinds:
            _listeners.setdefault(kind, {})[name] = listener
        return listener

    return register


def record(kind: str, subject_id: int, keys: Iterable[str]) -> None:
    """Write down that something happened, in the transaction in which it happens."""
    session = db.session()
    words = " ".join(sorted(set(keys)))
    change = Change(kind=kind, subject_id=subject_id, keys=words, at=now())
    session.add(change)
    session.flush()
    deliveries = [
        {"change_id": change.id, "listener": name, "due_at": change.at, "attempts": 0} for name in _listeners.get(kind, {})
    ]
    if deliveries:
        session.execute(insert(ChangeDelivery), deliveries)
    session.info.setdefault("changes", []).append((change.id, words))
    session.info["deliveries"] = session.info.get("deliveries", False) or bool(deliveries)
    if session.get_bind().dialect.name == "postgresql":
        message = f"{change.id} {words}"
        session.execute(
            text("SELECT pg_notify(:channel, :message)"),
            {"channel": NOTIFY_CHANNEL, "message": message if len(message) < 7000 else f"{change.id} *"},
        )


def last_id() -> int:
    """The newest change that is committed; 0 when there is none."""
    return db.session.scalar(select(Change.id).order_by(Change.id.desc()).limit(1)) or 0


def claim(limit: int = 100) -> list[int]:
    """Deliveries that are due, leased to the caller."""
    with transaction():
        due = (
            select(ChangeDelivery.id)
            .where(ChangeDelivery.done_at.is_(None), ChangeDelivery.due_at <= now())
            .order_by(ChangeDelivery.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(db.session.scalars(due))
        if ids:
            db.session.execute(
                update(ChangeDelivery)
                .where(ChangeDelivery.id.in_(ids))
                .values(due_at=now() + LEASE, attempts=ChangeDelivery.attempts + 1)
            )
    return ids


def deliver(delivery_id: int) -> None:
    """Call one listener for one change; what it writes and that it is done are one commit."""
    try:
        with transaction():
            delivery = db.session.get(ChangeDelivery, delivery_id, with_for_update=True)
            if delivery is None or delivery.done_at is not None:
                return
            change = db.session.get_one(Change, delivery.change_id)
            listener = _listeners.get(change.kind, {}).get(delivery.listener)
            if listener:
                listener(News(change.id, change.kind, change.subject_id, change.at))
            delivery.done_at = now()
            delivery.trouble = None
    except Exception as trouble:
        current_app.logger.exception("listener failed; it is tried again")
        _put_off(delivery_id, trouble)


def deliver_due() -> int:
    """Deliver all that is due, now, in this process; gives how many there were."""
    count = 0
    while ids := claim():
        for delivery_id in ids:
            deliver(delivery_id)
        count += len(ids)
    return count


def forget_old() -> None:
    """Drop changes that everyone has heard of and that no page cache can still need."""
    with transaction():
        undone = select(ChangeDelivery.change_id).where(ChangeDelivery.done_at.is_(None))
        old = select(Change.id).where(Change.at < now() - KEPT, Change.id.not_in(undone))
        db.session.execute(ChangeDelivery.__table__.delete().where(ChangeDelivery.change_id.in_(old)))  # type: ignore[attr-defined]
        db.session.execute(Change.__table__.delete().where(Change.at < now() - KEPT, Change.id.not_in(undone)))  # type: ignore[attr-defined]


def _put_off(delivery_id: int, trouble: Exception) -> None:
    with transaction():
        delivery = db.session.get(ChangeDelivery, delivery_id)
        if delivery is not None:
            delivery.due_at = now() + timedelta(seconds=min(3600, 2 ** min(delivery.attempts, 11)))
            delivery.trouble = f"{type(trouble).__name__}: {trouble}"[:500]


@event.listens_for(db.session, "after_commit")
def _tell(session: Any) -> None:
    """Hand what was committed to whoever the application at hand named in `extensions["heard"]`."""
    committed = session.info.pop("changes", [])
    deliveries = session.info.pop("deliveries", False)
    if committed:
        current_app.extensions["heard"](committed, deliveries)


@event.listens_for(db.session, "after_rollback")
def _forget(session: Any) -> None:
    session.info.pop("changes", None)
    session.info.pop("deliveries", None)
