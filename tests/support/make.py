"""Things for tests, made by the actions that make them in life, each in a transaction of its own."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import select

from network.accounts import actions as accounts
from network.accounts.models import Account
from network.base.clock import now
from network.base.database import db, transaction
from network.base.html import clean_comment
from network.base.text import tidy
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.bloggers.models import Blogger
from network.comments import actions as comments
from network.comments.models import Comment
from network.comments.queries import reference
from network.places.actions import place_for
from network.places.models import Place
from network.posts import actions as posts
from network.posts import translating
from network.posts.models import Post
from network.posts.queries import tags_of
from tests.support.cast import PASSWORD

TEXT = "The first paragraph says why.\n\nThe second says how, with **some weight** and [a link](https://example.org/)."


class Make:
    """`make.post(by="hale", title="On lamps", days_ago=3)`; whatever a test does not care about has a value."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._numbers = count(1)

    def account(self, role: str = "author", *, name: str = "", email: str = "") -> Account:
        """Somebody who can sign in with `PASSWORD`."""
        n = next(self._numbers)
        hashed = accounts.password_hash(PASSWORD)
        with transaction():
            return accounts.create(email or f"person{n}@example.org", name or f"Person {n}", role, password_hash=hashed)

    def place(self, text: str = "Hanoi, VN") -> Place:
        """A city of the gazetteer."""
        city = text.partition(",")[0].strip().lower()
        known = db.session.scalar(select(Place).where(Place.slug == city))
        if known and known.country_code == text.partition(",")[2].strip().lower():
            return known
        with transaction():
            return place_for(text)

    def blogger(
        self,
        handle: str = "",
        *,
        name: str = "",
        role: str = "Consul",
        place: str | None = "Hanoi, VN",
        organisation: str = "",
        account: Any = None,
        **further: Any,
    ) -> Blogger:
        """A blogger with one appointment since ever; `role=""` for one without any."""
        n = next(self._numbers)
        where = self.place(place) if place else None
        with transaction():
            made = bloggers.create(handle or f"blogger{n}", name or f"Blogger {n}", **further)
            if role:
                bloggers.appoint(made, role, where, organisation=organisation)
            if account is not None:
                bloggers.let_write(made, account.id)
        return made

    def draft(
        self,
        by: str | Blogger = "hale",
        *,
        title: str = "",
        body: str = TEXT,
        standfirst: str = "",
        body_format: str = "markdown",
        language: str = "en",
        tags: str = "",
        slug: str = "",
        top_image: posts.TopImage | None = None,
    ) -> Post:
        """A post that nobody but its authors and editors can see."""
        written = posts.write(title or f"Post number {next(self._numbers)}", standfirst, body, body_format, language, tags)
        with transaction():
            return posts.draft(_blogger(by), written, slug_wish=slug, top_image=top_image)

    def post(
        self,
        by: str | Blogger = "hale",
        *,
        days_ago: float | None = None,
        date: str = "",
        at: datetime | None = None,
        best_bit: str = "",
        on_front: str = "",
        **draft: Any,
    ) -> Post:
        """A published post: now, some days ago, on a `date` (`2009-03-25`), or `at` an instant.

        `best_bit` and `on_front` are sentences put forward on the blog and on the front page.
        """
        if at is None and days_ago is not None:
            at = now() - timedelta(days=days_ago)
        post = self.draft(by, **draft)
        with transaction():
            posts.publish(post, dated=posts.read_dated(date) if date else None, at=at.astimezone(UTC) if at else None)
            if best_bit:
                posts.choose_best_bit(post, best_bit, on_front=False)
            if on_front:
                posts.choose_best_bit(post, on_front, on_front=True)
        return post

    def translation(self, of: Post, language: str = "es", *, tags: str | None = None, out: bool = True, **told: Any) -> Post:
        """A version of a post in another language, published unless `out` is false."""
        kept = ", ".join(tag.name for tag in tags_of(of)) if tags is None else tags
        title, body = told.get("title") or f"Post number {next(self._numbers)}", told.get("body", TEXT)
        written = posts.write(title, told.get("standfirst", ""), body, "markdown", language, kept)
        with transaction():
            made, _is_new = translating.begin(of, language)
            posts.save(made, written, slug_wish=title)
            if out:
                days_ago = told.get("days_ago")
                posts.publish(made, at=now() - timedelta(days=days_ago) if days_ago is not None else None)
        return made

    def posts(self, number: int, by: str | Blogger = "hale", **like: Any) -> list[Post]:
        """Several, an hour apart, the newest last."""
        return [self.post(by, **({"days_ago": (number - i) / 24} | like)) for i in range(number)]

    def comment(
        self,
        post: Post,
        body: str = "I had not thought of it so.",
        *,
        name: str = "Ngozi",
        email: str = "ngozi@example.org",
        state: str = "published",
        parent: Comment | None = None,
    ) -> Comment:
        """A comment; `state` is published, waiting, refused, spam or removed."""
        body = tidy(body)
        html = clean_comment(body)
        with transaction():
            made = comments.send(
                post,
                author_name=name,
                author_email=email,
                source=body,
                html=html,
                policy="moderated",
                parent=reference(parent, post.id) if parent else "",
            )
            if state in ("published", "removed"):
                comments.decide(made, "publish")
            if state == "removed":
                comments.decide(made, "remove", reason="off-subject")
            if state == "refused":
                comments.decide(made, "refuse", reason="off-subject")
            if state == "spam":
                comments.decide(made, "spam")
        return made


def _blogger(by: str | Blogger) -> Blogger:
    if isinstance(by, Blogger):
        return by
    found = blogger_queries.by_handle(by)
    assert found is not None, f"there is no blogger {by}"
    return found
