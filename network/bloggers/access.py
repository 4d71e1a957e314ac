"""Who may do what with a blog."""

from sqlalchemy import select

from network.base.database import db
from network.base.web import Viewer
from network.bloggers.models import Blogger, BloggerAccount, Moderation


def writes_on(viewer: Viewer, blogger_id: int) -> bool:
    """Whether somebody is one of a blog's own authors."""
    row = select(BloggerAccount.id).where(BloggerAccount.account_id == viewer.id, BloggerAccount.blogger_id == blogger_id)
    return viewer.is_author and db.session.scalar(row) is not None


def may_edit_profile(viewer: Viewer, blogger: Blogger) -> bool:
    """Authors look after their own blog; editors may step in."""
    return viewer.is_editor or writes_on(viewer, blogger.id)


def may_moderate(viewer: Viewer, blogger_id: int) -> bool:
    """The blog's authors, editors, and moderators whose blogs are not narrowed to others."""
    if viewer.is_editor or writes_on(viewer, blogger_id):
        return True
    if not viewer.is_moderator:
        return False
    narrowed = set(db.session.scalars(select(Moderation.blogger_id).where(Moderation.account_id == viewer.id)))
    return not narrowed or blogger_id in narrowed
