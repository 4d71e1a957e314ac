"""What of a top image stays in sight where pages cut it."""

import re

import pytest
from sqlalchemy import select

from network.base.database import db, transaction
from network.media import actions as media
from network.posts import queries
from network.posts.actions import TopImage
from network.posts.addresses import path_of
from network.posts.models import PostVersion
from tests.media.pictures import picture


@pytest.fixture
def post(make):
    with transaction():
        number = media.keep(media.read(picture())).id
    return make.post(by="hale", title="On lamps", top_image=TopImage(number, "A lamp"))


def sheet(site, who, post):
    return site.get("desk.edit", post_id=post.id, as_=who).form("[data-leave]")


@pytest.mark.both
def test_it_is_chosen_in_two_fields_and_seen_wherever_the_picture_stands(site, cast, post):
    for address in (path_of(post), "/"):
        assert "fx-" not in site.get(address).one("img.plate")["class"]

    page = sheet(site, cast.stephen, post).fill(focus_x="0", focus_y="80").send("save", status=303).follow()

    for address in (path_of(post), "/", "/hale/"):
        assert site.get(address).one("img.plate")["class"].endswith(" fx-0 fy-75"), address
    assert "fx-0 fy-75" in page.one("[data-focus]")["class"]
    form = page.form("[data-leave]")
    assert [form.element.xpath(f".//input[@name='{name}']/@value")[0] for name in ("focus_x", "focus_y")] == ["0", "75"]


def test_a_correction_of_it_is_a_version(site, cast, post):
    sheet(site, cast.stephen, post).fill(focus_y="100", correction="The lamp is seen.").send("save", status=303)

    found = db.session.scalars(select(PostVersion).where(PostVersion.post_id == post.id).order_by(PostVersion.number)).all()
    assert [version.top_image_focus for version in found][-2:] == ["", "50 100"]
    assert found[-1].note == "The lamp is seen."


def test_the_middle_is_what_one_gets_without_saying(site, cast, post):
    sheet(site, cast.stephen, post).fill(focus_x="25").send("save", status=303)
    sheet(site, cast.stephen, post).fill(focus_x="", focus_y="50").send("save", status=303)

    db.session.expire_all()
    assert queries.find(post.id).top_image_focus == ""


def test_it_goes_with_the_picture(site, cast, post):
    sheet(site, cast.stephen, post).fill(focus_x="25").send("save", status=303)
    sheet(site, cast.stephen, post).fill(no_top_image=True).send("save", status=303)

    db.session.expire_all()
    kept = queries.find(post.id)
    assert (kept.top_image_id, kept.top_image_focus) == (None, "")


@pytest.mark.parametrize("typed", ["101", "-1", "9.5", "left", "٥"])
def test_what_is_no_place_is_refused(site, cast, post, typed):
    page = sheet(site, cast.stephen, post).fill(focus_x=typed, title="Another").send("save", status=422)

    assert "whole number from 0 to 100" in page or "At most" in page
    assert page.one("#focus_x")["value"] == typed
    db.session.expire_all()
    assert queries.find(post.id).title == "On lamps"


def test_each_place_has_its_rule(site):
    sheet = site.get(f"/static/{site.app.extensions['release']}/css/shared.css").text

    for axis in "xy":
        assert {int(n) for n in re.findall(rf"\.f{axis}-(\d+) {{\s*--f{axis}: \1%", sheet)} == {0, 25, 75, 100}
