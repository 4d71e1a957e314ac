"""Keeps the index in step with posts."""

from network.base.changes import News, listens_to
from network.posts import queries as posts
from network.posts.changes import POST_CORRECTED, POST_PUBLISHED, POST_WITHDRAWN, TAG_MERGED, TAG_RENAMED
from network.search import keeping


@listens_to(POST_PUBLISHED, POST_CORRECTED, POST_WITHDRAWN)
def index_post(news: News) -> None:
    """Index a post as it is now, whatever it was when this was written down."""
    if keeping.keep(news.subject_id):
        keeping.announce(news.subject_id)


@listens_to(TAG_RENAMED, TAG_MERGED)
def index_topic(news: News) -> None:
    """Index the posts on a topic anew: its name is among the words by which they are found."""
    differ = [keeping.keep(post_id) for post_id in posts.ids_on_topic(news.subject_id)]
    if any(differ):
        keeping.announce(0)
