"""What a blog whose posts are cleared lets out."""

from typing import Any

from network.base.web import Refused
from network.clearance import queries
from network.clearance.access import may_correct_cleared
from network.clearance.texts import mark
from network.posts.gates import gate
from network.posts.models import Post


@gate
def require_cleared(post: Post, by: Any) -> None:
    """Before it is published or planned, its very text is approved; once it is out, only an editor corrects it."""
    if not queries.rule_of(post):
        return
    if post.is_out:
        if not _says_the_same(post) and (by is None or not may_correct_cleared(by, post)):
            raise Refused(
                "Posts of this blog are cleared, so once one is out an editor makes its corrections. Ask one: "
                "they find here what you typed, and save it.",
                422,
            )
    elif queries.standing(post).cleared is None:
        raise Refused(
            "Posts of this blog are cleared before they come out, and this text is not. Send it for review first.",
            422,
        )


def _says_the_same(post: Post) -> bool:
    """Whether the version that was kept just now differs in nothing that is cleared from the one before it."""
    former = queries.version(post.id, post.version - 1)
    return former is not None and mark(former) == mark(post)
