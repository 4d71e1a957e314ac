"""How many comments a post has, held against the comments, and counted anew."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select, update

from network.base.database import db
from network.comments.models import Comment
from network.posts.models import Post


def differences() -> Iterator[str]:
    """Posts whose number of comments is noted wrong, a sentence each."""
    published = func.count(Comment.id).filter(Comment.state == "published")
    highest = func.coalesce(func.max(Comment.number), 0)
    query = select(Post.id, Post.comments_count, published, Post.last_comment_number, highest)
    query = query.outerjoin(Comment, Comment.post_id == Post.id).group_by(Post.id)
    wrong = query.having(or_(Post.comments_count != published, Post.last_comment_number < highest)).order_by(Post.id)
    for post_id, noted, there, last, number in db.session.execute(wrong):
        if noted != there:
            yield f"Post {post_id}: {noted} comments are noted, {there} are published."
        if last < number:
            yield f"Post {post_id}: its comments are noted up to number {last}, but go up to {number}."


def count_again() -> None:
    """Put all of it right."""
    own = Comment.post_id == Post.id
    published = select(func.count()).select_from(Comment).where(own, Comment.state == "published").scalar_subquery()
    highest = select(func.coalesce(func.max(Comment.number), 0)).where(own).scalar_subquery()
    db.session.execute(update(Post).values(comments_count=published))
    db.session.execute(update(Post).where(Post.last_comment_number < highest).values(last_comment_number=highest))
