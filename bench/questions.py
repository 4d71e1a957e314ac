"""How many questions a page asks of the database, and that ten times the rows ask no more."""

from collections.abc import Iterator

from flask import Flask
from sqlalchemy import event, select

from bench import networks
from bench.measure import ask
from bench.table import Figure, at_most
from network.base.database import db
from network.bloggers.models import Blogger
from network.places.models import Place
from network.posts.addresses import path_of
from network.posts.models import Post, Tag

_NO_QUESTION = ("BEGIN", "PRAGMA")
_GOALS = {"front page": 8, "blog": 8, "post": 8, "feed of all": 3, "feed of a blog": 3}


def figures() -> Iterator[Figure]:
    few, many = (_asked(networks.of(networks.filled(posts))) for posts in (200, 2000))
    for page, number in many.items():
        if page in _GOALS:
            yield at_most(page, number, _GOALS[page])
        else:
            yield Figure(page, str(number))
    more = [page for page in many if many[page] > few[page]]
    yield Figure("pages that ask more of ten times the rows", ", ".join(more) or "none", "none", not more)


def pages(app: Flask) -> dict[str, str]:
    """A page of each kind, by its kind."""
    with app.app_context():
        blogger = db.session.scalars(select(Blogger).order_by(Blogger.posts_count.desc(), Blogger.id)).first()
        if blogger is None:
            raise SystemExit("The network is empty.")
        out = select(Post).where(Post.withdrawn_at.is_(None), Post.blogger_id == blogger.id)
        post = db.session.scalars(out.order_by(Post.comments_count.desc(), Post.id)).first()
        tag, place = db.session.scalars(select(Tag)).first(), db.session.get(Place, post.place_id) if post else None
        if post is None or tag is None or place is None or post.local_date is None:
            raise SystemExit("The network is empty.")
        return {
            "front page": "/",
            "blog": f"/{blogger.handle}/",
            "post": path_of(post),
            "feed of all": "/feed.atom",
            "feed of a blog": f"/{blogger.handle}/feed.rss",
            "topic": f"/tags/{tag.slug}/",
            "topic of a blog": f"/{blogger.handle}/tags/{tag.slug}/",
            "place": f"/places/{place.slug}/",
            "month": f"/archive/{post.local_date:%Y/%m}/",
            "archive": "/archive/",
            "comments": "/comments/",
            "directory": "/bloggers/",
            "search": "/search/?q=the&language=en",
        }


def _asked(app: Flask) -> dict[str, int]:
    """How many questions each kind of page asks, once the application is warm."""
    count = 0

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal count
        count += not statement.startswith(_NO_QUESTION)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    found = {}
    for page, address in pages(app).items():
        for _ in range(2):
            count = 0
            status = ask(app, address)[0]
        found[page] = count
        if not status.startswith("200"):
            raise SystemExit(f"{address} answers {status}")
    return found
