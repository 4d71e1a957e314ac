"""What is scheduled comes out on time, in whichever process finds it first."""

from sqlalchemy import select

from network.base.clock import now
from network.base.database import db, transaction
from network.base.tasks import task
from network.posts import actions
from network.posts.models import Post


@task(each_minute=True)
def publish_due() -> None:
    """Publish what was planned for this moment or before; one that cannot be published goes back to the drafts."""
    due = select(Post.id).where(Post.publish_at <= now(), Post.published_at.is_(None)).order_by(Post.publish_at)
    for post_id in list(db.session.scalars(due)):
        with transaction():
            post = db.session.get(Post, post_id, with_for_update=True)
            if post and post.publish_at and post.publish_at <= now() and post.published_at is None:
                actions.publish(post, at=post.publish_at)
