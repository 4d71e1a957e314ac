"""Names of entries that hold for ever.

An entry's name may never change, or every reader's program shows it as new. An address changes with a renamed handle, and a
`tag:` URI would hold the host, which changes when a network moves. So a name is made (UUID version 5) from what is fixed
when the row is written, its number and its microsecond: it outlives a new handle, a new host, another database and a
backup restored elsewhere, and no two networks share one. All three formats carry the same name.
"""

import uuid
from datetime import UTC, datetime

_POSTS = uuid.UUID("5b0c1c1e-52a4-5d0a-9d5c-2c5b4c6f8a01")
_COMMENTS = uuid.UUID("5b0c1c1e-52a4-5d0a-9d5c-2c5b4c6f8a02")


def post_id(number: int, created_at: datetime) -> str:
    """The name of a post."""
    return uuid.uuid5(_POSTS, _fixed(number, created_at)).urn


def comment_id(number: int, sent_at: datetime) -> str:
    """The name of a comment."""
    return uuid.uuid5(_COMMENTS, _fixed(number, sent_at)).urn


def _fixed(number: int, at: datetime) -> str:
    return f"{number} {at.astimezone(UTC).isoformat(timespec='microseconds')}"
