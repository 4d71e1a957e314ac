"""The one address of a post: `/<handle>/<yyyy>/<mm>/<slug>/`, by the calendar of its place."""

from functools import lru_cache
from urllib.parse import quote

from flask import Flask, g

from network.posts.listed import Listed, Named
from network.posts.models import Post
from network.posts.translations import Translation


def path_of(post: Post | Listed | Named | Translation) -> str:
    """The path of a post that is or was out."""
    assert post.local_date is not None
    return f"/{post.blogger.handle}/{post.local_date.year:04}/{post.local_date.month:02}/{quoted(post.slug)}/"


@lru_cache(maxsize=8192)
def quoted(slug: str) -> str:
    """A slug as an address writes it: letters that are not ASCII in percent signs."""
    return quote(slug)


def post_url(post: Post | Listed | Named | Translation, fragment: str = "") -> str:
    """A link to a post that keeps the interface language of the page that it stands on."""
    asked = g.get("ui_asked")
    return path_of(post) + (f"?ui={asked}" if asked else "") + fragment


def init_app(app: Flask) -> None:
    app.jinja_env.globals["post_url"] = post_url
