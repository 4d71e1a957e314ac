"""The page of one post, its thread and its comment form."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any
from urllib.parse import unquote, urlencode

from flask import Response, abort, current_app, make_response, redirect, render_template, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response as WSGIResponse

from network.accounts.actions import network_of, too_often
from network.base.clock import local, now
from network.base.footnotes import at_the_foot
from network.base.freshness import shows, until
from network.base.html import blocks, marked
from network.base.language import _
from network.base.site import site
from network.base.text import tidy
from network.base.web import Refused, anyone, viewer
from network.bloggers.access import writes_on
from network.bloggers.models import Blogger
from network.comments import actions, queries
from network.comments.models import Comment
from network.conversations.forms import CommentForm, is_reference
from network.conversations.lists import keys_beside, moved_to
from network.conversations.structured import posting
from network.conversations.views import room
from network.media.inline import in_sizes
from network.posts import differences
from network.posts import queries as posts
from network.posts.addresses import path_of
from network.posts.models import Post, PostVersion
from network.posts.selection import keys_of
from network.posts.translations import around

_DOORS = {"conversations.post": "", "conversations.history": "history/"}
_HEAVIEST = 2 * 1024 * 1024
_ADDRESS = "/<handle>/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/<slug>/"


def _at(handle: str, year: int, month: int, slug: str) -> Any:
    """The post of an address; one permanent redirect from its former ones and from other spellings."""
    post = posts.at_address(tidy(handle), year, month, tidy(slug))
    if post is None or post.published_at is None:
        return None
    if request.method in ("GET", "HEAD") and request.endpoint in _DOORS:
        moved_to(unquote(path_of(post)) + _DOORS[request.endpoint])
    return post


@room.get(_ADDRESS, access=anyone, loads=_at, endpoint="post")
def show(thing: Post) -> Any:
    """A post, its thread and its comment form."""
    if thing.withdrawn_at is not None:
        return _withdrawn(thing)
    token = request.args.get("waiting")
    if token is not None:
        return _page(thing, waiting=_waiting(thing, token))
    shows(f"post-{thing.id}", f"comments-{thing.blogger_id}", *_named(thing))
    closes = actions.closes_at(thing, site().close_after_days)
    if closes and closes > now():
        until(closes)
    return _page(thing)


def _named(post: Post) -> set[str]:
    """The keys of those who are named on the page of a post."""
    return {f"blogger-{credit.blogger_id}" for credit in post.credits if credit.blogger_id}


def _withdrawn(post: Post) -> Any:
    """410 with the reason, and who gave it, for ever."""
    shows(f"post-{post.id}")
    assert post.withdrawn_at is not None
    at, by = local(post.withdrawn_at, post.time_zone), posts.withdrawn_by(post)
    return render_template("conversations/withdrawn.html", post=post, at=at, by=by), 410


def _page(post: Post, *, form: CommentForm | None = None, waiting: Comment | None = None, preview: str = "") -> Any:
    """The page of a post; `form` is what a reader typed and what is wrong with it."""
    together = around(post)
    older, newer = posts.neighbours(post, together.lead)
    form = form or CommentForm(parent=_parent_asked())
    bits, comments = posts.best_bits(post.blogger_id), queries.recent(post.blogger_id)
    if waiting is None and request.method in ("GET", "HEAD"):
        shows(*keys_of(p for p in (older, newer) if p), *keys_of(together.all), *keys_beside(bits, comments))
    return render_template(
        "conversations/post.html",
        post=post,
        blogger=post.blogger,
        body=marked(at_the_foot(in_sizes(post.html), _("Notes"), _("Back to note"))),
        tags=posts.tags_of(post),
        around=together,
        count=together.comments_count if together.all else post.comments_count,
        structured=posting(post, together),
        thread=queries.thread(together),
        older=older,
        newer=newer,
        bits=bits,
        comments=comments,
        cloud=posts.tag_cloud(post.blogger_id, 24),
        form=form,
        closed=actions.closed_because(post, site().close_after_days),
        waiting=waiting,
        waiting_html=marked(waiting.html) if waiting else "",
        decision=next(iter(queries.decisions([waiting.id]).get(waiting.id, [])), None) if waiting else None,
        preview=marked(preview),
        signs_as=_signs_as(post),
    )


def _parent_asked() -> str:
    """`?reply=3`: the comment that shall be answered."""
    text = request.args.get("reply", "")
    if text and not is_reference(text):
        raise Refused(_("The comment that you answer cannot be found. Go back to the post."))
    return text


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="waiting comment")


def _waiting(post: Post, token: str) -> Comment:
    """One's own comment by its signed token; 404 for a token that this network did not make."""
    try:
        comment = queries.find(int(_signer().loads(token)))
    except (BadSignature, ValueError, TypeError):
        comment = None
    if comment is None or comment.post_id != post.id:
        abort(404)
    return comment


def _signs_as(post: Post) -> str:
    """An account's name is for colleagues: on their own blog, bloggers sign as readers know them."""
    own = viewer()
    if own.is_visitor:
        return ""
    author = _author(post)
    return author.name if author else own.name  # type: ignore[attr-defined]


def _author(post: Post) -> Blogger | None:
    """Which of its authors looks at a post, if one of them does."""
    signing = (author.blogger for author in post.authors)
    return next((blogger for blogger in signing if blogger and writes_on(viewer(), blogger.id)), None)


def _typed(thing: Post) -> CommentForm:
    """What was typed, checked and cleaned; before the transaction."""
    if closed := actions.closed_because(thing, site().close_after_days):
        raise Refused(closed, 403)
    own = viewer()
    request.max_content_length = _HEAVIEST
    form = CommentForm(request.form)
    if not own.is_visitor:
        form.author_name.data, form.author_email.data = _signs_as(thing), own.email  # type: ignore[attr-defined]
    form.validate()
    if form.is_good and "preview" not in request.form:
        form.too_often = too_often(
            f"comment from {network_of(request.remote_addr or '')}", limit=10, within=timedelta(minutes=10)
        )
    return form


@room.post(_ADDRESS + "comments/", access=anyone, loads=_at, prepare=_typed)
def send_comment(thing: Post, form: CommentForm) -> Any:
    """Take a comment: it waits to be read, and only its writer sees it till then."""
    if closed := actions.closed_because(thing, site().close_after_days):
        raise Refused(closed, 403)
    if form.too_often:
        form.refuse("body", _("That was often in a short time. Wait ten minutes; your text is kept here."))
        return _page(thing, form=form), 429
    if form.errors or "preview" in request.form:
        return _page(thing, form=form, preview=form.html if not form.errors else ""), 422 if form.errors else 200
    own, author = viewer(), _author(thing)
    try:
        comment = actions.send(
            thing,
            author_name=form.author_name.data,
            author_email=form.author_email.data,
            source=form.body.data,
            html=form.html,
            policy=site().comments,
            parent=form.parent.data or "",
            account_id=own.id or None,
            by_blogger_id=author.id if author else None,
        )
    except Refused as why:
        form.refuse_parent(_(why.sentence))
        return _page(thing, form=form), why.status
    return _sent(thing, comment)


def _sent(post: Post, comment: Comment) -> WSGIResponse:
    told = {"waiting": _signer().dumps(comment.id)} if comment.state != "published" else {}
    return redirect(f"{path_of(post)}{_query(told)}#c{comment.number}", 303)


def _query(told: dict[str, str]) -> str:
    """A query that keeps the interface language."""
    asked = request.args.get("ui")
    whole = told | ({"ui": asked} if asked else {})
    return "?" + urlencode(whole) if whole else ""


@room.get(_ADDRESS + "comments/", access=anyone, loads=_at)
def comments(thing: Post) -> Any:
    """The thread has no page of its own: it leads to the post."""
    return redirect(path_of(thing) + _query({}) + "#talk", 301)


@room.get(_ADDRESS + "history/", access=anyone, loads=_at)
def history(thing: Post) -> Response:
    """What changed in a post after publication, and when."""
    if thing.withdrawn_at is not None:
        return make_response(_withdrawn(thing))
    shows(f"post-{thing.id}")
    versions = posts.versions(thing, public=True)
    steps = [
        Step(new, local(new.saved_at, thing.time_zone), _changed(old, new) if old else [])
        for new, old in zip_longest(versions, versions[1:])
    ]
    return make_response(render_template("conversations/history.html", post=thing, steps=steps))


@dataclass(frozen=True, slots=True)
class Step:
    """A version in a post's history: when it was saved, on the clock of its place, and what was other before it."""

    version: PostVersion
    at: datetime
    changed: list[tuple[str, list[differences.Piece]]]


def _changed(old: PostVersion, new: PostVersion) -> list[tuple[str, list[differences.Piece]]]:
    parts = (
        (_("Title"), old.title, new.title),
        (_("Standfirst"), old.standfirst, new.standfirst),
        (_("Text"), blocks(old.html), blocks(new.html)),
        (_("Topics"), old.tags, new.tags),
        (_("Byline"), old.byline, new.byline),
        (_("Translated by"), old.translators, new.translators),
    )
    return [(name, pieces) for name, before, after in parts if (pieces := differences.between(before, after))]
