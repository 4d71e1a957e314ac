"""The desk itself, the bar above all rooms, and the profile of a blog."""

from datetime import UTC, datetime

import pytest
import time_machine

from network.base.database import db, transaction
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.posts import actions as posts
from tests.media.pictures import picture


def test_the_desk_shows_ones_own_posts_with_their_state_and_the_next_thing_to_do(site, cast, make):
    make.post(by="lan", title="Of another")
    _begun, planned, out, gone = (make.draft(by="hale", title=t) for t in ("Begun", "Planned", "Out", "Gone"))
    with transaction():
        for each in (out, gone):
            posts.publish(db.session.merge(each))
        posts.schedule(db.session.merge(planned), posts.read_dated("2999-01-02T08:00").at)
        posts.withdraw(db.session.merge(gone), "A mistake.")

    page = site.get("desk.front", as_=cast.stephen)

    rows = [[cell.words for cell in row.all("th, td")] for row in page.all("tbody tr")]
    assert [row[0] for row in rows] == ["Gone", "Out", "Planned", "Begun"]
    assert [row[1] for row in rows] == ["Withdrawn", "Published", "Scheduled", "Draft"]
    assert [row[4].partition(":")[0] for row in rows] == ["Look at it", "Correct", "Change the plan", "Go on writing"]
    assert rows[2][2] == "2 January 2999, 08:00 London"
    assert site.get(page.links["Go on writing: Begun"], as_=cast.stephen).one("h1") == "Write: Begun"


def test_the_desk_goes_on_page_by_page(site, cast, make):
    for number in range(45):
        make.draft(by="hale", title=f"Draft {number}")

    page, seen = site.get("desk.front", as_=cast.stephen), []
    seen += [row.words for row in page.all("tbody th")]
    while "Older posts" in page.links:
        page = page.click("Older posts")
        seen += [row.words for row in page.all("tbody th")]

    assert seen == [f"Draft {number}" for number in reversed(range(45))]


@pytest.mark.both
def test_the_desk_shows_posts_of_one_state_alone(site, cast, make):
    drafts = {name: make.draft(by="hale", title=name) for name in ("Begun", "Sent", "Planned", "Out", "Gone")}
    with transaction():
        kept = {name: db.session.merge(post) for name, post in drafts.items()}
        posts.publish(kept["Out"])
        posts.publish(kept["Gone"])
        posts.withdraw(kept["Gone"], "A mistake.")
        posts.schedule(kept["Planned"], posts.read_dated("2999-01-02T08:00").at)
        kept["Sent"].in_review_at = kept["Sent"].saved_at
    for number in range(21):
        make.draft(by="hale", title=f"Draft {number}")

    desk = site.get("desk.front", as_=cast.stephen)

    names = {"With a reader": "Sent", "Scheduled": "Planned", "Published": "Out", "Withdrawn": "Gone"}
    for state, title in names.items():
        page = desk.click(state)
        assert [row.words for row in page.all("tbody th")] == [title]
        assert [cell.words for cell in page.all("tbody .pill")] == [state]
    assert desk.click("With a reader").one("tbody td:nth-of-type(2)").words.startswith("sent ")
    assert [row.words for row in desk.click("Draft").click("Older posts").all("tbody th")] == ["Draft 0", "Begun"]
    assert site.get("/desk/?state=scheduled", as_=cast.lan).one(".empty p") == "No post is in this state."


@pytest.mark.both
def test_the_desk_says_how_many_comments_wait_and_since_when(site, cast, make):
    first, second, third = (make.post(by="hale", title=title, date="2009-03-25") for title in ("First", "Second", "Third"))
    for post, day in ((second, 4), (first, 2), (first, 3)):
        with time_machine.travel(f"2026-03-0{day}T09:20Z", tick=False):
            make.comment(post, state="waiting")
    make.comment(third)

    page = site.get("desk.front", as_=cast.stephen)

    assert [row.all("td")[2].words for row in page.all("tbody tr")] == [
        "1",
        "0 1 waiting, the oldest came 4 March 2026, 09:20",
        "0 2 waiting, the oldest came 2 March 2026, 09:20",
    ]
    assert "3 waiting, the oldest came 2 March 2026, 09:20 All that wait" in page.one(".side").words
    assert page.one(".side time[data-relative]")["datetime"] == "2026-03-02T09:20+00:00"


@pytest.mark.both
def test_the_desk_shows_what_colleagues_published_today_by_ones_own_clock(site, cast, make):
    """Midnight in London is seven in the morning in Hanoi."""
    make.post(by="lan", title="Yesterday evening", at=datetime(2026, 1, 14, 16, 30, tzinfo=UTC))
    make.post(by="lan", title="Night in Hanoi", at=datetime(2026, 1, 14, 17, 30, tzinfo=UTC))
    make.post(by="lan", title="Early in London", at=datetime(2026, 1, 15, 0, 10, tzinfo=UTC), language="vi")
    make.post(by="hale", title="My own", at=datetime(2026, 1, 15, 0, 20, tzinfo=UTC))
    vera = make.account(email="vera@example.org")
    make.blogger("vera", place="Hanoi, VN", account=vera)
    gone = make.post(by="lan", title="Withdrawn", at=datetime(2026, 1, 15, 0, 30, tzinfo=UTC))
    with transaction():
        posts.withdraw(db.session.merge(gone), "A mistake.")

    def today(person):
        return site.get("desk.front", as_=person).one("section[aria-labelledby=today]")

    with time_machine.travel("2026-01-15T09:00Z", tick=False):
        assert [link.words for link in today(cast.stephen).all("li a")] == ["Early in London"]
        assert today(cast.stephen).one("li").words == "Early in London Lan Pham, Consul, Hanoi, 00:10"
        assert today(cast.stephen).one("li a")["lang"] == "vi"
        listed = site.get("desk.front", as_=cast.stephen).click("All of today")
        assert "Early in London" in listed.words
    with time_machine.travel("2026-01-14T18:00Z", tick=False):
        assert [link.words for link in today(vera).all("li a")] == ["My own", "Early in London", "Night in Hanoi"]
    with time_machine.travel("2026-01-16T09:00Z", tick=False):
        assert today(cast.stephen).one("p") == "Nobody has published anything yet today, by the clock of London."


def test_of_many_colleagues_the_newest_eight_are_shown(site, cast, make):
    with time_machine.travel("2026-01-15T12:00Z", tick=True):
        make.posts(10, by="lan", title="Of Lan")
        page = site.get("desk.front", as_=cast.stephen)

    assert len(page.all("section[aria-labelledby=today] li")) == 8


@pytest.mark.parametrize(
    "query", ["state=gone", "before=x", "before=-1", "before=²", "before=99999999999999999999", "of=everything"]
)
def test_rubbish_in_the_address_of_the_desk_is_a_clear_400(site, cast, query):
    site.get(f"/desk/?{query}", as_=cast.editor, status=400)


def test_an_editor_sees_all_posts_and_an_author_does_not(site, cast, make):
    make.draft(by="lan", title="Of Lan")

    page = site.get("desk.front", as_=cast.editor).click("All posts")

    assert page.one("tbody th") == "Of Lan"
    assert site.status("desk.front", of="all", as_=cast.stephen) == 403


def test_more_posts_ask_no_more_questions(site, cast, make, counting):
    def asked():
        with counting() as questions:
            site.get("desk.front", as_=cast.editor, of="all")
        return questions.count

    make.comment(make.post(by="hale"), state="waiting")
    make.comment(make.post(by="lan"))
    asked()
    before = asked()
    for n in range(12):
        blogger = make.blogger(place="Oslo, NO" if n % 2 else "Lima, PE")
        make.comment(make.post(by=blogger, days_ago=n), email=f"{n}@example.org", state="waiting")

    assert asked() == before
    assert before <= 17


def test_whoever_is_on_no_blog_is_told_so(site, cast):
    page = site.get("desk.front", as_=cast.moderator)

    assert page.one(".empty h3") == "You are on no blog yet"
    assert site.get("desk.new", as_=cast.moderator, status=303).location == "/desk/"
    assert site.get("desk.profile", as_=cast.moderator, status=303).location == "/desk/"


def test_whoever_writes_on_two_blogs_says_on_which(site, cast):
    with transaction():
        bloggers.let_write(blogger_queries.by_handle("lan"), cast.stephen.id)

    page = site.get("desk.front", as_=cast.stephen)
    assert site.get("desk.new", as_=cast.stephen, status=303).location == "/desk/"
    saved = (
        page.click("Write a post, Lan Pham")
        .form("[data-leave]")
        .fill(title="From Hanoi", body="Text.")
        .send("publish", status=303)
    )

    assert saved.follow().links["Read it"].startswith("/lan/")


def test_comments_wait_on_the_desk_to_be_read_and_to_be_answered(site, cast, make):
    post = make.post(by="hale", title="Ferry")
    make.comment(post, "Is this read?", state="waiting", name="Ann", email="ann@example.org")
    make.comment(post, "Is this answered?", name="Ben", email="ben@example.org")
    make.comment(make.post(by="lan"), "Of another.", name="Cleo", email="cleo@example.org")

    page = site.get("desk.front", as_=cast.stephen)

    side = page.one(".side").words
    assert "“Is this read?”" in side
    assert "“Is this answered?”" in side
    assert "Cleo" not in side
    assert page.click("Decide on the comment of Ann").one("h1") == "Comment by Ann"


@pytest.mark.parametrize(
    ("who", "rooms"),
    [
        ("reader", []),
        ("stephen", ["My desk", "Write", "Pictures", "Comments to read"]),
        ("moderator", ["My desk", "Write", "Pictures", "Comments to read"]),
        ("editor", ["My desk", "Write", "Pictures", "Comments to read", "Topics", "Pages"]),
        (
            "administrator",
            ["My desk", "Write", "Pictures", "Comments to read", "Topics", "Pages", "Accounts", "Bloggers", "Settings", "Audit"],
        ),
    ],
)
def test_the_bar_leads_to_the_rooms_of_each_role(site, cast, who, rooms):
    person = getattr(cast, who)

    bar = site.get("/", as_=person).one(".deskbar nav.bigs")

    assert [link.words for link in bar.all("a")] == [*rooms, person.name]
    assert bar.one("form button") == "Sign out"


def test_visitors_have_no_bar(site):
    assert not site.get("/").has(".deskbar")


def test_the_bar_says_in_rooms_alone_how_many_comments_wait(site, cast, make, counting):
    make.comment(make.post(by="hale"), state="waiting")

    assert "Comments to read (1)" in site.get("desk.front", as_=cast.stephen).links
    assert "Comments to read" in site.get("desk.front", as_=cast.lan).links
    with counting() as questions:
        assert "Comments to read" in site.get("/", as_=cast.stephen).links
    assert "count(*)" not in str(questions)


# -- the profile -------------------------------------------------------------------------------------------------------


def test_a_profile_is_changed_and_readers_see_it(site, cast, make):
    make.post(by="hale", title="Ferry")
    form = site.get("desk.front", as_=cast.stephen).click("Profile").form("[data-leave]")

    page = (
        form.fill(
            name="Stephen J. Hale",
            blog_title="Digital diplomacy",
            description="On bits and embassies.",
            about="I **write**.\n\n<script>alert(1)</script>",
            links="https://hale.example/\nhttps://other.example/",
            language="pt-BR",
            photo=(picture(400, 450), "me.jpg"),
            top_image=(picture(), "top.jpg"),
            top_image_alt="The Thames",
        )
        .send(status=303)
        .follow()
    )

    assert "The profile is saved." in page.one(".flash").words
    blog = site.get("/hale/")
    assert "On bits and embassies." in blog.words
    assert blog.one("img.band")["alt"] == "The Thames"
    about = site.get("/hale/about/")
    assert "Stephen J. Hale" in about.one("h1").words
    assert about.one(".prose strong") == "write"
    assert "by Stephen Hale" in site.get("/").click("Ferry").words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Readers need a name."),
        ({"links": "javascript:alert(1)"}, "“javascript:alert(1)” is not an address of a page."),
        ({"links": "https://good.example/\nnot one"}, "“not one” is not an address of a page."),
        ({"description": "x" * 301}, "This has 301 characters; at most 300 are possible."),
        ({"top_image": (b"no picture", "a.jpg"), "top_image_alt": "A"}, "That file is not a picture"),
        ({"photo": (b"no picture", "a.jpg")}, "That file is not a picture"),
        ({"top_image": (picture(), "a.jpg")}, "Say in words what the top image shows"),
    ],
)
def test_what_is_wrong_with_a_profile_is_told_beside_it(site, cast, typed, words):
    page = site.get("desk.profile", as_=cast.stephen).form("[data-leave]").fill(**typed).send(status=422)

    assert words in page.one(".field.err").words
    assert blogger_queries.by_handle("hale").name == "Stephen Hale"


def test_the_profile_of_others_is_for_editors(site, cast):
    assert site.get("/desk/profile/?blog=lan", as_=cast.editor).one("h1") == "Profile of Lan Pham"
    assert site.status("/desk/profile/?blog=lan", as_=cast.stephen) == 403
    assert site.status("/desk/profile/?blog=lan", as_=cast.stephen, method="POST", data={"name": "Mine"}) == 403
    assert site.status("/desk/profile/?blog=nobody", as_=cast.editor) == 404
