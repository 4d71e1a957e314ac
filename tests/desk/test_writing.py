"""A post from the first word to the last correction, as its author sees it."""

import re

import pytest
from sqlalchemy import select

from network.base.database import db, transaction
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.places.actions import place_for
from network.posts import actions, queries
from network.posts.models import Post

TEXT = "One clock is for the **ships**.\n\nThe other is for people who wait."


def sheet(site, who, post=None):
    """The form of the writing page."""
    page = site.get("desk.edit", post_id=post.id, as_=who) if post else site.get("desk.new", as_=who)
    return page.form("[data-leave]")


def all_posts():
    return db.session.scalars(select(Post)).all()


def id_in(location):
    return int(re.fullmatch(r"/desk/posts/(\d+)/", location)[1])


def test_a_post_is_written_saved_published_and_read(site, cast):
    page = site.get("desk.front", as_=cast.stephen).click("Write a post")

    saved = (
        page.form("[data-leave]")
        .fill(title="Two clocks", standfirst="On time.", body=TEXT, tags="harbours, time")
        .send("save", status=303)
    )
    page = saved.follow()
    assert "Saved as a draft. Readers do not see it." in page.one(".flash").words
    assert "Two clocks" not in site.get("/").words

    page = page.form("[data-leave]").send("publish", status=303).follow()
    assert re.search(r"Published as Head of Engagement, Digital Diplomacy, London, \d\d:\d\d there\.", page.one(".flash").words)

    read = page.click("Read it", as_=None)
    assert read.one("h1") == "Two clocks"
    assert read.one(".prose strong") == "ships"
    assert "harbours" in read.links
    assert "Two clocks" in site.get("/").words
    assert "Two clocks" in site.get("/hale/").words
    assert "Published" in site.get("desk.front", as_=cast.stephen).one("tbody tr").words


def test_one_button_writes_and_publishes(site, cast):
    out = sheet(site, cast.stephen).fill(title="At once", body=TEXT).send("publish", status=303)

    assert queries.find(id_in(out.location)).is_out


def test_the_text_is_html_unless_it_says_that_it_is_markdown(site, cast):
    sent = site.post(
        "/desk/posts/new/", {"title": "A", "body": "<p>With <em>weight</em>.</p>", "action": "publish"}, as_=cast.stephen
    )
    html = queries.find(id_in(sent.location))
    sent = site.post(
        "/desk/posts/new/",
        {"title": "B", "body": "With *weight*.", "body_format": "markdown", "action": "publish"},
        as_=cast.stephen,
    )
    markdown = queries.find(id_in(sent.location))

    assert html.html == markdown.html == "<p>With <em>weight</em>.</p>"
    assert (html.body_format, markdown.body_format) == ("html", "markdown")


def test_what_is_not_sent_stays_as_it_is(site, cast, make):
    post = make.post(
        by="hale", title="Kept", tags="tea", standfirst="Short.", language="vi", best_bit="The first paragraph says why."
    )

    site.post("desk.update", {"title": "Changed", "action": "save"}, post_id=post.id, as_=cast.stephen)

    kept = queries.find(post.id)
    assert (kept.title, kept.standfirst, kept.language, kept.source) == ("Changed", "Short.", "vi", post.source)
    assert [tag.name for tag in queries.tags_of(kept)] == ["tea"]
    assert queries.best_bit(kept, on_front=False).sentence == "The first paragraph says why."


def test_pressing_save_twice_on_a_new_sheet_makes_one_post(site, cast):
    form = sheet(site, cast.stephen).fill(title="Once", body=TEXT)

    first, second = form.send("save", status=303), form.send("publish", status=303)

    assert first.location == second.location
    assert queries.find(id_in(first.location)).is_out


def test_two_sheets_with_the_same_words_make_two_posts(site, cast):
    made = {sheet(site, cast.stephen).fill(title="Same", body=TEXT).send("publish", status=303).location for _ in range(2)}

    assert {queries.find(id_in(each)).slug for each in made} == {"same", "same-2"}


@pytest.mark.parametrize(
    ("typed", "action", "words"),
    [
        ({"body": TEXT}, "publish", "Readers need a title."),
        ({"title": "Only a title"}, "publish", "Readers need a text."),
        ({"title": "Markup alone", "body": "<div></div>"}, "publish", "Readers need a text."),
        ({}, "save", "Write a title or a text first."),
        ({"title": "x" * 201}, "save", "This has 201 characters; at most 200 are possible."),
        ({"title": "Long", "body": "word " * 100_000}, "save", "The text is longer than 400,000 characters."),
        ({"title": "Day", "body": TEXT, "date": "2009-02-30"}, "publish", "“2009-02-30” is not a day that exists"),
        ({"title": "Day", "body": TEXT, "date": "yesterday"}, "save", "“yesterday” is not a day that exists"),
        ({"title": "Day", "body": TEXT, "date": "0009-02-03"}, "save", "Dates before the year 1000 cannot be kept."),
        ({"title": "Day", "body": TEXT, "date": "2999-01-01"}, "publish", "That date is still to come."),
        ({"title": "Plan", "body": TEXT}, "schedule", "Say on which day and at what time it shall come out."),
        ({"title": "Plan", "body": TEXT, "publish_at": "2999-01-01"}, "schedule", "Say at what time, too"),
        ({"title": "Plan", "body": TEXT, "publish_at": "2001-01-01T10:00"}, "schedule", "That time is past."),
        ({"title": "Plan", "body": TEXT, "publish_at": "2999-13-01T10:00"}, "schedule", "is not a day that exists"),
        ({"title": "Slug", "slug": "!!!"}, "save", "An address needs a letter or a digit."),
        (
            {"title": "Best", "body": TEXT, "best_bit": "Not in it."},
            "save",
            "The best bit must be a sentence of the post, letter for letter.",
        ),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_field_and_nothing_is_lost(site, cast, typed, action, words):
    page = sheet(site, cast.stephen).fill(**typed).send(action, status=422)

    assert words in page.one(".summary").words
    assert words in page.one(".panel .msg, .sheet > .msg").words
    form = page.form("[data-leave]")
    kept = dict(form.values)
    assert {name: kept[name].strip() for name in typed} == {name: value.strip() for name, value in typed.items()}
    assert not all_posts()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"title": "A", "language": "klingonese!"}, "is not a language tag"),
        ({"title": "A", "language": ""}, "is not a language tag"),
        ({"title": "A", "language": "zz"}, "is not a language tag"),
        ({"title": "A", "appointment": "one"}, "Choose one of the appointments."),
        ({"title": "A", "appointment": "999999"}, "That appointment is not one of this blogger’s."),
        ({"title": "A", "comments": "perhaps"}, "Comments are either open or closed."),
        ({"title": "A", "body": "b", "body_format": "word"}, "The text is either Markdown or HTML."),
        ({"title": "A", "action": "burn"}, "There is no such button."),
        ({"title": "A\ufffd"}, "Some characters arrived damaged"),
    ],
)
def test_what_no_form_of_ours_sends_is_refused_in_words(site, cast, sent, words):
    page = site.post("/desk/posts/new/", {"action": "save"} | sent, as_=cast.stephen, status=422)

    assert words in page.one(".summary").words


def test_a_preview_shows_the_post_as_readers_would_see_it_and_keeps_nothing(site, cast, make):
    draft = make.draft(by="hale", title="Kept")

    page = (
        sheet(site, cast.stephen, draft)
        .fill(title="Tried", body="Some <script>alert(1)</script>**weight**.")
        .send("preview", status=200)
    )

    assert page.one("h1") == "Tried"
    assert page.one(".prose strong") == "weight"
    assert not page.has("main script")
    assert queries.find(draft.id).title == "Kept"


def test_a_preview_of_a_new_sheet_makes_no_post(site, cast):
    page = sheet(site, cast.stephen).fill(body=TEXT).send("preview", status=200)

    assert page.one("h1") == "Untitled"
    assert not all_posts()


def test_a_draft_dated_in_the_past_takes_the_appointment_of_that_day(site, cast):
    with transaction():
        blog = blogger_queries.by_handle("hale")
        bloggers.appoint(blog, "Ambassador", place_for("Lima, PE"), starts_on=actions.read_dated("2012-01-01").at.date())

    page = sheet(site, cast.stephen).fill(title="Then", body=TEXT, date="2009-03-25").send("publish", status=303).follow()

    assert "Published as Head of Engagement, Digital Diplomacy, London, dated 25 March 2009." in page.one(".flash").words
    assert "Posted 25 March 2009 by Stephen Hale" in page.click("Read it").words
    assert page.links["Read it"].startswith("/hale/2009/03/then/")


def test_a_time_of_day_may_be_said_with_the_day(site, cast):
    sent = sheet(site, cast.lan).fill(title="Then", body=TEXT, date="2009-03-25T23:30").send("publish", status=303)

    post = queries.find(id_in(sent.location))
    assert post.clock_known
    assert post.published_at.isoformat() == "2009-03-25T16:30:00+00:00"
    assert f"{post.local_date}" == "2009-03-25"


def test_a_day_with_two_appointments_asks_under_which_one_it_is_written(site, cast):
    with transaction():
        blog = blogger_queries.by_handle("hale")
        bloggers.appoint(blog, "Special envoy", place_for("Oslo, NO"), alongside=True)

    page = sheet(site, cast.stephen).fill(title="Two hats", body=TEXT).send("publish", status=422)

    assert "On that day there are two appointments" in page.one(".field.err").words
    envoy = next(o["value"] for o in page.all("#appointment option") if "Special envoy" in o.words)
    page = page.form("[data-leave]").fill(appointment=envoy).send("publish", status=303).follow()
    assert "Published as Special envoy, Oslo" in page.one(".flash").words


def test_the_address_follows_the_title_until_it_is_out_and_then_leads_on(site, cast):
    saved = sheet(site, cast.stephen).fill(title="First thought", body=TEXT).send("save", status=303)
    page = saved.follow().form("[data-leave]").fill(title="Second thought").send("publish", status=303).follow()
    former = page.links["Read it"]
    assert former.endswith("/second-thought/")

    page = page.form("[data-leave]").fill(title="Third thought", slug="Third").send("save", status=303).follow()

    assert page.links["Read it"].endswith("/third/")
    assert site.get(former, status=301).location == page.links["Read it"]


def test_comments_can_be_closed(site, cast, make):
    post = make.post(by="hale")

    sheet(site, cast.stephen, post).fill(comments="closed").send("save", status=303)

    assert not queries.find(post.id).comments_open
