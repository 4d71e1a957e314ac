"""The counts that are kept as posts and comments change, held against what they count, and made anew."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import and_, delete, extract, func, insert, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from network.base.database import db
from network.bloggers.models import Blogger
from network.posts import leads, translations
from network.posts.models import Post, PostCount, PostTag

OUT = and_(Post.published_at.is_not(None), Post.withdrawn_at.is_(None))
LISTED = and_(OUT, Post.leads)


def counted() -> Counter[tuple[str, str]]:
    """How many readable posts each member of each scope has, counted now."""
    found: Counter[tuple[str, str]] = Counter()
    year, month = extract("year", Post.local_date), extract("month", Post.local_date)
    for blogger_id, y, m, posts in _rows(Post.blogger_id, year, month):
        found["months", f"{y:04}-{m:02}"] += posts
        found[f"months of {blogger_id}", f"{y:04}-{m:02}"] += posts
    for language, posts in _rows(Post.language, where=OUT):
        found["languages", language] += posts
    for place_id, country, posts in _rows(Post.place_id, Post.country_code):
        if place_id and country:
            found["places", str(place_id)] += posts
            found["countries", country] += posts
    for role, posts in _rows(Post.role_key):
        if role:
            found["roles", role] += posts
    tagged = select(PostTag.tag_id, PostTag.blogger_id, func.count()).join(Post, Post.id == PostTag.post_id)
    tagged = tagged.where(OUT, PostTag.leads)
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
    if turned := leads.number_wrong():
        yield f"{turned} posts or topics of posts stand in lists beside their translations, or are missing there."
    strays = db.session.scalar(_strays().with_only_columns(func.count()))
    if strays:
        yield f"{strays} topics of posts stand beside another instant than their post."


def count_again() -> None:
    """Put all of it right."""
    leads.settle()
    right = counted()
    db.session.execute(delete(PostCount))
    rows = [{"scope": scope, "member": member, "posts": n} for (scope, member), n in sorted(right.items()) if n]
    if rows:
        db.session.execute(insert(PostCount), rows)
    of_blog = select(func.count()).select_from(Post).where(Post.blogger_id == Blogger.id, LISTED).scalar_subquery()
    newest = select(func.max(Post.published_at)).where(Post.blogger_id == Blogger.id, LISTED).scalar_subquery()
    db.session.execute(update(Blogger).values(posts_count=of_blog, last_post_at=newest))
    instant = select(Post.published_at).where(Post.id == PostTag.post_id, OUT).scalar_subquery()
    db.session.execute(update(PostTag).values(published_at=instant))


@contextmanager
def counted_anew(*posts: Post) -> Iterator[None]:
    """Whatever is done inside to some posts, they and their translations count afterwards for what they are then."""
    before = {member.id: member for post in posts for member in translations.members(post)}
    was_in = {number: member.translation_group for number, member in before.items()}
    for member in before.values():
        count(member, -1)
    yield
    db.session.flush()
    groups = {group for group in [*was_in.values(), *(post.translation_group for post in posts)] if group is not None}
    if groups:
        leads.settle(groups)
    for number, member in before.items():
        if member.translation_group is None and was_in[number] is not None:
            leads.free(member)
        count(member, 1)


def scopes_of(post: Post) -> list[tuple[str, str]]:
    """The scopes and members under which a readable post counts: once for it and all its translations, but for languages."""
    assert post.local_date is not None
    month, blog = f"{post.local_date:%Y-%m}", f" of {post.blogger_id}"
    tags = db.session.scalars(select(PostTag.tag_id).where(PostTag.post_id == post.id, PostTag.leads))
    found = [("languages", post.language)]
    found += [(scope, str(tag)) for tag in tags for scope in ("tags", "tags" + blog)]
    if not post.leads:
        return sorted(found)
    found += [("months", month), ("months" + blog, month)]
    if post.place_id and post.country_code:
        found += [("places", str(post.place_id)), ("countries", post.country_code)]
    if post.role_key:
        found.append(("roles", post.role_key))
    return sorted(found)


def count(post: Post, step: int) -> None:
    """Keep the counts in step with what is out."""
    if not post.is_out:
        return
    dialect: Any = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    for scope, member in scopes_of(post):
        row = dialect.insert(PostCount).values(scope=scope, member=member, posts=step)
        db.session.execute(row.on_conflict_do_update(index_elements=["scope", "member"], set_={"posts": PostCount.posts + step}))
    if post.leads:
        own = update(Blogger).where(Blogger.id == post.blogger_id)
        db.session.execute(own.values(posts_count=Blogger.posts_count + step))
    if step > 0:
        note_last_post(post)


def note_last_post(post: Post) -> None:
    """Remember when the blog was last written on."""
    db.session.flush()
    newest = select(Post.published_at).where(
        Post.blogger_id == post.blogger_id, Post.published_at.is_not(None), Post.withdrawn_at.is_(None), Post.leads
    )
    post.blogger.last_post_at = db.session.scalar(newest.order_by(Post.published_at.desc()).limit(1))


def _rows(*columns: Any, where: Any = LISTED) -> Any:
    return db.session.execute(select(*columns, func.count()).where(where).group_by(*columns))


def _bloggers() -> Any:
    count, newest = func.count(Post.id), func.max(Post.published_at)
    query = select(Blogger.handle, Blogger.posts_count, Blogger.last_post_at, count, newest)
    return query.outerjoin(Post, and_(Post.blogger_id == Blogger.id, LISTED)).group_by(Blogger.id).order_by(Blogger.id)


def _strays() -> Any:
    """Topics whose copy of the post's instant is not the post's."""
    query = select(PostTag.id).join(Post, Post.id == PostTag.post_id)
    out_and_other = and_(OUT, or_(PostTag.published_at.is_(null()), PostTag.published_at != Post.published_at))
    return query.where(or_(out_and_other, and_(~OUT, PostTag.published_at.is_not(None))))
