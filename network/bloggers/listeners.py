"""A picture that is there in smaller files now is shown so on the blog that bears it."""

from sqlalchemy import or_, select

from network.base.changes import News, listens_to, record
from network.base.database import db
from network.bloggers.changes import BLOGGER_PICTURE_SIZED
from network.bloggers.models import Blogger
from network.media.changes import PICTURE_SIZED


@listens_to(PICTURE_SIZED)
def show_smaller(news: News) -> None:
    """Drop the pages of these blogs from caches."""
    of = or_(Blogger.photo_id == news.subject_id, Blogger.top_image_id == news.subject_id)
    if found := list(db.session.scalars(select(Blogger.id).where(of))):
        record(BLOGGER_PICTURE_SIZED, found[0], {f"blogger-{blogger_id}" for blogger_id in found})
