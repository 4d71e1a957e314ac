"""The pictures of somebody's library: what they sent themselves, and what stands on the blogs on which they write."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import joinedload

from network.accounts.actions import audit
from network.base.database import db
from network.base.language import _
from network.base.text import fold
from network.base.web import Refused, Viewer
from network.bloggers.models import Blogger, BloggerAccount
from network.desk.models import Unsaved
from network.media import actions as media
from network.media import queries
from network.media.models import Picture, PictureUse
from network.media.uses import FORMERLY
from network.posts import actions as posts
from network.posts.addresses import path_of
from network.posts.models import Post

A_PAGE = 24
IN_THE_SHEET = 12
_SHOWN_USES = 3
_MOST_TERMS = 8


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a picture stands, in words; `is_held` when it must be taken out there before it can be deleted."""

    kind: str
    title: str
    language: str
    url: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a library; `uses` has the first places of each picture, and `more` how many there are beside."""

    pictures: Sequence[Picture]
    uses: dict[int, list[Use]]
    more: dict[int, int]
    next_id: int | None


def page(viewer: Viewer, *, of_all: bool, sought: str, before_id: int | None) -> Page:
    """Pictures, the newest first, with the places where they stand."""
    rows = newest(viewer, of_all=of_all, sought=sought, before_id=before_id, limit=A_PAGE + 1)
    shown = rows[:A_PAGE]
    found, numbers = _first_uses([picture.id for picture in shown])
    uses: dict[int, list[Use]] = {}
    for use, told in zip(found, _in_words(viewer, found), strict=True):
        uses.setdefault(use.picture_id, []).append(told)
    more = {number: total - len(uses.get(number, ())) for number, total in numbers.items()}
    return Page(shown, uses, more, shown[-1].id if len(rows) > A_PAGE else None)


def newest(
    viewer: Viewer, *, of_all: bool = False, sought: str = "", before_id: int | None = None, limit: int = IN_THE_SHEET
) -> Sequence[Picture]:
    """The pictures of a library that say all words that are sought, in their names or wherever they stand."""
    query = select(Picture).order_by(Picture.id.desc()).limit(limit)
    if not of_all:
        query = query.where(_own(viewer))
    for term in fold(sought).split()[:_MOST_TERMS]:
        beside = select(PictureUse.picture_id).where(PictureUse.words.contains(term, autoescape=True))
        if not of_all:
            beside = beside.where(PictureUse.blogger_id.in_(_blogs(viewer)))
        query = query.where(or_(Picture.words.contains(term, autoescape=True), Picture.id.in_(beside)))
    if before_id is not None:
        query = query.where(Picture.id < before_id)
    return db.session.scalars(query).all()


def offered(viewer: Viewer, sought: str, picked: Picture | None) -> list[Picture]:
    """What a form offers: the newest of those that are sought, and first the one that is chosen."""
    found = [picture for picture in newest(viewer, sought=sought) if picture is not picked]
    return [picked, *found] if picked else found


def may_see(viewer: Viewer, picture: Picture) -> bool:
    """Editors see all pictures, others those of their own library."""
    if viewer.is_editor:
        return True
    return viewer.is_author and db.session.scalar(select(Picture.id).where(Picture.id == picture.id, _own(viewer))) is not None


def may_change(viewer: Viewer, picture: Picture) -> bool:
    """Who sent it, and editors; of one that nobody sent, as after a move from elsewhere, those on whose blogs it stands."""
    if picture.uploaded_by is None:
        return may_see(viewer, picture)
    return viewer.is_editor or (viewer.is_author and picture.uploaded_by == viewer.id)


def chosen(viewer: Viewer, asked: str | None, *, beside: str = "") -> Picture | None:
    """The picture of a number as a form sends it, if it may be used: of one's library, or one of the place `beside`."""
    asked = asked or ""
    number = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 10 else 0
    picture = queries.find(number) if number else None
    if picture is None:
        return None
    stands = select(PictureUse.id).where(PictureUse.picture_id == picture.id, PictureUse.place == beside)
    return picture if may_see(viewer, picture) or (beside and db.session.scalar(stands.limit(1))) else None


def uses(viewer: Viewer, picture: Picture) -> list[Use]:
    """Where a picture stands, and where it stood."""
    found = list(queries.uses_of(picture.id))
    present = {use.place for use in found if use.kind != FORMERLY}
    shown = [use for use in found if use.kind != FORMERLY or use.place not in present]
    return [*_in_words(viewer, shown), *_in_sheets(viewer, picture)]


def mark(found: Sequence[Use]) -> str:
    """A short mark of all places: what somebody saw before they agreed."""
    return blake2b(repr(found).encode(), digest_size=8).hexdigest()


def delete(picture: Picture, viewer: Viewer, seen: str) -> None:
    """Delete a picture that stands nowhere; earlier versions that showed it do so no more, if that was seen."""
    db.session.refresh(picture, with_for_update=True)
    found = uses(viewer, picture)
    if any(use.is_held for use in found):
        raise Refused(_("It is in use. Take it out of each of the places below, and delete it then."), 409)
    if found and seen != mark(found):
        raise Refused(_("It stood in the places below. Look at them, and tick the box, before you delete it."), 422)
    audit(viewer, "picture deleted", picture.name, before=picture.alt or picture.file_name)
    posts.forget_picture(picture.id)
    media.drop(picture)


def _own(viewer: Viewer) -> ColumnElement[bool]:
    used = select(PictureUse.picture_id).where(PictureUse.blogger_id.in_(_blogs(viewer)))
    return or_(Picture.uploaded_by == viewer.id, Picture.id.in_(used))


def _blogs(viewer: Viewer) -> Any:
    return select(BloggerAccount.blogger_id).where(BloggerAccount.account_id == viewer.id)


def _first_uses(picture_ids: Sequence[int]) -> tuple[list[PictureUse], dict[int, int]]:
    """The first present places of some pictures, and how many each has."""
    by = PictureUse.picture_id
    numbered = (
        select(
            PictureUse.id,
            func.row_number().over(partition_by=by, order_by=PictureUse.id).label("number"),
            func.count().over(partition_by=by).label("total"),
        )
        .where(PictureUse.picture_id.in_(picture_ids), PictureUse.kind != FORMERLY)
        .subquery()
    )
    query = select(PictureUse, numbered.c.total).join(numbered, numbered.c.id == PictureUse.id)
    rows = db.session.execute(query.where(numbered.c.number <= _SHOWN_USES).order_by(PictureUse.id)).all()
    return [use for use, _total in rows], {use.picture_id: total for use, total in rows}


def _in_words(viewer: Viewer, found: Sequence[PictureUse]) -> list[Use]:
    """Each place with its title and address: in two queries, whatever their number."""
    of_posts = select(Post).where(Post.id.in_(_numbers("post", found))).options(joinedload(Post.blogger))
    out = {post.id: post for post in db.session.scalars(of_posts)}
    of_blogs = select(Blogger).where(Blogger.id.in_(_numbers("blogger", found)))
    blogs = {blogger.id: blogger for blogger in db.session.scalars(of_blogs)}
    own = set() if viewer.is_editor else set(db.session.scalars(_blogs(viewer)))
    made = []
    for use in found:
        room, _dash, number = use.place.partition("-")
        if room == "post":
            made.append(_of_post(use, out[int(number)], is_own=viewer.is_editor or out[int(number)].blogger_id in own))
        elif room == "blogger":
            blogger = blogs[int(number)]
            address = url_for("conversations.blog", handle=blogger.handle)
            made.append(Use(use.kind, blogger.name, blogger.language, address, is_held=True))
        else:
            made.append(Use(use.kind, number, "", f"/{number}/", is_held=True))
    return made


def _of_post(use: PictureUse, post: Post, *, is_own: bool) -> Use:
    """A draft of others is told without its title; what was withdrawn is read by nobody, as are earlier versions."""
    is_held = use.kind != FORMERLY and post.withdrawn_at is None
    kind = use.kind if post.withdrawn_at is None else "withdrawn"
    if is_own:
        url = url_for("desk.versions" if use.kind == FORMERLY else "desk.edit", post_id=post.id)
        return Use(kind, post.title or _("Untitled"), post.language, url, is_held)
    if post.is_out:
        return Use(kind, post.title, post.language, path_of(post), is_held)
    return Use(kind, _("A draft of %(name)s", name=post.blogger.name), "", "", is_held)


def _in_sheets(viewer: Viewer, picture: Picture) -> list[Use]:
    """Sheets that somebody typed into and has not saved: few, and read only when a picture is looked at."""
    text = cast(Unsaved.fields, String)
    named = or_(text.contains(f"/media/{picture.name}/"), Unsaved.fields["picked"].as_string() == str(picture.id))
    withdrawn = select(Post.id).where(Post.withdrawn_at.is_not(None))
    named = and_(named, or_(Unsaved.post_id.is_(None), Unsaved.post_id.not_in(withdrawn)))
    rows = db.session.scalars(select(Unsaved).where(named).options(joinedload(Unsaved.account)).limit(20))
    return [_of_sheet(viewer, row) for row in rows]


def _of_sheet(viewer: Viewer, row: Unsaved) -> Use:
    if row.account_id != viewer.id:
        return Use("unsaved", _("What %(name)s is writing", name=row.account.name), "", "", is_held=True)
    title = row.fields.get("title") or _("Untitled")
    new = url_for("desk.new", blog=row.blogger.handle, unsaved=row.id)
    url = url_for("desk.edit", post_id=row.post_id) if row.post_id else new
    return Use("unsaved", title, row.fields.get("language", ""), url, is_held=True)


def _numbers(room: str, found: Sequence[PictureUse]) -> set[int]:
    of = f"{room}-"
    return {int(use.place.removeprefix(of)) for use in found if use.place.startswith(of)}
