"""A post comes out once, under the role and place of its day, at an address that never breaks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from network.base.changes import Change
from network.base.clock import now
from network.base.database import db, transaction
from network.base.web import Refused
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.bloggers.models import Blogger
from network.posts import actions, queries, writing
from network.posts.actions import TwoAppointments
from network.posts.addresses import path_of
from network.posts.models import Post
from tests.support.cast import Cast
from tests.support.make import Make
from tests.support.site import Site


@pytest.fixture
def vera(make: Make) -> Blogger:
    """Vera: Attaché in Hanoi until the end of 2010, then Consul in Lima from 2011, Ambassador there from 2015."""
    blogger = make.blogger("vera", name="Vera Salt", role="")
    hanoi, lima = make.place("Hanoi, VN"), make.place("Lima, PE")
    with transaction():
        bloggers.appoint(blogger, "Attaché", hanoi, organisation="Embassy")
        bloggers.appoint(blogger, "Consul", lima, starts_on=date(2011, 1, 1))
        bloggers.appoint(blogger, "Ambassador", lima, starts_on=date(2015, 6, 1))
    return blogger


def byline(post: Post) -> tuple[str, str, str, str]:
    first = queries.byline(post)
    return first.name, first.role, first.organisation, first.place_name


@pytest.mark.both
@pytest.mark.parametrize(
    ("day", "role", "place"),
    [
        ("1999-01-01", "Attaché", "Hanoi"),
        ("2010-12-31", "Attaché", "Hanoi"),
        ("2011-01-01", "Consul", "Lima"),
        ("2015-05-31", "Consul", "Lima"),
        ("2015-06-01", "Ambassador", "Lima"),
        ("2026-01-01", "Ambassador", "Lima"),
    ],
)
def test_a_post_is_signed_with_the_appointment_of_its_day(make: Make, vera: Blogger, day: str, role: str, place: str) -> None:
    post = make.post(by=vera, date=day)

    assert byline(post)[:2] == ("Vera Salt", role)
    assert byline(post)[3] == place
    assert post.place and post.place.name == place
    assert str(post.local_date) == day


def test_the_line_says_it_as_it_was(site: Site, make: Make, vera: Blogger) -> None:
    post = make.post(by=vera, title="Rain again", date="2010-12-31")

    assert "Posted 31 December 2010 by Vera Salt, Attaché" in site.get(path_of(post)).words
    assert "Ambassador" in site.get("/vera/").words


@pytest.mark.both
def test_a_day_with_two_appointments_asks_which(make: Make, vera: Blogger) -> None:
    with transaction():
        other = bloggers.appoint(
            vera, "Envoy to the fair", None, starts_on=date(2016, 1, 1), ends_on=date(2016, 1, 31), alongside=True
        )
        other_id = other.id

    with pytest.raises(TwoAppointments, match="Ambassador, Lima; Envoy|Envoy to the fair; Ambassador") as asked:
        make.post(by=vera, date="2016-01-15")
    assert {a.role for a in asked.value.held} == {"Ambassador", "Envoy to the fair"}
    assert db.session.scalar(select(Post).where(Post.published_at.is_not(None))) is None

    draft = make.draft(by=vera)
    with transaction():
        actions.choose_appointment(draft, other_id)
        actions.publish(draft, dated=actions.read_dated("2016-01-15"))
    assert byline(draft)[1] == "Envoy to the fair"
    assert byline(make.post(by=vera, date="2016-02-01"))[1] == "Ambassador"


def test_an_appointment_of_somebody_else_cannot_be_chosen(make: Make, vera: Blogger) -> None:
    draft = make.draft(by="hale")
    foreign = blogger_queries.appointments(vera.id)[0].id

    with pytest.raises(Refused, match="not one of this blogger"), transaction():
        actions.choose_appointment(draft, foreign)


@pytest.mark.both
def test_a_new_appointment_leaves_old_bylines(site: Site, make: Make, vera: Blogger) -> None:
    old = make.post(by=vera, title="From before", days_ago=3)
    santiago = make.place("Santiago, CL")
    site.get(path_of(old))
    with transaction():
        bloggers.appoint(vera, "Minister", santiago, starts_on=now().date())
        bloggers.describe(
            vera, name="Vera Pepper", blog_title="", description="", about="", links="", language="en", about_html=""
        )
    new = make.post(by=vera, title="From now on")

    assert byline(old) == ("Vera Salt", "Ambassador", "", "Lima")
    assert byline(new) == ("Vera Pepper", "Minister", "", "Santiago")
    assert "by Vera Salt, Ambassador" in site.get(path_of(old)).words
    assert "by Vera Pepper, Minister" in site.get(path_of(new)).words


def test_correcting_an_appointment_leaves_what_was_signed(make: Make, vera: Blogger) -> None:
    post = make.post(by=vera, date="2012-01-01")
    with transaction():
        consul = next(a for a in blogger_queries.appointments(vera.id) if a.role == "Consul")
        bloggers.correct_appointment(consul, "Vice-Consul", None, "", consul.starts_on, consul.ends_on)

    assert byline(post)[1] == "Consul"


def test_between_two_appointments_nothing_is_signed_but_the_name(make: Make) -> None:
    blogger = make.blogger("vera", name="Vera Salt", role="")
    with transaction():
        bloggers.appoint(blogger, "Attaché", None, starts_on=date(2010, 1, 1), ends_on=date(2010, 12, 31))

    post = make.post(by=blogger, date="2011-06-01")

    assert byline(post) == ("Vera Salt", "", "", "")
    assert post.time_zone == "UTC"


@pytest.mark.parametrize(
    ("instant", "path"),
    [("2014-12-31T17:30:00", "/far/2015/01/midnight/"), ("2014-12-31T16:30:00", "/far/2014/12/midnight/")],
)
def test_the_address_has_the_month_of_the_place(make: Make, instant: str, path: str) -> None:
    blogger = make.blogger("far", place="Hanoi, VN")

    post = make.post(by=blogger, title="Midnight", at=datetime.fromisoformat(instant).replace(tzinfo=UTC))

    assert path_of(post) == path


@pytest.mark.both
def test_publishing_twice_is_meant_once(make: Make) -> None:
    post = make.post(title="On lamps")
    first = (post.published_at, post.version, path_of(post))
    with transaction():
        actions.publish(post)
        actions.publish(post, dated=actions.read_dated("2009-03-25"))

    assert (post.published_at, post.version, path_of(post)) == first
    assert len(post.authors) == 1
    assert [c.kind for c in db.session.scalars(select(Change).where(Change.subject_id == post.id))].count("post.published") == 1


def test_saving_what_is_the_same_is_no_correction(make: Make) -> None:
    post = make.post(title="On lamps", tags="Trade, tea")
    versions = post.version
    with transaction():
        assert not actions.save(post, actions.write("On lamps", "", post.source, "markdown", "en", "trade,  TEA , tea"))

    assert post.version == versions
    assert post.corrected_at is None


@pytest.mark.both
def test_every_version_is_kept(make: Make) -> None:
    post = make.draft(title="One")
    for title in ("Two", "Three"):
        with transaction():
            actions.save(post, actions.write(title, "", "Text.", "markdown", "en", "tea"), note=f"now {title}")
            if title == "Two":
                actions.publish(post)
    with transaction():
        actions.withdraw(post, "It was wrong.")

    assert [(v.number, v.kind, v.title) for v in queries.versions(post)] == [
        (5, "withdrawn", "Three"), (4, "corrected", "Three"), (3, "published", "Two"), (2, "saved", "Two"), (1, "saved", "One"),
    ]  # fmt: skip
    assert {v.kind for v in queries.versions(post, public=True)} <= {"published", "corrected", "withdrawn"}


# -- addresses -----------------------------------------------------------------------------------------------------------


@pytest.mark.both
def test_the_same_title_twice_in_a_month_has_two_addresses(make: Make, site: Site) -> None:
    posts = [make.post(title="On lamps", body=f"Number {n}.", date="2009-03-25") for n in range(3)]
    other_month = make.post(title="On lamps", date="2009-04-25")
    other_blog = make.post(by="lan", title="On lamps", date="2009-03-25")

    assert [p.slug for p in posts] == ["on-lamps", "on-lamps-2", "on-lamps-3"]
    assert (other_month.slug, other_blog.slug) == ("on-lamps", "on-lamps")
    for n, post in enumerate(posts):
        assert f"Number {n}." in site.get(path_of(post)).words


@pytest.mark.both
@pytest.mark.parametrize(
    "title",
    [
        "السفر إلى القاهرة",
        "外交官の一日",
        "Straße nach Łódź",
        "На мосту",
        "ยินดีต้อนรับ",
        "Ελλάδα!",
        "🎉🎉",
        "???",
        "feed",
        "Comments",
        "history",
        "2009",
        "x" * 300,
        "İstanbul",
    ],
)
def test_a_title_in_any_script_has_an_address(make: Make, site: Site, title: str) -> None:
    post = make.post(title=title)

    page = site.get(path_of(post))
    assert page.one("h1") == title
    assert queries.at_address("hale", post.local_date.year, post.local_date.month, post.slug) is post  # type: ignore[union-attr]
    if ascii_path := next((a for a in _addresses(post) if a != post.slug), None):
        moved = site.get(f"/hale/{post.local_date:%Y/%m}/{ascii_path}/", status=301)
        assert moved.location == path_of(post)


def _addresses(post: Post) -> list[str]:
    from network.posts.models import PostAddress

    return list(db.session.scalars(select(PostAddress.slug).where(PostAddress.post_id == post.id)))


@pytest.mark.both
def test_a_new_slug_leaves_a_sign_at_the_old_address(make: Make, site: Site) -> None:
    post = make.post(title="On lamps", date="2009-03-25")
    former = path_of(post)
    for wish in ("Of lamps", "Of oil lamps"):
        with transaction():
            actions.save(post, actions.write("On lamps", "", "Text.", "markdown", "en", ""), slug_wish=wish)

    assert path_of(post) == "/hale/2009/03/of-oil-lamps/"
    for old in (former, "/hale/2009/03/of-lamps/", "/HALE/2009/03/On-Lamps/", "/hale/2009/03/on-lamps"):
        moved = site.get(old, status=301)
        assert moved.location == path_of(post), old
    assert make.post(title="On lamps", date="2009-03-26").slug == "on-lamps-2", "an address once given is not given again"


def test_going_back_to_the_old_slug_leads_the_other_way(make: Make, site: Site) -> None:
    post = make.post(title="On lamps", date="2009-03-25")
    for wish in ("Of lamps", "On lamps"):
        with transaction():
            actions.save(post, actions.write("On lamps", "", "Text.", "markdown", "en", ""), slug_wish=wish)

    assert path_of(post) == "/hale/2009/03/on-lamps/"
    assert site.get("/hale/2009/03/of-lamps/", status=301).location == path_of(post)
    site.get(path_of(post))


@pytest.mark.both
def test_a_renamed_handle_leads_from_all_its_old_addresses(make: Make, site: Site) -> None:
    post = make.post(title="On lamps", tags="tea", date="2009-03-25")
    with transaction():
        bloggers.rename(_hale(), "stephen")
    with transaction():
        bloggers.rename(_hale(), "steve")

    for old in ("hale", "stephen", "HALE"):
        for rest in ("", "about/", "archive/", "2009/", "2009/03/", "tags/tea/", "2009/03/on-lamps/", "feed.atom"):
            moved = site.get(f"/{old}/{rest}", status=301)
            assert moved.location == f"/steve/{rest}", f"/{old}/{rest}"
    site.get("/steve/2009/03/on-lamps/")
    assert path_of(post).startswith("/steve/")
    with pytest.raises(Refused, match="taken, now or formerly"), transaction():
        bloggers.create("hale", "Another")


def _hale() -> Blogger:
    found = blogger_queries.by_handle("hale")
    assert found is not None
    return found


def test_a_former_handle_can_be_taken_back_by_its_owner(make: Make, site: Site) -> None:
    for handle in ("stephen", "hale"):
        with transaction():
            bloggers.rename(_hale(), handle)

    site.get("/hale/")
    assert site.get("/stephen/", status=301).location == "/hale/"


def test_moving_to_another_day_leaves_a_sign(make: Make, site: Site, vera: Blogger) -> None:
    post = make.post(by=vera, title="Rain again", date="2015-06-02")
    with transaction():
        assert actions.redate(post, actions.read_dated("2010-05-01"))

    assert path_of(post) == "/vera/2010/05/rain-again/"
    assert byline(post)[1] == "Attaché"
    assert site.get("/vera/2015/06/rain-again/", status=301).location == path_of(post)


# -- refusals ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        ({"title": "\u202e", "body": "Text."}, "needs a title"),
        ({"title": "T", "body": "   "}, "needs a text"),
        ({"title": "T", "body": "<script>x</script>", "body_format": "html"}, "needs a text"),
    ],
)
def test_what_is_not_complete_does_not_come_out(make: Make, draft: dict[str, str], sentence: str) -> None:
    post = make.draft(**{"slug": "x", **draft})  # type: ignore[arg-type]
    with pytest.raises(Refused, match=sentence) as why, transaction():
        actions.publish(post)

    assert why.value.status == 422
    assert post.published_at is None


@pytest.mark.parametrize(
    "text", ["2009-02-30", "yesterday", "2009-03-25T25:00", "2009-03-25T18:20+01:00", "", "0009-01-01", "2009-03"]
)
def test_a_day_that_does_not_exist_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="day that exists|year 1000|time zone out"):
        actions.read_dated(text)


def test_a_day_to_come_is_no_day_to_publish(make: Make) -> None:
    draft = make.draft()
    with pytest.raises(Refused, match="still to come"), transaction():
        actions.publish(draft, dated=actions.read_dated(f"{now() + timedelta(days=3):%Y-%m-%d}"))


def test_today_is_now(make: Make) -> None:
    with time_machine.travel("2026-01-01T08:00:00+00:00", tick=False):
        post = make.post(date="2026-01-01")

    assert post.published_at == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert post.clock_known


def test_withdrawing_needs_a_reason_that_readers_see(make: Make, site: Site) -> None:
    post, draft = make.post(title="On lamps", tags="tea"), make.draft()
    with pytest.raises(Refused, match="why it is withdrawn"), transaction():
        actions.withdraw(post, "  ")
    with pytest.raises(Refused, match="Only what was published"), transaction():
        actions.withdraw(draft, "Because.")
    with transaction():
        actions.withdraw(post, "The lamp was not ours.")
        actions.withdraw(post, "Again.")

    page = site.get(path_of(post), status=410)
    assert "The lamp was not ours." in page.words
    assert "On lamps" not in site.get("/").one("main")
    site.get("/tags/tea/")
    assert [c.kind for c in db.session.scalars(select(Change).where(Change.subject_id == post.id))].count("post.withdrawn") == 1


def test_a_best_bit_is_a_sentence_of_the_post(make: Make) -> None:
    post = make.post(body="It *burns*.\n\nAll night.")
    with pytest.raises(Refused, match="letter for letter"), transaction():
        actions.choose_best_bit(post, "It freezes.", on_front=True)
    with transaction():
        actions.choose_best_bit(post, "It burns. All", on_front=True)
        actions.choose_best_bit(post, "All night.", on_front=False)

    assert [b.sentence for b in queries.best_bits()] == ["It burns. All"]
    assert [b.sentence for b in queries.best_bits(post.blogger_id)] == ["All night."]
    with transaction():
        actions.save(post, actions.write(post.title, "", "It burns. All day.", "markdown", "en", ""))
    assert [b.sentence for b in queries.best_bits()] == ["It burns. All"]
    assert queries.best_bits(post.blogger_id) == [], "a sentence that is gone is put forward no more"


# -- by the clock --------------------------------------------------------------------------------------------------------


@pytest.mark.both
def test_what_is_scheduled_comes_out_on_time(make: Make, site: Site, let_work: Any) -> None:
    with time_machine.travel("2026-03-28T12:00:00+00:00", tick=False) as clock:
        draft = make.draft(title="On summer time")
        with transaction():
            actions.schedule(draft, datetime(2026, 3, 29, 9, 0))
        assert draft.publish_at == datetime(2026, 3, 29, 8, tzinfo=UTC), "London is an hour ahead by then"
        for hours, there in ((19.9, False), (0.2, True), (1, True)):
            clock.shift(timedelta(hours=hours))
            let_work()
            assert ("On summer time" in site.get("/").words) == there

        assert draft.published_at == datetime(2026, 3, 29, 8, tzinfo=UTC)
        assert draft.publish_at is None
        assert draft.clock_known


def test_a_plan_that_cannot_be_kept_goes_back_to_the_drafts(make: Make, let_work: Any, vera: Blogger) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        good, bad = make.draft(by="hale", title="Good"), make.draft(by=vera, title="Bad")
        later = (now() + timedelta(hours=5)).replace(tzinfo=None)
        with transaction():
            for draft in (bad, good):
                actions.schedule(draft, later)
            bloggers.appoint(vera, "Envoy", None, starts_on=now().date() - timedelta(days=1), alongside=True)
        clock.shift(timedelta(days=1))
        let_work()

    assert (good.state, bad.state) == ("published", "draft")


def test_a_time_that_is_past_is_no_plan(make: Make) -> None:
    draft = make.draft()
    with pytest.raises(Refused, match="past"), transaction():
        actions.schedule(draft, now().replace(tzinfo=None) - timedelta(days=1))


def test_a_plan_can_be_taken_back(make: Make, let_work: Any) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        draft = make.draft()
        with transaction():
            actions.schedule(draft, (now() + timedelta(hours=5)).replace(tzinfo=None))
        with transaction():
            actions.unschedule(draft)
        clock.shift(timedelta(days=1))
        let_work()

    assert draft.state == "draft"


# -- topics --------------------------------------------------------------------------------------------------------------


def test_topics_are_one_whatever_their_case_and_commas(make: Make) -> None:
    post = make.post(tags="Trade, trade,TRADE،tea、雨, , !!!, " + ", ".join(f"t{n}" for n in range(40)))

    names = [tag.name for tag in queries.tags_of(post)]
    assert names[:3] == ["Trade", "tea", "雨"]
    assert len(names) <= writing.MOST_TAGS


def test_whatever_is_typed_a_post_can_be_kept(app: Flask, make: Make, cast: Cast) -> None:
    blogger = _hale()

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=60), st.text(max_size=100), st.text(max_size=60), st.text(max_size=20))
    def holds(title: str, body: str, tags: str, slug: str) -> None:
        written = actions.write(title, title, body, "markdown", "en", tags)
        with transaction():
            post = actions.draft(blogger, written, slug_wish=slug)
        try:
            with transaction():
                actions.publish(post)
        except Refused as why:
            assert why.status == 422
        else:
            found = queries.at_address("hale", post.local_date.year, post.local_date.month, post.slug)  # type: ignore[union-attr]
            assert found is post

    holds()


def test_bylines_may_hold_more_names(make: Make, site: Site) -> None:
    post = make.post(title="Together")
    with transaction():
        actions.save(post, names=[actions.Name(name="Guest Gale", role="Baker")])

    assert [a.name for a in post.authors] == ["Stephen Hale", "Guest Gale"]
    assert "Guest Gale" in site.get(path_of(post)).words
