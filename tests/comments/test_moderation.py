"""The queue of comments: who may decide, and what a decision does."""

import threading
from datetime import timedelta

import pytest
import time_machine

from network.base.clock import now
from network.base.database import db, transaction
from network.bloggers import actions as bloggers
from network.comments import actions, queries
from network.comments.models import REASONS, Comment
from network.posts import queries as posts


def state(comment):
    db.session.rollback()
    return db.session.get(Comment, comment.id).state


def names(page):
    return [heading.words for heading in page.all(".case h3")]


@pytest.fixture
def post(make):
    return make.post(by="hale", title="Ferry")


@pytest.fixture
def waiting(make, post):
    return make.comment(post, "Which one uses the **ramp**?", name="Ann", email="ann@example.org", state="waiting")


# -- the queue ---------------------------------------------------------------------------------------------------------


def test_the_queue_tells_who_wrote_what_where_and_what_else_came_from_them(site, cast, make, post):
    make.comment(post, "My first.", name="Ann", email="ann@example.org")
    first = make.comment(post, "The ramp is the problem.", name="Ben", email="ben@example.org")
    make.comment(
        post,
        "There are three. See https://ramps.example/ and https://more.example/.",
        name="Ann",
        email="ann@example.org",
        state="waiting",
        parent=first,
    )
    make.comment(post, "New here.", name="Cleo", email="cleo@example.org", state="waiting")

    page = site.get("comments.queue", as_=cast.stephen)

    ann, cleo = page.all(".case")
    assert (ann.one("h3").words, cleo.one("h3").words) == ("Ann", "Cleo")
    assert "Known here" in ann.words
    assert "1 other published, 0 refused" in ann.words
    assert "2 links" in ann.words
    assert "In reply to Ben: “The ramp is the problem.”" in ann.words
    assert "on Ferry" in ann.words
    assert "First comment" in cleo.words
    assert cleo.one(".said p") == "New here."
    assert "Waiting 2" in page.one(".tabs [aria-current]").words


def test_what_waits_is_shown_oldest_first_page_by_page(site, cast, make, post):
    for number in range(45):
        with time_machine.travel(now() - timedelta(hours=100 - number)):
            make.comment(post, f"Number {number}.", name=f"N{number}", email=f"{number}@example.org", state="waiting")

    page = site.get("comments.queue", as_=cast.stephen)
    seen = names(page)
    while "Further comments" in page.links:
        page = page.click("Further comments")
        seen += names(page)

    assert seen == [f"N{number}" for number in range(45)]


def test_an_empty_queue_says_so(site, cast):
    page = site.get("comments.queue", as_=cast.stephen)

    assert page.one(".empty h2") == "All read"
    for each in ("published", "refused", "spam", "removed"):
        assert site.get("comments.queue", state=each, as_=cast.stephen).one(".empty h2") == "Nothing here"


@pytest.mark.parametrize("query", ["state=burnt", "state=", "before=x", "before=MTIz", "state=spam&before=%00"])
def test_rubbish_in_the_address_of_the_queue_is_a_clear_400(site, cast, query):
    site.get(f"/moderation/?{query}", as_=cast.editor, status=400)


def test_more_comments_ask_no_more_questions(site, cast, make, counting):
    def asked():
        with counting() as questions:
            site.get("comments.queue", as_=cast.editor)
        return questions.count

    first = make.comment(make.post(by="hale"), email="first@example.org")
    make.comment(first.post, "Answer.", state="waiting", parent=first)
    asked()
    before = asked()
    for n in range(12):
        other = make.post(by=make.blogger())
        parent = make.comment(other, "Asked.", email=f"p{n}@example.org")
        make.comment(other, "Answered.", email=f"{n}@example.org", state="waiting", parent=parent)

    assert asked() == before
    assert before <= 9


# -- decisions ---------------------------------------------------------------------------------------------------------


@pytest.mark.both
def test_a_published_comment_is_seen_at_once_and_counted(site, cast, post, waiting):
    address = site.get("desk.front", as_=cast.stephen).links["Read: Ferry"]
    assert "Which one uses" not in site.get(address).words

    page = site.get("comments.queue", as_=cast.stephen).form("Publish P").send("publish", status=303)

    assert "Ann’s comment: Published." in page.follow().one(".flash").words
    read = site.get(address)
    assert "Which one uses" in read.words
    assert "1 comment" in read.links
    assert "Which one uses" in site.get("/").words
    assert "Which one uses" in site.get("/comments/").words


def test_a_refusal_has_one_of_the_reasons(site, cast, waiting):
    page = site.get("comments.queue", as_=cast.stephen)
    form = page.form("Refuse")
    assert [box["value"] for box in form.all("[name=reason]")] == list(REASONS)

    wrong = form.send("refuse", status=422)
    assert "Say why it is refused: choose one of the reasons." in wrong.one("[role=alert]").words
    wrong.form("Refuse").fill(reason="off-subject").send("refuse", status=303)

    assert state(waiting) == "refused"
    case = site.get("comments.queue", state="refused", as_=cast.editor).one(".case")
    assert "Refused (Off the subject), Stephen Hale, " in case.words


def test_spam_may_turn_out_to_be_none(site, cast, waiting):
    site.get("comments.queue", as_=cast.stephen).form("Publish P").send("spam", status=303)
    assert state(waiting) == "spam"

    site.get("comments.queue", state="spam", as_=cast.stephen).form("Publish").send("publish", status=303)

    assert state(waiting) == "published"


@pytest.mark.both
def test_a_removed_comment_is_gone_at_once(site, cast, make, post):
    comment = make.comment(post, "Out of order.")
    assert "Out of order." in site.get("/comments/").words

    back = site.get("comments.queue", state="published", as_=cast.stephen).form("Remove").send("remove", status=303)

    assert back.location == "/moderation/?state=published"
    assert state(comment) == "removed"
    assert "Out of order." not in site.get("/comments/").words
    assert posts.find(post.id).comments_count == 0


def test_after_a_decision_comes_the_next_case(site, cast, make, post):
    first, second, third = (
        make.comment(post, f"Number {n}.", name=f"N{n}", email=f"{n}@example.org", state="waiting") for n in range(3)
    )

    after_second = site.post(f"/moderation/{second.id}/", {"decision": "publish", "seen": "waiting"}, as_=cast.stephen)
    after_third = site.post(f"/moderation/{third.id}/", {"decision": "publish", "seen": "waiting"}, as_=cast.stephen)

    assert after_second.location == f"/moderation/#case-{third.id}"
    assert after_third.location == "/moderation/"
    assert names(after_third.follow()) == ["N0"]
    assert state(first) == "waiting"


def test_a_colleague_who_was_faster_is_named_and_their_decision_holds(site, cast, waiting):
    mine = site.get("comments.queue", as_=cast.stephen).form("Refuse").fill(reason="advertising")
    site.get("comments.queue", as_=cast.editor).form("Publish P").send("publish")

    page = mine.send("refuse", status=303).follow()

    assert "Edith Marsh was faster: Ann’s comment is in “Published”. Nothing was changed." in page.one(".flash.bad").words
    assert state(waiting) == "published"


def test_deciding_the_same_twice_is_one_decision(site, cast, post, waiting):
    form = site.get("comments.queue", as_=cast.stephen).form("Publish P")

    form.send("publish", status=303)
    form.send("publish", status=303)

    assert posts.find(post.id).comments_count == 1
    assert len(queries.decisions([waiting.id])[waiting.id]) == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "is not a decision"),
        ({"decision": "burn"}, "“burn” is not a decision."),
        ({"decision": "remove"}, "Only a published comment can be removed."),
        ({"decision": "refuse", "reason": "dislike"}, "choose one of the reasons"),
    ],
)
def test_what_is_no_decision_changes_nothing(site, cast, waiting, sent, words):
    page = site.post(f"/moderation/{waiting.id}/", sent, as_=cast.stephen, status=422)

    assert words in page.one("[role=alert]").words
    assert state(waiting) == "waiting"


@pytest.mark.parametrize("decision", ["refuse", "spam"])
def test_a_published_comment_is_removed_and_not_refused(site, cast, make, post, decision):
    comment = make.comment(post)

    page = site.post(f"/moderation/{comment.id}/", {"decision": decision, "reason": "advertising"}, as_=cast.stephen, status=422)

    assert "This comment is published. Remove it instead." in page.one("[role=alert]").words


@pytest.mark.both
def test_decisions_at_the_same_instant_are_all_counted(app, cast, make, post):
    comments = [make.comment(post, f"Number {n}.", email=f"{n}@example.org", state="waiting").id for n in range(6)]
    troubles = []

    def publish(comment_id):
        try:
            with app.app_context(), transaction():
                actions.decide(queries.find(comment_id), "publish")
        except Exception as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=publish, args=(c,)) for c in comments * 2]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert not troubles
    db.session.rollback()
    assert posts.find(post.id).comments_count == 6
    assert [len(made) for made in queries.decisions(comments).values()] == [1] * 6


# -- who may -----------------------------------------------------------------------------------------------------------


def test_each_sees_the_comments_on_which_they_may_decide(site, cast, make, waiting):
    make.comment(make.post(by="lan"), "Of Lan.", name="Ben", email="ben@example.org", state="waiting")

    seen = {
        name: names(site.get("comments.queue", as_=getattr(cast, name)))
        for name in ("stephen", "lan", "moderator", "editor", "administrator")
    }

    both = ["Ann", "Ben"]
    assert seen == {"stephen": ["Ann"], "lan": ["Ben"], "moderator": both, "editor": both, "administrator": both}


def test_a_moderator_of_some_blogs_sees_those_alone(site, cast, make, waiting):
    of_lan = make.comment(make.post(by="lan"), "Of Lan.", name="Ben", email="ben@example.org", state="waiting")
    with transaction():
        bloggers.narrow_moderation(cast.moderator.id, {of_lan.blogger_id})

    assert names(site.get("comments.queue", as_=cast.moderator)) == ["Ben"]
    assert site.status("comments.case", comment_id=waiting.id, as_=cast.moderator) == 403
    assert (
        site.status("comments.decide", comment_id=waiting.id, as_=cast.moderator, method="POST", data={"decision": "spam"}) == 403
    )
    assert state(waiting) == "waiting"


def test_others_decide_nothing(site, cast, waiting):
    def answers(who):
        return site.status("comments.decide", comment_id=waiting.id, as_=who, method="POST", data={"decision": "publish"})

    assert (answers(cast.lan), answers(cast.reader), answers(cast.suspended), answers(None)) == (403, 403, 401, 401)
    assert site.status("comments.queue", as_=cast.reader) == 403
    assert site.status("comments.queue") == 302
    assert site.status("comments.decide", comment_id=999_999, as_=cast.stephen, method="POST") == 404
    assert state(waiting) == "waiting"


def test_what_a_comment_says_is_never_markup_of_ours(site, cast, make, post):
    make.comment(
        post,
        "<b onclick=x>bold</b><script>alert(1)</script> <i>and</i>",
        name="<b>Ann</b>",
        email="a@example.org",
        state="waiting",
    )

    case = site.get("comments.queue", as_=cast.stephen).one(".case")

    assert case.one("h3").words == "<b>Ann</b>"
    assert not case.has("script")
    assert not case.has("b")
