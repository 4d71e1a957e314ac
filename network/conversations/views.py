"""The pages that readers see: lists and what stands beside them.

Looking for a blogger or a post is in `finding.py`, the page of one post in `thread.py`.
"""

from datetime import datetime
from typing import Any

from flask import abort, current_app, render_template, request
from werkzeug.routing import BaseConverter

from network.base.footnotes import at_the_foot
from network.base.freshness import shows, until
from network.base.html import marked
from network.base.language import _
from network.base.web import Room, anyone
from network.bloggers import queries as bloggers
from network.bloggers.models import Blogger
from network.comments import queries as comments
from network.conversations import pages, queries
from network.conversations.lists import Asked, asked, keys_beside, moved_to, newest_month, week_dots
from network.media.inline import in_sizes
from network.posts import queries as posts
from network.posts.selection import Selection

room = Room("conversations", __name__)


class SitePageConverter(BaseConverter):
    """The name of a page that administrators edit; it comes before a blogger's handle."""

    regex = "about|comment-policy|privacy|accessibility"
    weight = 50


room.record_once(lambda state: state.app.url_map.converters.update(site_page=SitePageConverter))


@room.get("/", access=anyone)
def front() -> Any:
    """Global conversations: the posts of all bloggers, newest first."""
    list_ = asked()
    if not (list_.selection.is_all and list_.is_first):
        return _listed(list_)
    week = queries.this_week()
    _until(week.changes_at)
    listing, bits, recent = list_.listing(), posts.best_bits(), comments.recent()
    shows("posts", "comments", "best", *keys_beside(bits, recent), *(f"blogger-{post.blogger_id}" for post in listing.posts[:1]))
    return render_template(
        "conversations/front.html",
        selection=list_.selection,
        listing=listing,
        week=week,
        pins=week.pins or queries.all_places(),
        bits=bits,
        comments=recent,
        cloud=posts.tag_cloud(),
    )


@room.get("/archive/<int(fixed_digits=4):year>/", access=anyone, endpoint="archive_year")
@room.get("/archive/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/", access=anyone, endpoint="archive_month")
@room.get("/tags/<tag>/", access=anyone, endpoint="topic")
@room.get("/places/<place>/", access=anyone, endpoint="place")
@room.get("/best-bits/", access=anyone, endpoint="best_bits")
@room.get("/<handle>/<int(fixed_digits=4):year>/", access=anyone, endpoint="blog_year")
@room.get("/<handle>/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/", access=anyone, endpoint="blog_month")
@room.get("/<handle>/tags/<tag>/", access=anyone, endpoint="blog_topic")
def listed(**_address: Any) -> Any:
    """A list of posts, narrowed by its address."""
    return _listed(asked())


def _listed(list_: Asked) -> Any:
    selection = list_.selection
    found = list_.listing()
    bits = posts.best_bits(limit=100) if selection.best else []
    shows(f"blogger-{selection.blogger.id}" if selection.blogger else "posts")
    return render_template(
        "conversations/list.html",
        selection=selection,
        listing=found,
        first=list_.is_first,
        sentences={bit.post.id: bit.sentence for bit in bits},
        cloud=posts.tag_cloud(selection.blogger.id if selection.blogger else None),
        dots=[] if selection.blogger else week_dots(),
    )


@room.get("/<handle>/", access=anyone)
def blog(handle: str) -> Any:
    """A blogger's blog, with everything on the model page."""
    list_ = asked()
    blogger = list_.selection.blogger
    if list_.selection != Selection(blogger=blogger) or blogger is None:
        return _listed(list_)
    held, present = queries.where_present(blogger)
    bits, recent = posts.best_bits(blogger.id), comments.recent(blogger.id)
    shows(f"comments-{blogger.id}", *keys_beside(bits, recent))
    _until(queries.moves_at(held))
    return render_template(
        "conversations/blog.html",
        blogger=blogger,
        selection=list_.selection,
        listing=list_.listing(),
        first=list_.is_first,
        appointments=held,
        present=present,
        bits=bits,
        comments=recent,
        cloud=posts.tag_cloud(blogger.id),
        months=posts.months(blogger.id),
    )


@room.get("/<handle>/about/", access=anyone)
def about(handle: str) -> Any:
    """A blogger's profile, and their appointments as a career line."""
    blogger = _blogger("about")
    held, present = queries.where_present(blogger)
    _until(queries.moves_at(held))
    return render_template(
        "conversations/about.html", blogger=blogger, appointments=held, present=present, about=_prose(blogger.about_html)
    )


@room.get("/archive/", access=anyone, endpoint="archive")
@room.get("/<handle>/archive/", access=anyone, endpoint="blog_archive")
def full_archive(handle: str = "") -> Any:
    """The full archive of blog entries by year and month, with counts."""
    blogger = _blogger("archive") if handle else None
    shows(*([f"blogger-{blogger.id}"] if blogger else ["posts", "people"]))
    months = posts.months(blogger.id if blogger else None)
    newest = newest_month(blogger, months)
    return render_template(
        "conversations/archive.html",
        blogger=blogger,
        selection=Selection(blogger=blogger),
        months=months,
        newest=newest,
        listing=newest.listing() if newest else None,
        dots=[] if blogger else week_dots(),
        busiest=[] if blogger else queries.busiest(),
        cloud=posts.tag_cloud(blogger.id if blogger else None),
    )


@room.get("/tags/", access=anyone, endpoint="topics")
@room.get("/<handle>/tags/", access=anyone, endpoint="blog_topics")
def all_topics(handle: str = "") -> Any:
    """All topics, A to Z, with counts."""
    blogger = _blogger("tags") if handle else None
    shows(f"blogger-{blogger.id}" if blogger else "posts")
    letters: dict[str, list[posts.Topic]] = {}
    for topic in posts.tag_cloud(blogger.id if blogger else None, limit=None):
        letters.setdefault(topic.name[:1].upper(), []).append(topic)
    return render_template(
        "conversations/topics.html",
        blogger=blogger,
        selection=Selection(blogger=blogger),
        letters=letters,
        dots=[] if blogger else week_dots(),
    )


@room.get("/places/", access=anyone)
def places() -> Any:
    """The map, and the same as a list."""
    shows("posts")
    return render_template("conversations/places.html", pins=queries.all_places(), selection=Selection(), dots=week_dots())


@room.get("/comments/", access=anyone, endpoint="recent_comments")
@room.get("/<handle>/comments/", access=anyone, endpoint="blog_comments")
def all_comments(handle: str = "") -> Any:
    """Recent comments of the network, or of a blog."""
    blogger = _blogger("comments") if handle else None
    shows(f"comments-{blogger.id}" if blogger else "comments")
    limit = current_app.extensions["settings"].posts_per_page
    found = comments.listing(limit, blogger_id=blogger.id if blogger else None, before=request.args.get("before", ""))
    shows(*(f"post-{c.post_id}" for c in found.comments))
    return render_template("conversations/comments.html", blogger=blogger, listing=found)


@room.get("/follow/", access=anyone, endpoint="follow")
@room.get("/<handle>/follow/", access=anyone, endpoint="blog_follow")
def ways_to_follow(handle: str = "") -> Any:
    """The ways to follow."""
    blogger = _blogger("follow") if handle else None
    shows("people", "posts")
    return render_template(
        "conversations/follow.html",
        blogger=blogger,
        selection=Selection(blogger=blogger),
        people=[] if blogger else queries.busiest(200),
        languages=[] if blogger else [tag for tag, _posts in posts.counts("languages")],
    )


@room.get("/<site_page:slug>/", access=anyone)
def site_page(slug: str) -> Any:
    """A page that administrators edit."""
    moved_to(f"/{slug}/")
    shows(f"page-{slug}")
    found = pages.page(slug)
    return render_template("conversations/page.html", page=found, language=pages.language_of(found), body=_prose(found.html))


def _until(instant: datetime | None) -> None:
    if instant:
        until(instant)


def _blogger(rest: str) -> Blogger:
    """The blogger of this address, in its one spelling."""
    blogger = bloggers.by_handle((request.view_args or {})["handle"])
    if blogger is None:
        abort(404)
    moved_to(f"/{blogger.handle}/{rest}/")
    shows(f"blogger-{blogger.id}")
    return blogger


def _prose(markup: str) -> Any:
    return marked(at_the_foot(in_sizes(markup), _("Notes"), _("Back to note")))
