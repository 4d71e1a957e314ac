"""What happened is told to each listener, once, whatever fails meanwhile."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network.base import changes, tasks
from network.base.changes import Change, ChangeDelivery, News, claim, deliver, deliver_due, listens_to, record
from network.base.clock import now
from network.base.database import db, transaction
from network.base.site import SiteSetting

KIND = "probe.happened"


class Ear:
    """A listener that remembers what it heard, and may fail."""

    def __init__(self) -> None:
        self.heard: list[News] = []
        self.fails = 0
        self.writes = ""

    def __call__(self, news: News) -> None:
        self.heard.append(news)
        if self.writes:
            db.session.add(SiteSetting(name=f"{self.writes}{len(self.heard)}", value=""))
            db.session.flush()
        if self.fails:
            self.fails -= 1
            raise ValueError("not now")


@pytest.fixture
def ears() -> Iterator[tuple[Ear, Ear]]:
    """Two listeners to the same kind of news."""
    both = Ear(), Ear()
    for name, ear in zip(("first", "second"), both, strict=True):
        function: Any = lambda news, ear=ear: ear(news)  # noqa: E731
        function.__qualname__ = name
        listens_to(KIND)(function)
    yield both
    del changes._listeners[KIND]


def happen(number: int = 1) -> None:
    with transaction():
        for subject in range(1, number + 1):
            record(KIND, subject, {"posts"})


def deliveries() -> list[ChangeDelivery]:
    db.session.rollback()
    return list(db.session.scalars(select(ChangeDelivery).order_by(ChangeDelivery.id)))


@pytest.mark.both
def test_each_listener_hears_each_change_once(app: Flask, ears: tuple[Ear, Ear]) -> None:
    happen(3)

    assert deliver_due() == 6
    assert deliver_due() == 0
    for ear in ears:
        assert sorted(news.subject_id for news in ear.heard) == [1, 2, 3]
        assert {news.kind for news in ear.heard} == {KIND}
    assert all(d.done_at and d.attempts == 1 for d in deliveries())


@pytest.mark.both
def test_nothing_is_told_of_what_was_not_kept(app: Flask, ears: tuple[Ear, Ear]) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        record(KIND, 1, {"posts"})
        1 / 0  # noqa: B018

    assert deliver_due() == 0
    assert changes.last_id() == 0


@pytest.mark.both
def test_a_listener_that_fails_is_asked_again_later_and_later(app: Flask, ears: tuple[Ear, Ear]) -> None:
    ears[0].fails = 3
    with time_machine.travel("2026-01-01T12:00:00+00:00", tick=False) as clock:
        happen()
        waits = []
        for _ in range(3):
            deliver_due()
            [undone] = [d for d in deliveries() if d.done_at is None]
            assert "not now" in (undone.trouble or "")
            waits.append((undone.due_at - now()).total_seconds())
            assert deliver_due() == 0, "not before its time"
            clock.shift(waits[-1] + 0.001)
        deliver_due()

    assert waits == [2, 4, 8]
    assert len(ears[0].heard) == 4
    assert all(d.done_at and d.trouble is None for d in deliveries())


@pytest.mark.both
def test_one_listener_that_fails_holds_up_no_other(app: Flask, ears: tuple[Ear, Ear]) -> None:
    ears[0].fails = 1
    happen(2)

    deliver_due()

    assert len(ears[1].heard) == 2
    assert len([d for d in deliveries() if d.done_at]) == 3


@pytest.mark.both
def test_what_a_listener_wrote_before_it_failed_is_not_kept(app: Flask, ears: tuple[Ear, Ear]) -> None:
    ears[0].writes, ears[0].fails = "note", 1
    with time_machine.travel(now(), tick=False) as clock:
        happen()
        deliver_due()
        clock.shift(10)
        deliver_due()

    db.session.rollback()
    assert list(db.session.scalars(select(SiteSetting.name))) == ["note2"]


@pytest.mark.both
def test_what_a_killed_worker_dropped_is_taken_up_after_its_lease(app: Flask, ears: tuple[Ear, Ear]) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        happen()
        assert len(claim()) == 2
        assert claim() == [], "it is leased"
        clock.shift(changes.LEASE + timedelta(seconds=1))
        assert deliver_due() == 2

    assert [len(ear.heard) for ear in ears] == [1, 1]
    assert [d.attempts for d in deliveries()] == [2, 2]


@pytest.mark.both
def test_delivering_what_is_done_does_nothing(app: Flask, ears: tuple[Ear, Ear]) -> None:
    happen()
    ids = claim()
    for delivery_id in [*ids, *ids, 12345]:
        deliver(delivery_id)

    assert [len(ear.heard) for ear in ears] == [1, 1]


@pytest.mark.both
def test_a_listener_that_is_gone_from_the_code_is_done_with(app: Flask, ears: tuple[Ear, Ear]) -> None:
    happen()
    listeners = changes._listeners[KIND]
    changes._listeners[KIND] = {}
    deliver_due()
    changes._listeners[KIND] = listeners

    assert all(d.done_at for d in deliveries())
    assert not ears[0].heard


@pytest.mark.both
def test_workers_at_once_take_each_a_part(
    app: Flask, build: Callable[..., Flask], database_url: str, ears: tuple[Ear, Ear]
) -> None:
    """On PostgreSQL by SKIP LOCKED: none waits for another, and nothing is told twice."""
    happen(60)
    taken: list[list[int]] = [[], [], []]

    def work(mine: list[int], other: Flask) -> None:
        with other.app_context():
            while ids := claim(limit=7):
                mine.extend(ids)
                for delivery_id in ids:
                    deliver(delivery_id)

    workers = [build(database_url=database_url) for _ in taken]
    threads = [threading.Thread(target=work, args=pair) for pair in zip(taken, workers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ids = [delivery_id for mine in taken for delivery_id in mine]
    assert len(ids) == len(set(ids)) == 120
    assert sorted(news.subject_id for news in ears[0].heard) == list(range(1, 61))


@pytest.mark.both
def test_old_changes_are_forgotten_when_all_have_heard(app: Flask, ears: tuple[Ear, Ear]) -> None:
    with time_machine.travel("2026-01-01T12:00:00+00:00", tick=False) as clock:
        happen()
        deliver_due()
        happen()
        ears[1].fails = 1
        deliver_due()
        clock.shift(changes.KEPT + timedelta(minutes=1))
        changes.forget_old()
        assert len(list(db.session.scalars(select(Change)))) == 1, "one ear has not heard the second"
        deliver_due()
        changes.forget_old()
        assert list(db.session.scalars(select(Change))) == []

    happen()
    assert changes.last_id() == 3, "a number is never given twice"


@pytest.mark.both
def test_a_commit_wakes_the_worker_and_one_without_listener_does_not(app: Flask, ears: tuple[Ear, Ear]) -> None:
    huey = app.extensions["tasks"]["huey"]
    with transaction():
        record("probe.unheard", 1, {"posts"})
    assert huey.pending_count() == 0

    happen()

    assert huey.pending_count() == 1
    task = huey.dequeue()
    huey.execute(task)
    assert [len(ear.heard) for ear in ears] == [1, 1]


def test_a_queue_that_is_away_loses_nothing(app: Flask, ears: tuple[Ear, Ear], monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OSError("no queue")

    monkeypatch.setitem(app.extensions["tasks"], "run", away)

    happen()
    app.extensions["tasks"]["sweep"].call_local()

    assert [len(ear.heard) for ear in ears] == [1, 1]


def test_a_task_that_fails_in_the_sweep_stops_no_other(app: Flask, ears: tuple[Ear, Ear]) -> None:
    def fails() -> None:
        raise ValueError("not this minute")

    broken = tasks.Task(fails, each_minute=True)
    tasks.Task.registry = {"broken": broken} | {n: t for n, t in tasks.Task.registry.items() if t is not broken}
    try:
        happen()
        app.extensions["tasks"]["sweep"].call_local()
    finally:
        del tasks.Task.registry["broken"]

    assert [len(ear.heard) for ear in ears] == [1, 1]
