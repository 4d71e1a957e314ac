"""A post and its translations, looked up: one group, whose number is the id of the original."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, exists, select, true

from network.base.database import db
from network.base.language import ui
from network.base.rows import Made
from network.posts.listed import BLOGGER, Listed, ListedBlogger
from network.posts.models import Post, PostTag, Tag

T = TypeVar("T", "Translation", Listed)


@dataclass(slots=True)
class Translation:
    """A post of a group that the world may read: what others beside it say of it."""

    id: int
    slug: str
    title: str
    standfirst: str
    excerpt: str
    language: str
    top_image_alt: str
    local_date: date
    published_at: datetime
    corrected_at: datetime | None
    comments_count: int
    group: int
    leads: bool
    worded_version: int
    translated_version: int | None
    blogger: ListedBlogger

    @property
    def is_original(self) -> bool:
        return self.id == self.group


_TRANSLATION = Made(
    Translation,
    Post.id,
    Post.slug,
    Post.title,
    Post.standfirst,
    Post.excerpt,
    Post.language,
    Post.top_image_alt,
    Post.local_date,
    Post.published_at,
    Post.corrected_at,
    Post.comments_count,
    Post.translation_group,
    Post.leads,
    Post.worded_version,
    Post.translated_version,
    BLOGGER,
)


@dataclass(frozen=True, slots=True)
class Around:
    """A post among those of its group that are out, the original first; of a post that stands alone, nobody."""

    id: int
    all: Sequence[Translation]

    @property
    def others(self) -> list[Translation]:
        return [each for each in self.all if each.id != self.id]

    @property
    def own(self) -> Translation | None:
        return next((each for each in self.all if each.id == self.id), None)

    @property
    def original(self) -> Translation | None:
        """Of a translation, the original where it is out."""
        return next((each for each in self.others if each.is_original), None)

    @property
    def lead(self) -> Translation | None:
        return next((each for each in self.all if each.leads), None)

    @property
    def newer_original(self) -> Translation | None:
        """The original, where its words changed after this translation was last in step with them."""
        own, original = self.own, self.original
        if own is None or original is None or original.worded_version <= (own.translated_version or 0):
            return None
        return original

    @property
    def comments_count(self) -> int:
        """Comments are one thread."""
        return sum(each.comments_count for each in self.all)


def around(post: Post) -> Around:
    """A post among its translations; asks nothing of a post that stands alone."""
    return Around(post.id, _of_groups([post.translation_group]) if post.translation_group else [])


def around_many(posts: Iterable[Post]) -> dict[int, Around]:
    """The same of several posts, by id, in one query at most."""
    groups = {post.id: post.translation_group for post in posts if post.translation_group}
    found: dict[int, list[Translation]] = {}
    for each in _of_groups(groups.values()) if groups else []:
        found.setdefault(each.group, []).append(each)
    return {number: Around(number, found.get(group, [])) for number, group in groups.items()}


def told(posts: Sequence[Listed], *, in_ui: bool, on: Tag | None = None) -> Sequence[Listed]:
    """Posts of a list with the comments of their groups; `in_ui`: in the words of the reader's language, where there are such.

    On a topic, one that has it. Day, place and signature stay those of the post that stands in the list, as it is in their order.
    """
    groups = {post.group for post in posts if post.group}
    if not groups:
        return posts
    has_topic = exists().where(PostTag.post_id == Post.id, PostTag.tag_id == on.id) if on else true()
    found: dict[int, list[Translation]] = {group: [] for group in groups}
    off_topic = set()
    for each, has in db.session.execute(_out(groups).add_columns(has_topic)):
        found[each.group].append(each)
        off_topic |= set() if has else {each.id}
    tag = ui() if in_ui else ""
    return [_told(post, found[post.group], tag, off_topic) if post.group else post for post in posts]


def ids_with(post: Post) -> list[int]:
    """The ids of a post and of all its translations, whatever their state, in their order."""
    return [member.id for member in members(post)]


def members(post: Post) -> Sequence[Post]:
    """A post and all its translations, whatever their state, the original first."""
    if post.translation_group is None:
        return [post]
    found = db.session.scalars(select(Post).where(Post.translation_group == post.translation_group).order_by(Post.id)).all()
    return sorted(found, key=lambda member: member.is_translation)


def members_of_many(posts: Iterable[Post]) -> dict[int, list[Post]]:
    """All posts of the groups of some, by group, the original first, in one query at most."""
    groups = {post.translation_group for post in posts if post.translation_group}
    found: dict[int, list[Post]] = {}
    if groups:
        rows = db.session.scalars(select(Post).where(Post.translation_group.in_(groups)).order_by(Post.id))
        for member in sorted(rows, key=lambda each: each.is_translation):
            found.setdefault(member.translation_group or 0, []).append(member)
    return found


def lock(post: Post) -> None:
    """Let two who write on posts of one group wait for each other, in one order, so that neither waits for ever."""
    if post.translation_group is not None:
        group = select(Post.id).where(Post.translation_group == post.translation_group)
        db.session.scalars(group.order_by(Post.id).with_for_update()).all()


def is_behind(post: Post, original: Post | None) -> bool:
    """Whether the words of the original changed after a translation was last in step with them, even if unseen by readers."""
    return bool(original and original.id != post.id and original.worded_version > (post.translated_version or 0))


def _of_groups(groups: Iterable[Any]) -> Sequence[Translation]:
    return sorted(db.session.scalars(_out(groups)), key=lambda each: (not each.is_original, each.published_at, each.id))


def _out(groups: Iterable[Any]) -> Select[Any]:
    query = select(_TRANSLATION).join(Post.blogger).where(Post.translation_group.in_(set(groups)))
    return query.where(Post.published_at.is_not(None), Post.withdrawn_at.is_(None)).order_by(Post.published_at, Post.id)


def _told(post: Listed, group: Sequence[Translation], tag: str, left_out: Container[int]) -> Listed:
    post = replace(post, comments_count=sum(each.comments_count for each in group))
    group = [each for each in group if each.id not in left_out]
    spoken = _spoken(group, tag) if tag and _spoken([post], tag) is None else None
    if spoken is None:
        return post
    words = {name: getattr(spoken, name) for name in ("id", "slug", "title", "standfirst", "excerpt", "language")}
    return replace(post, **words, top_image_alt=spoken.top_image_alt, local_date=spoken.local_date)


def _spoken(group: Sequence[T], tag: str) -> T | None:
    """The one in a language, else in a kin of it: `pt-BR` and `pt`."""
    kin = [each for each in group if each.language.partition("-")[0] == tag.partition("-")[0]]
    return next((each for each in kin if each.language == tag), next(iter(kin), None))
