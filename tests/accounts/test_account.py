"""Invitations, and the page of one's own account."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from network.accounts import actions, queries
from network.accounts.models import AuditEntry, Invitation
from network.base.clock import now
from network.base.database import db, transaction
from tests.support.cast import PASSWORD, Cast
from tests.support.make import Make
from tests.support.site import Site

NEW = "umber kettle nine bridges"


def _invite(email: str = "vera@example.org", role: str = "author") -> str:
    with transaction():
        return actions.invite(actions.create(email, "Vera Lund", role))


@pytest.mark.both
@pytest.mark.parametrize(("role", "first_page"), [("author", "/desk/"), ("reader", "/")])
def test_an_invitation_opens_once(site: Site, cast: Cast, role: str, first_page: str) -> None:
    path = f"/invitation/{_invite(role=role)}/"
    page = site.get(path)

    assert page.one("h1") == "You are invited"
    assert "vera@example.org" in page.one("main")
    assert page.header("Cache-Control") == "private, no-store"
    assert page.header("Referrer-Policy") == "same-origin", "no other site learns the address of the page"
    answer = page.form("Keep it and sign in").fill(password=NEW, password_again=NEW).send(status=303)
    assert answer.location == first_page
    assert "network=" in (answer.header("Set-Cookie") or "")

    spent = site.get(path, status=410)
    assert "Ask an administrator of this network for a new one." in spent.one("main")
    site.post(path, {"password": "another lamp at sea", "password_again": "another lamp at sea"}, status=410)
    assert site.post("/sign-in/", {"email": "vera@example.org", "password": NEW}).status == 303


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("short", "short", "A password needs at least 12 characters. Four ordinary words make a good one."),
        (NEW, NEW + "x", "The two passwords differ. Type the same one twice."),
        (
            "vera@example.org",
            "vera@example.org",
            "That password is easy to guess. Choose another: four ordinary words make a good one.",
        ),
        ("", "", "Choose a password."),
        ("x" * 1001, "x" * 1001, "A password may have at most 1000 characters."),
    ],
)
def test_a_password_that_will_not_do_leaves_the_link_good(site: Site, cast: Cast, first: str, second: str, sentence: str) -> None:
    path = f"/invitation/{_invite()}/"

    page = site.post(path, {"password": first, "password_again": second}, status=422)

    assert sentence in [part.words for part in page.all(".msg")]
    assert site.get(path).status == 200


def test_a_link_that_is_old_withdrawn_or_invented_is_gone(site: Site, cast: Cast) -> None:
    old, withdrawn = _invite("old@example.org"), _invite("other@example.org")
    with transaction():
        account = queries.by_email("other@example.org")
        assert account is not None
        actions.invite(account)
        for row in db.session.scalars(select(Invitation).where(Invitation.account_id != account.id)):
            row.expires_at = now() - timedelta(seconds=1)

    for secret in (old, withdrawn, "invented", "%00", "x" * 2000):
        site.get(f"/invitation/{secret}/", status=410)


def test_a_new_link_replaces_a_lost_password_and_signs_out_everywhere(site: Site, cast: Cast) -> None:
    site.get("/account/", as_=cast.stephen)
    with transaction():
        secret = actions.invite(cast.stephen.account)

    page = site.get(f"/invitation/{secret}/")
    assert page.one("h1") == "Choose a new password"
    page.form("Keep it and sign in").fill(password=NEW, password_again=NEW).send()

    site.get("/account/", as_=cast.stephen, status=302)
    site.post("/sign-in/", {"email": cast.stephen.email, "password": PASSWORD}, status=422)
    assert "invitation accepted" in db.session.scalars(select(AuditEntry.act)).all()


def test_a_password_is_changed_by_who_knows_it(site: Site, cast: Cast) -> None:
    elsewhere = Site(site.app)
    elsewhere.get("/account/", as_=cast.stephen)
    form = site.get("/account/", as_=cast.stephen).form("Change the password")

    refused = form.fill(old_password="not mine at all", password=NEW, password_again=NEW).send(status=422)
    assert refused.one(".msg") == "That is not your password."

    form.fill(old_password=PASSWORD, password=NEW, password_again=NEW).send(status=303)
    assert "All other browsers are signed out." in site.get("/account/", as_=cast.stephen).one("main")
    elsewhere.get("/account/", as_=cast.stephen, status=302)
    site.post("/sign-in/", {"email": cast.stephen.email, "password": NEW}, status=303)


def test_a_borrowed_browser_cannot_guess_the_password_for_long(site: Site, cast: Cast) -> None:
    form = site.get("/account/", as_=cast.stephen).form("Change the password")
    for _ in range(5):
        form.fill(old_password="not mine at all", password=NEW, password_again=NEW).send(status=422)

    form.fill(old_password=PASSWORD, password=NEW, password_again=NEW).send(status=429)


def test_each_sign_in_can_be_ended_from_another(site: Site, cast: Cast) -> None:
    others = [Site(site.app) for _ in range(3)]
    for other in others:
        other.get("/account/", as_=cast.stephen)
    page = site.get("/account/", as_=cast.stephen)
    assert len(page.all("#sign-ins ~ form .lines li")) == 4

    page.form("Sign out all other browsers").send(page.all("button[name=end]")[0]["value"])
    assert sum(other.status("/account/", as_=cast.stephen) == 302 for other in others) == 1

    site.get("/account/", as_=cast.stephen).form("Sign out all other browsers").send("others")
    assert all(other.status("/account/", as_=cast.stephen) == 302 for other in others)
    assert site.get("/account/", as_=cast.stephen).status == 200


def test_nobody_ends_the_sign_in_of_another(site: Site, cast: Cast) -> None:
    site.get("/account/", as_=cast.lan)
    [theirs] = queries.sign_ins(cast.lan.account)

    site.post("/account/sign-ins/", {"end": str(theirs.id)}, as_=cast.stephen, status=422)
    site.post("/account/sign-ins/", {"end": ""}, as_=cast.stephen, status=422)

    assert site.get("/account/", as_=cast.lan).status == 200


def test_name_and_language_are_ones_own_to_change_and_the_role_is_not(site: Site, cast: Cast) -> None:
    site.post("/account/", {"name": "Stephen H.", "language": "", "role": "administrator"}, as_=cast.stephen, status=303)
    assert (cast.stephen.account.name, cast.stephen.account.role) == ("Stephen H.", "author")

    page = site.post("/account/", {"name": " ", "language": "tlh"}, as_=cast.stephen, status=422)
    assert [part.words for part in page.all(".msg")] == [
        "Type your name.",
        "The menus do not speak that language. Choose one of the list.",
    ]


def test_everybody_may_take_a_copy_of_their_data(site: Site, cast: Cast, make: Make) -> None:
    make.post(by="hale", title="On lamps")
    make.post(by="lan", title="On rain")

    page = site.get("/account/", as_=cast.stephen).click("Download my data")

    assert page.header("Content-Disposition") == 'attachment; filename="my-data.json"'
    assert page.json["account"]["email"] == cast.stephen.email
    assert [post["title"] for post in page.json["posts"]] == ["On lamps"]
    assert len(page.json["sign_ins"]) == 1
    assert "argon2" not in page.text
    assert cast.lan.email not in page.text


@pytest.mark.parametrize("path", ["/account/", "/account/export.json", "/account/password/"])
def test_visitors_have_no_account_page(site: Site, cast: Cast, path: str) -> None:
    site.get(path, status=302)
