"""A post is read by somebody else before it comes out, and what they approved is what comes out."""

import threading
from contextvars import Context
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from network.base.clock import now
from network.base.database import db, transaction
from network.base.web import Refused
from network.bloggers import actions as blogs
from network.bloggers import queries as bloggers
from network.clearance import actions, margins, queries
from network.clearance.models import Review
from network.posts import actions as posts
from network.posts import queries as post_queries
from network.posts.actions import Name
from network.posts.models import Post
from tests.desk.test_writing import sheet
from tests.support.bylines import GUEST, colleague, sign_with

TEXT = "The pier is long.\n\nThe second paragraph speaks of *fog* and of ships.\n\n- one\n- two"


@pytest.fixture
def draft(make):
    return make.draft(by="hale", title="Fog", standfirst="On seeing little.", body=TEXT)


@pytest.fixture
def wants(cast):
    """`wants("editors")`: the blog of Stephen Hale has its posts cleared."""

    def require(rule):
        with transaction():
            actions.require(bloggers.by_handle("hale"), rule)

    return require


def ask_editor(site, cast, post, **typed):
    form = sheet(site, cast.stephen, post).fill(reviewer=str(cast.editor.id), **typed)
    return form.send("review", status=303)


def ask_by_link(site, cast, post):
    """The address that the author passes on."""
    whom = {"reviewer_name": "Ngozi Bello", "reviewer_email": "Ngozi@ministry.example"}
    page = sheet(site, cast.stephen, post).fill(**whom).send("review", status=200)
    return page.one(".secret").words.removeprefix(site.root)


def review_of(post):
    db.session.rollback()
    return db.session.scalar(select(Review).where(Review.post_id == post.id).order_by(Review.id.desc()))


def the(post):
    db.session.rollback()
    return post_queries.find(post.id)


def approve(site, cast, post):
    page = site.get("desk.review", review_id=review_of(post).id, as_=cast.editor)
    return page.form("Approve this text").send("approved", status=303)


@pytest.mark.both
def test_an_editor_is_asked_comments_sends_back_and_approves(site, cast, draft):
    asked = ask_editor(site, cast, draft, review_message="Is the second part true?", standfirst="On seeing nothing.").follow()
    assert "Edith Marsh finds it on their desk" in asked.one(".flash").words
    assert the(draft).standfirst == "On seeing nothing.", "what is asked about is what stood in the sheet"
    assert "With a reader" in site.get("desk.front", as_=cast.stephen).one("tbody tr").words

    page = site.get("desk.front", as_=cast.editor).click("Fog", as_=cast.editor)
    assert page.one("h1") == "Fog"
    assert "Stephen Hale asks Edith Marsh" in page.words
    assert "Is the second part true?" in page.words
    page = page.form("#at-2 form").fill(words="Which ships?", quote="fog and of ships").send("note", status=303).follow()
    assert page.one("#at-2 .slip .said") == "Which ships?"
    assert [mark.words for mark in page.all("#at-2 mark")] == ["fog", "and of ships"], "around what is emphasised, and in it"
    page.form("Approve this text").send("sent back", status=303).follow()
    assert review_of(draft).state == "sent back"
    assert the(draft).state == "draft"

    page = site.get("desk.edit", post_id=draft.id, as_=cast.stephen)
    assert "Edith Marsh sent it back" in page.one("[aria-labelledby=before]").words
    said = page.click("What was said of it")
    assert "Which ships?" in said.one("#at-2").words
    said = said.form("Settle: Which ships?").fill(reply="The ferries.").send("settle", status=303).follow()
    assert "The ferries." in said.one("#at-2 .slip").words

    ask_editor(site, cast, draft, body=TEXT.replace("ships", "ferries"))
    page = site.get("desk.review", review_id=review_of(draft).id, as_=cast.editor)
    assert "The ferries." in page.one("details:not(.say):not(.menu)").words, "what was said before, and what came of it"
    done = page.form("Approve this text").fill(words="Good now.").send("approved", status=303).follow()
    assert "You approved this text" in done.words

    page = site.get("desk.edit", post_id=draft.id, as_=cast.stephen)
    assert "Cleared by Edith Marsh on" in page.words
    kept = post_queries.versions(the(draft))[0]
    assert (kept.kind, kept.saved_as, kept.note) == ("approved", "Edith Marsh, editor", "Good now.")
    assert "approved" in site.get("desk.versions", post_id=draft.id, as_=cast.stephen).words
    page.form("[data-leave]").send("publish", status=303)
    assert the(draft).is_out


@pytest.mark.both
def test_somebody_without_an_account_answers_by_a_link(site, cast, draft):
    address = ask_by_link(site, cast, draft)
    assert address.startswith("/desk/reviews/by-link/")
    secret = address.split("/")[-2]
    row = review_of(draft)
    assert secret not in f"{row.secret_hash}{row.email}{row.name}"
    assert len(secret) >= 43

    page = site.get(address)
    assert page.header("Referrer-Policy") == "no-referrer"
    assert "no-store" in page.header("Cache-Control")
    assert "noindex" in page.header("X-Robots-Tag")
    assert page.header("Set-Cookie") is None
    assert "ngozi@ministry.example" not in page.text
    no_origin = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    page = page.form("#at-1 form").fill(words="It is short.").send("note", status=303, headers=no_origin).follow()
    assert page.one("#at-1 .said") == "It is short."
    page = page.form("#at-1 .slip form").send("drop", status=303).follow()
    assert not page.has(".slip")
    page = page.form("Approve this text").send("approved", status=303).follow()
    assert "You approved this text" in page.words
    assert not page.has("main form")
    assert post_queries.versions(the(draft))[0].saved_as == "Ngozi Bello, by link"
    assert "Cleared by Ngozi Bello" in site.get("desk.edit", post_id=draft.id, as_=cast.stephen).words


def test_a_link_is_ended_renewed_and_grows_old(site, cast, draft, let_work):
    first = ask_by_link(site, cast, draft)
    page = site.get("desk.reviews", post_id=draft.id, as_=cast.stephen)
    second = page.form(f"/desk/reviews/{review_of(draft).id}/link/").send(status=200).one(".secret").words
    second = second.removeprefix(site.root)
    site.get(first, status=404)
    site.get(second)
    with time_machine.travel(now() + timedelta(days=31), tick=True):
        assert "good for 30 days" in site.get(second, status=410).words
        site.post(second, {"action": "approved", "version": "1"}, status=410)
        let_work()
    assert the(draft).state == "draft"

    third = ask_by_link(site, cast, draft)
    page = site.get("desk.reviews", post_id=draft.id, as_=cast.stephen)
    page.form(f"/desk/reviews/{review_of(draft).id}/end/").send(status=303)
    assert "took it back" in site.get(third, status=410).words
    assert the(draft).state == "draft"
    site.get("/desk/reviews/by-link/nothing-like-it/", status=404)


def test_nobody_clears_their_own(site, cast, draft):
    address = ask_by_link(site, cast, draft)
    assert not site.get(address, as_=cast.stephen).has("[value=approved]")
    site.post(address, {"action": "approved", "version": "1"}, as_=cast.stephen, status=422)
    assert review_of(draft).is_open

    form = sheet(site, cast.stephen, draft).fill(reviewer_name="Me", reviewer_email=cast.stephen.email)
    page = form.send("review", status=422)
    assert "two pairs of eyes" in page.one(".summary").words
    assert page.one("#reviewer_name")["value"] == "Me"
    page = sheet(site, cast.stephen, draft).send("review", status=422)
    assert "Choose an editor, or type the name" in page.one(".summary").words
    assert [o.words for o in page.one("#reviewer").all("option")] == ["Somebody without an account", "Ada Quist", "Edith Marsh"]


@pytest.mark.both
def test_what_is_cleared_is_what_comes_out(site, cast, draft, wants):
    wants("asked")
    page = sheet(site, cast.stephen, draft).fill(title="Fog again").send("publish", status=422)
    assert "are cleared before they come out" in page.one(".summary").words
    assert page.one("#title").words == "Fog again"
    page = sheet(site, cast.stephen, draft).fill(publish_at="2999-01-01T08:00").send("schedule", status=422)
    assert the(draft).publish_at is None

    ask_editor(site, cast, draft)
    sheet(site, cast.stephen, draft).send("publish", status=422)
    approve(site, cast, draft)
    page = sheet(site, cast.stephen, draft).fill(standfirst="One word more.").send("publish", status=422)
    assert not the(draft).is_out
    sheet(site, cast.stephen, draft).fill(tags="weather").send("save", status=303)
    sheet(site, cast.stephen, draft).fill(publish_at="2999-01-01T08:00").send("schedule", status=303)
    assert the(draft).state == "scheduled", "topics do not count"

    page = sheet(site, cast.stephen, draft).fill(standfirst="One word more.").send("save", status=303).follow()
    assert "The plan is taken back" in page.one(".flash").words
    assert "Changed since it was cleared" in page.words
    assert the(draft).publish_at is None
    page = site.get("desk.reviews", post_id=draft.id, as_=cast.stephen).click("See what changed")
    assert "One word more." in [piece.words for piece in page.all("dl ins")]

    sheet(site, cast.stephen, draft).fill(standfirst="On seeing little.").send("save", status=303)
    sheet(site, cast.stephen, draft).send("publish", status=303)
    assert the(draft).is_out, "the very text that was approved"


@pytest.mark.both
def test_a_plan_made_before_does_not_slip_past(site, cast, draft, wants, let_work):
    sheet(site, cast.stephen, draft).fill(publish_at="2999-01-01T08:00").send("schedule", status=303)
    page = site.get("admin.blogger", blogger_id=draft.blogger_id, as_=cast.administrator)
    page = page.form(f"/admin/bloggers/{draft.blogger_id}/clearance/").fill(clearance="editors").send(status=303).follow()
    assert "1 planned post is not cleared" in page.one(".flash").words
    assert "Clearance changed" in site.get("admin.audit", as_=cast.administrator).words
    with transaction():
        db.session.get(Post, draft.id).publish_at = now() - timedelta(seconds=1)
    let_work()
    assert the(draft).state == "draft", "even one that got a plan by another way"


def test_an_approval_by_link_is_not_enough_where_an_editor_clears(site, cast, draft, wants):
    wants("editors")
    address = ask_by_link(site, cast, draft)
    site.get(address).form("Approve this text").send("approved", status=303)
    sheet(site, cast.stephen, draft).send("publish", status=422)
    ask_editor(site, cast, draft)
    approve(site, cast, draft)
    sheet(site, cast.stephen, draft).send("publish", status=303)


def test_who_sent_a_text_back_is_not_overruled_by_another(site, cast, draft, wants):
    wants("asked")
    address = ask_by_link(site, cast, draft)
    ask_editor(site, cast, draft)
    approve(site, cast, draft)
    sheet(site, cast.stephen, draft).send("publish", status=422)
    site.get(address).form("Approve this text").fill(words="No.").send("sent back", status=303)
    sheet(site, cast.stephen, draft).send("publish", status=422)
    address = ask_by_link(site, cast, draft)
    site.get(address).form("Approve this text").send("approved", status=303)
    sheet(site, cast.stephen, draft).send("publish", status=303)


def test_once_out_an_editor_corrects(site, cast, draft, wants):
    post = draft
    with transaction():
        posts.publish(db.session.get(Post, post.id))
    wants("asked")
    page = sheet(site, cast.stephen, post).fill(title="Mist").send("save", status=422)
    assert "an editor makes its corrections" in page.one(".summary").words
    assert page.one("#title").words == "Mist"
    assert the(post).title == "Fog"
    sheet(site, cast.stephen, post).fill(comments="closed", tags="weather").send("save", status=303)
    sheet(site, cast.editor, post).fill(title="Mist", correction="It was mist.").send("save", status=303)
    assert post_queries.versions(the(post))[0].saved_as == "Edith Marsh, editor"
    sheet(site, cast.stephen, post).fill(reason="Wrong.").send("withdraw", status=303)


def test_a_text_that_changed_while_it_was_read_is_shown_before_it_is_approved(site, cast, draft):
    ask_editor(site, cast, draft)
    page = site.get("desk.review", review_id=review_of(draft).id, as_=cast.editor)
    sheet(site, cast.stephen, draft).fill(body=TEXT.replace("long", "short")).send("save", status=303)

    page = page.form("Approve this text").fill(words="Fine.").send("approved", status=409)
    assert "changed while you read it" in page.one(".summary").words
    assert page.one(".compared ins").words == "short."
    assert page.one("#words").words == "Fine."
    assert review_of(draft).is_open
    page.form("Approve this text").send("approved", status=303)
    assert queries.standing(the(draft)).cleared


@pytest.mark.both
def test_approving_and_saving_at_once_never_clears_what_was_not_read(site, cast, draft, wants):
    """Whichever comes first: either the new text is refused approval, or the approval is of the old text."""
    wants("asked")
    ask_editor(site, cast, draft)
    page = site.get("desk.review", review_id=review_of(draft).id, as_=cast.editor)
    form, typed = page.form("Approve this text"), sheet(site, cast.stephen, draft).fill(title="Smoke")
    site.get("desk.front", as_=cast.editor)
    answers, together = {}, threading.Barrier(2)
    sent = {
        "approve": (form.action, cast.editor, {"action": "approved", "version": "1"}),
        "save": (typed.action, cast.stephen, dict(typed.values) | {"action": "save"}),
    }

    def send(name, address, who, data):
        together.wait(20)
        answers[name] = site.answer(address, as_=who, method="POST", data=data).status

    threads = [threading.Thread(target=Context().run, args=(send, name, *what)) for name, what in sent.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers["save"] == 303
    assert answers["approve"] in (303, 409)
    assert the(draft).title == "Smoke"
    assert queries.standing(the(draft)).cleared is None
    with transaction(), pytest.raises(Refused):
        posts.publish(db.session.get(Post, draft.id))


def test_bad_notes_and_answers_are_told_with_what_was_typed(site, cast, draft):
    ask_editor(site, cast, draft)
    page = site.get("desk.review", review_id=review_of(draft).id, as_=cast.editor)
    wrong = page.form("#at-2 form").fill(words="Which?", quote="no such words").send("note", status=422)
    assert wrong.one("#say-2").words == "Which?"
    assert "#say-2" in [a["href"] for a in wrong.one(".summary").all("a")]
    assert "Type what you want to say" in page.form("#at-1 form").send("note", status=422).words
    assert "Say what has to change" in page.form("Approve this text").send("sent back", status=422).words
    site.post(page.address, {"action": "note", "version": "99", "place": "1", "words": "x"}, as_=cast.editor, status=422)
    site.post(page.address, {"action": "dance"}, as_=cast.editor, status=422)
    site.get("desk.review", review_id=review_of(draft).id, as_=cast.administrator, status=403)
    approve(site, cast, draft)
    assert "answered or taken back already" in page.form("#at-1 form").fill(words="Late.").send("note", status=409).words
    approve_again = page.form("Approve this text").send("approved", status=303)
    assert approve_again.location.endswith("#answer"), "to say the same twice is no mistake"
    assert len([v for v in post_queries.versions(the(draft)) if v.kind == "approved"]) == 1


def test_notes_find_their_place_in_a_text_that_changed(app, cast, draft):
    with transaction():
        review = actions.ask_editor(db.session.get(Post, draft.id), cast.editor.id, "", by=cast.stephen.account)
        told = [("1", "", "first"), ("2", "fog and of ships", "second"), ("3", "", "list"), ("title", "Fog", "title")]
        for place, quote, words in told:
            actions.write_note(review, words, place, quote, seen=1)
        changed = "A new beginning.\n\nThe second paragraph speaks of fog and of ships, at length.\n\n- one\n- two"
        posts.save(db.session.get(Post, draft.id), posts.write("Smoke", "", changed, "markdown", "en", ""))
    db.session.rollback()
    passages, loose = margins.in_margin(queries.version(draft.id), review_of(draft).notes)

    at = {note.words: place for place, passage in passages.items() for note in passage.notes}
    assert at == {"second": "2", "list": "3", "title": "title"}
    assert [note.words for note in loose] == ["first"]
    assert "<mark>fog and of ships</mark>" in passages["2"].shown


def test_what_was_said_is_in_the_copy_of_ones_data(site, cast, draft):
    ask_editor(site, cast, draft, review_message="Please.")
    approve(site, cast, draft)
    for who, is_mine in ((cast.stephen, True), (cast.editor, False)):
        (said,) = site.get("/account/export.json", as_=who).json["reviews"]
        assert (said["asked_by_me"], said["message"], said["answer"]) == (is_mine, "Please.", "approved")


@pytest.mark.both
def test_a_blog_that_clears_is_not_got_around_by_signing_from_another(site, cast, make, wants, let_work):
    post = sign_with(make.draft(by="lan", title="Rice", body=TEXT), [colleague("hale")])
    sheet(site, cast.lan, post).fill(publish_at="2999-01-01T08:00").send("schedule", status=303)
    with transaction():
        assert actions.require(bloggers.by_handle("hale"), "editors") == 1, "a plan of a post that it signs with another"
    assert the(post).publish_at is None
    assert queries.standing(the(post)).rule == "editors"
    with transaction():
        actions.require(bloggers.by_handle("lan"), "asked")
    assert queries.standing(the(post)).rule == "editors", "the strictest"

    page = sheet(site, cast.lan, post).send("publish", status=422)
    assert "cleared before they come out" in page.one(".summary").words
    sheet(site, cast.lan, post).fill(reviewer=str(cast.editor.id)).send("review", status=303)
    approve(site, cast, post)
    sheet(site, cast.lan, post).send("publish", status=303)
    sheet(site, cast.lan, post).fill(title="Rice again").send("save", status=422)
    assert the(post).title == "Rice"


@pytest.mark.both
def test_an_approval_counts_no_more_when_who_gave_it_signs_the_post(site, cast, draft, wants):
    wants("asked")
    ask_editor(site, cast, draft)
    approve(site, cast, draft)
    assert queries.standing(the(draft)).cleared
    with transaction():
        blogs.let_write(bloggers.by_handle("lan"), cast.editor.id)
    sign_with(the(draft), [colleague("lan")])
    assert queries.standing(the(draft)).cleared is None
    page = sheet(site, cast.stephen, draft).send("publish", status=422)
    assert "cleared before they come out" in page.one(".summary").words
    address = ask_by_link(site, cast, draft)
    site.get(address).form("Approve this text").send("approved", status=303)
    sheet(site, cast.stephen, draft).send("publish", status=303)


def test_nor_does_one_by_link_that_was_given_under_the_address_of_an_author(site, cast, draft):
    """Its account may have been made since."""
    with transaction():
        review, _secret = actions.ask_by_link(db.session.get(Post, draft.id), "Lan", cast.lan.email, "", by=cast.stephen.account)
        actions.answer(review, "approved", "", seen=1)
    assert queries.standing(the(draft)).cleared
    sign_with(the(draft), [colleague("lan")])
    assert queries.standing(the(draft)).cleared is None


def test_an_editor_who_steps_in_asks_another_than_themself(site, cast, draft):
    form = sheet(site, cast.editor, draft)
    offered = [option.words for option in site.get("desk.edit", post_id=draft.id, as_=cast.editor).one("#reviewer").all("option")]
    assert offered == ["Somebody without an account", "Ada Quist"]
    sent = dict(form.values) | {"reviewer": str(cast.editor.id), "action": "review"}
    page = site.post(form.action, sent, as_=cast.editor, status=422)
    assert "another than you" in page.one(".summary").words
    assert review_of(draft) is None


@pytest.mark.both
def test_a_plan_is_taken_back_at_once_when_somebody_else_is_asked(site, cast, draft, wants):
    wants("asked")

    def plan():
        sheet(site, cast.stephen, draft).fill(publish_at="2999-01-01T08:00").send("schedule", status=303)
        assert the(draft).publish_at

    ask_editor(site, cast, draft)
    approve(site, cast, draft)
    plan()
    told = ask_editor(site, cast, draft).follow().one(".flash").words
    assert "Edith Marsh finds it on their desk" in told
    assert "The plan is taken back" in told
    assert the(draft).state == "in review"

    approve(site, cast, draft)
    plan()
    whom = {"reviewer_name": "Ngozi Bello", "reviewer_email": "ngozi@ministry.example"}
    page = sheet(site, cast.stephen, draft).fill(**whom).send("review", status=200)
    assert "The plan is taken back" in page.one(".flash").words
    assert the(draft).publish_at is None


def test_a_plan_that_needs_no_clearance_stays_while_somebody_reads(site, cast, draft):
    sheet(site, cast.stephen, draft).fill(publish_at="2999-01-01T08:00").send("schedule", status=303)
    assert "plan" not in ask_editor(site, cast, draft).follow().one(".flash").words
    assert the(draft).publish_at


def test_a_link_that_was_answered_ends_too(site, cast, draft):
    address = ask_by_link(site, cast, draft)
    site.get(address).form("Approve this text").send("approved", status=303)
    assert "You approved this text" in site.get(address).words
    with time_machine.travel(now() + timedelta(days=31), tick=True):
        assert "has your answer" in site.get(address, status=410).words

    page = site.get("desk.reviews", post_id=draft.id, as_=cast.stephen)
    page = page.form(f"/desk/reviews/{review_of(draft).id}/end/").send(status=303).follow()
    assert "The answer stays" in page.one(".flash").words
    assert "End the link" not in page.words
    assert "has your answer" in site.get(address, status=410).words
    assert queries.standing(the(draft)).cleared, "what was answered by it stays"


@pytest.mark.both
def test_a_link_shows_nothing_of_a_post_that_was_withdrawn(site, cast, draft):
    address = ask_by_link(site, cast, draft)
    site.get(address).form("Approve this text").send("approved", status=303)
    sheet(site, cast.stephen, draft).send("publish", status=303)
    sheet(site, cast.stephen, draft).fill(reason="Wrong.").send("withdraw", status=303)
    page = site.get(address, status=410)
    assert "The post was withdrawn" in page.words
    assert "pier" not in page.words


def test_a_reader_sees_everybody_who_signs(site, cast, draft):
    translator = Name(kind="translator", name="Tran Mai")
    sign_with(draft, [colleague("lan"), GUEST, translator])
    ask_editor(site, cast, draft)
    for page in (
        site.get("desk.review", review_id=review_of(draft).id, as_=cast.editor),
        site.get("desk.reviews", post_id=draft.id, as_=cast.stephen),
    ):
        names = page.one(".reviewed > p").words
        assert "By Stephen Hale" in names
        assert "Lan Pham" in names
        assert "Gale Guest, Baker, Bakers’ Guild, Quito" in names
        assert "Translated by Tran Mai" in names
