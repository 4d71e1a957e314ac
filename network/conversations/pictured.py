"""Where pictures stand, worked out anew from what pages hold: for checking what is kept of it, and putting it right."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import undefer

from network.base.database import db
from network.bloggers.models import Blogger
from network.conversations import pages
from network.media import uses
from network.media.models import PictureUse
from network.posts.models import Post, PostVersion


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page, the pictures of its fields, its text, and those pictures that earlier versions of it showed."""

    key: str
    shown: dict[str, tuple[int | None, str]] = field(default_factory=dict)
    markup: str = ""
    blogger_id: int | None = None
    versions: bool = False


def differences() -> Iterator[str]:
    """A sentence for each place of which something else is kept than it shows."""
    known = set()
    for place in _places():
        known.add(place.key)
        if _kept(place.key) != _should_be(place):
            yield f"The pictures of {place.key} are not kept as they are."
    for key in db.session.scalars(select(PictureUse.place).distinct()):
        if key not in known:
            yield f"Pictures are kept of {key}, which shows none."


def note_again() -> None:
    """Keep of each place what it shows."""
    db.session.execute(PictureUse.__table__.delete())  # type: ignore[attr-defined]
    for place in _places():
        for (kind, picture_id), words in _should_be(place).items():
            db.session.add(
                PictureUse(place=place.key, kind=kind, picture_id=picture_id, blogger_id=place.blogger_id, words=words)
            )
        db.session.flush()


def _kept(key: str) -> uses.Uses:
    rows = db.session.scalars(select(PictureUse).where(PictureUse.place == key))
    return {(row.kind, row.picture_id): row.words for row in rows}


def _should_be(place: Place) -> uses.Uses:
    present = uses.uses_in(place.shown, place.markup)
    formerly = {picture_id for _kind, picture_id in present} if place.versions else set()
    for version in _versions(place) if place.versions else ():
        formerly |= {number for _kind, number in uses.uses_in({"top": (version.top_image_id, "")}, version.html)}
    return present | {(uses.FORMERLY, picture_id): "" for picture_id in formerly}


def _versions(place: Place) -> Iterator[PostVersion]:
    of = PostVersion.post_id == int(place.key.removeprefix("post-"))
    pictured = or_(PostVersion.top_image_id.is_not(None), PostVersion.html.contains("/media/"))
    yield from db.session.scalars(select(PostVersion).where(of, pictured))


def _places() -> Iterator[Place]:
    for blogger in db.session.scalars(select(Blogger)):
        shown = {"photo": (blogger.photo_id, blogger.name), "top": (blogger.top_image_id, blogger.top_image_alt)}
        yield Place(key=f"blogger-{blogger.id}", shown=shown, markup=blogger.about_html, blogger_id=blogger.id)
    for post_id in db.session.scalars(select(Post.id).order_by(Post.id)).all():
        post = db.session.get_one(Post, post_id, options=[undefer(Post.html)])
        top = {"top": (post.top_image_id, post.top_image_alt)}
        yield Place(key=f"post-{post.id}", shown=top, markup=post.html, blogger_id=post.blogger_id, versions=True)
        db.session.expunge(post)
    for slug in pages.SLUGS:
        yield Place(key=f"page-{slug}", markup=pages.page(slug).html)
