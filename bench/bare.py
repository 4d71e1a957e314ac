"""What a front page is measured against: a bare list of 20 posts by Flask, Flask-SQLAlchemy and Jinja, as a tutorial has it."""

from datetime import datetime

from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Posts</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body>
<header><a href="{{ url_for('front') }}">Posts</a></header>
<main><h1>Posts</h1>
{% for post in posts %}
<article><h2><a href="{{ url_for('show', post_id=post.id) }}">{{ post.title }}</a></h2>
<p>By {{ post.blogger.name }}, <time datetime="{{ post.published_at.isoformat() }}">{{ post.published_at.date() }}</time></p>
<p>{{ post.excerpt }}</p></article>
{% endfor %}
</main>
</body>
</html>
"""


class Model(DeclarativeBase):
    """Tables of the bare list: the two that it needs of those of the network."""


db = SQLAlchemy(model_class=Model)


class Blogger(db.Model):  # type: ignore[name-defined, misc]
    __tablename__ = "bloggers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Post(db.Model):  # type: ignore[name-defined, misc]
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    blogger_id: Mapped[int] = mapped_column(ForeignKey("bloggers.id"))
    title: Mapped[str]
    excerpt: Mapped[str]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    blogger: Mapped[Blogger] = relationship()


def create_app(database: str) -> Flask:
    """The bare list, on the same database."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = database
    app.jinja_loader = DictLoader({"posts.html": PAGE})
    db.init_app(app)

    @app.get("/")
    def front() -> str:
        out = Post.published_at.is_not(None), Post.withdrawn_at.is_(None)
        newest = select(Post).where(*out).options(joinedload(Post.blogger)).order_by(Post.published_at.desc()).limit(20)
        return render_template("posts.html", posts=db.session.scalars(newest).all())

    @app.get("/posts/<int:post_id>/")
    def show(post_id: int) -> str:
        return str(post_id)

    return app
