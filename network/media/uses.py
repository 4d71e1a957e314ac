"""Where pictures stand: kept in step by whoever shows them, so that one in use is not taken away unseen."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from sqlalchemy import select

from network.base.database import db
from network.base.html import plain
from network.base.text import fold
from network.media import queries
from network.media.credits import NAMED, ONE
from network.media.models import PictureUse

TEXT, FORMERLY = "text", "version"
"""In the text of a place, and in an earlier version of it; other kinds have the names of the fields that hold a picture."""
_ALT = re.compile(r'\salt="([^"]*)"')

Uses = dict[tuple[str, int], str]


def note(
    place: str,
    *,
    shown: Mapping[str, tuple[int | None, str]] | None = None,
    markup: str = "",
    blogger_id: int | None = None,
    keeps_versions: bool = False,
) -> None:
    """Bring the rows of a place into step: `shown` has the pictures of its fields, each with what is said of it there."""
    present = uses_in(shown or {}, markup)
    if keeps_versions:
        present |= {(FORMERLY, picture_id): "" for _kind, picture_id in present}
    for row in db.session.scalars(select(PictureUse).where(PictureUse.place == place)):
        key = (row.kind, row.picture_id)
        if key in present:
            row.words = present.pop(key)
        elif row.kind != FORMERLY:
            db.session.delete(row)
    for (kind, picture_id), words in present.items():
        db.session.add(PictureUse(place=place, kind=kind, picture_id=picture_id, blogger_id=blogger_id, words=words))
    db.session.flush()


def uses_in(shown: Mapping[str, tuple[int | None, str]], markup: str) -> Uses:
    """The pictures of some fields and of a text, by kind and id, each with the words that stand beside it."""
    found = {(kind, picture_id): fold(words) for kind, (picture_id, words) in shown.items() if picture_id}
    said = words_in(markup)
    return found | {(TEXT, picture.id): said[name] for name, picture in queries.all_named(said).items()}


def words_in(markup: str) -> dict[str, str]:
    """The names of the pictures in a cleaned text, each with its descriptions and captions, folded."""
    found: dict[str, str] = {}
    for name, words in _said_of_each(markup):
        found[name] = f"{found[name]} {words}" if name in found else words
    return found


def _said_of_each(markup: str) -> Iterator[tuple[str, str]]:
    if "/media/" not in markup:
        return
    for part in ONE.finditer(markup):
        words = fold(" ".join([*(unescape(alt) for alt in _ALT.findall(part[0])), plain(part[0])]))
        for name in dict.fromkeys(NAMED.findall(part[0])):
            yield name, words
