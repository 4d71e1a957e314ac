"""Signing in and out, and those who try passwords."""

import contextvars
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from network.accounts import actions, queries
from network.accounts.models import Attempt, SignIn
from network.base.clock import now
from network.base.database import db, transaction
from tests.support.cast import PASSWORD, Cast
from tests.support.make import Make
from tests.support.page import Page
from tests.support.site import Site

WRONG = "a password that is not right"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


class Browser:
    """A browser that keeps its cookies, at an address of its own."""

    def __init__(self, site: Site, address: str = "192.0.2.1") -> None:
        self.client: FlaskClient = site.app.test_client()
        self.address = address
        self.site = site

    def sign_in(self, email: str, password: str = PASSWORD, **fields: str) -> Page:
        return self.send("POST", "/sign-in/", data={"email": email, "password": password} | fields)

    def get(self, path: str) -> Page:
        return self.send("GET", path)

    def send(self, method: str, path: str, **options: Any) -> Page:
        db.session.rollback()
        origin = {"REMOTE_ADDR": self.address}
        asked: dict[str, Any] = {"method": method, "headers": FROM_HERE, "environ_overrides": origin}
        response = contextvars.Context().run(lambda: self.client.open(path, **asked, **options))
        return Page(self.site, response, path, None)


@pytest.fixture
def browser(site: Site, cast: Cast) -> Browser:
    return Browser(site)


@pytest.mark.both
def test_whoever_signs_in_stays_so_until_they_sign_out(browser: Browser, cast: Cast) -> None:
    page = browser.sign_in(cast.stephen.email)

    assert page.status == 303
    assert page.location == "/desk/"
    assert browser.get("/account/").one("h1") == "Your account"

    stolen = browser.client.get_cookie("network")
    assert stolen is not None
    assert browser.send("POST", "/sign-out/").location == "/"
    assert browser.get("/account/").status == 302

    browser.client.set_cookie("network", stolen.value)
    assert browser.get("/account/").status == 302, "the cookie of a sign-in that was ended is worth nothing"


def test_the_form_remembers_the_address_and_never_the_password(site: Site, cast: Cast) -> None:
    page = site.get("/sign-in/").form("Sign in").fill(email=cast.stephen.email, password=WRONG).send(status=422)

    assert page.one("input[name=email]")["value"] == cast.stephen.email
    assert not page.one("input[name=password]").get("value")
    assert WRONG not in page.text
    assert page.header("Cache-Control") == "private, no-store"


@pytest.mark.parametrize("who", ["stephen@example.org", "nobody@example.org", "suspended@example.org", "no address at all"])
def test_what_is_wrong_does_not_tell_who_has_an_account(browser: Browser, who: str) -> None:
    page = browser.sign_in(who, WRONG)

    assert page.status == 422
    assert page.one(".msg") == "This address and this password do not belong together, or the account is closed."


def test_a_suspended_account_does_not_open_even_with_its_password(browser: Browser, cast: Cast) -> None:
    assert browser.sign_in(cast.suspended.email).status == 422


def test_where_somebody_wanted_to_go_is_where_they_arrive(site: Site, browser: Browser, cast: Cast) -> None:
    asked = site.get("/desk/posts/new/", status=302)

    page = asked.follow()

    assert page.one("input[name=next]")["value"] == "/desk/posts/new/"
    assert browser.sign_in(cast.stephen.email, next="/desk/posts/new/").location == "/desk/posts/new/"


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example/",
        "/\\evil.example/",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example/",
        "\n//evil.example",
        "/\r\nLocation: https://evil.example/",
        "evil.example",
        "///evil.example",
        "/" + "a" * 3000,
    ],
)
def test_nobody_is_led_to_another_site(browser: Browser, cast: Cast, evil: str) -> None:
    assert browser.sign_in(cast.stephen.email, next=evil).location == "/desk/"
    again = browser.send("GET", "/sign-in/", query_string={"next": evil})
    assert again.location == "/desk/"


def test_signing_in_again_ends_the_sign_in_that_the_browser_had(browser: Browser, cast: Cast) -> None:
    browser.sign_in(cast.stephen.email)
    browser.sign_in(cast.lan.email)

    assert queries.sign_ins(cast.stephen.account) == []
    assert len(queries.sign_ins(cast.lan.account)) == 1


def test_a_stranger_who_guesses_is_stopped_and_the_diplomat_is_not(site: Site, cast: Cast) -> None:
    stranger, diplomat = Browser(site, "203.0.113.9"), Browser(site, "198.51.100.4")
    for _ in range(5):
        assert stranger.sign_in(cast.stephen.email, WRONG).status == 422

    stopped = stranger.sign_in(cast.stephen.email)

    assert stopped.status == 429, "even the right password is not tried any more"
    assert stopped.header("Retry-After") == "900"
    assert "Wait a quarter of an hour" in stopped.one(".msg")
    assert diplomat.sign_in(cast.stephen.email).status == 303


def test_one_address_may_not_try_one_password_on_everybody(site: Site, cast: Cast) -> None:
    stranger = Browser(site, "2001:db8::1")
    for n in range(30):
        stranger.address = f"2001:db8::{n:x}"
        assert stranger.sign_in(f"person{n}@example.org", WRONG).status == 422

    assert stranger.sign_in("another@example.org", WRONG).status == 429
    assert Browser(site, "2001:db8:1::1").sign_in(cast.lan.email).status == 303


def test_guesses_from_everywhere_are_slowed_too(site: Site, cast: Cast) -> None:
    for n in range(100):
        assert Browser(site, f"198.51.{n}.7").sign_in(cast.stephen.email, WRONG).status == 422

    assert Browser(site, "203.0.113.1").sign_in(cast.stephen.email, WRONG).status == 429


def test_only_what_fails_is_counted(browser: Browser, cast: Cast) -> None:
    for _ in range(8):
        assert browser.sign_in(cast.stephen.email).status == 303

    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_the_table_of_attempts_names_nobody(browser: Browser, cast: Cast) -> None:
    browser.sign_in(cast.stephen.email, WRONG)

    kept = db.session.scalars(select(Attempt.what)).all()
    assert len(kept) == 3
    assert not any("stephen" in what or "192.0.2" in what for what in kept)


@pytest.mark.settings(throttle=False)
def test_without_throttle_nothing_is_counted(browser: Browser, cast: Cast) -> None:
    for _ in range(12):
        assert browser.sign_in(cast.stephen.email, WRONG).status == 422


def test_a_form_from_another_site_signs_nobody_in(site: Site, cast: Cast) -> None:
    told = {"email": cast.stephen.email, "password": PASSWORD}
    site.post("/sign-in/", told, headers={"Sec-Fetch-Site": "cross-site"}, status=403)


def test_an_unused_sign_in_ends_by_itself(browser: Browser, cast: Cast, app: Flask) -> None:
    browser.sign_in(cast.stephen.email)
    with transaction():
        for row in db.session.scalars(select(SignIn)):
            row.seen_at = now() - timedelta(days=app.extensions["settings"].session_days + 1)

    assert browser.get("/account/").status == 302


def test_a_password_is_the_same_whichever_keyboard_composed_it(browser: Browser, make: Make) -> None:
    with transaction():
        actions.create(
            "zoe@example.org", "Zoë", "author", password_hash=actions.password_hash("caf\u00e9 br\u00fbl\u00e9 twelve")
        )

    assert browser.sign_in("Zoe@Example.org", "cafe\u0301 bru\u0302le\u0301 twelve").status == 303
