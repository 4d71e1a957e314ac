"""Tables of posts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.base.clock import local, now
from network.base.database import Model
from network.base.language import direction
from network.bloggers.models import Appointment, Blogger
from network.media.models import Picture
from network.places.models import Place

_OUT = text("published_at IS NOT NULL AND withdrawn_at IS NULL")
_THERE = text("translation_group IS NOT NULL AND withdrawn_at IS NULL")
_UNPUBLISHED = text("published_at IS NULL")
_WITHDRAWN = text("withdrawn_at IS NOT NULL")


def _listed(name: str, *columns: str) -> Index:
    """An index in the order of a list, over what the world may read."""
    return Index(name, *columns, "published_at", "id", sqlite_where=_OUT, postgresql_where=_OUT)


class Post(Model):
    """Something a blogger wrote, from first draft to last correction.

    `publish_at` is the plan, `published_at` the fact. What the address and the lists need (place, country, day on the
    place's own calendar) is frozen here when it is published.

    Posts with one `translation_group`, the id of the original, say the same in several languages; `leads` tells which of
    them stands in lists for all. `worded_version` is the version in which the words last changed, and `translated_version`
    the one of the original with which a translation was last in step.
    """

    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"), index=True)
    slug: Mapped[str]
    title: Mapped[str]
    standfirst: Mapped[str] = mapped_column(default="")
    excerpt: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(Text, default="", deferred=True)
    body_format: Mapped[str] = mapped_column(String, default="markdown")
    html: Mapped[str] = mapped_column(Text, default="", deferred=True)
    html_policy: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(default="en")
    words: Mapped[int] = mapped_column(default=0)
    top_image_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"), index=True)
    top_image_alt: Mapped[str] = mapped_column(default="")
    top_image_focus: Mapped[str] = mapped_column(default="")
    translation_group: Mapped[int | None] = mapped_column(index=True)
    translated_version: Mapped[int | None]
    worded_version: Mapped[int] = mapped_column(default=0, server_default="0")
    leads: Mapped[bool] = mapped_column(default=True, server_default=true())

    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointments.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    country_code: Mapped[str | None]
    role_key: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(default="UTC")

    created_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now)
    dated: Mapped[str | None]
    publish_at: Mapped[datetime | None] = mapped_column(index=True)
    published_at: Mapped[datetime | None]
    clock_known: Mapped[bool] = mapped_column(default=True)
    local_date: Mapped[date | None]
    corrected_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]
    in_review_at: Mapped[datetime | None]

    comments_open: Mapped[bool] = mapped_column(default=True)
    comments_count: Mapped[int] = mapped_column(default=0)
    last_comment_number: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)

    blogger: Mapped[Blogger] = relationship()
    appointment: Mapped[Appointment | None] = relationship()
    place: Mapped[Place | None] = relationship()
    top_image: Mapped[Picture | None] = relationship()
    credits: Mapped[list["PostAuthor"]] = relationship(
        back_populates="post", order_by="PostAuthor.position", cascade="all, delete-orphan"
    )

    __table_args__ = (
        _listed("ix_posts_out"),
        _listed("ix_posts_out_place", "place_id"),
        _listed("ix_posts_out_country", "country_code"),
        _listed("ix_posts_out_role", "role_key"),
        _listed("ix_posts_out_language", "language"),
        Index(
            "uq_posts_translation_group_language",
            "translation_group",
            "language",
            unique=True,
            sqlite_where=_THERE,
            postgresql_where=_THERE,
        ),
        Index("ix_posts_unpublished", "id", sqlite_where=_UNPUBLISHED, postgresql_where=_UNPUBLISHED),
        Index("ix_posts_withdrawn", "id", sqlite_where=_WITHDRAWN, postgresql_where=_WITHDRAWN),
    )

    @property
    def is_out(self) -> bool:
        """Whether the world may read it."""
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def authors(self) -> list["PostAuthor"]:
        """Who signs it, in order. Of a draft, the first is its blogger and has no row yet."""
        return [credit for credit in self.credits if credit.kind == "author"]

    @property
    def translators(self) -> list["PostAuthor"]:
        return [credit for credit in self.credits if credit.kind == "translator"]

    @property
    def byline(self) -> str:
        """Its authors in words, a line each."""
        lines = [author.line for author in self.authors]
        return "\n".join(lines if any(credit.position == 0 for credit in self.credits) else [self.blogger.name, *lines])

    @property
    def blogger_ids(self) -> set[int]:
        """On whose blogs it stands."""
        return {self.blogger_id, *(author.blogger_id for author in self.authors if author.blogger_id)}

    @property
    def state(self) -> str:
        """draft, in review, scheduled, published or withdrawn."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.published_at:
            return "published"
        if self.publish_at:
            return "scheduled"
        return "in review" if self.in_review_at else "draft"

    @property
    def published_local(self) -> datetime:
        """When it was published, on the clock of its place."""
        assert self.published_at is not None
        return local(self.published_at, self.time_zone)

    @property
    def is_translation(self) -> bool:
        """Whether another post is its original."""
        return self.translation_group is not None and self.translation_group != self.id

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def minutes(self) -> int:
        """About how long it takes to read, at 220 words a minute."""
        return max(1, round(self.words / 220))


class PostAuthor(Model):
    """One name of a byline, in the words that were true when the post was written: an author’s, or (`kind`) a translator’s.

    Of a guest there are words alone. A colleague has to agree before their name comes out: `consent` is empty till they
    answer, then `agreed` or `declined`. The instant is copied here, for authors alone, so that each blog reads one index;
    `leads` tells which of a post and its translations stands on this blog: they may have different authors.
    """

    __tablename__ = "post_authors"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(default="author")
    blogger_id: Mapped[int | None] = mapped_column(ForeignKey("bloggers.id"))
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointments.id"), index=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    place_name: Mapped[str] = mapped_column(default="")
    consent: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime | None]
    leads: Mapped[bool] = mapped_column(default=True, server_default=true())
    blogger: Mapped[Blogger | None] = relationship()
    post: Mapped[Post] = relationship(back_populates="credits")

    __table_args__ = (
        UniqueConstraint("post_id", "position"),
        Index("ix_post_authors_listed", "blogger_id", "published_at", "post_id"),
    )

    @property
    def line(self) -> str:
        """Name, role, organisation and place in one line."""
        return ", ".join(filter(None, (self.name, self.role, self.organisation, self.place_name)))


class PostAddress(Model):
    """An address that a post has or had; old ones lead to the present one for ever."""

    __tablename__ = "post_addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"))
    year: Mapped[int]
    month: Mapped[int]
    slug: Mapped[str]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)

    __table_args__ = (UniqueConstraint("blogger_id", "year", "month", "slug", name="uq_post_addresses_address"),)


class PostVersion(Model):
    """A saved state of a post. All are kept."""

    __tablename__ = "post_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[int]
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    standfirst: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(Text, default="")
    body_format: Mapped[str]
    html: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str]
    tags: Mapped[str] = mapped_column(default="")
    byline: Mapped[str] = mapped_column(default="")
    translators: Mapped[str] = mapped_column(default="")
    slug: Mapped[str] = mapped_column(default="")
    top_image_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"), index=True)
    top_image_alt: Mapped[str] = mapped_column(default="")
    top_image_focus: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime] = mapped_column(default=now)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    saved_as: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("post_id", "number"),)


class Tag(Model):
    """A topic. One that was merged into another keeps its row, so that its address leads there for ever."""

    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("tags.id"), index=True)
    merged_into: Mapped["Tag | None"] = relationship(remote_side=id)


class PostTag(Model):
    """A post on a topic. The instant is copied here, so that the list of a topic reads one index.

    `leads` tells which of a post and its translations stands in the list of this topic: they may have different topics.
    """

    __tablename__ = "post_tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"))
    position: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None]
    leads: Mapped[bool] = mapped_column(default=True, server_default=true())
    tag: Mapped[Tag] = relationship(lazy="joined")

    __table_args__ = (
        UniqueConstraint("post_id", "tag_id"),
        Index("ix_post_tags_listed", "tag_id", "published_at", "post_id"),
    )


class BestBit(Model):
    """A sentence of a post, put forward by its blogger (on the blog) or by an editor (on the front page)."""

    __tablename__ = "best_bits"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"))
    on_front: Mapped[bool]
    sentence: Mapped[str]
    chosen_at: Mapped[datetime] = mapped_column(default=now)
    post: Mapped[Post] = relationship()

    __table_args__ = (
        UniqueConstraint("post_id", "on_front"),
        Index("ix_best_bits_front", "on_front", "chosen_at", "id"),
        Index("ix_best_bits_blogger", "blogger_id", "on_front", "chosen_at", "id"),
    )


class PostCount(Model):
    """How many readable posts something has, kept as it changes and never counted on reading.

    `scope` says of what: `months`, `tags`, `places`, `countries`, `languages`, `roles`, or one of these of one blogger, as
    `months of 3`. `member` is one of it: `2009-03`, a tag's id, a place's id, `vn`, `es`.
    """

    __tablename__ = "post_counts"

    scope: Mapped[str] = mapped_column(primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True)
    posts: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index("ix_post_counts_scope_posts", "scope", "posts"),)
