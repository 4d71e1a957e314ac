"""Who may do what with a review."""

from network.base.web import Viewer
from network.clearance.models import Review, ReviewNote
from network.posts.access import may_edit, signs
from network.posts.models import Post


def may_answer(viewer: Viewer, review: Review) -> bool:
    """Only who was asked, while they are an editor and not one of its own authors."""
    return viewer.is_editor and review.account_id == viewer.id and not signs(viewer, review.post)


def may_look_after(viewer: Viewer, review: Review) -> bool:
    """Whoever may edit the post may take the question back."""
    return may_edit(viewer, review.post)


def may_settle(viewer: Viewer, note: ReviewNote) -> bool:
    return may_edit(viewer, note.review.post)


def may_correct_cleared(viewer: Viewer, post: Post) -> bool:
    """On a blog whose posts are cleared, a correction is made by an editor who does not write on it."""
    return viewer.is_editor and not signs(viewer, post)
