"""Feeds of comments: of the network, of a blog, of a post's thread."""

import pytest

from network.base.database import transaction
from network.comments import actions as comment_actions
from network.comments import queries as comment_queries
from network.posts import actions, queries

KINDS = ["rss", "atom", "json"]


@pytest.fixture
def talk(make):
    post = make.post(title="On lamps", date="2009-03-25")
    other = make.post(by="lan", title="On rain", date="2010-01-02")
    first = make.comment(post, "Oil is better.", name="Ngozi")
    make.comment(post, "It is not.", name="Piet", email="piet@example.org", parent=first)
    make.comment(other, "How wet <i>it</i> is & was.", name="Ana")
    make.comment(post, "Buy lamps", name="Spam", state="waiting")
    return post, other


@pytest.mark.parametrize("kind", KINDS)
def test_each_door_holds_its_own(feed, talk, kind):
    lamps, rain = ["Piet on “On lamps”", "Ngozi on “On lamps”"], ["Ana on “On rain”"]

    assert feed(f"/comments/feed.{kind}").titles == rain + lamps
    assert feed(f"/hale/comments/feed.{kind}").titles == lamps
    assert feed(f"/lan/comments/feed.{kind}").titles == rain
    assert feed(f"/hale/2009/03/on-lamps/comments/feed.{kind}").titles == lamps


def test_a_comment_is_given_in_full_and_its_address_leads_to_it(feed, talk, site):
    entry = feed("/comments/feed.atom").read.entries[0]

    assert "<p>How wet it is &amp; was.</p>" in entry.content[0].value
    assert entry.author == "Ana"
    assert entry.link == "http://localhost/lan/2010/01/on-rain/#c1"
    assert site.get("/lan/2010/01/on-rain/").has("#c1")


def test_it_says_what_it_answers(feed, talk):
    posts = dict(zip(*[getattr(feed("/feed.atom"), name) for name in ("titles", "ids")], strict=True))
    thread = feed("/hale/2009/03/on-lamps/comments/feed.atom")
    answer, first = thread.all("//atom:entry")

    said = [(r.get("ref"), r.get("href")) for r in answer.findall("{*}in-reply-to")]
    assert said == [
        (thread.ids[1], "http://localhost/hale/2009/03/on-lamps/#c1"),
        (posts["On lamps"], "http://localhost/hale/2009/03/on-lamps/"),
    ]
    assert [r.get("ref") for r in first.findall("{*}in-reply-to")] == [posts["On lamps"]]


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_learns_an_address_of_a_writer(site, talk, kind):
    assert "example.org" not in site.get(f"/comments/feed.{kind}").text


def test_what_is_removed_leaves_the_feed(feed, talk):
    assert len(feed("/comments/feed.rss").titles) == 3
    with transaction():
        for comment in comment_queries.recent(limit=9):
            comment_actions.decide(comment_queries.find(comment.id), "remove")

    assert feed("/comments/feed.rss").titles == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_thread_of_a_withdrawn_post_is_gone(site, feed, talk, kind):
    with transaction():
        actions.withdraw(queries.find(talk[0].id), "It was wrong.")

    assert "It was wrong." in site.get(f"/hale/2009/03/on-lamps/comments/feed.{kind}", status=410).words
    assert feed(f"/comments/feed.{kind}").titles == ["Ana on “On rain”"]
    assert feed(f"/hale/comments/feed.{kind}").titles == []


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/Comments/feed.rss", "/comments/feed.rss"),
        ("/HALE/comments/feed.atom/", "/hale/comments/feed.atom"),
        ("/hale/2009/3/On-Lamps/comments/feed.json", "/hale/2009/03/on-lamps/comments/feed.json"),
        ("/comments/feed.rss?tag=trade", "/comments/feed.rss"),
    ],
)
def test_another_spelling_leads_to_the_canonical_feed(site, talk, asked, canonical):
    assert site.get(asked, status=301).location == canonical


@pytest.mark.parametrize(
    "nowhere", ["/nobody/comments/feed.rss", "/hale/2009/03/nothing/comments/feed.rss", "/hale/2009/comments/feed.rss"]
)
def test_where_no_thread_is_there_is_no_feed(site, talk, nowhere):
    site.get(nowhere, status=404)


def test_older_comments_follow_page_by_page(feed, make):
    post = make.post(title="On lamps", date="2009-03-25")
    for i in range(45):
        make.comment(post, f"Comment {i}", name=f"N{i}")
    seen, address = [], "/hale/2009/03/on-lamps/comments/feed.atom"
    while address:
        page = feed(address)
        seen += page.titles
        address = page.link("next")

    assert seen == [f"N{i} on “On lamps”" for i in range(44, -1, -1)]


@pytest.mark.both
def test_a_feed_of_comments_asks_three_questions(site, make, counting, app):
    def asked(address):
        app.extensions["page_cache"].hear(None)
        with counting() as questions:
            site.get(address)
        return questions

    post = make.post(title="On lamps", date="2009-03-25")
    make.comment(post)
    few = asked("/comments/feed.atom").count
    for i in range(5):
        make.comment(make.post(by=make.blogger()), name=f"N{i}", parent=None)

    assert asked("/comments/feed.atom").count == few <= 3
    assert asked("/hale/2009/03/on-lamps/comments/feed.atom").count <= 4
