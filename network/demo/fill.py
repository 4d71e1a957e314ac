"""Bulk content for tests of scale: the same seed gives the same network. Rows are written in bulk, counts and index at the end.

What is written is clean by its making (paragraphs of words), so that nothing has to be cleaned; a test holds it to that.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import func, insert, select

from network.base.changes import record
from network.base.clock import local
from network.base.database import Model, db, transaction
from network.base.html import POLICY
from network.base.text import ascii_slug, excerpt, slug
from network.bloggers.models import Appointment, Blogger
from network.comments.models import Comment
from network.demo.words import FIRST_NAMES, LAST_NAMES, PLACES, ROLES, SHARES, TAGS, WORDS
from network.places.actions import place_for
from network.places.models import Place
from network.posts.counts import count_again
from network.posts.models import BestBit, Post, PostAddress, PostAuthor, PostTag, PostVersion, Tag
from network.posts.selection import role_key

END = datetime(2026, 6, 30, 12, tzinfo=UTC)
SPAN = timedelta(days=15 * 365)
_PORTION = 1000

Rows = dict[type[Model], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Held:
    """An appointment as posts need it."""

    id: int
    blogger_id: int
    name: str
    role: str
    place: Place
    since: date


@dataclass
class Ids:
    """The next free id of each table: rows that point to each other are written together."""

    free: dict[type[Any], int] = field(default_factory=dict)

    def next(self, kind: type[Any]) -> int:
        if kind not in self.free:
            self.free[kind] = db.session.scalar(select(func.coalesce(func.max(kind.id), 0))) or 0
        self.free[kind] += 1
        return self.free[kind]


class Filler:
    """Makes bloggers, posts and comments out of a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  (nothing is kept secret by it)
        self.ids = Ids()
        self.words = {tag: words.split() for tag, words in WORDS.items()}
        self.weights = {tag: list(accumulate(1 / (n + 3) for n in range(len(words)))) for tag, words in self.words.items()}

    def bloggers(self, number: int) -> list[list[Held]]:
        """Bloggers with one to three appointments each."""
        with transaction():
            places = [place_for(name) for name in PLACES]
            db.session.flush()
            first = self._former()
            rows: Rows = {Blogger: [], Appointment: []}
            careers = [self._career(rows, first + n, places) for n in range(number)]
            _write(rows)
            db.session.expunge_all()
        return careers

    def posts(self, careers: list[list[Held]], posts: int, comments: int, done: Callable[[int], None]) -> None:
        """Posts on these blogs, and comments on the posts, some at a time."""
        tags = self._tags()
        left_comments = comments
        for at in range(0, posts, _PORTION):
            rows: Rows = {k: [] for k in (Post, PostAuthor, PostAddress, PostVersion, PostTag, BestBit, Comment)}
            many = min(_PORTION, posts - at)
            for n in range(at, at + many):
                share = left_comments // (posts - n)
                said = left_comments if n == posts - 1 else min(left_comments, round(share * self.random.uniform(0.2, 1.8)))
                left_comments -= said
                self._post(rows, self.random.choice(careers), tags, n, said)
            with transaction():
                _write(rows)
            done(many)

    def _former(self) -> int:
        """How many such bloggers there are already, so that filling twice fills more."""
        return db.session.scalar(select(func.count()).select_from(Blogger).where(Blogger.handle.like("blogger-%"))) or 0

    def _career(self, rows: Rows, number: int, places: list[Place]) -> list[Held]:
        blogger_id = self.ids.next(Blogger)
        name = f"{self.random.choice(FIRST_NAMES)} {self.random.choice(LAST_NAMES)}-{number + 1}"
        description = self._sentence("en", 12)
        rows[Blogger].append(
            _whole(
                Blogger, id=blogger_id, handle=f"blogger-{number + 1}", name=name, description=description, created_at=END - SPAN
            )
        )
        starts = sorted({(END - SPAN + SPAN * self.random.random()).date() for _ in range(self.random.randrange(3))})
        days = [None, *starts]
        career = []
        for since, until in zip(days, [*starts, None], strict=True):
            held = Held(
                self.ids.next(Appointment),
                blogger_id,
                name,
                self.random.choice(ROLES),
                self.random.choice(places),
                since or date.min,
            )
            last = until - timedelta(days=1) if until else None
            rows[Appointment].append(
                _whole(
                    Appointment,
                    id=held.id,
                    blogger_id=blogger_id,
                    role=held.role,
                    organisation="Embassy",
                    place_id=held.place.id,
                    starts_on=since,
                    ends_on=last,
                )
            )
            career.append(held)
        return career

    def _tags(self) -> list[int]:
        """Ids of the topics, made where they are new."""
        with transaction():
            known = {tag.slug: tag.id for tag in db.session.scalars(select(Tag))}
            new = [
                _whole(Tag, id=self.ids.next(Tag), slug=slug(name, 60), name=name) for name in TAGS if slug(name, 60) not in known
            ]
            _write({Tag: new})
        return [known.get(slug(name, 60)) or next(t["id"] for t in new if t["name"] == name) for name in TAGS]

    def _post(self, rows: Rows, career: list[Held], tags: list[int], number: int, comments: int) -> None:
        post_id = self.ids.next(Post)
        language = self.random.choices(list(SHARES), list(SHARES.values()))[0]
        at = (END - SPAN * self.random.random()).replace(microsecond=0)
        held = next(h for h in reversed(career) if h.since <= local(at, h.place.time_zone).date() or h is career[0])
        day = local(at, held.place.time_zone).date()
        title = self._sentence(language, 6).rstrip(".")
        paragraphs = [
            " ".join(self._sentence(language, self.random.randint(6, 18)) for _ in range(4))
            for _ in range(self.random.randint(2, 7))
        ]
        html = "\n".join(f"<p>{words}</p>" for words in paragraphs)
        own_slug = f"{slug(title, 70)}-{number + 1}"
        common = {"title": title, "source": html, "body_format": "html", "html": html, "language": language}
        rows[Post].append(
            _whole(
                Post,
                id=post_id,
                blogger_id=held.blogger_id,
                slug=own_slug,
                excerpt=excerpt(paragraphs[0]),
                html_policy=POLICY,
                words=sum(len(words.split()) for words in paragraphs),
                appointment_id=held.id,
                place_id=held.place.id,
                country_code=held.place.country_code,
                role_key=role_key(held.role),
                time_zone=held.place.time_zone,
                created_at=at,
                saved_at=at,
                published_at=at,
                local_date=day,
                comments_count=0,
                last_comment_number=comments,
                version=1,
                **common,
            )
        )
        rows[PostAuthor].append(
            _whole(
                PostAuthor,
                id=self.ids.next(PostAuthor),
                post_id=post_id,
                blogger_id=held.blogger_id,
                appointment_id=held.id,
                name=held.name,
                role=held.role,
                organisation="Embassy",
                place_name=held.place.name,
                consent="agreed",
                published_at=at,
            )
        )
        rows[PostVersion].append(
            _whole(PostVersion, id=self.ids.next(PostVersion), post_id=post_id, number=1, kind="published", saved_at=at, **common)
        )
        for text in {own_slug, ascii_slug(own_slug)} - {""}:
            address = {"blogger_id": held.blogger_id, "year": day.year, "month": day.month, "slug": text, "post_id": post_id}
            rows[PostAddress].append(_whole(PostAddress, id=self.ids.next(PostAddress), **address))
        for position, tag_id in enumerate(self.random.sample(tags, self.random.randint(1, 4)), 1):
            row = {"post_id": post_id, "tag_id": tag_id, "position": position, "published_at": at}
            rows[PostTag].append(_whole(PostTag, id=self.ids.next(PostTag), **row))
        if number % 50 == 0:
            chosen = {
                "post_id": post_id,
                "blogger_id": held.blogger_id,
                "sentence": paragraphs[0].split(". ")[0],
                "chosen_at": at,
            }
            rows[BestBit].append(_whole(BestBit, id=self.ids.next(BestBit), on_front=number % 100 == 0, **chosen))
        rows[Post][-1]["comments_count"] = self._comments(rows, rows[Post][-1], comments)

    def _comments(self, rows: Rows, post: dict[str, Any], number: int) -> int:
        """A thread in which about every third answers another; gives how many of it are published."""
        published: list[int] = []
        for n in range(1, number + 1):
            source = self._sentence(post["language"], self.random.randint(4, 30))
            at = post["published_at"] + timedelta(minutes=self.random.randint(5, 30) * n)
            is_out = self.random.random() < 0.95
            reader = self.random.randrange(5000)
            comment_id = self.ids.next(Comment)
            rows[Comment].append(
                _whole(
                    Comment,
                    id=comment_id,
                    post_id=post["id"],
                    blogger_id=post["blogger_id"],
                    number=n,
                    parent_id=self.random.choice(published) if published and self.random.random() < 0.3 else None,
                    author_name=f"{FIRST_NAMES[reader % len(FIRST_NAMES)]} {reader}",
                    author_email=f"reader-{reader}@readers.example",
                    source=source,
                    html=f"<p>{source}</p>",
                    html_policy=POLICY,
                    excerpt=excerpt(source, 120),
                    state="published" if is_out else "waiting",
                    sent_at=at,
                    published_at=at if is_out else None,
                )
            )
            if is_out:
                published.append(comment_id)
        return len(published)

    def _paragraph(self, language: str) -> str:
        return " ".join(self._sentence(language, self.random.randint(6, 18)) for _ in range(4))

    def _sentence(self, language: str, words: int) -> str:
        text = " ".join(self.random.choices(self.words[language], cum_weights=self.weights[language], k=words))
        return f"{text[:1].upper()}{text[1:]}."


def finish() -> None:
    """Counts, and a word to every page cache."""
    with transaction():
        if db.engine.dialect.name == "postgresql":
            for table in (t for t in Model.metadata.sorted_tables if "id" in t.columns):
                highest = select(func.coalesce(func.max(table.c.id), 1)).scalar_subquery()
                db.session.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), highest)))
        count_again()
        record("network.filled", 0, {"*"})


def _write(rows: Rows) -> None:
    for kind, many in rows.items():
        if many:
            db.session.execute(insert(kind.__table__), many)  # type: ignore[arg-type]


def _whole(kind: type[Model], /, **given: Any) -> dict[str, Any]:
    """A row with a value for each column, so that rows of one table can be written at once."""
    return _defaults(kind) | given


def _defaults(kind: type[Model]) -> dict[str, Any]:
    if kind not in _DEFAULTS:
        plain: dict[str, Any] = {}
        for column in kind.__table__.columns:
            default = getattr(column.default, "arg", None)
            plain[column.name] = None if callable(default) else default
        _DEFAULTS[kind] = plain
    return _DEFAULTS[kind]


_DEFAULTS: dict[type[Model], dict[str, Any]] = {}
