"""What a list shows of a post, in the interface language, ready for a template."""

from dataclasses import dataclass

from flask import g
from markupsafe import Markup

from network.base.html import signature
from network.base.language import _, clock_time, day, joined, ngettext, own_name, speaks, ui
from network.places.projection import meridian
from network.posts.addresses import path_of
from network.posts.listed import Listed, ListedAuthor
from network.posts.models import Post, PostAuthor


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
    names: str
    several: bool
    role: str
    language: str
    talk: str


def _name(author: PostAuthor | ListedAuthor, query: str) -> Markup:
    """A name that leads to its blog, where it has one."""
    handle = author.handle if isinstance(author, ListedAuthor) else author.blogger and author.blogger.handle
    return signature(author.name, f"/{handle}/{query}" if handle else "")


def teaser(post: Post | Listed) -> Teaser:
    """A post made ready for a list."""
    tag, place, authors = ui(), post.place, post.authors
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
        names=joined([_name(author, query) for author in authors]),
        several=len(authors) > 1,
        role=authors[0].role if len(authors) == 1 else "",
        language=own_name(post.language) if post.language != tag else "",
        talk=ngettext("%(num)d comment", "%(num)d comments", count) if count else _("No comments yet"),
    )
