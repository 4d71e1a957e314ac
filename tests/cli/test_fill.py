"""`network fill`."""

import pytest
from sqlalchemy import func, select

from network.base.database import db
from network.base.html import clean_comment, clean_post, plain
from network.bloggers.models import Blogger
from network.comments.models import Comment
from network.posts.models import BestBit, Post


def _state():
    """All that is told of posts and comments, in order."""
    posts = db.session.execute(
        select(Post.slug, Post.html, Post.published_at, Post.local_date, Post.comments_count).order_by(Post.id)
    )
    comments = db.session.execute(select(Comment.post_id, Comment.number, Comment.source, Comment.state).order_by(Comment.id))
    return [tuple(row) for row in posts], [tuple(row) for row in comments]


@pytest.mark.both
def test_bulk_content_is_of_the_size_asked_for_and_whole(command, site):
    said = command("fill", "--bloggers", 4, "--posts", 30, "--comments", 45)

    assert (said.exit_code, said.stderr) == (0, "")
    sizes = [db.session.scalar(select(func.count()).select_from(kind)) for kind in (Blogger, Post, Comment)]
    assert sizes == [4, 30, 45]
    assert command("database", "check").exit_code == 0
    newest = db.session.scalars(select(Post).order_by(Post.published_at.desc())).first()
    assert newest.title in site.get("/").words
    site.get(f"/{newest.blogger.handle}/{newest.local_date:%Y/%m}/{newest.slug}/")


def test_the_same_seed_gives_the_same_and_another_another(command, app, build, tmp_path):
    command("fill", "--bloggers", 2, "--posts", 10, "--comments", 12, "--seed", 7)
    first = _state()
    for seed, same in ((7, True), (8, False)):
        other = build(instance=tmp_path / str(seed), database_url="")
        with other.app_context():
            from click.testing import CliRunner
            from flask.cli import ScriptInfo

            from network.cli import main

            words = ["fill", "--bloggers", "2", "--posts", "10", "--comments", "12", "--seed", str(seed)]
            CliRunner().invoke(main, words, obj=ScriptInfo(create_app=lambda other=other: other), catch_exceptions=False)
            assert (_state() == first) is same
            db.session.remove()


def test_its_html_is_what_cleaning_would_make(command):
    command("fill", "--bloggers", 3, "--posts", 40, "--comments", 40)

    for post in db.session.scalars(select(Post)):
        assert clean_post(post.source, post.body_format) == post.html
    for comment in db.session.scalars(select(Comment)):
        assert clean_comment(comment.source) == comment.html
    for bit in db.session.scalars(select(BestBit)):
        assert bit.sentence in plain(bit.post.html)


@pytest.mark.both
def test_filling_twice_fills_more_and_real_things_come_after(command, cast, make):
    for _ in range(2):
        assert command("fill", "--bloggers", 2, "--posts", 5, "--comments", 5).exit_code == 0

    make.comment(make.post())

    assert db.session.scalar(select(func.count()).select_from(Post)) == 11
    assert command("database", "check").exit_code == 0


def test_comments_need_posts(command):
    said = command("fill", "--bloggers", 1, "--posts", 0, "--comments", 5)

    assert (said.exit_code, said.stderr) == (2, "Comments need posts to stand on.\n")
