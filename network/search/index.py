"""The full-text index behind one interface: FTS5 on SQLite, a tsvector on PostgreSQL.

Only posts that the world may read are in it, brought there by `keeping.py`.
"""

import base64
import binascii
import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, column, false, func, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlalchemy.types import REAL

from network.base.database import db
from network.base.language import _
from network.base.web import Refused
from network.posts import queries as posts
from network.posts.listed import Listed, as_listed
from network.posts.models import Post
from network.posts.queries import Listing
from network.posts.selection import Cursor, Selection
from network.posts.translations import told
from network.search.snippets import snippets
from network.search.words import Asked, Term, asked

CANDIDATES = 1000
"""Of more posts than these that match, the newest are put in order of relevance: ranking costs, whoever asks."""

_MANY = 1000
_fts = table("post_words", column("rowid"))
_vectors = table("post_words", column("post_id"), column("vector"))


def narrow(query: Select[Any], value: str) -> Select[Any]:
    """Of these posts, those with the words asked for; none when no word was asked for."""
    terms = asked(value)
    if not terms.wanted and not terms.unwanted:
        return query.where(false())
    if terms.wanted:
        query = query.where(_looked_up(terms.wanted).in_(_holding(terms.wanted)))
    for term in terms.unwanted:
        query = query.where(Post.id.not_in(_holding((term,))))
    return query


def _looked_up(terms: Sequence[Term]) -> ColumnElement[int]:
    """The id of a post, written so that SQLite goes the shorter way.

    Few matches are looked up one by one and sorted. Where most posts match, going through the list in its order and leaving
    out what does not is far shorter; an expression keeps SQLite from the look-up. PostgreSQL decides for itself.
    """
    if _on_postgresql():
        return Post.id.expression
    some = _holding(terms).limit(_MANY).subquery()
    return Post.id.expression if (db.session.scalar(select(func.count()).select_from(some)) or 0) < _MANY else Post.id + 0


def _on_postgresql() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"


def _holding(terms: Sequence[Term]) -> Select[int]:
    """Ids of the posts that hold all of these terms. What is asked is bound, and holds letters and digits alone."""
    if _on_postgresql():
        return select(_vectors.c.post_id).where(_vectors.c.vector.op("@@")(cast(_tsquery(terms), TSQUERY)))
    return select(_fts.c.rowid).where(literal_column("post_words").op("MATCH")(_match(terms)))


def _match(terms: Sequence[Term]) -> str:
    """FTS5's way to say it; each term stands in quotes, as raw text breaks the query."""
    return " AND ".join(f'"{" ".join(term.words)}"{" *" if term.is_beginning else ""}' for term in terms)


def _tsquery(terms: Sequence[Term]) -> str:
    """PostgreSQL's way to say it."""

    def said(term: Term) -> str:
        return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_beginning else "")

    return " & ".join(f"({said(term)})" for term in terms)


@dataclass(frozen=True, slots=True)
class RankCursor(Cursor):
    """Where a list by relevance goes on: after the post with this rank and id."""

    rank: float = 0.0

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(struct.pack(">dq", self.rank, self.id)).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "RankCursor":
        """Refused when it is not one that this network made."""
        try:
            rank, number = struct.unpack(">dq", base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (ValueError, struct.error, binascii.Error):
            rank, number = math.nan, 0
        cursor = cls(datetime(1970, 1, 1, tzinfo=UTC), number, rank)
        if not math.isfinite(rank) or not 0 < number < 2**62 or str(cursor) != text:
            raise Refused(_("The address of this part of the list is damaged. Go back to its first page."))
        return cursor


def relevant(selection: Selection, limit: int, before: str = "") -> Listing[Listed]:
    """A Selection's posts, those that fit its words best first. Without words to fit, the newest are first."""
    terms = asked(selection.further.get("q", ""))
    if not terms.wanted:
        return posts.listing(selection, limit, before=before)
    after = RankCursor.read(before) if before else None
    ranks = _ranks(selection, terms)
    ordered = sorted(ranks, key=lambda number: (-ranks[number], -number))
    if after and after.id in ranks:
        ordered = ordered[ordered.index(after.id) + 1 :]
    elif after:
        ordered = [n for n in ordered if (-ranks[n], -n) > (-after.rank, -after.id)]
    query = as_listed(select(Post)).where(Post.id.in_(ordered[:limit]))
    shown = sorted(posts.with_names(db.session.scalars(query).all()), key=lambda post: ordered.index(post.id))
    last = shown[-1] if shown and len(ordered) > limit else None
    return Listing(
        told(shown, in_ui=False), RankCursor(last.published_at, last.id, ranks[last.id]) if last and last.published_at else None
    )


def _ranks(selection: Selection, terms: Asked) -> dict[int, float]:
    """How well the newest matches fit, by id: words in the title count most, then names, roles, places and topics."""
    newest = list(db.session.scalars(selection.select().with_only_columns(Post.id).limit(CANDIDATES)))
    if _on_postgresql():
        weights = cast(literal([0.1, 0.1, 0.4, 1.0], ARRAY(REAL)), ARRAY(REAL))
        rank: ColumnElement[float] = func.ts_rank(weights, _vectors.c.vector, cast(_tsquery(terms.wanted), TSQUERY), 1)
        query = select(_vectors.c.post_id, rank).where(_vectors.c.post_id.in_(newest))
    else:
        # The plus keeps SQLite from asking the index once for each id.
        rank = func.bm25(literal_column("post_words"), 8.0, 4.0, 1.0)
        query = select(_fts.c.rowid, -rank).where(literal_column("post_words").op("MATCH")(_match(terms.wanted)))
        query = query.where(literal_column("+rowid").in_(newest))
    return {number: float(fits) for number, fits in db.session.execute(query)}


__all__ = ["CANDIDATES", "RankCursor", "narrow", "relevant", "snippets"]
