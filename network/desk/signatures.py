"""A colleague is asked to sign a post with its author: nobody’s name comes out without their word."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from network.base.footnotes import at_the_foot
from network.base.html import marked
from network.base.language import _
from network.base.web import Refused, Viewer, viewer
from network.bloggers import queries as bloggers
from network.desk.views import POST, room
from network.media.inline import in_sizes
from network.posts import actions as posts
from network.posts import bylines
from network.posts.models import Post, PostAuthor
from network.posts.queries import find


def is_asked(viewer: Viewer, post: Post) -> bool:
    """Those on whose behalf the byline names somebody, till it is out."""
    return viewer.is_author and bool(_own(post))


def _own(post: Post) -> list[PostAuthor]:
    """The names of a byline for which the viewer speaks."""
    own = {blogger.id for blogger in bloggers.of_account(viewer().id)}
    return [row for row in bylines.further(post) if row.blogger_id in own]


@room.get(POST + "signature/", access=is_asked, loads=find)
def signature(thing: Post) -> Any:
    """The post as it stands, and the question."""
    return _page(thing)


@room.post(POST + "signature/", access=is_asked, loads=find)
def sign(thing: Post) -> Any:
    """Agree, or decline."""
    given = request.form.get("answer")
    if given not in ("agree", "decline"):
        return _page(thing, _("Say whether you agree.")), 422
    try:
        posts.answer(thing, {row.blogger_id for row in _own(thing) if row.blogger_id}, given == "agree", by=viewer())
    except Refused as why:
        return _page(thing, _(why.sentence)), why.status
    flash(_("You sign it, too.") if given == "agree" else _("Your name will not stand there; its author sees that you declined."))
    return redirect(url_for("desk.front"), 303)


def _page(post: Post, wrong: str = "") -> str:
    body = marked(at_the_foot(in_sizes(post.html), _("Notes"), _("Back to note")))
    return render_template("desk/signature.html", post=post, own=_own(post), body=body, wrong=wrong)
