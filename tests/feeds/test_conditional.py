"""A program that asks again is told that nothing changed; and told at once when something did."""

import pytest
import time_machine

from network.base.database import transaction
from network.comments import actions as comment_actions
from network.comments import queries as comment_queries
from network.posts import actions, queries

ADDRESSES = ["/feed.rss", "/feed.atom", "/feed.json", "/hale/feed.atom", "/comments/feed.atom", "/bloggers/opml.xml"]


@pytest.fixture
def post(make):
    post = make.post(title="On lamps", days_ago=2)
    make.comment(post)
    return post


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("megabytes", [8, 0])
def test_what_is_unchanged_is_not_sent_again(build, database_url, make, post, address, megabytes):
    client = build(database_url=database_url, page_cache_mb=megabytes).test_client()
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.head(address).headers["ETag"] == first.headers["ETag"]
    if since := first.headers.get("Last-Modified"):
        assert client.get(address, headers={"If-Modified-Since": since}).status_code == 304
        assert client.get(address, headers={"If-Modified-Since": "Thu, 01 Jan 2009 00:00:00 GMT"}).status_code == 200


CHANGES = {
    "a new post": lambda make, post: make.post(title="New"),
    "a post dated in the past": lambda make, post: make.post(title="Old", date="2009-03-25"),
    "a correction": lambda make, post: _write(
        lambda: actions.save(queries.find(post.id), actions.write("After", "", "x", "markdown", "en", ""))
    ),
    "a withdrawal": lambda make, post: _write(lambda: actions.withdraw(queries.find(post.id), "It was wrong.")),
}


def _write(act):
    with transaction():
        act()


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("address", ["/feed.atom", "/hale/feed.rss"])
@pytest.mark.parametrize("megabytes", [8, 0])
def test_a_change_is_seen_by_programs_that_know_only_the_time(
    build, database_url, make, post, change, address, megabytes, ticking
):
    make.post(title="Newest", days_ago=1)
    client = build(database_url=database_url, page_cache_mb=megabytes).test_client()
    ticking()
    first = client.get(address)
    ticking()
    CHANGES[change](make, post)
    again = client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert again.status_code == 200
    assert again.data != first.data
    assert again.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("megabytes", [8, 0])
def test_a_removed_comment_is_seen_too(build, database_url, make, post, megabytes, ticking):
    make.comment(post, "Later", name="Ana")
    client = build(database_url=database_url, page_cache_mb=megabytes).test_client()
    first = client.get("/comments/feed.atom")
    ticking()
    with transaction():
        comment_actions.decide(comment_queries.find(comment_queries.recent(limit=2)[-1].id), "remove")
    again = client.get("/comments/feed.atom", headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert again.status_code == 200


@pytest.fixture
def ticking():
    """Lets a second go by, since HTTP tells no shorter time."""
    with time_machine.travel("2030-01-01T12:00:00Z", tick=True) as traveller:
        yield lambda: traveller.shift(2)


def test_who_is_signed_in_is_told_too(site, cast, post):
    first = site.get("/feed.atom", as_=cast.editor)

    assert first.header("Cache-Control") == "private, no-store"
    site.get("/feed.atom", as_=cast.editor, headers={"If-None-Match": first.header("ETag")}, status=304)
