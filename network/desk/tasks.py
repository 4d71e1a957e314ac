"""Links are asked in the background, and never while somebody waits for a page."""

import logging
from datetime import timedelta
from threading import Lock

from flask import current_app

from network.base.database import transaction
from network.base.outward import answers
from network.base.tasks import task
from network.desk import links
from network.posts import queries as posts

LEASE = timedelta(minutes=5)
_AT_ONCE = 20

log = logging.getLogger(__name__)
_one_at_a_time = Lock()


@task()
def try_links(post_id: int, own_hosts: list[str]) -> None:
    """Ask the links of a post's saved text, those that were not asked of late."""
    if not current_app.extensions["settings"].link_checks:
        return
    with transaction():
        post = posts.find(post_id)
        if post:
            links.want(post.html, own_hosts)
    ask_links()


@task(each_minute=True)
def ask_links() -> None:
    """Ask some addresses, and leave the others to a further turn; an address that was not asked in time comes again."""
    if not current_app.extensions["settings"].link_checks or not _one_at_a_time.acquire(blocking=False):
        return
    try:
        with transaction():
            links.forget_old()
            due = links.claim(_AT_ONCE, LEASE)
            agent = links.agent()
        if due:
            found = answers(due, agent)
            with transaction():
                links.keep(found)
    finally:
        _one_at_a_time.release()
    if len(due) == _AT_ONCE:
        ask_links.later()
