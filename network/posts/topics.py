"""Topics of posts: put on a post, renamed, merged. What was written on them stays."""

from collections.abc import Sequence

from sqlalchemy import delete, func, or_, select, update

from network.base.changes import record
from network.base.database import db
from network.base.text import line, slug
from network.base.web import Refused
from network.posts import leads, queries
from network.posts.changes import TAG_MERGED, TAG_RENAMED
from network.posts.models import Post, PostAuthor, PostCount, PostTag, Tag

_EVERY_PAGE = "site"


def rename(tag: Tag, name: str) -> None:
    """Another spelling for readers; the address stays. Topics stand on nearly every page, so all are made anew."""
    name = line(name)
    if not slug(name):
        raise Refused("A topic needs a name with a letter or a digit in it.", 422)
    if len(name) > 60:
        raise Refused("The name of a topic may have at most 60 characters.", 422)
    if name != tag.name:
        tag.name = name
        record(TAG_RENAMED, tag.id, {f"tag-{tag.id}", _EVERY_PAGE})


def merge(tag: Tag, into: Tag) -> int:
    """Move all posts of one topic to another; its address leads there from now on. Gives how many were moved."""
    if tag.id == into.id:
        raise Refused("A topic cannot be merged into itself. Choose another.", 422)
    if tag.merged_into_id or into.merged_into_id:
        raise Refused("That topic was merged already. Choose another.", 422)
    on_both = select(PostTag.post_id).where(PostTag.tag_id == into.id)
    db.session.execute(delete(PostTag).where(PostTag.tag_id == tag.id, PostTag.post_id.in_(on_both)))
    moved = db.session.execute(update(PostTag).where(PostTag.tag_id == tag.id).values(tag_id=into.id)).rowcount  # type: ignore[attr-defined]
    db.session.execute(update(Tag).where(Tag.merged_into_id == tag.id).values(merged_into_id=into.id))
    tag.merged_into_id = into.id
    _lead_again(into)
    _forget_counts(tag)
    _count_again(into)
    db.session.flush()
    record(TAG_MERGED, into.id, {f"tag-{tag.id}", f"tag-{into.id}", _EVERY_PAGE})
    return int(moved)


def put_on(post: Post, names: Sequence[str]) -> None:
    """The topics of a post, in their author’s order; those that it had are taken off."""
    for row in db.session.scalars(select(PostTag).where(PostTag.post_id == post.id)):
        db.session.delete(row)
    db.session.flush()
    seen: set[int] = set()
    for name in names:
        tag = _topic(name)
        if tag is not None and tag.id not in seen:
            seen.add(tag.id)
            db.session.add(
                PostTag(
                    post_id=post.id,
                    tag_id=tag.id,
                    position=len(seen),
                    published_at=post.published_at if post.is_out else None,
                )
            )
    db.session.flush()


def _topic(name: str) -> Tag | None:
    """The topic of that name, or into which it was merged, made when it is new; None for a name without letter or digit."""
    text = slug(name, 60)
    if not text:
        return None
    tag = db.session.scalar(select(Tag).where(Tag.slug == text))
    if tag is None:
        tag = Tag(slug=text, name=name)
        db.session.add(tag)
        db.session.flush()
    return tag.merged_into or tag


def slugs(names: Sequence[str]) -> list[str]:
    """Names as the topics that they stand for: case and doubles tell nothing."""
    return list(dict.fromkeys(filter(None, (slug(name, 60) for name in names))))


def names_on(post: Post) -> tuple[str, ...]:
    """The names of a post’s topics."""
    return tuple(tag.name for tag in queries.tags_of(post)) if post.id else ()


def mark(post: Post) -> None:
    """Bring the instants beside the topics in line with the post's."""
    for row in db.session.scalars(select(PostTag).where(PostTag.post_id == post.id)):
        row.published_at = post.published_at if post.is_out else None
    db.session.flush()


def _lead_again(tag: Tag) -> None:
    """A post and its translation that had one of two topics each have the same one now, and stand in its list once."""
    groups = select(Post.translation_group).join(PostTag, PostTag.post_id == Post.id).where(PostTag.tag_id == tag.id)
    leads.settle({group for group in db.session.scalars(groups.distinct()) if group is not None})


def _count_again(tag: Tag) -> None:
    """Kept counts are moved by one with each post elsewhere; here a whole topic moves at once."""
    _forget_counts(tag)
    on_it = select(func.count()).select_from(PostTag).where(PostTag.tag_id == tag.id, PostTag.published_at.is_not(None))
    per_blog = on_it.add_columns(PostAuthor.blogger_id).join(PostAuthor, PostAuthor.post_id == PostTag.post_id)
    per_blog = per_blog.where(PostAuthor.published_at.is_not(None), PostAuthor.blogger_id.is_not(None))
    per_blog = per_blog.where(or_(PostTag.leads, PostAuthor.leads))
    rows = db.session.execute(per_blog.group_by(PostAuthor.blogger_id))
    counts = {f"tags of {blogger_id}": posts for posts, blogger_id in rows}
    if posts := db.session.scalar(on_it.where(PostTag.leads)):
        counts["tags"] = posts
    db.session.add_all(PostCount(scope=scope, member=str(tag.id), posts=posts) for scope, posts in counts.items())


def _forget_counts(tag: Tag) -> None:
    is_of_tags = (PostCount.scope == "tags") | PostCount.scope.startswith("tags of ")
    db.session.execute(delete(PostCount).where(PostCount.member == str(tag.id), is_of_tags))
