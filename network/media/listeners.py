"""A picture that was kept is made in further sizes."""

from network.base.changes import News, listens_to
from network.media.changes import PICTURE_KEPT
from network.media.tasks import make_sizes


@listens_to(PICTURE_KEPT)
def make_sizes_later(_news: News) -> None:
    """At once rather than within the minute."""
    make_sizes.later()
