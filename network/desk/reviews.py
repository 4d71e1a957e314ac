"""A post is read by somebody else before it comes out: their page, by account or by link, and the page of who asked."""

from typing import Any

from flask import abort, flash, redirect, request, url_for

from network.base.language import _
from network.base.web import Refused, anyone, viewer
from network.clearance import actions
from network.clearance import queries as clearance
from network.clearance.access import may_answer, may_look_after, may_settle
from network.clearance.models import Review, ReviewNote
from network.desk import review_pages as pages
from network.desk.presentation import plan_lost
from network.desk.review_forms import ReviewForm
from network.desk.views import POST, room
from network.posts import queries as posts
from network.posts.access import may_edit, signs
from network.posts.models import Post

_REVIEW = "/desk/reviews/<int(max=2147483647):review_id>/"
_BY_LINK = "/desk/reviews/by-link/<token>/"


@room.get(POST + "review/", access=may_edit, loads=posts.find)
def reviews(thing: Post) -> Any:
    """Who was asked, what they answered, and their notes beside the text."""
    return pages.of_author(thing)


@room.get(_REVIEW, access=may_answer, loads=clearance.find)
def review(thing: Review) -> Any:
    """A post to be read by an editor who was asked."""
    return pages.to_answer(thing, ReviewForm(), _address(thing))


@room.post(_REVIEW, access=may_answer, loads=clearance.find, prepare=ReviewForm.sent_for)
def answer_review(thing: Review, form: ReviewForm) -> Any:
    """A note, or an answer."""
    return _answered(thing, form, _address(thing), by=viewer())


def _of_link(token: str) -> Review:
    return clearance.by_secret(token) or abort(404)


@room.get(_BY_LINK, access=anyone, loads=_of_link)
def review_by_link(thing: Review) -> Any:
    """A post to be read by somebody without an account."""
    if thing.leads_nowhere:
        return pages.ended(thing)
    return pages.to_answer(thing, ReviewForm(), _here())


@room.post(_BY_LINK, access=anyone, loads=_of_link, prepare=ReviewForm.sent_for, origin="anyone")
def answer_by_link(thing: Review, form: ReviewForm) -> Any:
    """A note, or an answer, of whoever has the link. Its page sends no referrer, hence no origin either."""
    if thing.leads_nowhere:
        return pages.ended(thing)
    if signs(viewer(), thing.post):
        raise Refused(_("You write on this blog or sign this post yourself, so somebody else answers."), 422)
    return _answered(thing, form, _here(), by=None)


def _address(review: Review) -> str:
    return url_for("desk.review", review_id=review.id)


def _here() -> str:
    """The link that was followed, in the language of its page."""
    return url_for("desk.review_by_link", **request.view_args or {})


def _answered(review: Review, form: ReviewForm, address: str, by: Any) -> Any:
    """Do it and show it in its place; what cannot be done is told on the page, with what was typed."""
    try:
        at = _do(review, form, by) if form.is_good else ""
    except actions.TextChanged:
        form.refuse("words", _("The text was changed while you read it. Look at what differs, then answer again."))
        return pages.to_answer(review, form, address, 409, read=clearance.version(review.post_id, form.seen))
    except Refused as why:
        form.refuse("words", _(why.sentence))
        return pages.to_answer(review, form, address, why.status)
    if not form.is_good:
        return pages.to_answer(review, form, address, 422)
    return pages.private(redirect(f"{address}#{at}", 303), 303)


def _do(review: Review, form: ReviewForm, by: Any) -> str:
    """Gives the part of the page where it is seen."""
    if form.does == "note":
        where = form.place.data or "", form.quote.data or ""
        return f"note-{actions.write_note(review, form.words.data or '', *where, seen=form.seen).id}"
    if form.does == "drop":
        if note := clearance.find_note(form.note_id):
            actions.drop_note(review, note)
        return "main"
    if form.does not in ("approved", "sent back"):
        raise Refused("There is no such button. Comment, approve or send back.", 422)
    actions.answer(review, form.does, form.words.data or "", seen=form.seen, by=by)
    return "answer"


@room.post(_REVIEW + "end/", access=may_look_after, loads=clearance.find)
def end_review(thing: Review) -> Any:
    """Ask no more; a link leads nowhere from now on."""
    actions.take_back(thing)
    if thing.answer:
        flash(_("The link of %(name)s has ended. The answer stays.", name=thing.name))
    else:
        flash(_("Taken back. %(name)s is not asked any more.", name=thing.name))
    return _back(thing.post_id)


@room.post(_REVIEW + "link/", access=may_look_after, loads=clearance.find)
def renew_link(thing: Review) -> Any:
    """Another link in place of a lost one, shown this once."""
    was_planned = thing.post.publish_at is not None
    secret = actions.new_link(thing)
    if was_planned and thing.post.publish_at is None:
        flash(plan_lost())
    return pages.link(thing, secret)


@room.get(_REVIEW + "<any(end, link):part>/", access=may_look_after, loads=lambda review_id, part: clearance.find(review_id))
def review_part(thing: Review) -> Any:
    """Buttons of the author's page lead here; to look at, it is one page."""
    return _back(thing.post_id)


@room.post("/desk/notes/<int(max=2147483647):note_id>/", access=may_settle, loads=clearance.find_note)
def settle_note(thing: ReviewNote) -> Any:
    """Say that a note was seen to, or that it was not after all."""
    if request.form.get("action") == "open":
        actions.open_again(thing)
    else:
        actions.settle(thing, request.form.get("reply", "")[:2000], by=viewer())
    return redirect(url_for("desk.reviews", post_id=thing.review.post_id, _anchor=f"note-{thing.id}"), 303)


def _back(post_id: int) -> Any:
    return redirect(url_for("desk.reviews", post_id=post_id), 303)
