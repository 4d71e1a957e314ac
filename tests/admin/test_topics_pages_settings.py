"""Editors see to topics and pages, administrators to settings."""

from typing import Any

import pytest
from sqlalchemy import select

from network.accounts.models import AuditEntry
from network.base.database import db
from network.posts import queries
from network.posts.models import PostCount, Tag
from tests.support.cast import Cast
from tests.support.make import Make
from tests.support.page import Page
from tests.support.site import Site


def _tag(slug: str) -> Tag:
    return db.session.scalars(select(Tag).where(Tag.slug == slug)).one()


def _counts() -> dict[tuple[str, str], int]:
    rows = db.session.scalars(select(PostCount).where(PostCount.scope.startswith("tags")))
    return {(row.scope, row.member): row.posts for row in rows if row.posts}


def _merge(site: Site, cast: Cast, former: str, into: str, status: int = 303) -> Page:
    page = site.get(f"/admin/tags/{_tag(former).id}/", as_=cast.editor)
    return page.form("h2#h-merge ~ form").fill(into=into).send(status=status)


@pytest.mark.both
def test_merging_topics_keeps_lists_counts_and_addresses_right(site: Site, cast: Cast, make: Make) -> None:
    for by, tags in (("hale", "railways"), ("hale", "railways, trains"), ("lan", "trains"), ("lan", "tea")):
        make.post(by=by, title=f"On {tags} by {by}", tags=tags)
    make.draft(by="lan", title="Still a draft", tags="trains")
    assert len(site.get("/tags/railways/").all("main .river > li")) == 2

    _merge(site, cast, "trains", "railways")

    railways = str(_tag("railways").id)
    hale, lan = (f"tags of {n}" for n in (1, 2))
    assert _counts() == {
        ("tags", railways): 3,
        (hale, railways): 2,
        (lan, railways): 1,
        ("tags", str(_tag("tea").id)): 1,
        (lan, str(_tag("tea").id)): 1,
    }
    assert len(site.get("/tags/railways/").all("main .river > li")) == 3
    assert site.get("/tags/trains/", status=301).location == "/tags/railways/"
    assert site.get("/lan/tags/trains/", status=301).location == "/lan/tags/railways/"
    assert "trains" not in [tag.name for tag in queries.all_tags()]
    assert "trains" not in site.get("/admin/tags/", as_=cast.editor).one("table")
    assert db.session.scalars(select(AuditEntry.act)).all() == ["topics merged"]


def test_a_merged_topic_stays_merged_for_who_types_its_name(site: Site, cast: Cast, make: Make) -> None:
    for tags in ("trains", "railways", "rail"):
        make.post(tags=tags)
    _merge(site, cast, "trains", "railways")
    _merge(site, cast, "railways", "Rail")

    post = make.post(tags="Trains, railways, rail")

    assert [tag.name for tag in queries.tags_of(post)] == ["rail"]
    assert site.get("/tags/trains/", status=301).location == "/tags/rail/"
    assert queries.counts("tags") == [(str(_tag("rail").id), 4)]


@pytest.mark.parametrize(
    ("into", "sentence"),
    [
        ("nowhere", "There is no topic “nowhere”."),
        ("trains", "A topic cannot be merged into itself. Choose another."),
        ("", "Type the name of the other topic."),
    ],
)
def test_a_topic_merges_only_into_another(site: Site, cast: Cast, make: Make, into: str, sentence: str) -> None:
    make.post(tags="trains")

    page = _merge(site, cast, "trains", into, 422)

    assert page.one(".msg") == sentence
    assert page.one("#into")["value"] == into


def test_a_renamed_topic_keeps_its_address(site: Site, cast: Cast, make: Make) -> None:
    post = make.post(tags="trains")
    path = site.get("/tags/trains/").click(post.title).address
    page = site.get(f"/admin/tags/{_tag('trains').id}/", as_=cast.editor)

    assert (
        page.form("Rename").fill(name="!!").send(status=422).one(".msg") == "A topic needs a name with a letter or a digit in it."
    )
    page.form("Rename").fill(name="Trains and trams").send()

    assert "Trains and trams" in site.get("/tags/trains/").one("h1")
    assert site.get(path).links["Trains and trams"] == "/tags/trains/"


def test_pages_begin_with_an_honest_text(site: Site, cast: Cast) -> None:
    for slug in ("about", "comment-policy", "privacy", "accessibility"):
        page = site.get(f"/{slug}/")
        assert len(page.one("main").words) > 800
        assert "{" not in page.one("main")
    assert "A person reads each comment before it appears, usually within a working day." in site.get("/comment-policy/")


@pytest.mark.settings(comments="open", comments_close_after_days=30, session_days=3)
def test_what_the_first_texts_promise_is_what_is_set(site: Site, cast: Cast) -> None:
    policy = site.get("/comment-policy/")
    assert "A comment appears at once." in policy
    assert "Comments on a post close 30 days after it was published." in policy
    assert "after 3 days without use" in site.get("/privacy/")


def test_the_privacy_page_names_link_checks_and_people_without_account(site: Site) -> None:
    page = site.get("/privacy/")
    assert "NETWORK_LINK_CHECKS" in page
    for words in ("asked by link to read a post", "name guests among its authors", "keys and secret mail addresses"):
        assert words in page


@pytest.mark.settings(link_checks=False)
def test_the_privacy_page_is_silent_of_checks_that_are_off(site: Site) -> None:
    assert "NETWORK_LINK_CHECKS" not in site.get("/privacy/")


@pytest.mark.both
def test_a_page_is_changed_with_preview_and_its_versions_are_kept(site: Site, cast: Cast) -> None:
    site.get("/about/")
    page = site.get("/admin/pages/about/", as_=cast.editor)
    form = page.form("Preview").fill(title="Who we are", source="We **write**. <script>alert(1)</script>")

    preview = form.send("preview")
    assert preview.one(".preview strong") == "write"
    assert "alert" not in preview.one(".preview")
    assert preview.one("#title")["value"] == "Who we are"
    assert site.get("/about/").one("h1") == "About this network"

    preview.form("Preview").send("save")
    assert site.get("/about/").one("h1") == "Who we are"
    assert site.get("/about/").one("main strong") == "write"

    edit = site.get("/admin/pages/about/", as_=cast.editor)
    edit.form("Save").fill(source="We read, too.").send("save")
    older = site.get("/admin/pages/about/?version=1", as_=cast.editor)
    assert "This is version 1. Save it to bring it back." in older.one(".note")
    older.form("Save").send("save")
    assert site.get("/about/").one("main strong") == "write"
    versions = site.get("/admin/pages/about/", as_=cast.editor).all("#h-versions ~ ol li")
    assert [v.words.partition(" ")[0] for v in versions] == ["Version", "Version", "Version", "The"]
    assert "Edith Marsh" in versions[0]


def test_of_two_who_change_a_page_at_once_none_is_overwritten(site: Site, cast: Cast) -> None:
    first, second = (site.get("/admin/pages/privacy/", as_=who).form("Save") for who in (cast.editor, cast.administrator))
    first.fill(source="We keep nothing.").send("save")

    page = second.fill(source="We keep a little.").send("save", status=422)

    assert page.one(".msg") == "Somebody else changed this page while you wrote. Copy your text, and open the page again."
    assert "We keep a little." in page.one("textarea").element.text
    assert "We keep nothing." in site.get("/privacy/").one("main")


def test_an_empty_page_is_not_kept(site: Site, cast: Cast) -> None:
    form = site.get("/admin/pages/about/", as_=cast.editor).form("Save")
    page = form.fill(title="", source="<!-- nothing -->").send("save", status=422)

    assert [part.words for part in page.all(".msg")] == [
        "Type a title.",
        "Nothing of this can be shown: it has no words outside its markup.",
    ]


def test_settings_hold_from_the_next_page_on(site: Site, cast: Cast) -> None:
    assert "Global conversations" in site.get("/").one(".brand")
    form = site.get("/admin/settings/", as_=cast.administrator).form("Save")

    form.fill(name="Talk of the ports", comments="open", close_after_days="30", about="Ports.").send()

    assert site.get("/").one(".brand") == "Talk of the ports"
    assert "Comments on a post close 30 days after it was published." in site.get("/comment-policy/")
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.subject)).all()
    assert [(row.subject, row.before, row.after) for row in rows if row.subject != "about"] == [
        ("close_after_days", "0", "30"),
        ("comments", "moderated", "open"),
        ("name", "Global conversations", "Talk of the ports"),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"close_after_days": "soon"}, "Type a whole number of days; 0 means never."),
        ({"close_after_days": "-3"}, "Type a whole number of days; 0 means never."),
        ({"close_after_days": "9" * 5000}, "Type a whole number of days; 0 means never."),
        ({"close_after_days": "٣"}, ""),
        ({"comments": "never"}, "Choose how comments are read."),
        ({"name": ""}, "Type a name."),
    ],
)
def test_settings_that_cannot_be_are_refused(site: Site, cast: Cast, typed: dict[str, Any], sentence: str) -> None:
    told = {"name": "N", "about": "A", "comments": "open", "close_after_days": "0", "promise": "soon"} | typed
    page = site.post("/admin/settings/", told, as_=cast.administrator, status=422 if sentence else 303)
    assert [part.words for part in page.all(".msg")] == [sentence] if sentence else True


def test_the_audit_trail_goes_back_page_by_page(site: Site, cast: Cast) -> None:
    for n in range(60):
        told = {"name": f"Name {n}", "about": "A", "comments": "open", "close_after_days": "0", "promise": "soon"}
        site.post("/admin/settings/", told, as_=cast.administrator)

    page = site.get("/admin/audit/", as_=cast.administrator)
    older = page.click("Older")

    assert "Name 59" in page.all("tbody tr")[0]
    assert len(page.all("tbody tr")) == 50
    assert len(older.all("tbody tr")) == 13
    assert not older.has("[rel=next]")
    assert older.click("To the newest").address == "/admin/audit/"
