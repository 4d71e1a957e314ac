"""Texts to take along: one post as Markdown, or all of one's own in one file."""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from flask import Response, send_file
from sqlalchemy import select
from sqlalchemy.orm import undefer

from network.base.database import db
from network.base.web import authors, viewer
from network.bloggers import queries as bloggers
from network.desk.views import POST, room
from network.posts import queries as posts
from network.posts.access import may_edit
from network.posts.files import written_out
from network.posts.models import Post

_AT_ONCE = 100
_FOLDERS = {"published": "published", "withdrawn": "withdrawn"}


@room.get(POST + "post.md", access=may_edit, loads=posts.find)
def export(thing: Post) -> Response:
    """A post as a file that any program for writing opens, and that `network posts add` reads."""
    [(name, text)] = written_out([thing])
    answer = Response(text, mimetype="text/markdown")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@room.get("/desk/posts.zip", access=authors)
def export_all() -> Any:
    """All posts of one's own blogs, in any state, as they are saved."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for portion in _own():
            for post, (name, text) in zip(portion, written_out(portion), strict=True):
                made.writestr(f"{post.blogger.handle}/{_FOLDERS.get(post.state, 'drafts')}/{name}", text)
            db.session.expunge_all()
    file.seek(0)
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name="my-posts.zip")


def _own() -> Iterator[Sequence[Post]]:
    """Some at a time, so that many posts take no more memory than a few."""
    own, last = [b.id for b in bloggers.of_account(viewer().id)], 0
    while True:
        asked = select(Post).where(Post.blogger_id.in_(own), Post.id > last).order_by(Post.id).limit(_AT_ONCE)
        found = db.session.scalars(asked.options(undefer(Post.source), undefer(Post.html))).all()
        if not found:
            return
        last = found[-1].id
        yield found
