"""Pages of a review, for who was asked and for who asked."""

from datetime import datetime
from typing import Any

from flask import Response, make_response, render_template, url_for
from markupsafe import escape

from network.base import errors
from network.base.clock import local
from network.base.database import db
from network.base.html import clean_markup, marked
from network.base.language import _
from network.base.web import absolute, viewer
from network.bloggers import queries as bloggers
from network.clearance import queries as clearance
from network.clearance.margins import in_margin
from network.clearance.models import Review
from network.desk.queries import zone_of
from network.desk.review_forms import ReviewForm
from network.media.models import Picture
from network.posts.access import signs
from network.posts.compared import rendered
from network.posts.models import Post, PostVersion


def link(review: Review, secret: str) -> Response:
    """The link of somebody without an account: its secret is kept nowhere, so it is shown this once."""
    address = absolute(url_for("desk.review_by_link", token=secret))
    return private(render_template("desk/review_link.html", review=review, post=review.post, link=address))


def to_answer(review: Review, form: ReviewForm, address: str, status: int = 200, *, read: PostVersion | None = None) -> Response:
    """What is to be read, with boxes for notes and an answer; once answered, what was answered about.

    `read` is what the reviewer read, when the text has changed since: they are shown what differs.
    """
    version = clearance.version(review.post_id, review.seen_version)
    if version is None:
        return private(*errors.page(410, _("There is nothing to read yet"), _("Nothing of this post was saved.")))
    passages, loose = in_margin(version, review.notes)
    is_own = signs(viewer(), review.post)
    can_answer = review.is_open and review.post.published_at is None and not is_own
    if not can_answer or (form.does == "note" and form.place.data not in passages):
        form.lift_words()
    page = render_template(
        "desk/review.html",
        can_answer=can_answer,
        review=review,
        form=form,
        address=address,
        passages=passages,
        loose=loose,
        before=clearance.said_before(review),
        is_own=is_own,
        read=read,
        differing=_differing(read, version) if read else "",
        **_around(review.post, version),
    )
    return private(page, status)


def of_author(post: Post) -> Response:
    """Everything that was said of a post, beside its present text."""
    standing, version = clearance.standing(post), clearance.version(post.id)
    notes = [note for review in standing.reviews for note in review.notes]
    passages, loose = in_margin(version, notes) if version else ({}, notes)
    page = render_template(
        "desk/reviews.html", standing=standing, passages=passages, loose=loose, notes=notes, **_around(post, version)
    )
    return private(page)


def ended(review: Review) -> Response:
    """Where a link leads that leads nowhere any more."""
    if review.post.withdrawn_at is not None:
        words = _("The post was withdrawn, so it is not shown here any more.")
    elif review.answer:
        words = _("Whoever asked you has your answer. Nothing is asked of you any more.")
    elif review.state == "expired":
        words = _("This link was good for 30 days. Ask whoever sent it for a new one.")
    else:
        words = _("Whoever sent this link took it back. Nothing is asked of you any more.")
    return private(*errors.page(410, _("This link has ended"), words))


def private(page: Any, status: int = 200) -> Response:
    """A page of which no other site may learn the address, since whoever has that may read the draft."""
    made = make_response(page, status)
    made.headers["Referrer-Policy"] = "no-referrer"
    made.headers["X-Robots-Tag"] = "noindex, nofollow"
    made.headers["Cache-Control"] = "private, no-store"
    return made


def _around(post: Post, version: PostVersion | None) -> dict[str, Any]:
    zone = zone_of(post)

    def there(instant: datetime) -> datetime:
        return local(instant, zone)

    return {
        "post": post,
        "version": version,
        "held": post.appointment or bloggers.present([post.blogger_id]).get(post.blogger_id),
        "picture": db.session.get(Picture, version.top_image_id) if version and version.top_image_id else None,
        "there": there,
    }


def _differing(old: PostVersion, new: PostVersion) -> Any:
    """Two versions as one: title and standfirst as paragraphs before the text."""
    before, after = (f"{_head(v)}{v.html}" for v in (old, new))
    return marked(clean_markup(rendered(before, after)))


def _head(version: PostVersion) -> str:
    return "".join(f"<p>{escape(words)}</p>" for words in (version.title, version.standfirst) if words)
