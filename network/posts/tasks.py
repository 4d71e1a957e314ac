"""What is scheduled comes out on time, in whichever process finds it first."""

import logging

from sqlalchemy import select

from network.base.changes import News, listens_to
from network.base.clock import now
from network.base.database import db, transaction
from network.base.tasks import task
from network.base.web import Refused
from network.posts import actions, translations
from network.posts.changes import POST_SCHEDULED
from network.posts.models import Post

log = logging.getLogger(__name__)


@task(each_minute=True)
def publish_due() -> None:
    """Publish what was planned for this moment or before; one that cannot be published goes back to the drafts."""
    due = select(Post.id).where(Post.publish_at <= now(), Post.published_at.is_(None)).order_by(Post.publish_at)
    for post_id in list(db.session.scalars(due)):
        try:
            _publish(post_id)
        except Refused as why:
            log.warning("post %s could not be published as planned: %s", post_id, why.sentence)
            _give_back(post_id, why.sentence)
        except Exception:
            log.exception("post %s could not be published as planned, and is tried again", post_id)
            db.session.rollback()


@listens_to(POST_SCHEDULED)
def plan(news: News) -> None:
    """Be there at the planned second; should the queue forget it, the sweep comes within the minute."""
    post = db.session.get(Post, news.subject_id)
    if post and post.publish_at and post.published_at is None:
        publish_due.later(at=post.publish_at)


def _publish(post_id: int) -> None:
    with transaction():
        if found := db.session.get(Post, post_id):
            translations.lock(found)
        post = db.session.get(Post, post_id, with_for_update=True, populate_existing=True)
        if post and post.publish_at and post.publish_at <= now() and post.published_at is None:
            actions.publish(post, at=post.publish_at)


def _give_back(post_id: int, why: str) -> None:
    with transaction():
        post = db.session.get(Post, post_id, with_for_update=True)
        if post and post.published_at is None:
            actions.give_back(post, why)
