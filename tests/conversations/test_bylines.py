"""A post that several sign: every door names the same people, and it stands on the blog of each."""

import json
import re

import feedparser
import pytest

from network.base.database import db, transaction
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.posts import actions as posts
from network.posts import counts
from network.posts.actions import Name
from network.posts.addresses import path_of
from tests.support.bylines import GUEST, colleague, sign_with

NAMES = ["Stephen Hale", "Lan Pham", "Gale Guest"]
ROLES = ["Head of Engagement, Digital Diplomacy", "Consul", "Baker"]
PLACES = ["London", "Hanoi", "Quito"]
IN_A_ROW = "Stephen Hale, Lan Pham and Gale Guest"


@pytest.fixture
def together(make, cast):
    """A post by two bloggers and a guest, translated by a third blogger."""
    make.blogger("vera", name="Vera Salt", role="Envoy", place="Lima, PE")
    draft = make.draft(by="hale", title="On bread", tags="trade")
    sign_with(draft, [colleague("lan"), GUEST, colleague("vera", kind="translator")])
    with transaction():
        posts.publish(draft, dated=posts.read_dated("2009-03-25"))
        posts.choose_best_bit(draft, "The first paragraph says why.", on_front=True)
    return draft


def persons(parts):
    """What the h-cards of a page say: name, role, place."""
    return [tuple(part.one(f".{c}").words for c in ("p-name", "p-job-title", "p-locality")) for part in parts]


@pytest.mark.both
def test_every_door_names_the_same_people(site, together, let_work):
    let_work()
    page = site.get(path_of(together))

    assert f"Posted 25 March 2009 by {IN_A_ROW}" in page.one(".posted").words
    assert persons(page.all(".p-author.h-card")) == list(zip(NAMES, ROLES, PLACES, strict=True))
    assert page.one(".posted").words.endswith("Translated by Vera Salt")
    assert page.one(".p-translator.h-card a")["href"] == "/vera/"
    assert page.one('meta[name="author"]')["content"] == IN_A_ROW
    blogs = [m["content"] for m in page.all('meta[property="article:author"]')]
    assert blogs == ["http://localhost/hale/", "http://localhost/lan/"]
    assert page.one("head > title").words.startswith(f"On bread: {IN_A_ROW}")

    said = json.loads(page.one('script[type="application/ld+json"]').element.text)
    assert [(p["name"], p["jobTitle"], p["workLocation"]["name"]) for p in said["author"]] == list(
        zip(NAMES, ROLES, PLACES, strict=True)
    )
    offices = [p["worksFor"]["name"] for p in said["author"] if "worksFor" in p]
    assert offices == ["Foreign and Commonwealth Office", "Bakers’ Guild"]
    assert [(p["name"], p["url"]) for p in said["translator"]] == [("Vera Salt", "http://localhost/vera/")]

    lists = "/ /hale/ /lan/ /tags/trade/ /lan/tags/trade/ /lan/2009/03/ /best-bits/ /search/?q=bread /search/?blogger=lan"
    for where in lists.split():
        assert IN_A_ROW in site.get(where).words, where

    lines = [", ".join(three) for three in zip(NAMES, ROLES, PLACES, strict=True)]
    for feed in ("/feed.atom", "/lan/feed.atom", "/lan/tags/trade/feed.atom"):
        entry = feedparser.parse(site.get(feed).bytes).entries[0]
        assert [a["name"] for a in entry.authors][:3] == NAMES, feed
        assert [a.get("href") for a in entry.authors][:3] == ["http://localhost/hale/", "http://localhost/lan/", None]
        assert [c["name"] for c in entry.contributors] == ["Vera Salt"]
    rss = site.get("/lan/feed.rss").text
    assert re.findall("<dc:creator>(.*?)</dc:creator>", rss) == lines
    assert re.findall("<dc:contributor>(.*?)</dc:contributor>", rss) == ["Vera Salt"]
    item = json.loads(site.get("/feed.json").bytes)["items"][0]
    assert [(a["name"], a["_byline"]["role"], a["_byline"]["place"]) for a in item["authors"]] == list(
        zip(NAMES, ROLES, PLACES, strict=True)
    )
    assert [t["name"] for t in item["_translators"]] == ["Vera Salt"]
    assert item["authors"][1]["url"] == "http://localhost/lan/"


def test_in_arabic_the_names_are_joined_as_arabic_does(site, together):
    assert "Stephen Hale وLan Pham وGale Guest" in site.get(path_of(together), query={"ui": "ar"}).one(".posted").words


@pytest.mark.both
def test_a_post_stands_on_the_blog_of_each_author_and_not_of_its_translator(site, together):
    lan = blogger_queries.by_handle("lan")
    assert (lan.posts_count, lan.last_post_at) == (1, together.published_at)
    for where in ("/lan/", "/lan/archive/", "/lan/2009/", "/bloggers/"):
        assert path_of(together) in site.get(where).text, where
    assert "Posts from Hanoi" in site.get("/lan/").words
    assert site.get("/lan/tags/").all("a[href='/lan/tags/trade/']")
    assert path_of(together) not in site.get("/vera/").text
    assert path_of(together) in site.get("/hale/").text
    assert list(counts.differences()) == []


@pytest.mark.both
def test_a_post_comes_to_a_blog_and_leaves_it_with_the_name(site, make, cast):
    post = make.post(by="hale", title="On bread", tags="tea", date="2009-03-25")
    assert "On bread" not in site.get("/lan/").words

    sign_with(post, [colleague("lan")])
    assert "On bread" in site.get("/lan/").words
    assert post.authors[1].line == "Lan Pham, Consul, Hanoi"
    assert list(counts.differences()) == []

    with transaction():
        posts.redate(post, posts.read_dated("2010-04-01"))
    assert "On bread" in site.get("/lan/2010/04/").words

    sign_with(post, [])
    assert "On bread" not in site.get("/lan/").words
    assert blogger_queries.by_handle("lan").last_post_at is None
    assert list(counts.differences()) == []

    sign_with(post, [colleague("lan")])
    with transaction():
        posts.withdraw(post, "It was wrong.")
    assert "On bread" not in site.get("/lan/").words
    assert blogger_queries.by_handle("lan").posts_count == 0
    assert list(counts.differences()) == []


def test_what_counts_and_instants_say_wrong_is_found_and_put_right(together):
    with transaction():
        together.authors[1].published_at = None
        together.translators[0].published_at = together.published_at
    assert list(counts.differences()) == ["2 names of bylines stand beside another instant than their post."]

    with transaction():
        counts.count_again()
    db.session.expire_all()
    assert list(counts.differences()) == []


def test_a_byline_keeps_the_words_of_its_day(site, together, make):
    lan = blogger_queries.by_handle("lan")
    with transaction():
        bloggers.rename(lan, "lan-pham")
        lan.name = "Lan Pham-Berg"
        bloggers.appoint(lan, "Ambassador", make.place("Lima, PE"), starts_on=posts.read_dated("2020-01-01").at.date())

    page = site.get(path_of(together))
    assert persons(page.all(".p-author.h-card"))[1] == ("Lan Pham", "Consul", "Hanoi")
    assert page.all(".p-author.h-card a")[1]["href"] == "/lan-pham/"


def test_the_history_shows_a_corrected_byline(site, together):
    sign_with(together, [colleague("lan"), Name(name="Gayle Guest", role="Baker")])

    words = site.get(path_of(together) + "history/").words
    assert "Byline" in words
    assert "Gayle" in words
    assert "Translated by" in words


def test_an_author_of_several_answers_under_their_own_name(site, together, cast):
    site.post(path_of(together) + "comments/", {"body": "It was rye."}, as_=cast.lan)

    comment = site.get(path_of(together)).one("article.com")
    assert "Lan Pham" in comment.words
    assert "Author" in comment.words
