"""Links grow old."""

from network.base.database import db, transaction
from network.base.tasks import task
from network.clearance import actions, queries
from network.posts.models import Post


@task(each_minute=True)
def end_expired() -> None:
    """End the links that are too old."""
    for post_id in queries.expired():
        with transaction():
            post = db.session.get(Post, post_id, with_for_update=True)
            if post is not None:
                actions.end_expired(post)
