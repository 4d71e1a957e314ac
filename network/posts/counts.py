"""The counts that are kept as posts and comments change, held against what they count, and made anew."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, delete, extract, func, insert, null, or_, select, update

from network.base.database import db
from network.bloggers.models import Blogger
from network.posts.models import Post, PostCount, PostTag

OUT = and_(Post.published_at.is_not(None), Post.withdrawn_at.is_(None))


def counted() -> Counter[tuple[str, str]]:
    """How many readable posts each member of each scope has, counted now."""
    found: Counter[tuple[str, str]] = Counter()
    year, month = extract("year", Post.local_date), extract("month", Post.local_date)
    for blogger_id, y, m, posts in _rows(Post.blogger_id, year, month):
        found["months", f"{y:04}-{m:02}"] += posts
        found[f"months of {blogger_id}", f"{y:04}-{m:02}"] += posts
    for language, posts in _rows(Post.language):
        found["languages", language] += posts
    for place_id, country, posts in _rows(Post.place_id, Post.country_code):
        if place_id and country:
            found["places", str(place_id)] += posts
            found["countries", country] += posts
    for role, posts in _rows(Post.role_key):
        if role:
            found["roles", role] += posts
    tagged = select(PostTag.tag_id, PostTag.blogger_id, func.count()).join(Post, Post.id == PostTag.post_id).where(OUT)
    for tag_id, blogger_id, posts in db.session.execute(tagged.group_by(PostTag.tag_id, PostTag.blogger_id)):
        found["tags", str(tag_id)] += posts
        found[f"tags of {blogger_id}", str(tag_id)] += posts
    return found


def differences() -> Iterator[str]:
    """What is counted wrong, a sentence each."""
    right = counted()
    kept = {
        (scope, member): n for scope, member, n in db.session.execute(select(PostCount.scope, PostCount.member, PostCount.posts))
    }
    for scope, member in sorted(right.keys() | kept.keys()):
        if right[scope, member] != kept.get((scope, member), 0):
            yield f"{scope}, {member}: {kept.get((scope, member), 0)} posts are noted, {right[scope, member]} are there."
    for handle, noted, last, posts, newest in db.session.execute(_bloggers()):
        if noted != posts or last != newest:
            yield f"{handle}: {noted} posts are noted, the last of {last}; {posts} are there, the last of {newest}."
    strays = db.session.scalar(_strays().with_only_columns(func.count()))
    if strays:
        yield f"{strays} topics of posts stand beside another instant than their post."


def count_again() -> None:
    """Put all of it right."""
    right = counted()
    db.session.execute(delete(PostCount))
    rows = [{"scope": scope, "member": member, "posts": n} for (scope, member), n in sorted(right.items()) if n]
    if rows:
        db.session.execute(insert(PostCount), rows)
    of_blog = select(func.count()).select_from(Post).where(Post.blogger_id == Blogger.id, OUT).scalar_subquery()
    newest = select(func.max(Post.published_at)).where(Post.blogger_id == Blogger.id, OUT).scalar_subquery()
    db.session.execute(update(Blogger).values(posts_count=of_blog, last_post_at=newest))
    instant = select(Post.published_at).where(Post.id == PostTag.post_id, OUT).scalar_subquery()
    db.session.execute(update(PostTag).values(published_at=instant))


def _rows(*columns: Any) -> Any:
    return db.session.execute(select(*columns, func.count()).where(OUT).group_by(*columns))


def _bloggers() -> Any:
    count, newest = func.count(Post.id), func.max(Post.published_at)
    query = select(Blogger.handle, Blogger.posts_count, Blogger.last_post_at, count, newest)
    return query.outerjoin(Post, and_(Post.blogger_id == Blogger.id, OUT)).group_by(Blogger.id).order_by(Blogger.id)


def _strays() -> Any:
    """Topics whose copy of the post's instant is not the post's."""
    query = select(PostTag.id).join(Post, Post.id == PostTag.post_id)
    out_and_other = and_(OUT, or_(PostTag.published_at.is_(null()), PostTag.published_at != Post.published_at))
    return query.where(or_(out_and_other, and_(~OUT, PostTag.published_at.is_not(None))))
