"""Instants are in UTC; days and times are those of the clock on the wall of a place."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from network.base.clock import from_local, local, now
from network.base.database import db, transaction
from network.posts.models import Post
from tests.support.make import Make

zones = st.sampled_from(sorted(available_timezones() - {"localtime"}))
instants = st.datetimes(datetime(1000, 1, 2), datetime(9998, 1, 1)).map(lambda d: d.replace(tzinfo=UTC))


@given(instants, zones)
def test_there_and_back_again(instant: datetime, zone: str) -> None:
    there = local(instant, zone)
    back = from_local(there.replace(tzinfo=None, fold=0), zone)

    assert there == instant
    assert back == instant or there.fold == 1 or there.utcoffset() != back.astimezone(there.tzinfo).utcoffset()


def test_an_hour_that_the_clock_skips_is_the_one_after() -> None:
    assert local(from_local(datetime(2026, 3, 29, 1, 30), "Europe/London"), "Europe/London").hour == 2


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert from_local(datetime(2026, 10, 25, 1, 30), "Europe/London") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_now_is_aware() -> None:
    assert now().tzinfo is UTC
    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.both
def test_an_instant_is_kept_to_the_microsecond_in_utc(make: Make) -> None:
    post = make.draft()
    instant = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    with transaction():
        post.publish_at = local(instant, "Asia/Kathmandu")

    assert post.publish_at == instant
    assert post.publish_at.tzinfo is UTC
    db.session.execute(text("SELECT 1"))


@pytest.mark.usefixtures("app")
def test_an_instant_without_a_zone_is_a_mistake(make: Make) -> None:
    post = make.draft()
    with pytest.raises(StatementError, match="needs a time zone"), transaction():
        post.publish_at = datetime(2026, 1, 1)


@pytest.mark.both
def test_instants_are_compared_as_instants(app: Flask, make: Make) -> None:
    for hour in (1, 2, 10, 11):
        make.post(at=datetime(2026, 1, 1, hour, tzinfo=UTC))
    bound = local(datetime(2026, 1, 1, 9, tzinfo=UTC), "Pacific/Kiritimati")

    assert db.session.query(Post).filter(Post.published_at > bound).count() == 2
