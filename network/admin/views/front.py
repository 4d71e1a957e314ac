"""What there is to see to."""

from typing import Any

from flask import render_template

from network.accounts import queries as accounts
from network.admin import queries
from network.admin.room import room
from network.base.web import editors
from network.bloggers.models import Blogger
from network.conversations import pages
from network.posts.models import Tag


@room.get("/admin/", access=editors)
def front() -> Any:
    """The rooms that somebody may enter, with how much is in each."""
    return render_template(
        "admin/front.html",
        states=queries.account_states(),
        bloggers=queries.number_of(Blogger),
        tags=queries.number_of(Tag, Tag.merged_into_id.is_(None)),
        pages=len(pages.SLUGS),
        entries=accounts.audit_entries(5),
    )
