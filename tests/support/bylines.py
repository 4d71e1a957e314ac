"""Further names for tests, put on posts by the actions of life."""

from collections.abc import Sequence
from typing import Any

from network.base.database import transaction
from network.bloggers import queries as bloggers
from network.posts import actions as posts
from network.posts.actions import Name
from network.posts.models import Post


def colleague(handle: str, **further: Any) -> Name:
    """Another blogger, under the appointment of the day unless one is told."""
    found = bloggers.by_handle(handle)
    assert found is not None
    return Name(blogger_id=found.id, **further)


def sign_with(post: Post, names: Sequence[Name], by: Any = None) -> Post:
    """Put further names to a post; by nobody in particular, as a command does it, nobody has to be asked."""
    with transaction():
        posts.save(post, names=names, by=by)
    return post


GUEST = Name(name="Gale Guest", role="Baker", organisation="Bakers’ Guild", place_name="Quito")
