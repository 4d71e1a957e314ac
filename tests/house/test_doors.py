"""Everybody knocks on every door. A door that is missing from the table fails, and so does one without a rule."""

from typing import Any

import pytest
from flask import Flask

from network.accounts import actions as accounts
from network.base.database import db, transaction
from network.bloggers import queries as bloggers
from network.clearance import actions as clearance
from network.desk import unsaved as sheets
from network.desk.unsaved import Typed
from network.media.models import Picture
from network.media.store import store
from network.posts.queries import tag_by_slug
from tests.support.bylines import colleague, sign_with
from tests.support.cast import Cast
from tests.support.make import Make
from tests.support.site import Site

VISITORS = {"visitor", "suspended"}
ADMINISTRATOR = {"administrator"}
EDITORS = {"editor"} | ADMINISTRATOR
AUTHORS = {"stephen", "lan", "moderator"} | EDITORS
SIGNED_IN = {"reader"} | AUTHORS
ANYONE = VISITORS | SIGNED_IN
NOBODY: set[str] = set()
"""For programs with a key; nobody comes in by being signed in."""
OF_HALE = {"stephen"}
OF_LAN = {"lan"}
HALE_AND_EDITORS = OF_HALE | EDITORS
OF_ITS_COMMENTS = OF_HALE | {"moderator"} | EDITORS

DOORS = {
    "accounts.accept": ANYONE,
    "accounts.account": SIGNED_IN,
    "accounts.account_part": SIGNED_IN,
    "accounts.change_account": SIGNED_IN,
    "accounts.change_password": SIGNED_IN,
    "accounts.end_sign_ins": SIGNED_IN,
    "accounts.export": SIGNED_IN,
    "accounts.invitation": ANYONE,
    "accounts.sign_in": ANYONE,
    "accounts.sign_out": ANYONE,
    "accounts.try_sign_in": ANYONE,
    "admin.account": ADMINISTRATOR,
    "admin.account_part": ADMINISTRATOR,
    "admin.accounts": ADMINISTRATOR,
    "admin.appoint": ADMINISTRATOR,
    "admin.appointment": ADMINISTRATOR,
    "admin.audit": ADMINISTRATOR,
    "admin.blogger": ADMINISTRATOR,
    "admin.blogger_part": ADMINISTRATOR,
    "admin.bloggers": ADMINISTRATOR,
    "admin.change_account": ADMINISTRATOR,
    "admin.change_blogger": ADMINISTRATOR,
    "admin.change_clearance": ADMINISTRATOR,
    "admin.change_page": EDITORS,
    "admin.change_settings": ADMINISTRATOR,
    "admin.change_writers": ADMINISTRATOR,
    "admin.correct_appointment": ADMINISTRATOR,
    "admin.create_blogger": ADMINISTRATOR,
    "admin.end": ADMINISTRATOR,
    "admin.end_blog": ADMINISTRATOR,
    "admin.front": EDITORS,
    "admin.hand_over": ADMINISTRATOR,
    "admin.invite": ADMINISTRATOR,
    "admin.invite_again": ADMINISTRATOR,
    "admin.merge_tag": EDITORS,
    "admin.narrow": ADMINISTRATOR,
    "admin.page": EDITORS,
    "admin.pages": EDITORS,
    "admin.rename_tag": EDITORS,
    "admin.settings": ADMINISTRATOR,
    "admin.suspend": ADMINISTRATOR,
    "admin.tag": EDITORS,
    "admin.tag_merging": EDITORS,
    "admin.tags": EDITORS,
    "base.favicon": ANYONE,
    "base.healthz": ANYONE,
    "base.metrics": ANYONE,
    "base.readyz": ANYONE,
    "base.static_file": ANYONE,
    "comments.case": OF_ITS_COMMENTS,
    "comments.decide": OF_ITS_COMMENTS,
    "comments.queue": AUTHORS,
    "conversations.about": ANYONE,
    "conversations.archive": ANYONE,
    "conversations.archive_month": ANYONE,
    "conversations.archive_year": ANYONE,
    "conversations.best_bits": ANYONE,
    "conversations.blog": ANYONE,
    "conversations.blog_archive": ANYONE,
    "conversations.blog_comments": ANYONE,
    "conversations.blog_follow": ANYONE,
    "conversations.blog_month": ANYONE,
    "conversations.blog_topic": ANYONE,
    "conversations.blog_topics": ANYONE,
    "conversations.blog_year": ANYONE,
    "conversations.comments": ANYONE,
    "conversations.follow": ANYONE,
    "conversations.front": ANYONE,
    "conversations.history": ANYONE,
    "conversations.people": ANYONE,
    "conversations.place": ANYONE,
    "conversations.places": ANYONE,
    "conversations.post": ANYONE,
    "conversations.recent_comments": ANYONE,
    "conversations.search": ANYONE,
    "conversations.send_comment": ANYONE,
    "conversations.site_page": ANYONE,
    "conversations.topic": ANYONE,
    "conversations.topics": ANYONE,
    "desk.answer_by_link": ANYONE,
    "desk.answer_review": {"editor"},
    "desk.create": OF_HALE,
    "desk.edit": HALE_AND_EDITORS,
    "desk.end_review": HALE_AND_EDITORS,
    "desk.export": HALE_AND_EDITORS,
    "desk.export_all": AUTHORS,
    "desk.front": AUTHORS,
    "desk.confirm_language": HALE_AND_EDITORS,
    "desk.join_language": HALE_AND_EDITORS,
    "desk.keep_picture": AUTHORS,
    "desk.language_part": HALE_AND_EDITORS,
    "desk.languages": HALE_AND_EDITORS,
    "desk.leave_language": HALE_AND_EDITORS,
    "desk.change_picture": HALE_AND_EDITORS,
    "desk.picture": HALE_AND_EDITORS,
    "desk.pictures": AUTHORS,
    "desk.new": OF_HALE,
    "desk.profile": HALE_AND_EDITORS,
    "desk.renew_link": HALE_AND_EDITORS,
    "desk.review": {"editor"},
    "desk.review_by_link": ANYONE,
    "desk.review_part": HALE_AND_EDITORS,
    "desk.reviews": HALE_AND_EDITORS,
    "desk.save_profile": HALE_AND_EDITORS,
    "desk.settle_note": HALE_AND_EDITORS,
    "desk.start_language": HALE_AND_EDITORS,
    "desk.update": HALE_AND_EDITORS,
    "desk.drop_unsaved": OF_HALE,
    "desk.keep_new": OF_HALE,
    "desk.keep_typed": HALE_AND_EDITORS,
    "desk.take_unsaved": HALE_AND_EDITORS,
    "desk.unsaved": HALE_AND_EDITORS,
    "desk.sign": OF_LAN,
    "desk.signature": OF_LAN,
    "desk.take_version": HALE_AND_EDITORS,
    "desk.versions": HALE_AND_EDITORS,
    "feeds.feed": ANYONE,
    "feeds.network_feed": ANYONE,
    "feeds.opensearch": ANYONE,
    "feeds.opml": ANYONE,
    "feeds.places_feed": ANYONE,
    "feeds.robots": ANYONE,
    "feeds.security": ANYONE,
    "feeds.sitemap": ANYONE,
    "feeds.sitemap_of_month": ANYONE,
    "feeds.sitemap_of_pages": ANYONE,
    "feeds.tags_feed": ANYONE,
    "media.picture": ANYONE,
    "micropub.act": NOBODY,
    "micropub.keep_file": NOBODY,
    "micropub.query": NOBODY,
    "remote.change_address": AUTHORS,
    "remote.end_key": AUTHORS,
    "remote.make_key": AUTHORS,
    "remote.page": AUTHORS,
    "remote.part": AUTHORS,
}

VERBS = set(
    "accept change_account change_password end_sign_ins sign_out try_sign_in appoint change_blogger change_page change_settings "
    "change_writers correct_appointment create_blogger end end_blog hand_over invite invite_again merge_tag narrow rename_tag "
    "suspend sign decide send_comment create change_picture drop_unsaved confirm_language join_language keep_new keep_picture "
    "keep_typed leave_language save_profile start_language take_unsaved take_version update answer_by_link answer_review "
    "change_clearance end_review renew_link settle_note act keep_file change_address end_key make_key".split()
)
"""What doors that take a form are called."""

KNOCKING_ORDER = ["visitor", "suspended", "reader", "lan", "stephen", "moderator", "editor", "administrator"]
"""From those who may least, so that what one does is not in the way of the next."""


def test_every_door_is_in_the_table(app: Flask) -> None:
    assert app.view_functions.keys() == DOORS.keys()


def test_every_door_has_a_rule(app: Flask) -> None:
    assert [name for name, view in app.view_functions.items() if not callable(getattr(view, "access", None))] == []


def test_a_door_that_is_for_some_says_so_in_its_rule(app: Flask) -> None:
    """`anyone` stands at the doors of readers, and at no other."""
    open_to_all = {name for name, view in app.view_functions.items() if view.access.__name__ == "anyone"}  # type: ignore[attr-defined]

    assert open_to_all == {name for name, who in DOORS.items() if who == ANYONE}


def test_everybody_in_the_cast_knocks(cast: Cast) -> None:
    assert set(vars(cast)) | {"visitor"} == set(KNOCKING_ORDER) == ANYONE


@pytest.fixture
def rooms(make: Make, cast: Cast) -> dict[str, Any]:
    """Something behind every door: values for the addresses."""
    post = make.post(by="hale", title="On lamps", tags="tea")
    sign_with(post, [colleague("lan")])
    comment = make.comment(post, state="waiting")
    draft = make.draft(by="hale", title="On fog")
    hale, tag = bloggers.by_handle("hale"), tag_by_slug("tea")
    assert hale is not None
    assert tag is not None
    assert post.local_date is not None
    with transaction():
        picture = Picture(name="a" * 20, width=640, height=480, widths="640", uploaded_by=cast.stephen.id)
        db.session.add(picture)
        db.session.flush()
        unsaved, _ = sheets.keep(Typed(fields={"title": "On lamps"}, turn=0), cast.stephen.id, hale.id, post)
        secret = accounts.invite(accounts.create("new@example.org", "New", "author"))
        review = clearance.ask_editor(draft, cast.editor.id, "", by=cast.stephen.account)
        note = clearance.write_note(review, "Are you sure?", "title", seen=1)
        _by_link, token = clearance.ask_by_link(draft, "Ngozi", "ngozi@example.org", "", by=cast.stephen.account)
    store().put(f"{'a' * 20}/640.webp", b"RIFF")
    return {
        "post_id": post.id,
        "handle": "hale",
        "year": post.local_date.year,
        "month": post.local_date.month,
        "comment_id": comment.id,
        "blogger_id": hale.id,
        "appointment_id": bloggers.appointments(hale.id)[0].id,
        "account_id": cast.lan.id,
        "tag_id": tag.id,
        "unsaved_id": unsaved.id,
        "review_id": review.id,
        "note_id": note.id,
        "token": token,
        "picture_id": picture.id,
        "tag": "tea",
        "place": "london",
        "secret": secret,
        "name": "a" * 20,
        "width": 640,
        "kind": "webp",
        "release": "none",
        "path": "icons/icon.svg",
        "door": "feed.atom",
        "at": "hale",
    }


SLUGS = {"conversations.site_page": "about", "admin.page": "about", "admin.change_page": "about"}
PARTS = {
    "accounts.account_part": ["password", "sign-ins"],
    "admin.account_part": ["suspension", "blogs"],
    "desk.language_part": ["join", "leave", "confirm"],
    "remote.part": ["keys", "ended", "mail"],
    "admin.blogger_part": ["ending", "accounts"],
    "desk.review_part": ["end", "link"],
}
OF_A_BLOG = {"desk.new", "desk.keep_new", "desk.create", "desk.profile", "desk.save_profile"}


def knock(site: Site, endpoint: str, rooms: dict[str, Any], who: Any) -> list[bool]:
    """Whether the door opens: not 401, 403 or 404, and not to the room where one signs in."""
    opened = []
    for part in PARTS.get(endpoint, [""]):
        rule = next(site.app.url_map.iter_rules(endpoint))
        values = rooms | {"slug": SLUGS.get(endpoint, "on-lamps"), "part": part}
        path = site.path(
            endpoint, **{name: values[name] for name in rule.arguments}, **({"blog": "hale"} if endpoint in OF_A_BLOG else {})
        )
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        answer = site.answer(path, as_=who, method=method)
        assert answer.status < 500, f"{method} {path} gave {answer.status}"
        to_sign_in = 300 <= answer.status < 400 and answer.location.startswith("/sign-in/")
        opened.append(answer.status not in (401, 403, 404) and not to_sign_in)
    return opened


@pytest.mark.settings(security_contact="mailto:it@example.org")
@pytest.mark.parametrize("name", KNOCKING_ORDER)
def test_a_door_to_read_opens_for_whom_it_should(site: Site, cast: Cast, rooms: dict[str, Any], name: str) -> None:
    who = getattr(cast, name, None)
    found = {endpoint: knock(site, endpoint, rooms, who) for endpoint in DOORS if not writes(site.app, endpoint)}

    assert {endpoint for endpoint, opens in found.items() if all(opens)} == {e for e in found if name in DOORS[e]}
    assert {endpoint for endpoint, opens in found.items() if any(opens)} == {e for e in found if name in DOORS[e]}


@pytest.mark.parametrize("endpoint", [name for name in DOORS if name.partition(".")[2] in VERBS])
def test_a_door_to_write_opens_for_whom_it_should(site: Site, cast: Cast, rooms: dict[str, Any], endpoint: str) -> None:
    for name in KNOCKING_ORDER:
        opens = knock(site, endpoint, rooms, getattr(cast, name, None))
        assert set(opens) == {name in DOORS[endpoint]}, f"{name} at {endpoint}"


def test_the_verbs_are_all_that_write(app: Flask) -> None:
    assert {name for name in DOORS if writes(app, name)} == {name for name in DOORS if name.partition(".")[2] in VERBS}


def writes(app: Flask, endpoint: str) -> bool:
    return any("POST" in (rule.methods or ()) for rule in app.url_map.iter_rules(endpoint))


def test_a_visitor_does_not_learn_what_is_behind_a_door(site: Site, rooms: dict[str, Any]) -> None:
    """What is there and what is not answer alike."""
    for endpoint in (name for name, who in DOORS.items() if not who & VISITORS):
        method = "POST" if writes(site.app, endpoint) else "GET"
        rule = next(site.app.url_map.iter_rules(endpoint))
        values = rooms | {"slug": SLUGS.get(endpoint, "on-lamps"), "part": PARTS.get(endpoint, [""])[0]}
        there = {name: values[name] for name in rule.arguments}
        nowhere = there | {name: 123456 for name in rule.arguments if name.endswith("_id")}
        answers = [site.answer(site.path(endpoint, **at), method=method).status for at in (there, nowhere)]
        assert answers[0] == answers[1] in (302, 401), endpoint
