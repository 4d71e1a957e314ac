"""The demonstration goes into an empty network, whole or not at all."""

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from network.base.database import db
from network.bloggers.models import Appointment, Blogger
from network.cli import main
from network.comments.models import Comment
from network.demo import loader, people
from network.media.models import Picture
from network.posts.models import Post


def _count(kind):
    return db.session.scalar(select(func.count()).select_from(kind))


@pytest.mark.both
def test_it_is_as_large_as_it_says(app, load, site):
    load()
    languages = set(db.session.scalars(select(Post.language)))

    assert _count(Blogger) >= 12
    assert _count(Post) >= 60
    assert _count(Comment) >= 150
    assert len(languages) >= 5
    assert "ar" in languages
    assert _count(Picture) >= 25
    assert db.session.scalar(select(func.count(func.distinct(Appointment.place_id)))) >= 12
    continents = {"cl", "jo", "ke", "gh", "no", "nz", "vn", "np"}
    present = set(db.session.scalars(select(Post.country_code)))
    assert len(present & continents) >= 5
    assert "Tide tables" in site.get("/tomasz/").words


def test_what_breaks_in_the_middle_leaves_an_empty_network(app, load):
    class Killed(BaseException):
        """As a kill would."""

    def killed():
        raise Killed

    with pytest.raises(Killed):
        load(killed)

    assert loader.is_empty()


def test_the_command_fills_once_and_says_how_to_sign_in(app, ready, monkeypatch, site):
    monkeypatch.setattr(loader, "_made", lambda names, tracked: ready.pictures)
    run = lambda *words: CliRunner().invoke(main, words, obj=ScriptInfo(create_app=lambda: app), catch_exceptions=False)  # noqa: E731

    said = run("demo")

    assert (said.exit_code, said.stderr) == (0, "")
    slip = app.extensions["settings"].instance / people.SLIP
    assert slip.stat().st_mode & 0o777 == 0o600
    for role in ("administrator", "editor", "author", "reader"):
        assert role in said.stdout
        assert role in slip.read_text()
    password = next(line.split("\t")[2] for line in said.stdout.splitlines() if line.startswith("editor\t"))
    assert password in slip.read_text()
    again = run("demo")
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert "empty network alone" in again.stderr
    silent = run("demo", "--if-empty")
    assert (silent.exit_code, silent.output) == (0, "")


def test_passwords_are_made_at_random():
    made = {person.password for _ in range(50) for person in people.four()}

    assert len(made) == 200
    assert all(len(password) == 19 for password in made)
