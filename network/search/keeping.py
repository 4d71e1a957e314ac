"""The index is kept in step with posts: one by one as they change, or all of them anew."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, cast, column, delete, insert, literal, select, table
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import joinedload, selectinload, undefer

from network.base.changes import record
from network.base.database import db, transaction
from network.base.html import plain
from network.posts import queries as posts
from network.posts.models import Post, Tag
from network.search.changes import SEARCH_INDEXED
from network.search.words import EDITION, words_of

_BATCH = 200
_LAST_POSITION = 16383
_VECTOR_BYTES = 900_000

_fts = table("post_words", column("rowid"), column("title"), column("names"), column("body"), column("digest"))
_vectors = table("post_words", column("post_id"), column("vector"), column("digest"))


@dataclass(frozen=True, slots=True)
class Words:
    """What the index holds of a post, in the order of weight."""

    title: list[str]
    names: list[str]
    body: list[str]

    @property
    def digest(self) -> str:
        """Tells whether the index holds just this."""
        whole = "\n".join(" ".join(words) for words in (self.title, self.names, self.body))
        return hashlib.blake2b(f"{EDITION}\n{whole}".encode(), digest_size=12).hexdigest()


def keep(post_id: int) -> bool:
    """Bring what the index holds of a post in line with it; gives whether anything differed. Twice is no harm.

    The post is locked first: of two workers at once, the one that read it before a correction must not write after the other.
    """
    db.session.execute(select(Post.id).where(Post.id == post_id).with_for_update())
    post = db.session.scalars(_with_words().where(Post.id == post_id)).unique().one_or_none()
    kept = _digests([post_id]).get(post_id)
    if post is None:
        if kept is not None:
            _drop([post_id])
        return kept is not None
    words = _words(post, posts.tags_of(post))
    if words.digest == kept:
        return False
    _drop([post_id])
    _put(post_id, words)
    return True


def announce(post_id: int) -> None:
    """Tell the pages of search results that a post is found, or found no more."""
    record(SEARCH_INDEXED, post_id, {"search"})


def rebuild(progress: Callable[[int], None] = lambda done: None) -> int:
    """Index all posts anew, some at a time, each time in a transaction of its own; gives how many there are."""
    with transaction():
        db.session.execute(delete(_table()))
        record(SEARCH_INDEXED, 0, {"search"})
    done, last = 0, 0
    while True:
        with transaction():
            batch = _batch(last)
            for post, tags in batch:
                _drop([post.id])
                _put(post.id, _words(post, tags))
            if not batch:
                record(SEARCH_INDEXED, 0, {"search"})
                return done
            last = batch[-1][0].id
            done += len(batch)
        progress(done)


def differences() -> list[int]:
    """Ids of posts that the index lacks, holds as they were, or holds though nobody may read them."""
    kept, wrong, last = _digests(None), [], 0
    while batch := _batch(last):
        wrong += [post.id for post, tags in batch if kept.pop(post.id, None) != _words(post, tags).digest]
        last = batch[-1][0].id
    return sorted([*wrong, *kept])


def _with_words() -> Select[Post]:
    """Posts that the world may read, with all that the index holds of them."""
    out = select(Post).where(Post.published_at.is_not(None), Post.withdrawn_at.is_(None))
    return out.options(undefer(Post.html), joinedload(Post.place), selectinload(Post.credits))


def _batch(after: int) -> list[tuple[Post, Sequence[Tag]]]:
    found = db.session.scalars(_with_words().where(Post.id > after).order_by(Post.id).limit(_BATCH)).all()
    tags = posts.tags_of_many(found)
    return [(post, tags[post.id]) for post in found]


def _words(post: Post, tags: Sequence[Tag]) -> Words:
    names = [tag.name for tag in tags]
    names += [text for a in post.credits for text in (a.name, a.role, a.organisation, a.place_name)]
    names += [post.place.name, post.place.country_name] if post.place else []
    return Words(
        title=words_of(post.title),
        names=words_of("\n".join(names)),
        body=words_of("\n".join((post.standfirst, plain(post.html), post.top_image_alt))),
    )


def _on_postgresql() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"


def _table() -> Any:
    return _vectors if _on_postgresql() else _fts


def _digests(ids: Sequence[int] | None) -> dict[int, str]:
    table_, number = (_vectors, _vectors.c.post_id) if _on_postgresql() else (_fts, _fts.c.rowid)
    query = select(number, table_.c.digest)
    rows = db.session.execute(query if ids is None else query.where(number.in_(ids)))
    return {post_id: digest for post_id, digest in rows}


def _drop(ids: Sequence[int]) -> None:
    if _on_postgresql():
        db.session.execute(delete(_vectors).where(_vectors.c.post_id.in_(ids)))
    else:
        db.session.execute(delete(_fts).where(_fts.c.rowid.in_(ids)))


def _put(post_id: int, words: Words) -> None:
    if _on_postgresql():
        vector = cast(literal(" ".join(_lexemes(words))), TSVECTOR)
        db.session.execute(insert(_vectors).values(post_id=post_id, vector=vector, digest=words.digest))
        return
    texts = {"title": " ".join(words.title), "names": " ".join(words.names), "body": " ".join(words.body)}
    db.session.execute(insert(_fts).values(rowid=post_id, digest=words.digest, **texts))


def _lexemes(words: Words) -> Iterator[str]:
    """A tsvector in writing: each word with where it stands and its weight.

    PostgreSQL holds at most a mebibyte of words, and no place beyond 16383: of a text that is longer than that, the
    beginning is found, and beyond that place no words side by side.
    """
    at: dict[str, list[str]] = {}
    place, size = 0, 0
    for part, weight in ((words.title, "A"), (words.names, "B"), (words.body, "D")):
        for word in part:
            place += 1
            size += 2 if word in at else len(word.encode()) + 4
            if size > _VECTOR_BYTES:
                break
            at.setdefault(word, []).append(f"{min(place, _LAST_POSITION)}{weight}")
        place += 2
    return (f"'{word}':{','.join(places[:255])}" for word, places in at.items())
