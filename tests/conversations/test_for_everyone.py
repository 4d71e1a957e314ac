"""Pages for everyone: the same bytes for all, kept until something that they show changes, and no longer."""

from datetime import date, timedelta

import pytest
import time_machine

from network.base import site as site_settings
from network.base.clock import now
from network.base.database import transaction
from network.bloggers import actions as bloggers
from network.bloggers.queries import by_handle
from network.comments import actions as comments
from network.comments import queries as comment_queries
from network.conversations import pages
from network.places.actions import place_for
from network.posts import actions, queries, topics
from network.posts.queries import tag_by_slug

SENTENCE = "The first paragraph says why."
_2020 = date(2020, 1, 1)
PAGES = """
/ /bloggers/ /hale/ /hale/about/ /hale/2009/ /hale/2009/03/ /hale/2009/03/old/ /hale/2009/03/old/history/
/hale/2012/06/new/ /hale/tags/ /hale/tags/trade/ /hale/archive/ /hale/comments/ /hale/follow/ /archive/ /archive/2009/
/archive/2009/03/ /tags/ /tags/trade/ /tags/tea/ /places/ /places/london/ /places/united-kingdom/ /places/hanoi/
/best-bits/ /search/ /search/?language=en /search/?q=paragraph /comments/ /follow/ /about/ /comment-policy/ /lan/
/lan/2010/01/other/ /lan/archive/
"""


@pytest.fixture
def posts(make, let_work):
    """Two posts of `hale`, one of `lan`, each with a comment; the old one is put forward."""
    old = make.post(title="Old", date="2009-03-25", tags="Trade", best_bit=SENTENCE, on_front=SENTENCE)
    new = make.post(title="New", date="2012-06-01", tags="Trade, Tea")
    other = make.post(by="lan", title="Other", date="2010-01-01")
    for post in (old, other):
        make.comment(post)
    let_work()
    return old, new, other


def test_a_page_for_everyone_is_the_same_for_all_and_names_what_it_shows(site, posts, cast):
    for address in PAGES.split():
        first = site.get(address)
        again = site.get(address, headers={"Accept-Language": "vi", "User-Agent": "Other", "Cookie": "theme=dark; other=1"})
        assert first.bytes == again.bytes, address
        for page in (first, again):
            assert page.header("Set-Cookie") is None
            assert page.header("Cache-Control") == "public, max-age=0, must-revalidate"
            assert page.header("Vary") == "Accept-Encoding, Cookie", address
            assert page.header("Surrogate-Control") is None, "nobody outside is told of changes"
        assert site.get(address, headers={"If-None-Match": first.header("ETag")}, status=304).bytes == b""
        keys = set(first.header("Surrogate-Key").split())
        assert "site" in keys
        shown = {f"post-{post.id}" for post in posts if post.title in first.links}
        assert shown <= keys, (address, shown - keys)

        own = site.get(address, as_=cast.reader)
        assert own.header("Cache-Control") == "private, no-store", address
        assert own.header("Surrogate-Key") is None
        assert "Rosa Lind" in own.words or own.one("form[action^='/sign-out/']")
        assert site.get(address).bytes == first.bytes


def correct_title(posts):
    post = queries.find(posts[0].id)
    actions.save(post, actions.write("Old, corrected", "", post.source, "markdown", "en", "Trade"))


def retag(posts):
    post = queries.find(posts[1].id)
    actions.save(post, actions.write("New", "", post.source, "markdown", "en", "Tea"))


def publish(posts):
    written = actions.write("Newest", "", "Words.", "markdown", "en", "Tea")
    actions.publish(actions.draft(by_handle("hale"), written))


def rename_blogger(posts):
    blog = by_handle("hale")
    told = {"blog_title": "", "description": "Another description.", "about": "", "links": "", "language": "en"}
    bloggers.describe(blog, name="Stephen Quist", about_html="", **told)


def refuse_open_comment(posts):
    comment = comment_queries.recent(by_handle("lan").id)[0]
    comments.decide(comment_queries.find(comment.id), "remove")


def publish_comment(posts):
    post = queries.find(posts[0].id)
    told = {"author_name": "Ada", "author_email": "a@example.org", "policy": "open"}
    comments.send(post, source="Fresh words.", html="<p>Fresh words.</p>", **told)


CHANGES = {
    "a post is published": publish,
    "a title is corrected": correct_title,
    "topics are corrected": retag,
    "a post is withdrawn": lambda posts: actions.withdraw(queries.find(posts[0].id), "It was wrong."),
    "a sentence is put forward by an editor": lambda posts: actions.choose_best_bit(
        queries.find(posts[2].id), SENTENCE, on_front=True
    ),
    "a sentence is put forward by its author": lambda posts: actions.choose_best_bit(
        queries.find(posts[1].id), SENTENCE, on_front=False
    ),
    "a comment is published": publish_comment,
    "a comment is removed": refuse_open_comment,
    "comments are closed": lambda posts: actions.switch_comments(queries.find(posts[0].id), False),
    "a blogger is renamed": rename_blogger,
    "a handle is changed": lambda posts: bloggers.rename(by_handle("lan"), "lan-pham"),
    "a blogger moves": lambda posts: bloggers.appoint(by_handle("hale"), "Consul", place_for("Lima, PE"), starts_on=_2020),
    "a blog ends": lambda posts: bloggers.end(by_handle("lan")),
    "a topic is renamed": lambda posts: topics.rename(tag_by_slug("trade"), "World trade"),
    "topics are merged": lambda posts: topics.merge(tag_by_slug("tea"), tag_by_slug("trade")),
    "the site is renamed": lambda posts: site_settings.change(name="Another network"),
    "a page of the network is edited": lambda posts: pages.save_page("about", "About us", "Us.", "<p>Us.</p>", based_on=0),
    "nothing happens": lambda posts: None,
}


@pytest.mark.settings(posts_per_page=1)
@pytest.mark.parametrize("what", CHANGES)
def test_when(site, posts, what, let_work, app):
    """Each page that would be made differently is made anew; and a change that few pages show leaves the others kept."""

    def kept():
        return {a: site._open("GET", a, None, None).bytes for a in PAGES.split()}

    before = kept()
    cache = app.extensions["page_cache"]
    missed = cache.misses
    with transaction():
        CHANGES[what](posts)
    let_work()

    after = kept()
    made_anew = cache.misses - missed
    cache.hear(None)
    fresh = kept()
    stale = [address for address in before if after[address] != fresh[address]]
    assert stale == []
    changed = {address for address in before if fresh[address] != before[address]}
    assert bool(changed) == (what != "nothing happens")
    few = {"comments are closed": 20, "nothing happens": 0, "a page of the network is edited": 1, "a comment is removed": 24}
    assert made_anew <= few.get(what, len(before)), made_anew


@pytest.mark.settings(comments_close_after_days=10)
def test_a_post_whose_comments_close_by_themselves_is_made_anew_at_that_instant(site, make):
    with time_machine.travel("2026-03-02T12:00Z", tick=False) as clock:
        post = make.post(title="Closing", at=now() - timedelta(days=9, hours=23))
        make.post(title="Closed long ago", at=now() - timedelta(days=900))
        page = site.get("/hale/").click("Closing")
        assert site.lasts(page.address) == 3600
        assert page.has("form#reply")
        closed = site.get("/hale/").click("Closed long ago")
        assert site.lasts(closed.address) == 30 * 24 * 3600
        assert "Comments closed 10 days after the post was published." in closed.words

        clock.shift(3601)
        page = site.get(page.address)
        assert "Comments closed 10 days after the post was published." in page.words
        assert not page.has("form#reply")
        site.post(page.address + "comments/", {"body": "Late", "author_name": "A", "author_email": "a@b.example"}, status=403)
        assert post.last_comment_number == 0
