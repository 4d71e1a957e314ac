"""The versions of a post: any two compared, any one taken back into the sheet."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from network.base.clock import local
from network.base.html import clean_markup, marked
from network.base.language import _
from network.base.web import Refused, viewer
from network.desk import unsaved
from network.desk.forms import kept
from network.desk.presentation import version_kinds
from network.desk.queries import zone_of
from network.desk.views import POST, room
from network.posts import differences
from network.posts import queries as posts
from network.posts.access import may_edit
from network.posts.compared import rendered
from network.posts.models import Post, PostVersion


@room.get(POST + "versions/", access=may_edit, loads=posts.find)
def versions(thing: Post) -> Any:
    """All versions, and what differs between two of them; at first, between the last two."""
    found, zone = posts.versions(thing), zone_of(thing)
    by_number = {version.number: version for version in found}
    new = _asked(request.args.get("new", ""), by_number, found[0] if found else None)
    old = _asked(request.args.get("old", ""), by_number, by_number.get(new.number - 1) if new else None)
    return render_template(
        "desk/versions.html",
        post=thing,
        versions=found,
        kinds=version_kinds(),
        there=lambda instant: local(instant, zone),
        old=old,
        new=new,
        facts=_facts(old, new) if new else [],
        body=marked(clean_markup(rendered(old.html if old else "", new.html))) if new else "",
    )


def _asked(asked: str, by_number: dict[int, PostVersion], otherwise: PostVersion | None) -> PostVersion | None:
    """The version of a number as in an address; 404 where there is none."""
    if not asked:
        return otherwise
    if not (asked.isdecimal() and asked.isascii() and len(asked) < 9 and int(asked) in by_number):
        abort(404)
    return by_number[int(asked)]


def _facts(old: PostVersion | None, new: PostVersion) -> list[tuple[str, list[differences.Piece]]]:
    """What differs beside the text, name by name."""
    names = {
        _("Title"): "title",
        _("Standfirst"): "standfirst",
        _("Topics"): "tags",
        _("Byline"): "byline",
        _("Translated by"): "translators",
        _("Language"): "language",
        _("Address"): "slug",
        _("What the top image shows"): "top_image_alt",
    }
    compared = {
        name: differences.between(getattr(old, field) if old else "", getattr(new, field)) for name, field in names.items()
    }
    return [(name, pieces) for name, pieces in compared.items() if pieces]


@room.post(POST + "versions/", access=may_edit, loads=posts.find)
def take_version(thing: Post) -> Any:
    """Put the words of a version back into one's own sheet; nothing is saved, and readers see nothing of it."""
    version = _asked(request.form.get("number", ""), {v.number: v for v in posts.versions(thing)}, None)
    if version is None:
        raise Refused(_("Say which version."), 422)
    fields = {
        "title": version.title,
        "standfirst": version.standfirst,
        "body": version.source,
        "body_format": version.body_format,
        "tags": version.tags,
        "language": version.language,
        **_top_image(version, thing),
        "seen": kept(thing).fields["seen"],
    }
    unsaved.begin(viewer().id, thing, fields)
    flash(_("The sheet holds version %(number)s. Nothing is saved yet.", number=version.number))
    return redirect(url_for("desk.edit", post_id=thing.id), 303)


def _top_image(version: PostVersion, post: Post) -> dict[str, str]:
    """The picture at its head with its words; none, where it had none and the post has one now."""
    if version.top_image_id is None:
        return {"no_top_image": "y"} if post.top_image_id else {}
    x, _between, y = version.top_image_focus.partition(" ")
    picked = str(version.top_image_id) if version.top_image_id != post.top_image_id else ""
    return {"picked": picked, "top_image_alt": version.top_image_alt, "focus_x": x, "focus_y": y}
