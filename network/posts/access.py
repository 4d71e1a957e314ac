"""Who may do what with a post."""

from network.base.web import Viewer
from network.bloggers.access import writes_on
from network.posts.models import Post


def may_edit(viewer: Viewer, post: Post) -> bool:
    """Authors look after their own posts; editors may step in, and the history shows it."""
    return viewer.is_editor or writes_on(viewer, post.blogger_id)


def signs(viewer: Viewer, post: Post) -> bool:
    """Whether somebody writes on the blog of one of its authors."""
    return any(writes_on(viewer, blogger_id) for blogger_id in sorted(post.blogger_ids))


def may_date(viewer: Viewer, post: Post | None) -> bool:
    """Who may set a day in the past: editors, or the author of a draft never published."""
    return viewer.is_editor or post is None or post.published_at is None


def may_choose_for_front(viewer: Viewer, post: Post | None = None) -> bool:
    return viewer.is_editor
