"""Keeps the index in step with posts."""

from network.base.changes import News, listens_to
from network.posts.changes import POST_CORRECTED, POST_PUBLISHED, POST_WITHDRAWN
from network.search import keeping


@listens_to(POST_PUBLISHED, POST_CORRECTED, POST_WITHDRAWN)
def index_post(news: News) -> None:
    """Index a post as it is now, whatever it was when this was written down."""
    if keeping.keep(news.subject_id):
        keeping.announce(news.subject_id)
