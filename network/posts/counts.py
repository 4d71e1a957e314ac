"""The counts that are kept as posts and comments change, held against what they count, and made anew."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import and_, delete, extract, func, insert, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from network.base.database import db
from network.bloggers.models import Blogger
from network.posts import leads, translations
from network.posts.models import Post, PostAuthor, PostCount, PostTag

OUT = and_(Post.published_at.is_not(None), Post.withdrawn_at.is_(None))
LISTED = and_(OUT, Post.leads)
_SIGNED = and_(OUT, PostAuthor.kind == "author")
_NEWEST = select(func.max(PostAuthor.published_at)).where(PostAuthor.blogger_id == Blogger.id, PostAuthor.leads).scalar_subquery()


def counted() -> Counter[tuple[str, str]]:
    """How many readable posts each member of each scope has, counted now."""
    found: Counter[tuple[str, str]] = Counter()
    year, month = extract("year", Post.local_date), extract("month", Post.local_date)
    for y, m, posts in _rows(year, month):
        found["months", f"{y:04}-{m:02}"] += posts
    for blogger_id, y, m, posts in _signed(PostAuthor.blogger_id, year, month):
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
    tagged = select(PostTag.tag_id, func.count()).join(Post, Post.id == PostTag.post_id).where(OUT, PostTag.leads)
    for tag_id, posts in db.session.execute(tagged.group_by(PostTag.tag_id)):
        found["tags", str(tag_id)] += posts
    for blogger_id, tag_id, posts in _signed(PostAuthor.blogger_id, PostTag.tag_id):
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
        yield f"{turned} posts, topics or names of bylines stand in lists beside their translations, or are missing there."
    if strays := db.session.scalar(_strays(PostTag, OUT).with_only_columns(func.count())):
        yield f"{strays} topics of posts stand beside another instant than their post."
    if strays := db.session.scalar(_strays(PostAuthor, _SIGNED).with_only_columns(func.count())):
        yield f"{strays} names of bylines stand beside another instant than their post."


def count_again() -> None:
    """Put all of it right."""
    leads.settle()
    right = counted()
    db.session.execute(delete(PostCount))
    rows = [{"scope": scope, "member": member, "posts": n} for (scope, member), n in sorted(right.items()) if n]
    if rows:
        db.session.execute(insert(PostCount), rows)
    for copy, is_listed in ((PostTag, OUT), (PostAuthor, _SIGNED)):
        instant = select(Post.published_at).where(Post.id == copy.post_id, is_listed).correlate(copy).scalar_subquery()
        db.session.execute(update(copy).values(published_at=instant))
    of_blog = select(func.count()).where(
        PostAuthor.blogger_id == Blogger.id, PostAuthor.published_at.is_not(None), PostAuthor.leads
    )
    db.session.execute(update(Blogger).values(posts_count=of_blog.scalar_subquery(), last_post_at=_NEWEST))


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
    tags = dict(db.session.execute(select(PostTag.tag_id, PostTag.leads).where(PostTag.post_id == post.id)).all())
    blogs = _blogs(post)
    found = [("languages", post.language)]
    found += [("tags", str(tag)) for tag, leads_there in tags.items() if leads_there]
    found += [
        (f"tags of {blog}", str(tag)) for tag, on_topic in tags.items() for blog, on_blog in blogs.items() if on_topic or on_blog
    ]
    month = f"{post.local_date:%Y-%m}"
    found += [(f"months of {blog}", month) for blog, leads_there in blogs.items() if leads_there]
    if not post.leads:
        return sorted(found)
    found.append(("months", month))
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
    for blogger_id in sorted(blog for blog, leads_there in _blogs(post).items() if leads_there):
        db.session.execute(update(Blogger).where(Blogger.id == blogger_id).values(posts_count=Blogger.posts_count + step))
    if step > 0:
        note_last_post(post.blogger_ids)


def note_last_post(blogger_ids: Iterable[int]) -> None:
    """Remember when these blogs were last written on; one by one, so that two who publish together never wait for each other."""
    db.session.flush()
    for blogger_id in sorted(blogger_ids):
        db.session.execute(update(Blogger).where(Blogger.id == blogger_id).values(last_post_at=_NEWEST))


def _blogs(post: Post) -> dict[int, bool]:
    """The blogs on which a post stands, and whether it does so for its translations."""
    query = select(PostAuthor.blogger_id, PostAuthor.leads).where(PostAuthor.post_id == post.id, PostAuthor.kind == "author")
    return {blog: leads_there for blog, leads_there in db.session.execute(query) if blog is not None}


def _rows(*columns: Any, where: Any = LISTED) -> Any:
    return db.session.execute(select(*columns, func.count()).where(where).group_by(*columns))


def _signed(*columns: Any) -> Any:
    """The same for each blog on which a post stands; by topic where a column asks for it."""
    query = select(*columns, func.count()).join(Post, Post.id == PostAuthor.post_id).where(_SIGNED)
    if any(column is PostTag.tag_id for column in columns):
        query = query.join(PostTag, PostTag.post_id == Post.id).where(or_(PostTag.leads, PostAuthor.leads))
    else:
        query = query.where(PostAuthor.leads)
    return db.session.execute(query.where(PostAuthor.blogger_id.is_not(None)).group_by(*columns))


def _bloggers() -> Any:
    count, newest = func.count(Post.id), func.max(Post.published_at)
    query = select(Blogger.handle, Blogger.posts_count, Blogger.last_post_at, count, newest)
    query = query.outerjoin(PostAuthor, and_(PostAuthor.blogger_id == Blogger.id, PostAuthor.kind == "author", PostAuthor.leads))
    return query.outerjoin(Post, and_(Post.id == PostAuthor.post_id, OUT)).group_by(Blogger.id).order_by(Blogger.id)


def _strays(copy: Any, is_listed: Any) -> Any:
    """Rows whose copy of the post's instant is not the post's."""
    query = select(copy.id).join(Post, Post.id == copy.post_id)
    out_and_other = and_(is_listed, or_(copy.published_at.is_(null()), copy.published_at != Post.published_at))
    return query.where(or_(out_and_other, and_(~is_listed, copy.published_at.is_not(None))))
