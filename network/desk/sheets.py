"""Sheets that are not saved: kept while somebody types, seen by colleagues, taken over or thrown away."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from network.base.clock import now
from network.base.html import clean_post, marked
from network.base.language import _, clock_time, day, ui
from network.base.web import Viewer, viewer
from network.bloggers.models import Blogger
from network.desk import queries, unsaved
from network.desk.forms import kept
from network.desk.models import Unsaved
from network.desk.unsaved import Typed
from network.desk.views import POST, blog_to_write_on, may_write, room
from network.posts import queries as posts
from network.posts.access import may_edit
from network.posts.models import Post

_UNSAVED = "/desk/unsaved/<int(max=2147483647):unsaved_id>/"
_RECENT = 15 * 60


@room.post("/desk/posts/new/typed/", access=may_write, loads=blog_to_write_on, prepare=lambda **_: Typed.sent())
def keep_new(thing: Blogger, form: Typed) -> Any:
    """What is typed into a new sheet."""
    return _kept(thing, None, form)


@room.post(POST + "typed/", access=may_edit, loads=posts.find, prepare=lambda **_: Typed.sent())
def keep_typed(thing: Post, form: Typed) -> Any:
    """What is typed into the sheet of a post."""
    return _kept(thing.blogger, thing, form)


def _kept(blogger: Blogger, post: Post | None, typed: Typed) -> Any:
    row, is_kept = unsaved.keep(typed, viewer().id, blogger.id, post)
    there = queries.clock_at(blogger)
    at = there(row.kept_at)
    told = {"turn": row.turn, "words": _("Kept %(day)s, %(time)s", day=day(at.date(), ui()), time=clock_time(at, ui()))}
    if not is_kept:
        return told | {"fields": row.fields}, 409
    return told | {"beside": _beside(post, typed, there) if post else ""}


def _beside(post: Post, typed: Typed, there: Any) -> str:
    """What others are doing with the same post, in a sentence."""
    if typed.fields.get("seen", "") not in ("", kept(post).fields["seen"]):
        return _("Somebody saved this post after you opened it. Your next save brings both together, or shows you both.")
    for row in unsaved.by_others(viewer().id, post):
        if (now() - row.kept_at).total_seconds() < _RECENT:
            at = clock_time(there(row.kept_at), ui())
            return _("%(name)s is writing in this post, too; last at %(time)s.", name=row.account.name, time=at)
    return ""


def may_see(viewer: Viewer, thing: Unsaved) -> bool:
    """One's own, and those of others on posts that one may edit."""
    return thing.account_id == viewer.id or (thing.post is not None and may_edit(viewer, thing.post))


def is_own(viewer: Viewer, thing: Unsaved) -> bool:
    return thing.account_id == viewer.id


@room.get(_UNSAVED, access=may_see, loads=unsaved.find, endpoint="unsaved")
def show(thing: Unsaved) -> Any:
    """What somebody typed, beside what is saved."""
    try:
        html = clean_post(thing.fields.get("body", ""), thing.fields.get("body_format", "markdown"))
    except ValueError:
        html = ""
    return render_template("desk/unsaved.html", row=thing, body=marked(html), there=queries.clock_at(thing.blogger))


@room.post(_UNSAVED + "take/", access=may_see, loads=unsaved.find)
def take_unsaved(thing: Unsaved) -> Any:
    """Go on in one's own sheet with what somebody else typed."""
    unsaved.take(thing, viewer().id)
    flash(_("The sheet holds what %(name)s typed. Nothing is saved yet.", name=thing.account.name))
    return redirect(url_for("desk.edit", post_id=thing.post_id), 303)


@room.post(_UNSAVED + "drop/", access=is_own, loads=unsaved.find)
def drop_unsaved(thing: Unsaved) -> Any:
    """Throw away what one typed and did not save."""
    unsaved.drop(thing)
    flash(_("What was not saved is thrown away."))
    return redirect(url_for("desk.edit", post_id=thing.post_id) if thing.post_id else url_for("desk.front"), 303)
