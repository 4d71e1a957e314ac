"""A post in further languages: one is begun beside another, joined to it, taken out, and said to be up to date."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import flash, redirect, render_template, request, url_for

from network.base.language import _, own_name
from network.base.text import line
from network.base.web import Refused, viewer
from network.desk import queries
from network.desk.views import POST, room
from network.posts import queries as posts
from network.posts import translating, translations
from network.posts.access import may_edit
from network.posts.models import Post

_LANGUAGES = POST + "languages/"
_MOST_OFFERED = 100


def _part(post_id: int, part: str) -> Post | None:
    return posts.find(post_id) if part else None


@room.get(_LANGUAGES, access=may_edit, loads=posts.find)
def languages(thing: Post) -> Any:
    """The languages in which a post is there, and what can be done about them."""
    return _page(thing)


@room.get(_LANGUAGES + "<any(join, leave, confirm):part>/", access=may_edit, loads=_part)
def language_part(thing: Post) -> Any:
    """Forms of that page are sent to addresses of their own, which lead back to it."""
    return redirect(url_for("desk.languages", post_id=thing.id), 301)


@room.post(_LANGUAGES, access=may_edit, loads=posts.find)
def start_language(thing: Post) -> Any:
    """Begin the post in another language, and open both side by side; where it was begun before, that one."""
    asked = request.form.get("into", "")
    try:
        made, is_new = translating.begin(thing, asked, by=viewer())
    except Refused as why:
        return _page(thing, into=why.sentence), why.status
    spoken = own_name(made.language)
    words = _("Write it in %(language)s here. The original stands beside it.", language=spoken)
    flash(words if is_new else _("It was begun in %(language)s before. Here it is.", language=spoken))
    return redirect(url_for("desk.edit", post_id=made.id), 303)


@room.post(_LANGUAGES + "join/", access=may_edit, loads=posts.find)
def join_language(thing: Post) -> Any:
    """Say that a post is a version of another one on the same blog."""
    try:
        translations.lock(thing)
        other = _other_asked(thing)
        translations.lock(other)
        translating.join(thing, other)
    except Refused as why:
        return _page(thing, other=why.sentence), why.status
    flash(_("The two belong together now. Readers find each from the other."))
    return redirect(url_for("desk.languages", post_id=thing.id), 303)


@room.post(_LANGUAGES + "leave/", access=may_edit, loads=posts.find)
def leave_language(thing: Post) -> Any:
    """Let a version be a post of its own."""
    translations.lock(thing)
    translating.leave(thing)
    flash(_("“%(title)s” is a post of its own now.", title=thing.title or _("Untitled")))
    return redirect(url_for("desk.languages", post_id=thing.id), 303)


@room.post(_LANGUAGES + "confirm/", access=may_edit, loads=posts.find)
def confirm_language(thing: Post) -> Any:
    """Say that a version is in step with its original."""
    translating.confirm(thing)
    flash(_("This version counts as up to date with the original."))
    return redirect(url_for("desk.edit", post_id=thing.id), 303)


def _page(post: Post, **wrong: str) -> str:
    beside = queries.beside(post)
    may_join = post.translation_group is None and post.withdrawn_at is None
    return render_template(
        "desk/languages.html",
        post=post,
        beside=beside,
        wrong=wrong,
        offered=queries.languages_left(beside),
        candidates=queries.to_join(post, _MOST_OFFERED) if may_join else [],
        may_join=may_join,
        typed={name: request.form.get(name, "") for name in ("into", "other", "address")},
    )


def _other_asked(post: Post) -> Post:
    """The post that was chosen, or whose address was given; Refused when there is none that may be joined to."""
    address, chosen = line(request.form.get("address", "")), request.form.get("other", "")
    if address:
        at = re.fullmatch(r"/([^/]+)/([0-9]{4})/([0-9]{1,2})/([^/]+)/?", unquote(urlsplit(address).path))
        found = posts.at_address(at[1], int(at[2]), int(at[3]), at[4]) if at else None
        if found is None:
            raise Refused(_("There is no post at that address. Copy it from the page of the post."), 422)
        return posts.find(found.id) or found
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 10):
        raise Refused(_("Choose a post, or give its address."), 422)
    other = posts.find(int(chosen))
    if other is None or other.blogger_id != post.blogger_id:
        raise Refused(_("Choose one of the posts on this blog."), 422)
    return other
