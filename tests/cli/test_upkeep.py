"""`network database`, `network clean`, `network check`."""

import pytest
from sqlalchemy import delete, insert, text, update

from network.base.changes import ChangeDelivery
from network.base.database import db, transaction
from network.bloggers.models import Blogger
from network.comments.models import Comment
from network.media import actions as media
from network.media.models import PictureUse
from network.posts.models import Post, PostAuthor, PostCount, PostTag
from tests.media.pictures import picture

SPOILED = {
    "counts of posts": (
        update(PostCount).values(posts=PostCount.posts + 1),
        delete(PostCount),
        insert(PostCount).values(scope="tags", member="99", posts=3),
        update(Blogger).values(posts_count=7),
        update(Blogger).values(last_post_at=None),
        update(PostTag).values(published_at=None),
        update(PostAuthor).values(published_at=None),
    ),
    "counts of comments": (update(Post).values(comments_count=5), update(Post).values(last_comment_number=0)),
    "search index": (text("DELETE FROM post_words"), update(Post).values(title="Another")),
    "places of pictures": (delete(PictureUse), update(PictureUse).values(words="Another")),
    "cleaned HTML": (
        update(Post).values(html="<p>Hello</p><script>alert(1)</script>"),
        update(Comment).values(html="<p onclick=x>Hello</p>"),
    ),
}


@pytest.fixture
def network(make):
    """Some posts with topics, comments and a picture, one of them withdrawn."""
    from network.posts import actions

    with transaction():
        lamp = actions.TopImage(media.keep(media.read(picture())).id, "A lamp")
    first = make.post(tags="trade, tea", date="2009-03-25", top_image=lamp)
    second = make.post("lan", tags="tea", language="vi")
    for state in ("published", "waiting"):
        make.comment(first, state=state)
    with transaction():
        actions.withdraw(db.session.merge(second), "A mistake.")
    make.post("lan", tags="ports")


@pytest.mark.both
def test_what_is_right_is_told_so(command, network):
    said = command("database", "check")

    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.splitlines() == [f"{name}: right" for name in SPOILED]


@pytest.mark.both
@pytest.mark.parametrize(("name", "act"), [(name, act) for name, acts in SPOILED.items() for act in acts])
def test_what_is_wrong_is_seen_and_put_right(command, network, name, act):
    command("database", "check")
    with transaction():
        db.session.execute(act)

    said = command("database", "check")
    assert said.exit_code == 1
    assert f"{name}: right" not in said.stdout

    assert command("database", "check", "--repair").exit_code == 0
    assert command("database", "check").stdout.count("right") == len(SPOILED)


def test_cleaning_again_makes_html_from_its_source(command, network, site):
    with transaction():
        db.session.execute(update(Post).values(html="<p>Spoiled</p>", html_policy=0))

    said = command("clean")

    assert "3 differed" in said.stdout
    assert "Spoiled" not in site.get("/").follow().words if site.get("/").status == 301 else True
    assert "All is clean" in command("clean").stdout


def test_an_upgrade_that_is_done_already_says_so(command):
    assert command("database", "upgrade").stdout.endswith("already.\n")


def test_a_database_of_another_version_is_told(command, app):
    with transaction():
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    said = command("accounts", "list")
    assert (said.exit_code, said.stderr.count("\n")) == (2, 1)
    assert "another version" in command("database", "upgrade").stderr


def test_a_new_database_gets_its_tables_by_the_first_command(build, tmp_path, command):
    from click.testing import CliRunner
    from flask.cli import ScriptInfo

    from network.cli import main

    app = build(instance=tmp_path / "new", database_url="")
    said = CliRunner().invoke(main, ["bloggers", "list"], obj=ScriptInfo(create_app=lambda: app))
    assert (said.exit_code, said.stderr) == (0, "")


@pytest.mark.settings(throttle=False, page_cache_mb=0)
def test_a_check_tells_each_thing_that_is_wrong(command, app, monkeypatch):
    monkeypatch.setenv("NETWORK_SITENAME", "slip")

    said = command("check")

    assert said.exit_code == 1
    for words in ("NETWORK_BASE_URL", "NETWORK_THROTTLE", "NETWORK_SITENAME", "PAGE_CACHE", "No administrator"):
        assert words in said.stdout


@pytest.mark.settings(base_url="https://blogs.example", proxies=1)
def test_a_sound_installation_has_nothing_wrong(command, cast, monkeypatch):
    monkeypatch.delenv("NETWORK_INSTANCE", raising=False)

    said = command("check")

    assert (said.stdout, said.exit_code) == ("Nothing is wrong.\n", 0)


@pytest.mark.settings(base_url="https://blogs.example", proxies=1)
def test_secrets_that_all_can_read_are_told(command, cast, app):
    secret = app.extensions["settings"].instance / "secret-key"
    secret.write_text("x" * 48)
    secret.chmod(0o644)

    assert "can be read or changed by everyone" in command("check").stdout


@pytest.mark.settings(base_url="https://blogs.example", proxies=1)
def test_work_that_nobody_does_is_told(command, cast, make):
    make.post()
    with transaction():
        db.session.execute(update(ChangeDelivery).values(due_at=text("'2020-01-01 00:00:00'")))

    assert "wait for a task worker" in command("check").stdout


@pytest.mark.settings(base_url="https://blogs.example", proxies=1)
def test_a_database_that_is_behind_is_told(command, cast):
    with transaction():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    assert "network database upgrade" in command("check").stdout
