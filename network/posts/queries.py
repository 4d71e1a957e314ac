"""Posts, looked up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from sqlalchemy import Integer, Select, bindparam, cast, func, or_, select
from sqlalchemy.orm import defer, joinedload, load_only, undefer

from network.base.database import db
from network.base.text import slug
from network.base.web import Refused
from network.bloggers.models import Blogger, BloggerHandle
from network.media.models import Picture
from network.places.models import Place
from network.posts.addresses import quoted
from network.posts.listed import AUTHOR, FIRST, PUT_FORWARD, Listed, PutForward, as_listed
from network.posts.models import BestBit, Post, PostAddress, PostAuthor, PostCount, PostTag, PostVersion, Tag
from network.posts.selection import Cursor, Selection
from network.posts.translations import Translation, told

P = TypeVar("P", Post, Listed)
N = TypeVar("N", Listed, PutForward)


@dataclass(frozen=True, slots=True)
class Listing(Generic[P]):
    """One page of a list, and where the next begins."""

    posts: Sequence[P]
    next: Cursor | None


def for_lists(query: Select[Post]) -> Select[Post]:
    """The same posts with all at hand that a feed says of each, in one query; its result wants `.unique()`."""
    return query.options(
        load_only(*_SAID),
        joinedload(Post.blogger).load_only(Blogger.handle, Blogger.name),
        joinedload(Post.top_image).load_only(
            Picture.name,
            Picture.width,
            Picture.height,
            Picture.widths,
            Picture.credit,
            Picture.credit_url,
            Picture.licence,
            Picture.licence_words,
        ),
        joinedload(Post.place).load_only(Place.slug, Place.name, Place.latitude, Place.longitude),
        joinedload(Post.credits).options(
            load_only(
                PostAuthor.post_id,
                PostAuthor.position,
                PostAuthor.kind,
                PostAuthor.blogger_id,
                PostAuthor.name,
                PostAuthor.role,
                PostAuthor.organisation,
                PostAuthor.place_name,
            ),
            joinedload(PostAuthor.blogger).load_only(Blogger.handle),
        ),
    )


_SAID = (
    Post.blogger_id, Post.slug, Post.title, Post.standfirst, Post.excerpt, Post.language, Post.top_image_id, Post.top_image_alt,
    Post.appointment_id, Post.place_id, Post.time_zone, Post.published_at, Post.clock_known, Post.local_date,
    Post.corrected_at, Post.withdrawn_at, Post.comments_count, Post.translation_group,
)  # fmt: skip


def listing(selection: Selection, limit: int, *, before: str = "", oldest_first: bool = False) -> Listing[Listed]:
    """One page of a Selection. `before` is the cursor of an address; Refused when it is damaged."""
    ids = {name: thing.id for name, thing in (("blogger", selection.blogger), ("tag", selection.tag)) if thing}
    if not before and not oldest_first and selection == Selection(blogger=selection.blogger, tag=selection.tag):
        query = _newest(*ids)
    else:
        after = Cursor.read(before) if before else None
        query = as_listed(selection.select(oldest_first=oldest_first, after=after)).limit(_MOST)
    posts = db.session.scalars(query, {**ids, "most": limit + 1}).all()
    page = page_of(with_names(posts), limit)
    return replace(page, posts=told(page.posts, in_ui=selection.shows_groups, on=selection.tag))


def with_names(shown: Sequence[N]) -> Sequence[N]:
    """The same with all who signed them; asked of the database only where there is more than a first name."""
    several: dict[int, list[N]] = {}
    for one in shown:
        if one.last_position:
            several.setdefault(one.id, []).append(one)
    if several:
        query = select(PostAuthor.post_id, AUTHOR).outerjoin(PostAuthor.blogger).order_by(PostAuthor.post_id, PostAuthor.position)
        query = query.where(PostAuthor.post_id.in_(several), PostAuthor.position > 0, PostAuthor.kind == "author")
        for post_id, author in db.session.execute(query):
            for one in several[post_id]:
                one.further.append(author)
    return shown


@cache
def _newest(*of: str) -> Select[Listed]:
    """The first page of all posts, of a blog, of a topic: built once for any of them, as building costs more than asking."""
    anyone: Any = {name: SimpleNamespace(id=bindparam(name)) for name in of}
    return as_listed(Selection(**anyone).select()).limit(_MOST)


_MOST: Any = bindparam("most", type_=Integer)


def number_of(selection: Selection | None, most: int) -> int:
    """How many posts a Selection has, counted up to `most`."""
    if selection is None:
        return 0
    some = selection.select().with_only_columns(Post.id).order_by(None).limit(most).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def page_of(posts: Sequence[P], limit: int) -> Listing[P]:
    """A page from `limit` posts and one more, if there is one more."""
    shown = posts[:limit]
    last = shown[-1] if len(posts) > limit else None
    return Listing(shown, Cursor(last.published_at, last.id) if last and last.published_at else None)


def find(post_id: int) -> Post | None:
    """A post with its text."""
    return db.session.get(Post, post_id, options=[undefer(Post.source), undefer(Post.html)])


def at_address(handle: str, year: int, month: int, slug: str) -> Post | None:
    """The post that has or had this address, with all that its page shows."""
    former = select(BloggerHandle.blogger_id).where(BloggerHandle.handle == handle.lower()).scalar_subquery()
    query = (
        select(Post)
        .join(PostAddress, PostAddress.post_id == Post.id)
        .join(Blogger, Blogger.id == PostAddress.blogger_id)
        .where(or_(Blogger.handle == handle.lower(), Blogger.id == former))
        .where(PostAddress.year == year, PostAddress.month == month, PostAddress.slug == slug.casefold())
        .options(
            undefer(Post.html),
            joinedload(Post.blogger).options(joinedload(Blogger.photo), defer(Blogger.about_html), defer(Blogger.about_source)),
            joinedload(Post.top_image),
            joinedload(Post.place),
            joinedload(Post.credits)
            .joinedload(PostAuthor.blogger)
            .options(joinedload(Blogger.photo), defer(Blogger.about_html), defer(Blogger.about_source)),
        )
    )
    return db.session.scalars(query).unique().first()


def tags_of(post: Post) -> list[Tag]:
    """A post's topics in their author's order."""
    return list(
        db.session.scalars(
            select(Tag).join(PostTag, PostTag.tag_id == Tag.id).where(PostTag.post_id == post.id).order_by(PostTag.position)
        )
    )


def tags_of_many(posts: Sequence[Post]) -> dict[int, list[Tag]]:
    """Topics of several posts, by post id, in one query."""
    found: dict[int, list[Tag]] = {post.id: [] for post in posts}
    rows = select(PostTag.post_id, Tag).join(Tag, PostTag.tag_id == Tag.id).where(PostTag.post_id.in_(found))
    for post_id, tag in db.session.execute(rows.order_by(PostTag.post_id, PostTag.position)):
        found[post_id].append(tag)
    return found


def ids_on_topic(tag_id: int) -> Sequence[int]:
    """The posts on a topic that the world may read."""
    return db.session.scalars(select(PostTag.post_id).where(PostTag.tag_id == tag_id, PostTag.published_at.is_not(None))).all()


def texts_of_many(posts: Sequence[Post | Listed]) -> dict[int, str]:
    """The markup of several posts, by post id, in one query."""
    return dict(db.session.execute(select(Post.id, Post.html).where(Post.id.in_([p.id for p in posts]))).all())


def best_bits(blogger_id: int | None = None, limit: int = 3) -> Sequence[PutForward]:
    """Sentences put forward: on the front page by editors, or on a blog by its blogger; the newest choice first."""
    asked = {"blogger_id": blogger_id, "most": limit}
    return with_names(db.session.scalars(_best_bits(blogger_id is None), asked).all())


@cache
def _best_bits(on_front: bool) -> Select[PutForward]:
    """Built once, since every page asks it."""
    query = select(PUT_FORWARD).join(Post, BestBit.post_id == Post.id).join(Post.blogger).join(PostAuthor, FIRST)
    query = query.where(Post.withdrawn_at.is_(None), Post.published_at.is_not(None), BestBit.on_front.is_(on_front))
    if not on_front:
        query = query.where(BestBit.blogger_id == bindparam("blogger_id"))
    return query.order_by(BestBit.chosen_at.desc(), BestBit.id.desc()).limit(_MOST)


def best_bit(post: Post, *, on_front: bool) -> BestBit | None:
    return db.session.scalar(select(BestBit).where(BestBit.post_id == post.id, BestBit.on_front.is_(on_front)))


def counts(scope: str, limit: int | None = None) -> list[tuple[str, int]]:
    """Members of a scope with their number of posts, the largest first."""
    query = select(PostCount.member, PostCount.posts).where(PostCount.scope == scope, PostCount.posts > 0)
    rows = db.session.execute(query.order_by(PostCount.posts.desc(), PostCount.member).limit(limit))
    return [(member, posts) for member, posts in rows]


def months(blogger_id: int | None = None) -> dict[int, dict[int, int]]:
    """How many posts each month has, by year and month, the newest year first."""
    found: dict[int, dict[int, int]] = {}
    for member, posts in sorted(counts(f"months of {blogger_id}" if blogger_id else "months"), reverse=True):
        found.setdefault(int(member[:4]), {})[int(member[5:])] = posts
    return found


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag beside others: the last part of its address, its number of posts, and its weight among them from 1 to 5."""

    name: str
    path: str
    posts: int
    weight: int


def tag_cloud(blogger_id: int | None = None, limit: int | None = 40) -> list[Topic]:
    """The most used topics, by name. Where all are used alike, none is loud."""
    asked = {"within": f"tags of {blogger_id}" if blogger_id else "tags", "most": limit or 100_000}
    rows = db.session.execute(_tag_cloud(), asked).all()
    counts = [posts for _name, _slug, posts in rows]
    most = max(counts, default=1) * (1 if len(set(counts)) > 1 else 5)
    topics = [Topic(name, quoted(slug), posts, 1 + min(4, int(5 * (posts / most) ** 0.6 - 1e-9))) for name, slug, posts in rows]
    return sorted(topics, key=lambda topic: topic.name.casefold())


@cache
def _tag_cloud() -> Select[str, str, int]:
    """Built once, since every page asks it."""
    top = select(PostCount.member, PostCount.posts).where(PostCount.scope == bindparam("within"), PostCount.posts > 0)
    used = top.order_by(PostCount.posts.desc(), PostCount.member).limit(_MOST).subquery()
    return select(Tag.name, Tag.slug, used.c.posts).join(used, Tag.id == cast(used.c.member, Integer))


def neighbours(post: Post, lead: Translation | None = None) -> tuple[Post | None, Post | None]:
    """The posts before and after one in its blog, in one query; of a translation, those of the post that leads."""
    if post.published_at is None:
        return None, None
    of_blog, here = Selection(blogger=post.blogger), Cursor(post.published_at, post.id)
    if lead:
        here = Cursor(lead.published_at, lead.id)
    older = of_blog.select(after=here).with_only_columns(Post.id).limit(1).scalar_subquery()
    newer = of_blog.select(after=here, oldest_first=True).with_only_columns(Post.id).limit(1).scalar_subquery()
    light = load_only(Post.blogger_id, Post.slug, Post.title, Post.language, Post.local_date, Post.published_at)
    found = db.session.scalars(select(Post).where(or_(Post.id == older, Post.id == newer)).options(light)).all()
    before = [p for p in found if (p.published_at, p.id) < (here.at, here.id)]
    after = [p for p in found if (p.published_at, p.id) > (here.at, here.id)]
    return next(iter(before), None), next(iter(after), None)


def versions(post: Post, *, public: bool = False) -> Sequence[PostVersion]:
    """A post's versions, the newest first; `public` leaves out what was saved before it was published."""
    query = select(PostVersion).where(PostVersion.post_id == post.id)
    if public:
        query = query.where(PostVersion.kind.in_(("published", "corrected")))
    return db.session.scalars(query.order_by(PostVersion.number.desc())).all()


def withdrawn_by(post: Post) -> str:
    """Who withdrew a post, as its versions name them; empty where nobody is named."""
    query = select(PostVersion.saved_as).where(PostVersion.post_id == post.id, PostVersion.kind == "withdrawn")
    return db.session.scalar(query.order_by(PostVersion.number.desc()).limit(1)) or ""


def byline(post: Post) -> PostAuthor:
    """The first name of a byline."""
    if not post.authors:
        raise Refused("This post has no author.", 500)
    return post.authors[0]


def all_tags(query_limit: int = 5000) -> Sequence[Tag]:
    return db.session.scalars(
        select(Tag).where(Tag.merged_into_id.is_(None)).order_by(func.lower(Tag.name)).limit(query_limit)
    ).all()


def tag_by_slug(text: str) -> Tag | None:
    """The topic at an address, however it is spelled there, or the one into which it was merged."""
    tag = db.session.scalar(select(Tag).where(Tag.slug == slug(text)))
    return tag.merged_into or tag if tag else None
