"""What is typed is kept every few seconds, apart from the post: nothing is published, or told to anybody, by typing."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from network.base.clock import now
from network.base.database import db
from network.base.html import POST_LIMIT
from network.base.language import _
from network.base.text import tidy
from network.base.web import Refused
from network.bloggers.models import Blogger
from network.desk.byline_form import BOXES
from network.desk.forms import PostForm
from network.desk.models import Unsaved
from network.posts.models import Post

FIELDS = (
    "title standfirst body body_format tags language appointment slug date picked no_top_image top_image_alt focus_x focus_y "
    "best_bit front_best_bit correction comments publish_at reason seen opened reviewer reviewer_name reviewer_email "
    "review_message"
).split() + list(BOXES)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A sheet as it stands in somebody's window, whatever is wrong with it; `turn` is the last that the window knows."""

    fields: dict[str, str]
    turn: int

    @classmethod
    def sent(cls) -> "Typed":
        """Refused when it is longer than a post may be."""
        fields = {name: tidy(request.form[name]) for name in FIELDS if name in request.form}
        if sum(map(len, fields.values())) > POST_LIMIT:
            raise Refused(_("This is longer than a post may be, so it is not kept. Divide it."), 413)
        turn = request.form.get("turn", "")
        return cls(fields=fields, turn=int(turn) if turn.isdecimal() and len(turn) < 9 else 0)


def keep(typed: Typed, account_id: int, blogger_id: int, post: Post | None) -> tuple[Unsaved, bool]:
    """Keep what was typed, unless another window kept something else after this one looked; then that, and False.

    A new sheet without a word is not worth a row.
    """
    opened = None if post else typed.fields.get("opened", "")[:40]
    row = db.session.scalar(_of(account_id, post, opened).with_for_update())
    if row is None:
        row = Unsaved(account_id=account_id, blogger_id=blogger_id, post_id=post.id if post else None, opened=opened)
        row.fields, row.turn, row.kept_at = typed.fields, 0, now()
        if post or any(typed.fields.get(name) for name in ("title", "standfirst", "body")):
            row.turn = 1
            db.session.add(row)
            db.session.flush()
    elif row.fields != typed.fields:
        if row.turn != typed.turn:
            return row, False
        row.fields, row.turn, row.kept_at = typed.fields, row.turn + 1, now()
    return row, True


def of(account_id: int, post: Post) -> Unsaved | None:
    """What somebody typed into the sheet of a post and has not saved."""
    return db.session.scalar(_of(account_id, post, None))


def of_new(account_id: int, opened: str) -> Unsaved | None:
    """What somebody typed into a new sheet, known by when that was opened."""
    return db.session.scalar(_of(account_id, None, opened))


def left_new(account_id: int, blogger: Blogger, asked: str) -> Unsaved | None:
    """A new sheet of somebody's, by its number as in an address."""
    if not (asked.isdecimal() and asked.isascii() and len(asked) < 10):
        return None
    row = find(int(asked))
    return row if row and (row.account_id, row.blogger_id, row.post_id) == (account_id, blogger.id, None) else None


def by_others(account_id: int, post: Post) -> Sequence[Unsaved]:
    """What others typed into the sheet of a post and have not saved, the newest first."""
    query = select(Unsaved).where(Unsaved.post_id == post.id, Unsaved.account_id != account_id)
    return db.session.scalars(query.options(joinedload(Unsaved.account)).order_by(Unsaved.kept_at.desc())).all()


def all_of(account_id: int) -> Sequence[Unsaved]:
    """All sheets of somebody that are not saved, the newest first."""
    query = select(Unsaved).where(Unsaved.account_id == account_id).options(joinedload(Unsaved.post), joinedload(Unsaved.blogger))
    return db.session.scalars(query.order_by(Unsaved.kept_at.desc()).limit(20)).all()


def find(unsaved_id: int) -> Unsaved | None:
    return db.session.get(Unsaved, unsaved_id)


def fill(form: PostForm, row: Unsaved) -> None:
    """Put what was typed back into a sheet."""
    for name, text in row.fields.items():
        if name in FIELDS:
            form[name].data = text


def take(theirs: Unsaved, account_id: int) -> None:
    """Begin one's own sheet with what somebody else typed."""
    if theirs.post is None:
        raise Refused(_("This is a post that only its writer has. It can be taken over once it is saved."), 409)
    begin(account_id, theirs.post, dict(theirs.fields))


def begin(account_id: int, post: Post, fields: dict[str, str]) -> None:
    """Begin one's own sheet with words from elsewhere; one that is there already is not written over."""
    if of(account_id, post):
        words = _("You have typed something into this post yourself. Save it, or throw it away, before you take this.")
        raise Refused(words, 409)
    db.session.add(Unsaved(account_id=account_id, blogger_id=post.blogger_id, post_id=post.id, fields=fields))


def drop(row: Unsaved | None) -> None:
    """It was saved, or thrown away."""
    if row is not None:
        db.session.delete(row)


def _of(account_id: int, post: Post | None, opened: str | None) -> Select[Unsaved]:
    mine = select(Unsaved).where(Unsaved.account_id == account_id)
    return mine.where(Unsaved.post_id == post.id) if post else mine.where(Unsaved.post_id.is_(None), Unsaved.opened == opened)
