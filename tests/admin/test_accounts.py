"""Administrators invite people, change what they may do, and let them go."""

import pytest
from sqlalchemy import select

from network.accounts import queries
from network.accounts.models import AuditEntry
from network.base.database import db
from network.bloggers import queries as bloggers
from tests.support.cast import Cast
from tests.support.make import Make
from tests.support.page import Page
from tests.support.site import Site

NEW = "umber kettle nine bridges"


def acts() -> list[tuple[str, str]]:
    """What the audit trail says, the newest first."""
    rows = db.session.execute(select(AuditEntry.act, AuditEntry.subject).order_by(AuditEntry.id.desc()))
    return [(act, subject) for act, subject in rows]


def _invite(site: Site, cast: Cast, status: int = 200, **typed: str) -> Page:
    form = site.get("/admin/accounts/", as_=cast.administrator).form("Make the account")
    return form.fill(**({"email": "vera@example.org", "name": "Vera Lund", "role": "author"} | typed)).send(status=status)


@pytest.mark.both
def test_somebody_is_invited_by_a_link_that_is_shown_once(site: Site, cast: Cast) -> None:
    page = _invite(site, cast, blogs="hale, lan")

    link = page.one(".secret").words
    assert page.one("[data-copy]")["data-copy"] == link
    assert link.startswith("http://localhost/invitation/")
    row = site.get("/admin/accounts/?q=vera", as_=cast.administrator).one("tbody tr")
    assert row.words == "Vera Lund vera@example.org Author Invited lan, hale"
    assert link.rpartition("/")[0][-20:] not in site.get("/admin/audit/", as_=cast.administrator).text

    path = link.removeprefix("http://localhost")
    site.get(path).form("Keep it and sign in").fill(password=NEW, password_again=NEW).send(status=303)
    assert queries.by_email("vera@example.org").state == "active"  # type: ignore[union-attr]
    assert acts() == [
        ("invitation accepted", "vera@example.org"),
        ("blog given", "hale"),
        ("blog given", "lan"),
        ("account created", "vera@example.org"),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "not an address"}, "“not an address” is not an email address. Write it as name@example.org."),
        ({"email": "Lan@Example.org"}, "There is an account for lan@example.org already."),
        ({"name": ""}, "Type the name of the person."),
        ({"blogs": "hale, nobody"}, "There is no blog “nobody”. Write its handle, as in hale."),
        ({"role": "reader", "blogs": "hale"}, "A reader writes on no blog. Choose the role of an author, or leave this empty."),
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(site: Site, cast: Cast, typed: dict[str, str], sentence: str) -> None:
    page = _invite(site, cast, 422, **typed)

    assert [part.words for part in page.all(".msg")] == [sentence]
    kept = {"email": "vera@example.org", "name": "Vera Lund"} | {k: v for k, v in typed.items() if k in ("name", "blogs")}
    for name, value in kept.items():
        assert page.one(f"form [name={name}]")["value"] == value or name == "email"
    assert acts() == []


def test_no_other_role_can_be_sent_by_hand(site: Site, cast: Cast) -> None:
    told = {"email": "x@example.org", "name": "X", "role": "owner"}
    assert "Choose a role." in site.post("/admin/accounts/", told, as_=cast.administrator, status=422).one(".msg")


def test_nobody_below_gives_themselves_a_role(site: Site, cast: Cast) -> None:
    for person in (cast.editor, cast.moderator, cast.stephen, cast.reader):
        told = {"name": person.name, "role": "administrator"}
        site.post(f"/admin/accounts/{person.id}/", told, as_=person, status=403)
        site.post("/admin/accounts/", told | {"email": "x@example.org"}, as_=person, status=403)
        site.post(f"/admin/accounts/{cast.administrator.id}/invitation/", as_=person, status=403)
        assert person.account.role == person.role
    site.post(f"/admin/accounts/{cast.stephen.id}/", {"name": "S", "role": "administrator"}, status=401)


@pytest.mark.both
def test_suspending_signs_out_at_once_and_harms_no_byline(site: Site, cast: Cast, make: Make) -> None:
    post = make.post(by="hale", title="On lamps")
    site.get("/desk/", as_=cast.stephen)

    page = site.get(f"/admin/accounts/{cast.stephen.id}/", as_=cast.administrator)
    page.form("Suspend").fill(reason="Lost a telephone.").send("suspend")

    site.get("/desk/", as_=cast.stephen, status=302)
    site.post("/sign-in/", {"email": cast.stephen.email, "password": cast.stephen.password}, status=422)
    db.session.expire_all()
    assert [author.name for author in post.authors] == ["Stephen Hale"]
    page = site.get(f"/admin/accounts/{cast.stephen.id}/", as_=cast.administrator)
    assert "Suspended Lost a telephone." in page.one(".facts")
    assert "Make a new link" not in page.one("main")
    site.post(f"/admin/accounts/{cast.stephen.id}/invitation/", as_=cast.administrator, status=422)

    page.form("Lift the suspension").send("lift")
    site.post("/sign-in/", {"email": cast.stephen.email, "password": cast.stephen.password}, status=303)
    assert acts()[:2] == [("suspension lifted", cast.stephen.email), ("account suspended", cast.stephen.email)]


def test_an_account_ends_for_good(site: Site, cast: Cast) -> None:
    page = site.get(f"/admin/accounts/{cast.stephen.id}/", as_=cast.administrator)
    refused = page.form("End the account").send(status=422)
    assert "Tick the box" in refused.one(".msg")

    page.form("End the account").fill(sure=True).send()

    ended = site.get(f"/admin/accounts/{cast.stephen.id}/", as_=cast.administrator)
    assert ended.one(".facts .pill") == "Ended"
    assert not ended.has("button.no")
    site.post(f"/admin/accounts/{cast.stephen.id}/invitation/", as_=cast.administrator, status=422)
    site.post("/sign-in/", {"email": cast.stephen.email, "password": cast.stephen.password}, status=422)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("", {"name": "Ada", "role": "editor"}),
        ("ending/", {"sure": "y"}),
        ("suspension/", {"reason": "A holiday.", "action": "suspend"}),
    ],
)
def test_the_last_administrator_stays(site: Site, cast: Cast, make: Make, path: str, told: dict[str, str]) -> None:
    where = f"/admin/accounts/{cast.administrator.id}/{path}"

    page = site.post(where, told, as_=cast.administrator, status=422)

    assert "This is the only administrator who can sign in. Make another one first." in page.one(".msg")
    assert cast.administrator.account.state == "active"
    assert cast.administrator.account.is_administrator
    assert acts() == []
    make.account("administrator")
    site.post(where, told, as_=cast.administrator, status=303)


def test_a_role_is_changed_and_holds_at_once(site: Site, cast: Cast) -> None:
    site.get("/admin/tags/", as_=cast.moderator, status=403)

    page = site.get(f"/admin/accounts/{cast.moderator.id}/", as_=cast.administrator)
    page.form("h2#h-who ~ form").fill(name="Milo O.", role="editor").send()

    site.get("/admin/tags/", as_=cast.moderator)
    row = site.get("/admin/audit/", as_=cast.administrator).all("tbody tr")[1]
    assert row.words.endswith("Ada Quist Role changed moderator@example.org moderator editor")


def test_a_blog_is_handed_over(site: Site, cast: Cast, make: Make) -> None:
    post = make.post(by="hale", title="On lamps")
    page = site.get(f"/admin/accounts/{cast.lan.id}/", as_=cast.administrator)
    page.form("Let them write there").fill(handle="hale").send()
    site.get(f"/desk/posts/{post.id}/", as_=cast.lan)

    page = site.get(f"/admin/accounts/{cast.stephen.id}/", as_=cast.administrator)
    page.form("Take off hale").send("Take off hale")

    hale = bloggers.by_handle("hale")
    assert hale is not None
    assert [account.id for account in bloggers.accounts_of(hale.id)] == [cast.lan.id]
    site.get(f"/desk/posts/{post.id}/", as_=cast.stephen, status=403)
    assert acts() == [("blog taken", "hale"), ("blog given", "hale")]


def test_a_moderator_is_narrowed_to_some_blogs(site: Site, cast: Cast, make: Make) -> None:
    on_hale, on_lan = (make.comment(make.post(by=by), state="waiting") for by in ("hale", "lan"))
    page = site.get(f"/admin/accounts/{cast.moderator.id}/", as_=cast.administrator)

    page.form("h2#h-reads ~ form").fill(only="lan").send()

    site.get(f"/moderation/{on_lan.id}/", as_=cast.moderator)
    site.get(f"/moderation/{on_hale.id}/", as_=cast.moderator, status=403)
    page = site.get(f"/admin/accounts/{cast.moderator.id}/", as_=cast.administrator)
    assert page.one("input[name=only]")["value"] == "lan"
    page.form("h2#h-reads ~ form").fill(only="").send()
    site.get(f"/moderation/{on_hale.id}/", as_=cast.moderator)
    assert "Reads the comments of" not in site.get(f"/admin/accounts/{cast.stephen.id}/", as_=cast.administrator)


@pytest.mark.both
def test_a_long_list_goes_on_and_asks_no_more(site: Site, cast: Cast, make: Make, counting) -> None:  # type: ignore[no-untyped-def]
    with counting() as few:
        site.get("/admin/accounts/", as_=cast.administrator)
    for n in range(60):
        make.account(name=f"Person {n // 2:02}")
    with counting() as many:
        page = site.get("/admin/accounts/", as_=cast.administrator)
    assert many.count <= few.count

    seen = [row.words for row in page.all("tbody tr")]
    further = page.click("Further")
    seen += [row.words for row in further.all("tbody tr")]

    assert len(page.all("tbody tr")) == 50
    assert len(seen) == len(set(seen)) == 67
    names = [words.partition(" person")[0].partition(" admin")[0] for words in seen]
    assert names[:3] == [
        "Ada Quist",
        "Edith Marsh editor@example.org Editor Active",
        "Lan Pham lan@example.org Author Active lan",
    ]
    assert names == sorted(names)
    assert not further.has("[rel=next]")
    assert len(site.get("/admin/accounts/?state=suspended", as_=cast.administrator).all("tbody tr")) == 1
