"""Administrators make bloggers and appoint them; what was signed stays signed."""

from typing import Any

import pytest
from sqlalchemy import select

from network.base.database import db
from network.bloggers import queries as bloggers
from network.bloggers.models import Blogger
from network.places.models import Place
from tests.support.cast import Cast
from tests.support.make import Make
from tests.support.page import Page
from tests.support.site import Site

VERA = {
    "name": "Vera Lund",
    "handle": "vera",
    "language": "pt-br",
    "description": "Rain and railways.",
    "account": "reader@example.org",
    "role_title": "Consul",
    "organisation": "Embassy",
    "place": "Valparaíso, CL",
    "from": "2024-09-02",
}


def _make(site: Site, cast: Cast, *, status: int = 303, **typed: Any) -> Page:
    form = site.get("/admin/bloggers/", as_=cast.administrator).form("Make the blog")
    return form.fill(**(VERA | {"account": ""} | typed)).send(status=status)


def _one(cast: Cast, site: Site, handle: str = "hale") -> Page:
    blogger = bloggers.by_handle(handle)
    assert blogger is not None
    return site.get(f"/admin/bloggers/{blogger.id}/", as_=cast.administrator)


@pytest.mark.both
def test_a_blogger_begins_with_an_appointment(site: Site, cast: Cast) -> None:
    _make(site, cast, account=cast.lan.email)

    row = site.get("/admin/bloggers/?q=vera", as_=cast.administrator).one("tbody tr").words
    assert row == "Vera Lund /vera/ Consul, Embassy, Valparaíso since 2 September 2024 Lan Pham 0"
    vera = bloggers.by_handle("vera")
    assert vera is not None
    assert vera.language == "pt-BR"
    assert site.get("/vera/").one("h1") == "Vera Lund"


def test_a_blog_can_be_prepared_before_anybody_writes_on_it(site: Site, cast: Cast) -> None:
    unknown: dict[str, Any] = {"place": "", "from": ""}
    _make(site, cast, **unknown)

    page = _one(cast, site, "vera")
    assert "Consul, Embassy since ever" in page.one("#h-held ~ ul")
    page.form("Let them write here").fill(account=cast.editor.email).send()
    assert "Edith Marsh" in _one(cast, site, "vera").all("#h-writers ~ form")[0]


@pytest.mark.parametrize(
    ("handle", "sentence"),
    [
        ("admin", "“admin” is reserved for the network itself. Choose another handle."),
        ("Sign-In", "“sign-in” is reserved for the network itself. Choose another handle."),
        ("hale", "The handle “hale” is taken, now or formerly. Choose another."),
        ("LAN", "The handle “lan” is taken, now or formerly. Choose another."),
        ("2009", "A handle may not be all digits: it would look like a year. Add a letter."),
        ("рая", "“рая” cannot be a handle. Use 1 to 40 letters a to z, digits and hyphens, as in hale."),
        ("hаle", "“hаle” cannot be a handle. Use 1 to 40 letters a to z, digits and hyphens, as in hale."),
        ("a/b", "“a/b” cannot be a handle. Use 1 to 40 letters a to z, digits and hyphens, as in hale."),
        ("", "Type a handle: it is the address of the blog."),
    ],
)
def test_a_handle_that_clashes_is_refused(site: Site, cast: Cast, handle: str, sentence: str) -> None:
    page = _make(site, cast, status=422, handle=handle)

    assert [part.words for part in page.all(".msg")] == [sentence]
    assert page.one("#handle")["value"] == handle
    assert page.one("#name")["value"] == "Vera Lund"
    assert bloggers.by_handle("vera") is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"place": "Nowhere at all"}, "The gazetteer knows no place “Nowhere at all”. Write it as London, GB."),
        ({"place": "London"}, "There are 2 places “London”. Type the one that you mean, or its number: London, GB; London, CA."),
        ({"from": "2024-02-30"}, "“2024-02-30” is not a date that exists; write it as 2009-03-25."),
        ({"from": "soon"}, "“soon” is not a date that exists; write it as 2009-03-25."),
        ({"language": "klingonese"}, "“klingonese” is not a language tag; write it as en, ar or pt-BR."),
        (
            {"account": "nobody@example.org"},
            "There is no account for that address. Invite the person first, or leave this empty.",
        ),
        ({"role_title": ""}, "Type a role, such as Consul."),
        ({"account": "reader@example.org"}, "A reader cannot write on a blog. Make the account an author first."),
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(site: Site, cast: Cast, typed: dict[str, Any], sentence: str) -> None:
    page = _make(site, cast, status=422, **typed)

    assert [part.words for part in page.all(".msg")] == [sentence]
    for name, value in typed.items():
        assert page.one(f"#{name}")["value"] == value
    assert page.one("#handle")["value"] == "vera"
    assert bloggers.by_handle("vera") is None
    assert db.session.scalar(select(Place).where(Place.slug == "valparaiso")) is None, "nothing is half-written"


def test_of_two_cities_of_one_name_the_number_says_which(site: Site, cast: Cast) -> None:
    page = _make(site, cast, status=422, place="Springfield, US")
    assert "4250542 (Springfield, US, 39.8° N 89.6° W)" in page.one(".msg")

    page.form("Make the blog").fill(place="4250542").send(status=303)

    vera = bloggers.by_handle("vera")
    assert vera is not None
    place = bloggers.appointments(vera.id)[0].place
    assert place is not None
    assert (place.name, round(place.latitude, 1)) == ("Springfield", 39.8)


@pytest.mark.both
def test_a_new_appointment_leaves_old_bylines_as_they_were(site: Site, cast: Cast, make: Make) -> None:
    old = make.post(by="hale", title="On lamps", date="2009-03-25")
    before = site.get(f"/hale/2009/03/{old.slug}/").one(".posted").words

    form = _one(cast, site).form("Appoint")
    form.fill(role_title="Ambassador", organisation="Embassy", place="Nairobi, KE", **{"from": "2010-01-01"}).send()

    page = _one(cast, site)
    assert [part.words for part in page.all("#h-held ~ ul li")] == [
        "Ambassador, Embassy, Nairobi since 1 January 2010 · 0 posts are signed with it · Correct Ambassador, 3",
        "Head of Engagement, Digital Diplomacy, Foreign and Commonwealth Office, London until 31 December 2009 · "
        "1 post is signed with it · Correct Head of Engagement, Digital Diplomacy, 1",
    ]
    new = make.post(by="hale", title="On rain")
    assert site.get(f"/hale/2009/03/{old.slug}/").one(".posted") == before
    db.session.expire_all()
    assert [(author.role, author.place_name) for author in (*old.authors, *new.authors)] == [
        ("Head of Engagement, Digital Diplomacy", "London"),
        ("Ambassador", "Nairobi"),
    ]


def test_correcting_an_appointment_changes_no_byline(site: Site, cast: Cast, make: Make) -> None:
    post = make.post(by="hale", title="On lamps", date="2009-03-25")
    page = _one(cast, site).click("Correct Head of Engagement, Digital Diplomacy, 1")
    assert "1 post is signed with it." in page.one(".note")

    wrong = page.form("Save").fill(place="London", until="2009-13-01").send(status=422)
    assert len(wrong.all(".msg")) == 2
    backwards = page.form("Save").fill(**{"from": "2011-01-01", "until": "2010-01-01"}).send(status=422)
    assert backwards.one(".msg") == "An appointment cannot end before it begins."
    page.form("Save").fill(role_title="Head of Lamps", until="2011-01-01").send()

    assert "Head of Lamps, Foreign and Commonwealth Office, London until 1 January 2011" in _one(cast, site).one("#h-held ~ ul")
    db.session.expire_all()
    assert post.authors[0].role == "Head of Engagement, Digital Diplomacy"
    entry = site.get("/admin/audit/", as_=cast.administrator).one("tbody tr").words
    assert "Appointment corrected hale Head of Engagement, Digital Diplomacy" in entry


def test_an_appointment_of_another_blogger_is_not_reached(site: Site, cast: Cast) -> None:
    hale = bloggers.by_handle("hale")
    assert hale is not None
    site.get(f"/admin/bloggers/{hale.id}/appointments/2/", as_=cast.administrator, status=404)


def test_what_an_appointment_lacks_is_told(site: Site, cast: Cast) -> None:
    form = _one(cast, site).form("Appoint")

    page = form.fill(role_title="Ambassador", place="Nairobi, KE").send(status=422)

    assert page.one(".msg") == "Say from when the new appointment holds, since there is one already."
    assert page.one("#place")["value"] == "Nairobi, KE"
    page.form("Appoint").fill(alongside=True).send()
    assert len(_one(cast, site).all("#h-held ~ ul li")) == 2


def test_a_renamed_handle_leads_to_the_new_one(site: Site, cast: Cast, make: Make) -> None:
    make.post(by="hale", title="On lamps", date="2009-03-25")
    form = _one(cast, site).form("h2#h-name ~ form")

    page = form.fill(handle="lan").send(status=422)
    assert page.one(".msg") == "The handle “lan” is taken, now or formerly. Choose another."
    form.fill(handle="stephen", name="Stephen J. Hale").send()

    assert site.get("/hale/", status=301).location == "/stephen/"
    assert site.get("/stephen/").one("h1") == "Stephen J. Hale"
    assert "by Stephen Hale" in site.get("/stephen/2009/03/on-lamps/").one(".posted"), "earlier bylines keep the name"
    _one(cast, site, "stephen").form("h2#h-name ~ form").fill(handle="hale").send()
    assert site.get("/stephen/", status=301).location == "/hale/"


def test_a_blog_ends_and_opens_again(site: Site, cast: Cast) -> None:
    _one(cast, site).form("End the blog").send("end")
    assert _one(cast, site).has(".pill")
    site.get("/hale/")

    _one(cast, site).form("Open it again").send("reopen")
    db.session.expire_all()
    assert db.session.scalar(select(Blogger.ended_at).where(Blogger.handle == "hale")) is None


def test_a_long_list_asks_no_more(site: Site, cast: Cast, make: Make, counting) -> None:  # type: ignore[no-untyped-def]
    with counting() as few:
        site.get("/admin/bloggers/", as_=cast.administrator)
    for _ in range(12):
        make.blogger(account=cast.lan.account, place="Hanoi, VN")
    with counting() as many:
        site.get("/admin/bloggers/", as_=cast.administrator)

    assert many.count <= few.count
