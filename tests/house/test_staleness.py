"""Whatever is done, no page is old: each answer of the cache is what would be made now, byte for byte.

A second application on the same database keeps no pages; it says what is true. Precision is tested as well: what did not
change is not made again.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from network.base.clock import now
from network.base.database import transaction
from network.base.site import change
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.comments import actions as comments
from network.posts import actions as posts
from network.posts import topics, translating
from network.posts.actions import Name
from network.posts.addresses import path_of
from network.posts.models import Post, Tag
from network.posts.queries import tags_of
from tests.support.bylines import GUEST, colleague
from tests.support.make import Make
from tests.support.site import apart

LISTS = (
    "/ /archive/ /archive/2026/ /archive/2026/10/ /tags/ /tags/trade/ /tags/tea/ /tags/rain/ /places/ /places/london/ "
    "/places/vietnam/ /places/hanoi/ /best-bits/ /comments/ /follow/ /bloggers/ /bloggers/opml.xml /sitemap.xml /search/ "
    "/search/?language=vi /lan/?language=vi /tags/trade/?language=vi /search/?q=weight "
    "/?language=vi /?role=Consul /tags/%C4%91%C3%A8n/ /hale/?language=vi /hale/ /hale/about/ /hale/archive/ /hale/tags/ "
    "/hale/tags/trade/ /hale/2026/ /hale/2026/10/ /hale/comments/ /hale/follow/ /lan/ /lan/about/ /lan/archive/ /lan/comments/ "
    "/about/ /privacy/ /opensearch.xml"
).split()
FEEDS = (
    "/feed.atom /feed.rss /feed.json /hale/feed.atom /lan/feed.rss /tags/trade/feed.json /places/hanoi/feed.atom "
    "/comments/feed.atom /hale/comments/feed.atom /best-bits/feed.atom /best-bits/feed.atom?language=vi "
    "/feed.atom?language=vi /search/feed.atom?q=weight /search/feed.atom?language=vi&q=weight "
    "/search/feed.atom?q=weight&to=2010-01-01"
).split()
INSTANT = "2026-10-20T12:00:00+00:00"


class World:
    """Two blogs with posts, comments, topics and best bits, a cache that has seen all pages, and one that keeps nothing."""

    def __init__(self, app: Flask, plain: Flask, make: Make) -> None:
        self.make = make
        self.app = app
        self._cached: FlaskClient = app.test_client()
        self._plain: FlaskClient = plain.test_client()
        self.lamps = make.post(
            by="hale", title="On lamps", days_ago=5, tags="trade, tea", on_front="The first paragraph says why."
        )
        self.soup = make.post(by="hale", title="On soup", days_ago=3, tags="tea", best_bit="The first paragraph says why.")
        self.rain = make.post(by="lan", title="On rain", days_ago=2, tags="rain, trade", language="vi")
        self.dust = make.post(by="lan", title="On dust", days_ago=1)
        self.said = make.comment(self.lamps, "So it is with lamps.")
        self.answer = make.comment(self.lamps, "Not with mine.", name="Tove", parent=self.said)
        self.waiting = make.comment(self.rain, "And with rain?", state="waiting")
        self.luces = make.translation(self.lamps, "vi", title="Đèn", tags="trade, đèn", days_ago=1)
        self.on_version = make.comment(self.luces, "Đúng vậy.", state="waiting")
        self.posts = [self.lamps, self.soup, self.rain, self.dust, self.luces]

    @property
    def pages(self) -> list[str]:
        own = [path_of(p) + door for p in self.posts for door in ("", "history/", "comments/feed.atom")]
        return [*LISTS, *FEEDS, *own]

    def cached(self, path: str) -> TestResponse:
        return apart(lambda: self._cached.get(path))

    def made(self, path: str) -> TestResponse:
        return apart(lambda: self._plain.get(path))

    def warm(self) -> None:
        for path in self.pages:
            self.cached(path)

    def old(self) -> dict[str, str]:
        """Pages that the cache answers otherwise than they would be made now."""
        found = {}
        for path in self.pages:
            kept, made = self.cached(path), self.made(path)
            if (kept.status_code, kept.get_data()) != (made.status_code, made.get_data()):
                found[path] = f"{kept.status_code} for {made.status_code}: " + _difference(kept.text, made.text)
        return found

    def made_again(self, act: Callable[[], Any]) -> set[str]:
        """Pages that are not in the cache any more after something was done."""
        self.warm()
        act()
        cache, gone = self.app.extensions["page_cache"], set[str]()
        for path in self.pages:
            misses = cache.misses
            self.cached(path)
            if cache.misses > misses:
                gone.add(path)
        return gone


def _difference(kept: str, made: str) -> str:
    for old, new in zip(kept.splitlines(), made.splitlines(), strict=False):
        if old != new:
            at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
            return f"“{old[max(0, at - 40) : at + 60]}” for “{new[max(0, at - 40) : at + 60]}”"
    return "longer or shorter"


@pytest.fixture
def world(app: Flask, make: Make, build: Callable[..., Flask], database_url: str) -> Iterator[World]:
    with time_machine.travel(INSTANT, tick=False):
        yield World(app, build(database_url=database_url, page_cache_mb=0), make)


def _blogger(handle: str) -> Any:
    found = blogger_queries.by_handle(handle)
    assert found is not None
    return found


def _written(title: str, tags: str = "", language: str = "en", body: str = "Other words altogether.") -> posts.Written:
    return posts.write(title, "", body, "markdown", language, tags)


def _describe(handle: str, **differs: str) -> None:
    blogger = _blogger(handle)
    said = {
        "name": blogger.name,
        "blog_title": blogger.blog_title,
        "description": blogger.description,
        "about": "",
        "about_html": "",
        "links": "",
        "language": blogger.language,
    }
    bloggers.describe(blogger, **(said | differs))


DEEDS: dict[str, Callable[[World], Any]] = {
    "a post is published": lambda w: w.posts.append(w.make.post(by="hale", title="On glass", tags="glass, trade")),
    "a post is published in the past": lambda w: w.posts.append(w.make.post(by="lan", title="On sand", days_ago=4, tags="tea")),
    "a first post from a new place": lambda w: w.make.post(by=w.make.blogger("vera", place="Lima, PE"), title="On fog"),
    "a draft is written": lambda w: w.make.draft(by="hale", title="Not yet"),
    "a title is corrected": lambda w: posts.save(w.lamps, _written("On candles", "trade, tea")),
    "topics are corrected": lambda w: posts.save(w.soup, _written("On soup", "tea, broth")),
    "a language is corrected": lambda w: posts.save(w.dust, _written("On dust", language="vi")),
    "a slug is corrected": lambda w: posts.save(w.dust, _written("On dust", language="vi"), slug_wish="of-dust"),
    "a day is corrected": lambda w: posts.redate(w.dust, posts.read_dated("2026-09-30")),
    "comments are closed": lambda w: posts.switch_comments(w.rain, False),
    "a best bit is chosen for a blog": lambda w: posts.choose_best_bit(w.dust, "Other words altogether.", on_front=False),
    "a best bit is chosen for the front": lambda w: posts.choose_best_bit(w.dust, "Other words altogether.", on_front=True),
    "a best bit is taken back": lambda w: posts.choose_best_bit(w.dust, "", on_front=True),
    "a comment is published": lambda w: comments.decide(w.waiting, "publish"),
    "a comment is removed": lambda w: comments.decide(w.answer, "remove", reason="off-subject"),
    "a blogger is described anew": lambda w: _describe("hale", name="S. Hale", description="Other things.", blog_title="Hale"),
    "a blogger tells of themselves": lambda w: _describe("lan", about="I am.", about_html="<p>I am.</p>"),
    "a blogger speaks another language": lambda w: _describe("lan", language="vi"),
    "a blogger is appointed": lambda w: bloggers.appoint(
        _blogger("lan"), "Ambassador", w.make_place("Lima, PE"), starts_on=date(2026, 10, 1)
    ),
    "an appointment is corrected": lambda w: bloggers.correct_appointment(
        blogger_queries.appointments(_blogger("lan").id)[0], "Envoy", None, "Ministry", date(2026, 10, 2), None
    ),
    "a handle is changed": lambda w: bloggers.rename(_blogger("hale"), "stephen"),
    "a handle is changed back": lambda w: bloggers.rename(_blogger("stephen"), "hale"),
    "a blog ends": lambda w: bloggers.end(_blogger("lan")),
    "a blog is taken up again": lambda w: bloggers.reopen(_blogger("lan")),
    "a topic is merged": lambda w: topics.merge(_tag("tea"), _tag("trade")),
    "a topic is renamed": lambda w: topics.rename(_tag("trade"), "Commerce"),
    "a version is published": lambda w: w.posts.append(w.make.translation(w.soup, "ar", title="حساء", tags="tea, soup")),
    "a version is corrected": lambda w: posts.save(w.luces, _written("Đèn lồng", "trade, lanterns", "vi")),
    "the original is corrected": lambda w: posts.save(w.lamps, _written("On lanterns", "trade")),
    "a version is said to be up to date": lambda w: translating.confirm(w.luces),
    "a comment on a version is published": lambda w: comments.decide(w.on_version, "publish"),
    "two posts are put together": lambda w: translating.join(w.dust, w.posts[6]),
    "a version has an author more": lambda w: posts.save(w.luces, names=[colleague("lan")]),
    "the original is withdrawn": lambda w: posts.withdraw(w.soup, "It was wrong about soup."),
    "a version is taken out": lambda w: translating.leave(w.luces),
    "the network has another name": lambda w: change(name="Other conversations", about="Words."),
    "comments close by age": lambda w: change(close_after_days="1"),
    "a colleague signs a post, too": lambda w: posts.save(w.rain, names=[colleague("hale"), GUEST]),
    "a guest’s name is corrected": lambda w: posts.save(w.rain, names=[colleague("hale"), Name(name="Gayle Guest")]),
    "one of two authors has another handle": lambda w: bloggers.rename(_blogger("hale"), "stephen-hale"),
    "one of two authors is described anew": lambda w: _describe("stephen-hale", description="Of many things."),
    "one of two authors has the first handle again": lambda w: bloggers.rename(_blogger("stephen-hale"), "hale"),
    "the other of two authors ends their blog": lambda w: bloggers.end(_blogger("hale")),
    "a colleague’s name is taken away": lambda w: posts.save(w.rain, names=[]),
    "a post is signed under another appointment": lambda w: posts.choose_appointment(
        w.dust, blogger_queries.appointments(w.dust.blogger_id)[0].id
    ),
    "a post of two is withdrawn": lambda w: (posts.save(w.rain, names=[colleague("hale")]), posts.withdraw(w.rain, "Wrong.")),
    "a post is withdrawn": lambda w: posts.withdraw(w.lamps, "It was wrong about lamps."),
    "the newest post is withdrawn": lambda w: posts.withdraw(w.posts[5], "It was wrong about glass."),
}
OWN_TRANSACTION = {
    "a version is published",
    "a post is published",
    "a post is published in the past",
    "a first post from a new place",
    "a draft is written",
}


def _tag(slug: str) -> Tag:
    from network.posts.queries import tag_by_slug

    found = tag_by_slug(slug)
    assert found is not None
    return found


@pytest.mark.timeout(400)
def test_no_page_is_old_whatever_is_done(world: World, let_work: Callable[[], None]) -> None:
    lima = world.make.place("Lima, PE")
    world.make_place = lambda _text: lima  # type: ignore[attr-defined]
    old: dict[str, dict[str, str]] = {}
    world.warm()
    for deed, act in DEEDS.items():
        if deed in OWN_TRANSACTION:
            act(world)
        else:
            with transaction():
                act(world)
        let_work()
        if found := world.old():
            old[deed] = found

    assert not old, "\n".join(
        f"after “{deed}”:\n" + "\n".join(f"  {path} — {why}" for path, why in paths.items()) for deed, paths in old.items()
    )


@pytest.mark.timeout(400)
def test_no_page_is_old_because_time_went_by(world: World, let_work: Callable[[], None]) -> None:
    with time_machine.travel(INSTANT, tick=False) as clock:
        with transaction():
            bloggers.appoint(_blogger("lan"), "Ambassador", None, starts_on=now().date() + timedelta(days=2))
            change(close_after_days="4")
        draft = world.make.draft(by="hale", title="Tomorrow")
        with transaction():
            posts.schedule(draft, (now() + timedelta(days=1)).replace(tzinfo=None))
        old = {}
        world.warm()
        for hours in (1, 11, 13, 12, 11, 25, 24, 24, 24):
            clock.shift(timedelta(hours=hours))
            let_work()
            if found := world.old():
                old[str(now())] = found

    assert not old, "\n".join(f"{at}: {paths}" for at, paths in old.items())


def test_a_comment_leaves_the_pages_of_another_blog_as_they_are(world: World) -> None:
    gone = world.made_again(lambda: world.make.comment(world.soup, "Warm soup."))

    assert {"/hale/", "/comments/", path_of(world.soup)} <= gone
    untouched = {"/lan/", "/lan/about/", "/tags/", "/tags/rain/", "/places/", "/places/hanoi/", "/lan/feed.rss"}
    assert gone & (untouched | {path_of(world.rain), "/privacy/", "/sitemap.xml"}) == set()


def test_a_post_leaves_the_pages_that_do_not_show_it_as_they_are(world: World) -> None:
    gone = world.made_again(lambda: world.make.post(by="hale", title="New", tags="trade"))

    assert {"/", "/hale/", "/tags/trade/", "/places/london/", "/archive/", "/feed.atom", "/hale/feed.atom"} <= gone
    untouched = {"/lan/", "/lan/about/", "/lan/feed.rss", "/places/hanoi/feed.atom", "/privacy/", "/comments/"}
    assert gone & (untouched | {path_of(world.rain)}) == set()


def test_a_correction_leaves_the_pages_that_do_not_show_it_as_they_are(world: World) -> None:
    def correct() -> None:
        with transaction():
            posts.save(world.rain, _written("On rain", "rain, trade", "vi"))

    gone = world.made_again(correct)

    assert {"/", "/lan/", path_of(world.rain), "/tags/rain/"} <= gone
    assert not gone & {
        "/hale/",
        path_of(world.lamps),
        "/tags/tea/",
        "/places/london/",
        "/privacy/",
        "/hale/feed.atom",
    }


def test_what_no_reader_can_notice_drops_nothing(world: World) -> None:
    def unseen() -> None:
        draft = world.make.draft(by="hale", title="Not yet")
        world.make.comment(world.soup, "Let me think.", state="waiting")
        world.make.account()
        with transaction():
            posts.save(draft, _written("Still not"))
            posts.save(world.soup, _same(world.soup))

    assert world.made_again(unseen) == set()


def _same(post: Post) -> posts.Written:
    tags = ", ".join(tag.name for tag in tags_of(post))
    return posts.write(post.title, post.standfirst, post.source, post.body_format, post.language, tags)
