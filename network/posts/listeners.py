"""A picture that is there in smaller files now is shown so wherever it stands at the head of a post."""

from sqlalchemy import select

from network.base.changes import News, listens_to, record
from network.base.database import db
from network.media.changes import PICTURE_SIZED
from network.posts.changes import TOP_IMAGE_SIZED
from network.posts.models import Post


@listens_to(PICTURE_SIZED)
def show_smaller(news: News) -> None:
    """Drop the pages that show it from caches: those of a post that came out together with its picture."""
    out = select(Post.id).where(Post.top_image_id == news.subject_id, Post.published_at.is_not(None), Post.withdrawn_at.is_(None))
    if posts := list(db.session.scalars(out)):
        record(TOP_IMAGE_SIZED, posts[0], {f"post-{post_id}" for post_id in posts})
