"""`network bloggers`."""

from datetime import date

import pytest

from network.bloggers import queries


@pytest.mark.both
def test_a_blogger_comes_with_an_appointment_and_an_author(command, cast, site):
    said = command(
        "bloggers", "create", "vera", "--name", "Vera Lund", "--account", cast.stephen.email,
        "--role-title", "Consul", "--place", "Valparaíso, CL", "--organisation", "Consulate", "--from", "2024-09-02",
    )  # fmt: skip

    assert said.stdout == "/vera/\n"
    vera = queries.by_handle("vera")
    (held,) = queries.appointments(vera.id)
    assert (held.role, held.organisation, held.place.name, held.starts_on) == (
        "Consul",
        "Consulate",
        "Valparaíso",
        date(2024, 9, 2),
    )
    assert [a.email for a in queries.accounts_of(vera.id)] == [cast.stephen.email]
    assert site.get("/vera/").one("h1")


def test_a_further_appointment_ends_the_one_before_it_on_the_day_before(command, cast):
    said = command("bloggers", "appoint", "hale", "--role-title", "Ambassador", "--place", "Lima, PE", "--from", "2026-03-01")

    new, old = queries.appointments(queries.by_handle("hale").id)
    assert "Ambassador, Lima from 2026-03-01" in said.stdout
    assert (old.ends_on, new.place.name) == (date(2026, 2, 28), "Lima")


def test_two_are_held_alongside_when_asked_for(command, cast):
    command("bloggers", "appoint", "hale", "--role-title", "Envoy", "--place", "Oslo, NO", "--from", "2026-03-01", "--alongside")

    assert [a.ends_on for a in queries.appointments(queries.by_handle("hale").id)] == [None, None]


def test_the_list_says_who_is_where(command, cast, make):
    make.posts(2)

    rows = [line.split("\t") for line in command("bloggers", "list").stdout.splitlines()]

    assert ["hale", "Stephen Hale", "Head of Engagement, Digital Diplomacy", "London", "2"] in rows


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"handle": "admin"}, "reserved"),
        ({"handle": "hale"}, "taken"),
        ({"handle": "2009"}, "all digits"),
        ({"--place": "Nowhere, QQ"}, "gazetteer knows no place"),
        ({"--place": "London"}, "London, CA"),
        ({"--account": "no@example.org"}, "There is no account for no@example.org"),
        ({"--from": "2023-02-29"}, "“2023-02-29” is not a date that exists"),
        ({"--language": "qqqq"}, "not a language tag"),
        ({"--role-title": " "}, "needs a role"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_kept(command, cast, changed, sentence):
    told = {
        "handle": "vera",
        "--name": "Vera",
        "--account": cast.lan.email,
        "--role-title": "Consul",
        "--place": "Lima, PE",
    } | changed
    handle = told.pop("handle")
    said = command("bloggers", "create", handle, *(word for pair in told.items() for word in pair))

    assert said.exit_code == 2
    assert sentence in said.stderr
    assert said.stderr.count("\n") == 1
    assert queries.by_handle("vera") is None


def test_a_reader_does_not_write(command, cast):
    said = command(
        "bloggers",
        "create",
        "vera",
        "--name",
        "Vera",
        "--account",
        cast.reader.email,
        "--role-title",
        "Consul",
        "--place",
        "Lima, PE",
    )

    assert (said.exit_code, queries.by_handle("vera")) == (2, None)
