"""Who may decide on a comment."""

from network.base.web import Viewer
from network.bloggers.access import may_moderate
from network.comments.models import Comment


def may_decide(viewer: Viewer, comment: Comment) -> bool:
    """The blog's authors, its moderators, and editors."""
    return may_moderate(viewer, comment.blogger_id)
