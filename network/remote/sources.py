"""What a program is told: how this network takes posts, and what a post says."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from network.base.database import db
from network.base.text import line
from network.base.web import absolute
from network.bloggers.models import Blogger
from network.posts import queries
from network.posts.actions import day_of
from network.posts.models import Post, PostTag, Tag
from network.remote.entries import Wrong
from network.remote.posting import address_of

ASKED = ("config", "source", "syndicate-to", "category", "post-types")
TYPES = [{"type": "article", "name": "Post"}]


def config(blogger: Blogger) -> dict[str, Any]:
    """How this network takes posts."""
    return {
        "media-endpoint": absolute("/micropub/media/"),
        "syndicate-to": [],
        "q": list(ASKED),
        "post-types": TYPES,
        "mp": ["slug", "photo-alt", "language", "reason"],
        "categories": topics(blogger),
        "destination": [{"uid": absolute(f"/{blogger.handle}/"), "name": blogger.blog_title or blogger.name}],
    }


def topics(blogger: Blogger, text: str = "") -> list[str]:
    """Topics on which a blog has posts, by name; a text narrows them."""
    used = select(PostTag.tag_id).join(Post, Post.id == PostTag.post_id).where(Post.blogger_id == blogger.id)
    query = select(Tag.name).where(Tag.id.in_(used), Tag.merged_into_id.is_(None)).order_by(Tag.name).limit(200)
    return list(db.session.scalars(query.where(Tag.name.icontains(line(text), autoescape=True)) if line(text) else query))


def source(post: Post, names: Sequence[str] = ()) -> dict[str, Any]:
    """What a post says; only some of it where that is asked for."""
    said = _properties(post, queries.tags_of(post))
    if names:
        return {"properties": {name: said[name] for name in names if name in said}}
    return {"type": ["h-entry"], "properties": said}


def newest(blogger: Blogger, asked: Any) -> dict[str, Any]:
    """The posts of a blog in any state, the last begun first; `after` is the number of the last one of a page before."""
    limit, after = _number(asked, "limit", 20), _number(asked, "after", 0)
    query = select(Post).where(Post.blogger_id == blogger.id).order_by(Post.id.desc()).limit(min(limit, 100))
    query = query.options(undefer(Post.source), joinedload(Post.blogger), joinedload(Post.top_image))
    found = db.session.scalars(query.where(Post.id < after) if after else query).all()
    tags = queries.tags_of_many(found)
    items = [{"type": ["h-entry"], "properties": _properties(post, tags[post.id])} for post in found]
    return {"items": items} | ({"paging": {"after": str(found[-1].id)}} if found else {})


def _properties(post: Post, tags: Sequence[Tag]) -> dict[str, list[Any]]:
    day = day_of(post)
    photo = {"value": absolute(post.top_image.source(1280)), "alt": post.top_image_alt} if post.top_image else None
    published = post.published_local.isoformat(timespec="minutes") if post.published_at else str(day or "")
    said: dict[str, Any] = {
        "url": address_of(post),
        "name": post.title,
        "summary": post.standfirst,
        "content": post.source if post.body_format == "markdown" else {"html": post.source},
        "photo": photo,
        "published": published or (post.publish_at.isoformat(timespec="minutes") if post.publish_at else ""),
        "updated": post.saved_at.isoformat(timespec="seconds"),
        "post-status": post.state.replace(" ", "-"),
        "in-language": post.language,
        "mp-slug": post.slug,
    }
    return {name: [value] for name, value in said.items() if value} | ({"category": [tag.name for tag in tags]} if tags else {})


def _number(asked: Any, name: str, otherwise: int) -> int:
    text = asked.get(name, str(otherwise))
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Wrong(f"“{name}” must be a whole number.")
    return int(text)
