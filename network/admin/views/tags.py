"""Topics."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from network.admin import actions, queries
from network.admin.asked import PAGE, asked
from network.admin.forms import MergeForm, TagForm
from network.admin.room import room
from network.base.database import db
from network.base.forms import refusals
from network.base.language import _, ngettext
from network.base.web import editors, viewer
from network.posts.models import Tag


def _tag(tag_id: int, **_further: Any) -> Tag | None:
    found = db.session.get(Tag, tag_id)
    return found if found and found.merged_into_id is None else None


@room.get("/admin/tags/", access=editors)
def tags() -> Any:
    """All topics by name, with their number of posts."""
    wanted = asked()
    return render_template("admin/tags.html", asked=wanted, page=queries.tags(PAGE, text=wanted.text, after=wanted.after))


@room.get("/admin/tags/<int(max=2147483647):tag_id>/", access=editors, loads=_tag)
def tag(thing: Tag) -> Any:
    """One topic: its name, and into which other it could go."""
    return _page(thing)


@room.get("/admin/tags/<int(max=2147483647):tag_id>/merging/", access=editors, loads=_tag)
def tag_merging(thing: Tag) -> Any:
    """The form is on the page of the topic."""
    return redirect(url_for("admin.tag", tag_id=thing.id), 303)


@room.post("/admin/tags/<int(max=2147483647):tag_id>/", access=editors, loads=_tag, prepare=lambda thing: TagForm.sent())
def rename_tag(thing: Tag, form: TagForm) -> Any:
    """Another name; the address stays."""
    if form.is_good:
        refusals(form, "name", actions.rename_topic, viewer(), thing, form.name.data)
    if not form.is_good:
        return _page(thing, form=form), 422
    flash(_("Saved. The address of the topic stays as it was."))
    return redirect(url_for("admin.tag", tag_id=thing.id), 303)


@room.post(
    "/admin/tags/<int(max=2147483647):tag_id>/merging/", access=editors, loads=_tag, prepare=lambda thing: MergeForm.sent()
)
def merge_tag(thing: Tag, form: MergeForm) -> Any:
    """Move all posts of this topic to another."""
    moved = 0
    if form.is_good:
        moved = refusals(form, "into", actions.merge_topics, viewer(), thing, form.tag)
    if not form.is_good or form.tag is None:
        return _page(thing, merging=form), 422
    words = ngettext("%(num)d post was moved.", "%(num)d posts were moved.", moved)
    flash(_("“%(former)s” is part of “%(topic)s” now.", former=thing.name, topic=form.tag.name) + " " + words)
    return redirect(url_for("admin.tag", tag_id=form.tag.id), 303)


def _page(thing: Tag, form: TagForm | None = None, merging: MergeForm | None = None) -> str:
    return render_template(
        "admin/tag.html",
        tag=thing,
        posts=queries.posts_on(thing),
        form=form or TagForm(name=thing.name),
        merging=merging or MergeForm(),
    )
