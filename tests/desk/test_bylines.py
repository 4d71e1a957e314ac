"""Several names in the sheet: typed, agreed to, frozen, corrected; and the appointment of a post that is out."""

import json

import pytest

from network.base.database import db, transaction
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.places.actions import place_for
from network.posts import actions as posts
from network.posts import counts, queries
from network.posts.actions import Name
from network.posts.addresses import path_of
from network.posts.models import Post
from tests.desk.test_writing import sheet
from tests.support.bylines import GUEST, colleague, sign_with

GALE = {
    "author2_name": "Gale Guest",
    "author2_role": "Baker",
    "author2_organisation": "Bakers’ Guild",
    "author2_place": "Quito",
}


def only() -> Post:
    db.session.expire_all()
    found = db.session.query(Post).order_by(Post.id.desc()).first()
    assert found is not None
    return found


def lines(post):
    return [author.line for author in post.authors], [translator.line for translator in post.translators]


@pytest.mark.both
def test_a_guest_and_a_translator_stand_in_the_byline(site, cast):
    saved = sheet(site, cast.stephen).fill(title="On bread", body="Words.", **GALE, translator="Tova T.").send("save", status=303)

    page = saved.follow()
    assert page.one("[name=author2_role]")["value"] == "Baker"
    assert page.one("[name=translator]")["value"] == "Tova T."
    page.form("[data-leave]").send("publish", status=303)
    assert lines(only()) == (
        [
            "Stephen Hale, Head of Engagement, Digital Diplomacy, Foreign and Commonwealth Office, London",
            "Gale Guest, Baker, Bakers’ Guild, Quito",
        ],
        ["Tova T."],
    )


@pytest.mark.both
def test_a_colleague_is_asked_and_nothing_comes_out_before_they_agree(site, cast):
    page = sheet(site, cast.stephen).fill(title="On bread", body="Words.", author2_name="Lan Pham @lan").send("save", status=303)
    post = only()

    page = page.follow()
    assert "Lan Pham agreed to sign it: not yet" in page.words
    refused = page.form("[data-leave]").send("publish", status=422)
    assert refused.one("#author2_name-error").words == (
        "Lan Pham has not agreed yet; the question is on their desk. Wait for them, or take the name away."
    )
    assert only().published_at is None

    desk = site.get("/desk/", as_=cast.lan)
    question = desk.click("You are asked to sign: On bread")
    assert "Words." in question.words
    question.form("Agree to sign").send("agree", status=303)

    page = site.get(f"/desk/posts/{post.id}/", as_=cast.stephen)
    page.form("[data-leave]").send("publish", status=303)
    assert lines(only())[0][1] == "Lan Pham, Consul, Hanoi"
    assert "On bread" in site.get("/lan/").words
    assert [v.note for v in queries.versions(only())][1] == "Agreed to sign"


def test_who_declines_is_not_named_and_a_plan_falls(site, cast, make):
    draft = make.draft(by="hale", title="On bread")
    sign_with(draft, [colleague("lan")])
    with transaction():
        posts.schedule(draft, posts.read_dated("2126-03-25T09:00").at)

    site.post(f"/desk/posts/{draft.id}/signature/", {"answer": "decline"}, as_=cast.lan, status=303)

    page = site.get(f"/desk/posts/{draft.id}/", as_=cast.stephen)
    assert only().publish_at is None
    assert "Declined" in page.words
    refused = page.form("[data-leave]").send("publish", status=422)
    assert "Lan Pham would rather not sign this. Take the name away." in refused.words
    refused.form("[data-leave]").fill(author2_name="").send("publish", status=303)
    assert len(only().authors) == 1


def test_an_answer_is_needed_and_is_for_those_who_are_named(site, cast, make):
    draft = sign_with(make.draft(by="hale"), [colleague("lan")])
    where = f"/desk/posts/{draft.id}/signature/"

    assert "Say whether you agree." in site.post(where, {"answer": "perhaps"}, as_=cast.lan, status=422).words
    site.post(where, {"answer": "agree"}, as_=cast.editor, status=403)
    site.get(where, as_=cast.stephen, status=403)
    site.get(f"/desk/posts/{draft.id}/", as_=cast.lan, status=403)
    with transaction():
        posts.publish(draft)
    assert "This post is out." in site.post(where, {"answer": "decline"}, as_=cast.lan, status=422).words


@pytest.mark.parametrize(
    ("typed", "box", "sentence"),
    [
        ({"author2_name": "Nobody @nobody"}, "author2_name", "There is no blogger @nobody. Choose one from the list."),
        ({"author2_name": "Stephen Hale @hale"}, "author2_name", "Each name stands in a byline once. Take this one away."),
        (
            {"author2_name": "@lan", "author3_name": "Lan Pham"},
            "author3_name",
            "Each name stands in a byline once. Take this one away.",
        ),
        (
            {"author2_name": "Gale", "author3_name": "GALE"},
            "author3_name",
            "Each name stands in a byline once. Take this one away.",
        ),
        ({"author2_role": "Baker"}, "author2_name", "Say who it is, or empty the boxes below, too."),
        ({"author2_name": "…"}, "author2_name", "A name needs a letter."),
        ({"author2_name": "G" * 121}, "author2_name", "This has 121 characters; at most 120 are possible."),
        ({"author2_name": "Gale", "author2_order": "x"}, "author2_order", "Say it as a whole number, such as 2."),
        (
            {"author2_name": "@lan", "author2_role": "Baker"},
            "author2_role",
            "Leave this empty: a colleague’s role, organisation and place come from their appointment.",
        ),
        ({"author2_name": "@lan", "author2_as": "x"}, "author2_as", "Choose one of the appointments."),
        ({"author2_name": "@lan", "author2_as": "1"}, "author2_as", "That appointment is not one of Lan Pham’s. Choose another."),
        ({"translator": "@nobody"}, "translator", "There is no blogger @nobody. Choose one from the list."),
    ],
)
def test_what_is_wrong_with_a_name_is_told_beside_it(site, cast, typed, box, sentence):
    fields = {"title": "On bread", "body": "Words.", "action": "save", **typed}
    refused = site.post("/desk/posts/new/?blog=hale", fields, as_=cast.stephen, status=422)

    assert refused.one(f"#{box}-error").words == sentence
    assert all(refused.one(f"[name={name}]")["value"] == text for name, text in typed.items() if name != "author2_as")
    assert refused.one("[name=title]").words == "On bread"
    assert db.session.query(Post).count() == 0


@pytest.mark.both
def test_a_colleague_signs_under_the_appointment_of_the_day_and_is_asked_for_where_there_were_two(site, cast, make):
    lan = blogger_queries.by_handle("lan")
    with transaction():
        day = posts.read_dated("2020-01-01").at.date()
        bloggers.correct_appointment(blogger_queries.appointments(lan.id)[0], "Attaché", None, "", day, None)
        envoy = bloggers.appoint(
            lan, "Envoy", place_for("Lima, PE"), starts_on=posts.read_dated("2022-01-01").at.date(), alongside=True
        )
    drafts = {day: sign_with(make.draft(by="hale"), [colleague("lan")]) for day in ("2019-06-01", "2021-06-01", "2023-06-01")}
    for day, draft in drafts.items():
        with transaction():
            posts.set_day(draft, posts.read_dated(day))

    def publish(day, status, **typed):
        page = site.get(f"/desk/posts/{drafts[day].id}/", as_=cast.stephen)
        return page.form("[data-leave]").fill(**typed).send("publish", status=status)

    refused = publish("2019-06-01", 422)
    assert refused.one("#author2_as-error").words.startswith("Lan Pham held no appointment on that day.")
    publish("2021-06-01", 303)
    assert lines(drafts["2021-06-01"])[0][1] == "Lan Pham, Attaché"
    refused = publish("2023-06-01", 422)
    assert refused.one("#author2_as-error").words.startswith("Lan Pham held two appointments on that day.")
    with transaction():
        posts.save(drafts["2023-06-01"], names=[colleague("lan", appointment_id=envoy.id)])
    publish("2023-06-01", 303)
    db.session.expire_all()
    assert lines(drafts["2023-06-01"])[0][1] == "Lan Pham, Envoy, Lima"


def test_names_change_places_and_go(site, cast, make):
    draft = sign_with(make.draft(by="hale"), [GUEST, Name(name="Ada B."), Name(name="Cy D.")])

    page = site.get(f"/desk/posts/{draft.id}/", as_=cast.stephen)
    page.form("[data-leave]").fill(author2_order="9", author3_name="").send("save", status=303)

    assert [author.name for author in only().authors] == ["Cy D.", "Gale Guest"]
    assert only().authors[1].organisation == "Bakers’ Guild"


def test_a_name_that_is_out_is_corrected_with_a_note(site, cast, make):
    post = sign_with(make.post(by="hale", title="On bread", date="2009-03-25"), [Name(name="Gale Gest", role="Baker")])

    page = site.get(f"/desk/posts/{post.id}/", as_=cast.stephen)
    page.form("[data-leave]").fill(author2_name="Gale Guest", correction="Gale’s name.").send("save", status=303)

    assert "Gale Guest" in site.get(path_of(post)).words
    history = site.get(path_of(post) + "history/").words
    assert "Gale’s name." in history
    assert "Byline" in history
    assert only().version == 4


def test_a_colleague_comes_to_a_post_that_is_out_by_an_editors_hand(site, cast, make):
    post = make.post(by="hale", title="On bread", date="2009-03-25")
    where = f"/desk/posts/{post.id}/"

    refused = site.get(where, as_=cast.stephen).form("[data-leave]").fill(author2_name="@lan").send("save", status=422)
    assert "This post is out. Ask an editor to put Lan Pham there, once they have agreed." in refused.words
    site.get(where, as_=cast.editor).form("[data-leave]").fill(author2_name="@lan").send("save", status=303)
    assert lines(only())[0][1] == "Lan Pham, Consul, Hanoi"
    assert queries.versions(only())[0].saved_as == "Edith Marsh, editor"
    site.get(where, as_=cast.stephen).form("[data-leave]").fill(title="On rye").send("save", status=303)
    assert len(only().authors) == 2, "and what is there already stays when its author goes on"


@pytest.mark.both
def test_a_wrong_appointment_is_corrected_after_publication_and_the_address_moves(site, cast, make):
    hale = blogger_queries.by_handle("hale")
    with transaction():
        day = posts.read_dated("2009-01-01").at.date()
        consul = bloggers.appoint(hale, "Consul", place_for("Hanoi, VN"), starts_on=day, alongside=True)
        london = blogger_queries.appointments(hale.id)[-1]
    draft = make.draft(by="hale", title="On bread", tags="tea")
    with transaction():
        posts.choose_appointment(draft, london.id)
        posts.publish(draft, dated=posts.read_dated("2009-03-31T22:30"))
    before, instant = path_of(draft), draft.published_at
    assert before == "/hale/2009/03/on-bread/"

    page = site.get(f"/desk/posts/{draft.id}/", as_=cast.stephen)
    assert page.one("[name=appointment] option[selected]")["value"] == str(london.id)
    page.form("[data-leave]").fill(appointment=str(consul.id), correction="I was in Hanoi.").send("save", status=303)

    db.session.expire_all()
    assert (draft.published_at, path_of(draft), draft.place.name) == (instant, "/hale/2009/04/on-bread/", "Hanoi")
    assert site.get(before, status=301).location.endswith("/hale/2009/04/on-bread/")
    assert "Consul, Hanoi" in site.get(path_of(draft)).one(".posted").words
    assert "I was in Hanoi." in site.get(path_of(draft) + "history/").words
    assert "On bread" in site.get("/places/hanoi/").words
    assert list(counts.differences()) == []


def test_a_day_alone_stays_when_the_appointment_is_corrected(make):
    hale = blogger_queries.by_handle("hale") or make.blogger("hale")
    with transaction():
        day = posts.read_dated("2009-01-01").at.date()
        there = bloggers.appoint(hale, "Consul", place_for("Apia, WS"), starts_on=day, alongside=True)
        here = blogger_queries.appointments(hale.id)[-1]
    draft = make.draft(by=hale)
    with transaction():
        posts.choose_appointment(draft, here.id)
        posts.publish(draft, dated=posts.read_dated("2009-03-31"))
        assert posts.choose_appointment(draft, there.id)
        assert not posts.choose_appointment(draft, there.id)

    assert str(draft.local_date) == "2009-03-31"
    assert str(posts.day_of(draft)) == "2009-03-31"


def test_two_people_who_change_a_byline_at_once_are_told(site, cast, make):
    draft = make.draft(by="hale", title="On bread")
    page = site.get(f"/desk/posts/{draft.id}/", as_=cast.stephen)
    sign_with(draft, [Name(name="Ada B.")])

    page.form("[data-leave]").fill(title="On rye").send("save", status=303)
    assert [row.name for row in only().credits] == ["Ada B."], "what somebody else put there is taken over"

    page.form("[data-leave]").fill(author2_name="Cy D.").send("save", status=409)
    assert [row.name for row in only().credits] == ["Ada B."]


def test_a_sheet_that_was_not_saved_holds_its_names(site, cast, make):
    draft = make.draft(by="hale", title="On bread")
    site.post(f"/desk/posts/{draft.id}/typed/", {"title": "On bread", "author2_name": "Gale", "turn": "0"}, as_=cast.stephen)

    assert site.get(f"/desk/posts/{draft.id}/", as_=cast.stephen).one("[name=author2_name]")["value"] == "Gale"


def test_the_copy_of_ones_data_holds_what_one_signed_with_others(site, cast, make):
    sign_with(make.draft(by="hale", title="On bread"), [colleague("lan")])

    told = json.loads(site.get("/account/export.json", as_=cast.lan).bytes)

    assert told["signatures"] == [{"post": "On bread", "as": "author", "words": "Lan Pham", "answer": "agreed"}]


def test_a_preview_shows_all_names(site, cast):
    page = sheet(site, cast.stephen).fill(title="On bread", body="Words.", **GALE, translator="Tova T.").send("preview")

    assert "by Stephen Hale and Gale Guest" in page.words
    assert "Translated by Tova T." in page.words


@pytest.mark.both
def test_a_plan_for_a_day_on_which_a_colleague_holds_nothing_is_told_at_once(site, cast, make):
    draft = sign_with(make.draft(by="hale"), [colleague("lan")])
    with transaction():
        held = blogger_queries.appointments(blogger_queries.by_handle("lan").id)[0]
        bloggers.correct_appointment(
            held, held.role, held.place, held.organisation, None, posts.read_dated("2026-12-31").at.date()
        )

    page = site.get(f"/desk/posts/{draft.id}/", as_=cast.stephen)
    refused = page.form("[data-leave]").fill(publish_at="2099-01-05T08:00").send("schedule", status=422)

    assert refused.one("#author2_as-error").words.startswith("Lan Pham held no appointment on that day.")
    assert only().publish_at is None


def test_a_guest_stays_a_guest_when_a_blogger_of_that_name_comes(site, cast, make):
    post = sign_with(make.post(by="hale"), [GUEST])
    make.blogger("gale")
    with transaction():
        db.session.merge(blogger_queries.by_handle("gale")).name = GUEST.name

    page = site.get(f"/desk/posts/{post.id}/", as_=cast.stephen)
    page.form("[data-leave]").fill(author2_role="Miller", correction="A miller.").send("save", status=303)

    assert lines(only())[0][1].startswith("Gale Guest, Miller")
