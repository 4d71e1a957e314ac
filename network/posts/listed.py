"""Posts as lists show them: what a list needs of each, and no more."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_
from sqlalchemy.orm import aliased

from network.base.clock import local
from network.base.rows import Made
from network.bloggers.models import Blogger
from network.media.models import Picture
from network.places.models import Place
from network.posts.models import BestBit, Post, PostAuthor


@dataclass(slots=True)
class ListedPicture:
    """A picture in a list."""

    name: str
    width: int
    height: int
    widths: str
    avif_at: datetime | None
    source = Picture.source
    srcset = Picture.srcset


@dataclass(slots=True)
class ListedBlogger:
    """Whose blog it is."""

    id: int
    handle: str
    name: str
    photo: ListedPicture | None = None


@dataclass(slots=True)
class ListedPlace:
    """Where it was written."""

    slug: str
    name: str
    latitude: float
    longitude: float


@dataclass(slots=True)
class ListedAuthor:
    """The first name of its byline."""

    name: str
    role: str
    organisation: str
    place_name: str


@dataclass(slots=True)
class Listed:
    """A post in a list. What it has is called as in Post."""

    id: int
    blogger_id: int
    slug: str
    title: str
    standfirst: str
    excerpt: str
    language: str
    top_image_alt: str
    top_image_focus: str
    appointment_id: int | None
    time_zone: str
    published_at: datetime
    clock_known: bool
    local_date: date
    comments_count: int
    group: int | None
    blogger: ListedBlogger
    place: ListedPlace | None
    top_image: ListedPicture | None
    author: ListedAuthor

    @property
    def published_local(self) -> datetime:
        """When it was published, on the clock of its place."""
        return local(self.published_at, self.time_zone)


@dataclass(slots=True)
class Named:
    """A post that something beside it speaks of: its title, and what leads to it."""

    id: int
    slug: str
    title: str
    language: str
    local_date: date
    blogger: ListedBlogger


@dataclass(slots=True)
class PutForward:
    """A sentence that was put forward, with the first name of its byline."""

    sentence: str
    author: str
    post: Named


_Photo = aliased(Picture)

BLOGGER = Made(ListedBlogger, Blogger.id, Blogger.handle, Blogger.name)
"""Columns of whose blog it is."""
NAMED = Made(Named, Post.id, Post.slug, Post.title, Post.language, Post.local_date, BLOGGER)
"""Columns of a post that something beside it speaks of; its query joins the blogger."""


def _picture(of: Any) -> Made[ListedPicture]:
    return Made(ListedPicture, of.name, of.width, of.height, of.widths, of.avif_at)


_LISTED = Made(
    Listed,
    Post.id,
    Post.blogger_id,
    Post.slug,
    Post.title,
    Post.standfirst,
    Post.excerpt,
    Post.language,
    Post.top_image_alt,
    Post.top_image_focus,
    Post.appointment_id,
    Post.time_zone,
    Post.published_at,
    Post.clock_known,
    Post.local_date,
    Post.comments_count,
    Post.translation_group,
    Made(ListedBlogger, Blogger.id, Blogger.handle, Blogger.name, _picture(_Photo)),
    Made(ListedPlace, Place.slug, Place.name, Place.latitude, Place.longitude),
    _picture(Picture),
    Made(ListedAuthor, PostAuthor.name, PostAuthor.role, PostAuthor.organisation, PostAuthor.place_name),
)


PUT_FORWARD = Made(PutForward, BestBit.sentence, PostAuthor.name, NAMED)
"""Columns of a best bit; its query joins the post, the blogger and the first author."""

FIRST = and_(PostAuthor.post_id == Post.id, PostAuthor.position == 0)
"""How a post has its first author."""


def as_listed(query: Select[Post]) -> Select[Listed]:
    """The same posts, as lists show them."""
    listed: Any = query.with_only_columns(_LISTED, maintain_column_froms=True)
    return (  # type: ignore[no-any-return]
        listed.join(Post.blogger)
        .outerjoin(_Photo, Blogger.photo_id == _Photo.id)
        .outerjoin(Post.place)
        .outerjoin(Post.top_image)
        .join(PostAuthor, FIRST)
    )
