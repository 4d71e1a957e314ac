"""What happens to a post that is planned or out: schedule, correction, best bit, top image, withdrawal, two people at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from network.base.changes import Change
from network.base.clock import now
from network.base.database import db, transaction
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.places.actions import place_for
from network.posts import actions, queries
from tests.desk.test_writing import TEXT, id_in, sheet
from tests.media.pictures import picture


def kinds(post):
    return [version.kind for version in queries.versions(queries.find(post.id))]


# -- planned -----------------------------------------------------------------------------------------------------------


@pytest.mark.both
def test_a_scheduled_post_comes_out_at_that_time_on_the_clock_of_its_place(site, cast, let_work):
    sent = sheet(site, cast.lan).fill(title="Soon", body=TEXT, publish_at="2999-01-02T08:00").send("schedule", status=303)
    post = queries.find(id_in(sent.location))
    assert post.publish_at == datetime(2999, 1, 2, 1, 0, tzinfo=UTC)
    assert "It comes out on 2 January 2999, 08:00 in Hanoi." in sent.follow().one(".flash").words
    with transaction():
        queries.find(post.id).publish_at = now() + timedelta(seconds=30)

    let_work()
    assert "Soon" not in site.get("/lan/").words
    with time_machine.travel(now() + timedelta(minutes=1), tick=True):
        let_work()
        let_work()

    assert "Soon" in site.get("/lan/").words
    assert kinds(post) == ["published", "saved"]


def test_a_plan_is_changed_and_taken_back(site, cast):
    page = (
        sheet(site, cast.stephen)
        .fill(title="Soon", body=TEXT, publish_at="2999-01-02T08:00")
        .send("schedule", status=303)
        .follow()
    )
    assert "Scheduled" in page.one(".writebar .pill").words
    assert page.one("#publish_at")["value"] == "2999-01-02T08:00"
    page = page.form("[data-leave]").fill(publish_at="2999-01-03T08:00").send("schedule", status=303).follow()
    assert "comes out 3 January 2999, 08:00" in page.one(".dateline").words

    page = page.form("[data-leave]").send("unschedule", status=303).follow()

    assert "Draft" in page.one(".writebar .pill").words


def test_a_planned_post_bears_no_other_day_than_that_of_the_plan(site, cast, make):
    post = make.draft(by="hale", title="Ferry")
    planned = {"publish_at": "2031-05-01T08:00"}

    page = sheet(site, cast.stephen, post).fill(date="2020-01-01", **planned).send("schedule", status=422)
    assert "Empty this field to schedule it." in page.one(".summary").words
    page = sheet(site, cast.stephen, post).fill(**planned).send("schedule", status=303).follow()
    page = page.form("[data-leave]").fill(date="2020-01-01").send("save", status=422)
    assert "take the plan back first" in page.one(".summary").words

    page.form("[data-leave]").send("publish", status=303)
    assert queries.find(post.id).local_date == date(2020, 1, 1)


def test_a_plan_that_cannot_be_kept_goes_back_to_the_drafts_and_holds_up_no_other(site, cast, make, let_work):
    first, second = make.draft(by="hale", title="Two hats"), make.draft(by="lan", title="One hat")
    with transaction():
        bloggers.appoint(blogger_queries.by_handle("hale"), "Special envoy", place_for("Oslo, NO"), alongside=True)
        queries.find(first.id).publish_at = now() - timedelta(minutes=2)
        queries.find(second.id).publish_at = now() - timedelta(minutes=1)

    let_work()

    assert [queries.find(p.id).state for p in (first, second)] == ["draft", "published"]


def test_a_scheduled_post_is_not_saved_without_what_readers_need(site, cast):
    page = (
        sheet(site, cast.stephen)
        .fill(title="Soon", body=TEXT, publish_at="2999-01-02T08:00")
        .send("schedule", status=303)
        .follow()
    )

    assert "Readers need a text." in page.form("[data-leave]").fill(body="").send("save", status=422).one(".summary").words


# -- corrected ---------------------------------------------------------------------------------------------------------


def test_a_correction_is_seen_at_once_with_its_note(site, cast, make):
    post = make.post(by="hale", title="Ferry", body="It leaves at half past nine.")
    address = sheet(site, cast.stephen, post).page.links["Read it"]
    assert "half past nine" in site.get(address).words

    changed = (
        sheet(site, cast.stephen, post)
        .fill(body="It leaves at twenty past nine.", correction="Thanks to Paloma R.")
        .send("save", status=303)
    )

    assert "Saved. Readers see it as it is now." in changed.follow().one(".flash").words
    assert "twenty past nine" in site.get(address).words
    history = site.get(address + "history/")
    assert "Thanks to Paloma R." in history.words
    assert history.one("del").words == "half"


def test_saving_what_is_unchanged_tells_nobody(site, cast, make):
    post = make.post(by="hale", tags="Trade, tea")
    before = db.session.scalars(select(Change.id)).all()

    saved = sheet(site, cast.stephen, post).fill(tags="trade,  Tea, tea", correction="Nothing.").send("save", status=303)

    assert "what you noted on the correction was not kept" in saved.follow().one(".flash").words

    assert kinds(post) == ["published", "saved"]
    assert db.session.scalars(select(Change.id)).all() == before


def test_another_address_or_picture_is_a_correction_with_its_note(site, cast, make):
    post = make.post(by="hale", title="Ferry")
    address = sheet(site, cast.stephen, post).page.links["Read it"]

    page = (
        sheet(site, cast.stephen, post).fill(slug="the-ferry", correction="A better address.").send("save", status=303).follow()
    )
    page = page.form("[data-leave]").fill(
        top_image=(picture(), "a.jpg"), top_image_alt="Two fields", correction="With a picture."
    )
    page.send("save", status=303)

    assert kinds(post) == ["corrected", "corrected", "published", "saved"]
    history = site.get(address.replace("/ferry/", "/the-ferry/") + "history/")
    assert {"A better address.", "With a picture."} <= {p.words for p in history.all("ol.lines p")}
    assert "Corrected" in site.get(address.replace("/ferry/", "/the-ferry/")).words


def test_a_post_that_is_out_keeps_a_title_and_a_text(site, cast, make):
    post = make.post(by="hale")

    page = sheet(site, cast.stephen, post).fill(title="", body="").send("save", status=422)

    assert {m.words for m in page.all(".msg")} == {"Readers need a title.", "Readers need a text."}


def test_the_change_of_an_editor_is_shown_as_theirs(site, cast, make):
    post = make.post(by="hale", title="Ferry")

    sheet(site, cast.editor, post).fill(title="The ferry").send("save", status=303)
    sheet(site, cast.stephen, post).fill(title="The ferries").send("save", status=303)

    assert [v.saved_as for v in queries.versions(queries.find(post.id))][:2] == ["Stephen Hale", "Edith Marsh, editor"]
    assert "by Edith Marsh, editor" in site.get(f"{sheet(site, cast.editor, post).page.links['Read it']}history/").words


def test_an_editor_gives_a_published_post_another_day_and_the_old_address_leads_on(site, cast, make):
    post = make.post(by="hale", title="Ferry", tags="tea")
    form = sheet(site, cast.editor, post)
    former = form.page.links["Read it"]

    page = form.fill(date="2009-03-25").send("save", status=303).follow()

    assert page.links["Read it"] == "/hale/2009/03/ferry/"
    assert site.get(former, status=301).location == "/hale/2009/03/ferry/"
    assert "Posted 25 March 2009" in site.get("/hale/2009/03/ferry/").words
    assert "Ferry" in site.get("/hale/2009/03/").words
    assert queries.months(queries.find(post.id).blogger_id) == {2009: {3: 1}}


def test_an_author_gives_a_published_post_no_other_day(site, cast, make):
    post = make.post(by="hale", title="Ferry")
    assert not sheet(site, cast.stephen, post).has("[name=date]")

    page = site.post("desk.update", {"date": "2009-03-25", "action": "save"}, post_id=post.id, as_=cast.stephen, status=422)

    assert "Only an editor can give a published post another day." in page.one(".summary").words


# -- best bits ---------------------------------------------------------------------------------------------------------


def test_a_best_bit_stands_on_the_blog_and_an_editors_on_the_front_page(site, cast, make):
    post = make.post(by="hale", body="The first sentence. The second sentence.")
    assert not sheet(site, cast.stephen, post).has("[name=front_best_bit]")

    sheet(site, cast.stephen, post).fill(best_bit="The first sentence.").send("save", status=303)
    sheet(site, cast.editor, post).fill(front_best_bit="The second sentence.").send("save", status=303)

    assert "The first sentence." in site.get("/hale/").one(".bits").words
    assert "The second sentence." in site.get("/").one(".bits").words
    assert "The second sentence." in site.get("/best-bits/").words
    sheet(site, cast.stephen, post).fill(best_bit="").send("save", status=303)
    assert not site.get("/hale/").all(".bits blockquote")


def test_an_author_chooses_nothing_for_the_front_page(site, cast, make):
    post = make.post(by="hale", body="The first sentence.")

    site.post("desk.update", {"front_best_bit": "The first sentence.", "action": "save"}, post_id=post.id, as_=cast.stephen)

    assert not queries.best_bits()


def test_the_best_bit_of_a_draft_is_shown_to_nobody_before_its_post(site, cast):
    form = sheet(site, cast.stephen).fill(title="Later", body="The first sentence.", best_bit="The first sentence.")
    saved = form.send("save", status=303)
    assert "The first sentence." not in site.get("/hale/").words

    saved.follow().form("[data-leave]").send("publish", status=303)

    assert "The first sentence." in site.get("/hale/").one(".bits").words


def test_a_sentence_that_was_corrected_away_is_no_best_bit_any_more(site, cast, make):
    post = make.post(by="hale", body="The first sentence. The second sentence.", on_front="The second sentence.")

    sheet(site, cast.stephen, post).fill(body="The first sentence alone.").send("save", status=303)

    assert not site.get("/").all(".bits blockquote")


# -- the top image -----------------------------------------------------------------------------------------------------


@pytest.mark.both
def test_a_top_image_needs_words_and_is_shown(site, cast):
    form = sheet(site, cast.stephen).fill(title="Seen", body=TEXT, top_image=(picture(), "a.jpg"))
    page = form.send("publish", status=422)
    assert "Say in words what the top image shows" in page.one(".summary").words

    page = page.form("[data-leave]").fill(top_image_alt="A quay").send("publish", status=303).follow()

    image = page.click("Read it").one("img.plate")
    assert image["alt"] == "A quay"
    assert site.get(image["src"]).header("Content-Type") == "image/webp"


def test_a_top_image_is_taken_away_again(site, cast):
    sent = (
        sheet(site, cast.stephen)
        .fill(title="Seen", body=TEXT, top_image=(picture(), "a.jpg"), top_image_alt="A quay")
        .send("publish", status=303)
    )

    page = sent.follow().form("[data-leave]").fill(no_top_image=True).send("save", status=303).follow()

    assert not page.has("img.plate")
    assert not page.click("Read it").has("img.plate")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"I am no picture", "That file is not a picture"),
        (picture()[:3000], "The picture is damaged"),
        (picture(30_000, 20, "PNG", "L"), "The picture is 30,000 by 20 pixels"),
    ],
    ids=["text", "truncated", "wide"],
)
def test_what_is_no_good_picture_is_told_beside_it_and_the_text_is_not_lost(site, cast, body, words):
    page = (
        sheet(site, cast.stephen)
        .fill(title="Kept", body=TEXT, top_image=(body, "a.jpg"), top_image_alt="A quay")
        .send("save", status=422)
    )

    assert words in page.one(".field.err").words
    assert page.one("textarea[name=title]").words == "Kept"


def test_25_megabytes_are_too_much_to_send(site, cast):
    page = site.post("/desk/posts/new/", {"title": "Heavy", "body": "x" * 25 * 1024 * 1024}, as_=cast.stephen, status=413)

    assert "too large" in page.one("main").words


# -- withdrawn ---------------------------------------------------------------------------------------------------------


def test_a_withdrawn_post_says_why_for_ever_and_is_changed_no_more(site, cast, make):
    post = make.post(by="hale", title="Ferry")
    form = sheet(site, cast.stephen, post)
    address = form.page.links["Read it"]
    assert "Say in a sentence why" in form.send("withdraw", status=422).one(".field.err").words
    assert site.get(address).status == 200

    page = form.fill(reason="The timetable was secret.").send("withdraw", status=303).follow()

    assert "The timetable was secret." in site.get(address, status=410).words
    assert "Ferry" not in site.get("/").words
    assert "This post was withdrawn on" in page.words
    assert not page.all("button[name=action]")
    refused = site.post("desk.update", {"title": "Back", "action": "save"}, post_id=post.id, as_=cast.stephen, status=422)
    assert "This post was withdrawn." in refused.one(".summary").words


def test_a_draft_cannot_be_withdrawn(site, cast, make):
    post = make.draft(by="hale")

    page = site.post("desk.update", {"reason": "Because.", "action": "withdraw"}, post_id=post.id, as_=cast.stephen, status=422)

    assert "Only what was published can be withdrawn." in page.one(".summary").words


# -- two people --------------------------------------------------------------------------------------------------------


@pytest.mark.both
def test_whoever_saves_second_sees_both_texts_and_loses_neither(site, cast, make):
    post = make.draft(by="hale", title="Ferry", body="As it was.")
    mine, theirs = sheet(site, cast.stephen, post), sheet(site, cast.editor, post)
    theirs.fill(body="As the editor has it.").send("save", status=303)

    page = mine.fill(body="As I have it.").send("save", status=409)

    assert "Edith Marsh, editor saved it after you opened this page." in page.one("[role=alert]").words
    assert page.one("#theirs-body").words == "As the editor has it."
    assert page.one("#body").words == "As I have it."
    assert queries.find(post.id).source == "As the editor has it."
    page.form("[data-leave]").send("save", status=303)
    assert queries.find(post.id).source == "As I have it."


def test_the_same_words_twice_are_no_conflict(site, cast, make):
    post = make.draft(by="hale", title="Ferry")
    form = sheet(site, cast.stephen, post).fill(title="The ferry")

    first, second = form.send("publish", status=303), form.send("publish", status=303)

    assert first.location == second.location
    assert kinds(post) == ["published", "saved", "saved"]


def test_what_each_changed_alone_is_kept_of_both(site, cast, make):
    post = make.draft(by="hale", title="Ferry", body="As it was.", tags="boats")
    mine, theirs = sheet(site, cast.stephen, post), sheet(site, cast.editor, post)
    theirs.fill(comments="closed", standfirst="Short.", date="2026-01-05").send("save", status=303)

    mine.fill(body="As I have it.", tags="boats, time").send("save", status=303)

    post = queries.find(post.id)
    assert (post.source, post.standfirst, post.comments_open) == ("As I have it.", "Short.", False)
    assert str(actions.day_of(post)) == "2026-01-05"
    assert [tag.name for tag in queries.tags_of(post)] == ["boats", "time"]


# -- whose posts -------------------------------------------------------------------------------------------------------


def test_a_post_is_open_to_its_authors_and_to_editors_alone(app, site, cast, make):
    post = make.draft(by="hale")
    opens = {name: site.status("desk.edit", post_id=post.id, as_=getattr(cast, name)) for name in vars(cast)}

    assert opens == {
        "administrator": 200, "editor": 200, "moderator": 403, "stephen": 200, "lan": 403, "reader": 403, "suspended": 302,
    }  # fmt: skip
    assert site.status("desk.edit", post_id=post.id) == 302
    assert site.status("desk.update", post_id=post.id, as_=cast.lan, method="POST", data={"title": "Mine"}) == 403
    assert site.status("desk.update", post_id=post.id, method="POST", data={"title": "Mine"}) == 401
    assert site.status("/desk/posts/999999/", as_=cast.stephen) == 404
    assert app.test_client().get("/desk/posts/99999999999999999999/").status_code == 404


def test_nobody_begins_a_post_on_a_blog_of_others(site, cast):
    assert site.status("/desk/posts/new/?blog=lan", as_=cast.stephen) == 404
    assert site.status("/desk/posts/new/?blog=lan", as_=cast.editor) == 404
    assert site.status("/desk/posts/new/?blog=lan", as_=cast.editor, method="POST", data={"title": "Mine"}) == 404
