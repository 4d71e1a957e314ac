"""Counts are kept as they change, and are right after whatever happened."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from network.base.clock import now
from network.base.database import db, transaction
from network.base.web import Refused
from network.bloggers import queries as bloggers
from network.comments import actions as comments
from network.comments.models import Comment
from network.posts import actions, counts, queries, topics, translating
from network.posts.models import Post, PostAddress, PostCount, PostTag, Tag
from network.posts.selection import Selection
from tests.support.bylines import colleague
from tests.support.make import Make

TAGS = ["trade", "tea", "Tea", "雨", "mưa rào", "!!!"]
BLOGS = ["hale", "lan", "nowhere"]
step = st.one_of(
    st.tuples(st.just("publish"), st.sampled_from(BLOGS), st.lists(st.sampled_from(TAGS), max_size=3), st.integers(0, 70)),
    st.tuples(st.just("draft"), st.sampled_from(BLOGS), st.lists(st.sampled_from(TAGS), max_size=3)),
    st.tuples(st.just("publish one"), st.integers(0, 9)),
    st.tuples(st.just("correct"), st.integers(0, 9), st.lists(st.sampled_from(TAGS), max_size=3), st.sampled_from(["en", "vi"])),
    st.tuples(st.just("redate"), st.integers(0, 9), st.sampled_from(["2009-03-25", "2026-01-31T23:30", "2026-02-01"])),
    st.tuples(st.just("withdraw"), st.integers(0, 9)),
    st.tuples(st.just("merge"), st.sampled_from(["tea", "trade"]), st.sampled_from(["雨", "trade"])),
    st.tuples(st.just("translate"), st.integers(0, 9), st.sampled_from(["es", "ar"]), st.booleans()),
    st.tuples(st.just("join"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("leave"), st.integers(0, 9)),
    st.tuples(st.just("sign"), st.integers(0, 9), st.sets(st.sampled_from(BLOGS), max_size=2)),
    st.tuples(st.just("comment"), st.integers(0, 9)),
    st.tuples(st.just("decide"), st.integers(0, 9), st.sampled_from(["publish", "refuse", "spam", "remove"])),
)


class Desk:
    """Does one thing after another to the posts that there are."""

    def __init__(self, make: Make) -> None:
        self.make = make
        self.made: list[int] = []

    def do(self, what: str, *told: Any) -> None:
        getattr(self, what.replace(" ", "_"))(*told)

    def publish(self, blog: str, tags: list[str], days_ago: int) -> None:
        self.made.append(self.make.post(by=blog, tags=", ".join(tags), days_ago=days_ago).id)

    def draft(self, blog: str, tags: list[str]) -> None:
        self.made.append(self.make.draft(by=blog, tags=", ".join(tags)).id)

    def publish_one(self, number: int) -> None:
        with suppress(Refused):  # A colleague who signs it may have no appointment today.
            self._on_post(number, lambda post: actions.publish(post))

    def correct(self, number: int, tags: list[str], language: str) -> None:
        written = actions.write(f"Corrected {number}", "", "Text.", "markdown", language, ", ".join(tags))
        with suppress(Refused):  # There may be one in that language already.
            self._on_post(number, lambda post: actions.save(post, written))

    def translate(self, number: int, language: str, out: bool) -> None:
        if self.made:
            original = db.session.get_one(Post, self.made[number % len(self.made)])
            with suppress(Refused):
                self.made.append(self.make.translation(original, language, tags=TAGS[number % len(TAGS)], out=out).id)

    def join(self, number: int, other: int) -> None:
        with suppress(Refused):
            self._on_post(
                number, lambda post: translating.join(post, db.session.get_one(Post, self.made[other % len(self.made)]))
            )

    def leave(self, number: int) -> None:
        with suppress(Refused):
            self._on_post(number, translating.leave)

    def sign(self, number: int, blogs: set[str]) -> None:
        def put(post: Post) -> None:
            if post.withdrawn_at is None:
                actions.save(post, names=[colleague(blog) for blog in sorted(blogs) if blog != post.blogger.handle])

        with suppress(Refused):  # They may not have held an appointment on that day.
            self._on_post(number, put)

    def redate(self, number: int, day: str) -> None:
        with suppress(Refused):
            self._on_post(number, lambda post: actions.redate(post, actions.read_dated(day)))

    def withdraw(self, number: int) -> None:
        self._on_post(number, lambda post: actions.withdraw(post, "It was wrong.") if post.published_at else None)

    def merge(self, tag: str, into: str) -> None:
        with transaction():
            here, there = (db.session.scalar(select(Tag).where(Tag.slug == slug)) for slug in (tag, into))
            if here and there and here is not there and not here.merged_into_id and not there.merged_into_id:
                topics.merge(here, there)

    def comment(self, number: int) -> None:
        if self.made and (post := db.session.get(Post, self.made[number % len(self.made)])) and post.is_out:
            self.make.comment(post, f"Comment {now()}", state="waiting")

    def decide(self, number: int, decision: str) -> None:
        with transaction():
            found = list(db.session.scalars(select(Comment).order_by(Comment.id)))
            if found:
                comment = found[number % len(found)]
                fits = {"publish": True, "remove": comment.state in ("published", "removed")}.get(
                    decision, comment.state != "published"
                )
                if fits:
                    comments.decide(comment, decision, reason="off-subject" if decision in ("refuse", "remove") else "")

    def _on_post(self, number: int, act: Any) -> None:
        if self.made:
            with transaction():
                act(db.session.get(Post, self.made[number % len(self.made)]))


def counted() -> dict[tuple[str, str], int]:
    """All counts, by counting."""
    found: Counter[tuple[str, str]] = Counter()
    out = list(db.session.scalars(select(Post).where(Post.published_at.is_not(None), Post.withdrawn_at.is_(None))))
    once: dict[tuple[int, int | None], int] = {}
    on_blog: dict[tuple[int, int], int] = {}
    for post in sorted(out, key=lambda p: (p.is_translation, p.published_at, p.id)):
        group = post.translation_group or post.id
        once.setdefault((group, None), post.id)
        blogs = {author.blogger_id for author in post.authors if author.blogger_id}
        foremost = {blog for blog in blogs if on_blog.setdefault((group, blog), post.id) == post.id}
        found.update((f"months of {blog}", f"{post.local_date:%Y-%m}") for blog in foremost)
        for tag in db.session.scalars(select(PostTag.tag_id).where(PostTag.post_id == post.id)):
            is_first = once.setdefault((group, tag), post.id) == post.id
            found.update([("tags", str(tag))] if is_first else [])
            found.update((f"tags of {blog}", str(tag)) for blog in (blogs if is_first else foremost))
    for post in out:
        assert post.local_date
        month = f"{post.local_date:%Y-%m}"
        found["languages", post.language] += 1
        if once[post.translation_group or post.id, None] != post.id:
            continue
        found["months", month] += 1
        if post.place_id:
            assert post.country_code
            found.update([("places", str(post.place_id)), ("countries", post.country_code)])
        if post.role_key:
            found.update([("roles", post.role_key)])
    return dict(found)


def require_right_counts() -> None:
    db.session.rollback()
    kept = {(c.scope, c.member): c.posts for c in db.session.scalars(select(PostCount))}
    assert {k: n for k, n in kept.items() if n} == counted()
    assert all(n >= 0 for n in kept.values())
    for handle in BLOGS:
        blogger = bloggers.by_handle(handle)
        assert blogger
        shown = queries.listing(Selection(blogger=blogger), 1000).posts
        signed = [p for p in db.session.scalars(select(Post)) if p.is_out and blogger.id in p.blogger_ids]
        assert len({post.group or -post.id for post in shown}) == len(shown) == blogger.posts_count
        assert len({post.translation_group or -post.id for post in signed}) == len(shown)
        assert blogger.last_post_at == max((post.published_at for post in shown), default=None)
        for tag in db.session.scalars(select(Tag).where(Tag.merged_into_id.is_(None))):
            counted_there = dict(queries.counts(f"tags of {blogger.id}")).get(str(tag.id), 0)
            assert queries.number_of(Selection(blogger=blogger, tag=tag), 1000) == counted_there
    require_lists_of_that_length()
    assert list(counts.differences()) == []
    for post in db.session.scalars(select(Post)):
        published = [c for c in db.session.scalars(select(Comment).where(Comment.post_id == post.id)) if c.state == "published"]
        assert post.comments_count == len(published)
        rows = list(db.session.scalars(select(PostTag).where(PostTag.post_id == post.id)))
        assert {row.published_at for row in rows} <= {post.published_at if post.is_out else None}
        assert len({row.tag_id for row in rows}) == len(rows)
        addresses = list(db.session.scalars(select(PostAddress).where(PostAddress.post_id == post.id)))
        assert bool(addresses) == (post.published_at is not None)


def require_lists_of_that_length() -> None:
    """What a count says of a topic, a language or a month is what its list shows, each group once."""
    for tag in db.session.scalars(select(Tag).where(Tag.merged_into_id.is_(None))):
        assert queries.number_of(Selection(tag=tag), 1000) == dict(queries.counts("tags")).get(str(tag.id), 0)
        shown = [post.group or -post.id for post in queries.listing(Selection(tag=tag), 1000).posts]
        assert len(set(shown)) == len(shown)
    for language in ("en", "vi", "es", "ar"):
        assert queries.number_of(Selection(language=language), 1000) == dict(queries.counts("languages")).get(language, 0)
    assert queries.number_of(Selection(), 1000) == sum(number for _month, number in queries.counts("months"))


@pytest.mark.both
def test_counts_are_right_after_whatever_was_done(app: Flask, make: Make, request: pytest.FixtureRequest) -> None:
    make.blogger("nowhere", role="")

    @settings(
        max_examples=12 if "postgresql" in request.node.name else 30,
        phases=[Phase.explicit, Phase.generate],  # what was written stays written, so a shorter example would not be the same
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.lists(step, min_size=3, max_size=12))
    def holds(steps: list[tuple[Any, ...]]) -> None:
        desk = Desk(make)
        for what, *told in steps:
            desk.do(what, *told)
        require_right_counts()

    holds()


def test_what_is_shown_of_counts_agrees(make: Make) -> None:
    for number in range(5):
        make.post(by="hale", tags="tea" if number else "tea, trade", date=f"2009-03-{number + 1:02}")
    make.post(by="lan", tags="trade", date="2010-01-01")

    assert queries.months() == {2010: {1: 1}, 2009: {3: 5}}
    assert [(t.name, t.posts) for t in queries.tag_cloud()] == [("tea", 5), ("trade", 2)]
    assert [(t.name, t.weight) for t in queries.tag_cloud()] == [("tea", 5), ("trade", 3)]
    hale = bloggers.by_handle("hale")
    assert hale
    assert queries.months(hale.id) == {2009: {3: 5}}
    assert [(t.name, t.posts) for t in queries.tag_cloud(hale.id)] == [("tea", 5), ("trade", 1)]


@pytest.mark.both
def test_a_count_is_not_lost_by_two_who_publish_at_once(app: Flask, make: Make) -> None:
    import threading

    drafts = [make.draft(by="hale", tags="tea").id for _ in range(8)]

    def publish(mine: list[int]) -> None:
        with app.app_context():
            for post_id in mine:
                with transaction():
                    actions.publish(db.session.get_one(Post, post_id), at=now() - timedelta(days=1))

    threads = [threading.Thread(target=publish, args=(drafts[n::2],)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    hale = bloggers.by_handle("hale")
    assert hale
    assert hale.posts_count == 8
    assert dict(queries.counts("languages")) == {"en": 8}
