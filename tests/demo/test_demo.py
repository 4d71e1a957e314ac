"""The demonstration as it is looked at: of today, and worth it."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from network.base.clock import now
from network.base.database import db
from network.cli import main
from network.comments.models import Comment, CommentDecision
from network.demo import reading
from network.places import actions as places_actions
from network.posts.models import BestBit, Post, PostVersion


@pytest.fixture
def app(shown):
    """The application with the demonstration, its context open."""
    with shown[0].app_context():
        yield shown[0]
        db.session.remove()


def test_the_newest_post_is_of_this_week_and_nothing_is_still_to_come(app):
    newest = db.session.scalar(select(func.max(Post.published_at)))
    instants = [
        db.session.scalar(select(func.max(c)))
        for c in (Comment.sent_at, Comment.published_at, CommentDecision.decided_at, BestBit.chosen_at, PostVersion.saved_at)
    ]

    assert now() - timedelta(days=7) < newest < now()
    assert all(at <= now() for at in instants)
    early = select(Comment.id).join(Post, Post.id == Comment.post_id).where(Comment.sent_at < Post.published_at)
    assert db.session.scalars(early).all() == []


@pytest.mark.parametrize("year", [2024, 2026, 2031])
def test_days_are_moved_by_whole_weeks_whenever_it_is_looked_at(app, year):
    found = reading.read()
    at = now().replace(year=year, month=6, day=15)
    places = {name: places_actions.look_up(name) for name in found.places}

    moved = reading.moved(found, places, at)

    steps = {new.at - old.at for new, old in zip(moved.posts, found.posts, strict=True)}
    assert len(steps) == 1
    assert steps.pop() % timedelta(weeks=1) == timedelta(0)
    assert timedelta(0) < at.replace(tzinfo=None) - max(p.at for p in moved.posts) + timedelta(hours=14) < timedelta(days=8)


def test_every_post_stands_under_an_appointment_of_its_day(app):
    posts = db.session.scalars(select(Post).where(Post.published_at.is_not(None))).all()

    assert all(p.place_id and p.authors[0].role for p in posts)
    moved_on = [p for p in posts if p.appointment.ends_on]
    assert moved_on
    assert all(p.appointment.holds_on(p.local_date) for p in posts)


def test_all_four_can_sign_in(shown, site):
    for person in shown[1]:
        page = site.get("/sign-in/").form("Sign in").fill(email=person.email, password=person.password).send()
        assert page.status == 303, person


def test_comments_wait_are_refused_with_a_reason_and_are_answered(app):
    states = dict(iter(db.session.execute(select(Comment.state, func.count()).group_by(Comment.state))))
    reasons = db.session.scalars(select(CommentDecision.reason).where(CommentDecision.decision == "refuse")).all()

    assert states["waiting"] >= 3
    assert states["refused"] == len(reasons) >= 3
    assert all(reasons)
    assert db.session.scalar(select(func.count()).where(Comment.by_blogger_id.is_not(None), Comment.parent_id.is_not(None))) >= 10


def test_a_correction_and_a_withdrawal_are_seen(app, site):
    told = reading.read().afterwards
    corrected = db.session.scalars(select(Post).where(Post.corrected_at.is_not(None))).all()
    (withdrawn,) = db.session.scalars(select(Post).where(Post.withdrawn_at.is_not(None))).all()

    assert len(corrected) == sum("note" in entry for entry in told.values()) >= 2
    for post in corrected:
        page = site.get(f"/{post.blogger.handle}/{post.local_date:%Y/%m}/{post.slug}/history/")
        assert any(entry["note"] in page.words for entry in told.values() if "note" in entry)
    page = site.get(f"/{withdrawn.blogger.handle}/{withdrawn.local_date:%Y/%m}/{withdrawn.slug}/", status=410)
    assert withdrawn.withdrawn_reason in page.words


def test_everything_counted_is_right(app):
    said = CliRunner().invoke(main, ["database", "check"], obj=ScriptInfo(create_app=lambda: app), catch_exceptions=False)

    assert (said.exit_code, said.stdout.count("right")) == (0, 5)


def test_the_texts_say_nothing_of_files_that_are_not_there():
    found = reading.read()

    assert {name for name in found.pictures if not (reading.FOLDER / "pictures" / name).exists()} == set()
    keys = {post.key for post in found.posts}
    assert {c["post"] for c in found.comments} <= keys
    assert set(found.afterwards) <= keys
    named = [c["id"] for c in found.comments if "id" in c]
    assert len(named) == len(set(named))
    assert {c["reply_to"] for c in found.comments if "reply_to" in c} <= set(named)
    assert all(
        entry["after"] in post.source for post in found.posts if (entry := found.afterwards.get(post.key)) and "after" in entry
    )
