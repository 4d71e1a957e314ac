"""Posts as lists show them: what a list needs of each, and no more."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
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
    """A name of its byline. The first is at hand with the post; `queries.with_names` brings the others."""

    name: str
    role: str
    organisation: str
    place_name: str
    blogger_id: int | None
    appointment_id: int | None
    handle: str | None


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
    last_position: int
    further: list[ListedAuthor] = field(default_factory=list)

    @property
    def authors(self) -> list[ListedAuthor]:
        """Who signs it, in order."""
        return [self.author, *self.further]

    def signed_by(self, blogger_id: int) -> ListedAuthor:
        """A blogger’s own name on it, with what they were that day."""
        return next((author for author in self.authors if author.blogger_id == blogger_id), self.author)

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
    """A sentence that was put forward, with those who signed it."""

    sentence: str
    author: ListedAuthor
    last_position: int
    post: Named
    further: list[ListedAuthor] = field(default_factory=list)

    @property
    def id(self) -> int:
        """Of its post."""
        return self.post.id

    @property
    def names(self) -> list[str]:
        return [author.name for author in (self.author, *self.further)]


_Photo = aliased(Picture)

BLOGGER = Made(ListedBlogger, Blogger.id, Blogger.handle, Blogger.name)
"""Columns of whose blog it is."""
NAMED = Made(Named, Post.id, Post.slug, Post.title, Post.language, Post.local_date, BLOGGER)
"""Columns of a post that something beside it speaks of; its query joins the blogger."""


AUTHOR = Made(
    ListedAuthor,
    PostAuthor.name,
    PostAuthor.role,
    PostAuthor.organisation,
    PostAuthor.place_name,
    PostAuthor.blogger_id,
    PostAuthor.appointment_id,
    Blogger.handle,
)
"""Columns of a name in a byline; its query joins the blogger, if there is one."""

_Last = aliased(PostAuthor)
_LAST_POSITION = select(func.max(_Last.position)).where(_Last.post_id == Post.id).correlate(Post).scalar_subquery()


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
    AUTHOR,
    _LAST_POSITION,
)


PUT_FORWARD = Made(PutForward, BestBit.sentence, AUTHOR, _LAST_POSITION, NAMED)
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
