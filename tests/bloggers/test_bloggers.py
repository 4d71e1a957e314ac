"""Bloggers come, are appointed, move and leave."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.base.database import db, transaction
from network.base.text import RESERVED
from network.base.web import Refused
from network.bloggers import access, actions, queries
from network.bloggers.models import Appointment, Blogger
from tests.support.cast import Cast
from tests.support.make import Make


@pytest.fixture
def vera(make: Make) -> Blogger:
    return make.blogger("vera", role="")


def career(blogger: Blogger) -> list[tuple[str, str, str]]:
    """Role, first day and last day of each appointment, the first one first."""
    db.session.expire_all()
    return [(a.role, str(a.starts_on or ""), str(a.ends_on or "")) for a in reversed(queries.appointments(blogger.id))]


def appoint(blogger: Blogger, role: str, starts_on: str = "", ends_on: str = "", *, alongside: bool = False) -> Appointment:
    with transaction():
        return actions.appoint(
            blogger,
            role,
            None,
            starts_on=date.fromisoformat(starts_on) if starts_on else None,
            ends_on=date.fromisoformat(ends_on) if ends_on else None,
            alongside=alongside,
        )


@pytest.mark.parametrize("handle", ["hale", "vera-salt", "a", "x" * 40, "7up", "uk-in-lima"])
@pytest.mark.usefixtures("app")
def test_a_handle_that_is_free(handle: str) -> None:
    assert actions.free_handle(f" {handle.upper()} ") == handle


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    "handle",
    [
        "",
        "-",
        "-a",
        "a-",
        "x" * 41,
        "vera salt",
        "véra",
        "вера",
        "a/b",
        "a.b",
        "2009",
        "..",
        "%00",
        "a\x00b",
        "ｖera",
        *sorted(RESERVED),
    ],
)
def test_a_handle_that_cannot_be(handle: str) -> None:
    with pytest.raises(Refused) as why:
        actions.free_handle(handle)

    assert why.value.status == 422
    assert why.value.sentence.endswith(".")


def test_a_handle_is_given_once(make: Make, vera: Blogger) -> None:
    with transaction():
        actions.rename(vera, "salt")

    for taken in ("vera", "salt", "SALT"):
        with pytest.raises(Refused, match="taken"):
            actions.free_handle(taken)


def test_a_name_is_needed(make: Make) -> None:
    with pytest.raises(Refused, match="needs a name"), transaction():
        actions.create("vera", " \u202e ")


def test_an_appointment_ends_the_day_before_the_next(vera: Blogger) -> None:
    appoint(vera, "Attaché")
    appoint(vera, "Consul", "2011-01-01")
    appoint(vera, "Ambassador", "2015-06-01")

    assert career(vera) == [
        ("Attaché", "", "2010-12-31"),
        ("Consul", "2011-01-01", "2015-05-31"),
        ("Ambassador", "2015-06-01", ""),
    ]


def test_an_appointment_told_afterwards_ends_before_the_next(vera: Blogger) -> None:
    appoint(vera, "Attaché")
    appoint(vera, "Ambassador", "2015-06-01")
    appoint(vera, "Consul", "2011-01-01")

    assert career(vera) == [
        ("Attaché", "", "2010-12-31"),
        ("Consul", "2011-01-01", "2015-05-31"),
        ("Ambassador", "2015-06-01", ""),
    ]


def test_one_that_was_over_long_before_keeps_its_last_day(vera: Blogger) -> None:
    appoint(vera, "Attaché", "2001-01-01", "2003-12-31")
    appoint(vera, "Consul", "2011-01-01")

    assert career(vera)[0] == ("Attaché", "2001-01-01", "2003-12-31")


def test_two_may_be_held_alongside(vera: Blogger) -> None:
    appoint(vera, "Consul", "2011-01-01")
    appoint(vera, "Envoy to the fair", "2012-01-01", "2012-02-01", alongside=True)

    assert career(vera)[0] == ("Consul", "2011-01-01", "")
    assert [a.role for a in queries.held_on(vera.id, date(2012, 1, 15))] == ["Envoy to the fair", "Consul"]
    assert [a.role for a in queries.held_on(vera.id, date(2012, 2, 2))] == ["Consul"]


@pytest.mark.parametrize(
    ("role", "starts_on", "ends_on", "sentence"),
    [
        ("", "2020-01-01", "", "needs a role"),
        ("Envoy", "2020-01-02", "2020-01-01", "cannot end before"),
        ("Envoy", "", "", "from when"),
        ("Envoy", "2011-01-01", "", "that very day"),
        ("Envoy", "0001-01-01", "", "in 1900 or later"),
        ("Envoy", "2012-01-01", "1899-12-31", "in 1900 or later"),
    ],
)
def test_an_appointment_that_cannot_be(vera: Blogger, role: str, starts_on: str, ends_on: str, sentence: str) -> None:
    appoint(vera, "Consul", "2011-01-01")
    with pytest.raises(Refused, match=sentence):
        appoint(vera, role, starts_on, ends_on)

    assert career(vera) == [("Consul", "2011-01-01", "")]


days = st.dates(date(2000, 1, 1), date(2020, 12, 31))


def test_without_alongside_no_day_has_two(make: Make) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(days, st.none() | st.integers(0, 3000)), min_size=1, max_size=6))
    def holds(asked: list[tuple[date, int | None]]) -> None:
        blogger = make.blogger(role="")
        for number, (starts_on, length) in enumerate(asked):
            ends_on = starts_on + timedelta(days=length) if length is not None else None
            try:
                with transaction():
                    actions.appoint(blogger, f"Role {number}", None, starts_on=starts_on, ends_on=ends_on)
            except Refused:
                continue
        for appointment in queries.appointments(blogger.id):
            assert not appointment.ends_on or not appointment.starts_on or appointment.starts_on <= appointment.ends_on
            for day in filter(None, (appointment.starts_on, appointment.ends_on)):
                assert [a.id for a in queries.held_on(blogger.id, day)] == [appointment.id]

    holds()


def test_who_is_present_where(make: Make, vera: Blogger) -> None:
    other = make.blogger("past", role="")
    appoint(vera, "Consul", "2011-01-01")
    appoint(other, "Consul", "2011-01-01", "2012-01-01")

    present = queries.present([vera.id, other.id])

    assert {blogger_id: a.role for blogger_id, a in present.items()} == {vera.id: "Consul"}


def test_who_writes_on_a_blog(make: Make, cast: Cast, vera: Blogger) -> None:
    with transaction():
        actions.let_write(vera, cast.lan.id)
        actions.let_write(vera, cast.lan.id)

    assert [b.handle for b in queries.of_account(cast.lan.id)] == ["vera", "lan"] or {
        b.handle for b in queries.of_account(cast.lan.id)
    } == {"vera", "lan"}
    assert access.writes_on(cast.lan.account, vera.id)
    assert not access.writes_on(cast.stephen.account, vera.id)
    with transaction():
        actions.let_write_no_more(vera, cast.lan.id)
        actions.let_write_no_more(vera, cast.lan.id)
    assert not access.writes_on(cast.lan.account, vera.id)


def test_a_reader_does_not_write_though_put_on_a_blog(cast: Cast, vera: Blogger) -> None:
    with transaction():
        actions.let_write(vera, cast.reader.id)

    assert not access.writes_on(cast.reader.account, vera.id)


def test_a_moderator_reads_all_blogs_or_those_that_were_named(cast: Cast, vera: Blogger) -> None:
    milo = cast.moderator.account
    hale = queries.by_handle("hale")
    assert hale
    assert access.may_moderate(milo, vera.id)
    with transaction():
        actions.narrow_moderation(milo.id, {hale.id})
    assert not access.may_moderate(milo, vera.id)
    assert access.may_moderate(milo, hale.id)
    with transaction():
        actions.narrow_moderation(milo.id, set())
    assert access.may_moderate(milo, vera.id)
    assert not access.may_moderate(cast.reader.account, hale.id)
    assert access.may_moderate(cast.stephen.account, hale.id)
    assert not access.may_moderate(cast.stephen.account, vera.id)


def test_a_blog_that_ended_stays_to_be_read(make: Make, vera: Blogger, site) -> None:  # type: ignore[no-untyped-def]
    make.post(by=vera, title="Last words")
    with transaction():
        actions.end(vera)

    assert "Last words" in site.get("/vera/").words
    with transaction():
        actions.reopen(vera)
    assert vera.ended_at is None
