"""What a list shows of a post, in the interface language, ready for a template."""

from dataclasses import dataclass

from flask import g
from markupsafe import Markup

from network.base.language import _, clock_time, day, ngettext, own_name, speaks, ui
from network.places.projection import meridian
from network.posts.addresses import path_of
from network.posts.listed import Listed
from network.posts.models import Post


@dataclass(frozen=True, slots=True)
class Teaser:
    """A post as a list shows it: `speaks` are the attributes of its language, `mark` the place of its meridian mark."""

    url: str
    talk_url: str
    speaks: Markup
    place: str
    mark: str
    moment: str
    instant: str
    name: str
    blog_url: str
    role: str
    language: str
    talk: str


def teaser(post: Post | Listed) -> Teaser:
    """A post made ready for a list."""
    tag, place = ui(), post.place
    author = post.authors[0] if isinstance(post, Post) else post.author
    asked = g.get("ui_asked")
    query = f"?ui={asked}" if asked else ""
    at = post.published_local
    url = path_of(post) + query
    count = post.comments_count
    return Teaser(
        url=url,
        talk_url=url + "#talk",
        speaks=speaks(post.language, tag),
        place=place.name if place else "",
        mark=f"{meridian(place.longitude) * 0.96:.1f}" if place else "",
        moment=f"{day(at.date(), tag)}{_(',')} {clock_time(at, tag)}" if post.clock_known else day(at.date(), tag),
        instant=at.isoformat(timespec="minutes") if post.clock_known else at.date().isoformat(),
        name=author.name,
        blog_url=f"/{post.blogger.handle}/{query}",
        role=author.role,
        language=own_name(post.language) if post.language != tag else "",
        talk=ngettext("%(num)d comment", "%(num)d comments", count) if count else _("No comments yet"),
    )
