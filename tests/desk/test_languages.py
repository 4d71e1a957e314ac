"""A diplomat writes a version in another language beside the original, joins two posts, and takes them apart."""

import pytest

from network.base.database import db, transaction
from network.posts import actions as posts
from network.posts.addresses import path_of
from network.posts.models import Post
from network.posts.queries import tags_of

pytestmark = pytest.mark.both


def sheet(post: Post) -> str:
    return f"/desk/posts/{post.id}/"


def begun(site, cast, post: Post, language: str = "es") -> Post:
    answer = site.post(f"{sheet(post)}languages/", {"into": language}, as_=cast.stephen, status=303)
    db.session.rollback()
    return db.session.get_one(Post, int(answer.location.split("/")[3]))


def test_a_version_is_begun_beside_the_original(site, cast, make):
    post = make.post(by="hale", title="On harbours", tags="trade, tea")

    made = begun(site, cast, post)

    assert (made.language, made.title, made.state) == ("es", "", "draft")
    assert [tag.name for tag in tags_of(made)] == ["trade", "tea"]
    assert made.appointment_id == post.appointment_id
    page = site.get(sheet(made), as_=cast.stephen)
    original = page.one(".original article")
    assert original["lang"] if original.get("lang") else page.one("html")["lang"] == "en"
    assert original.one("h2") == "On harbours"
    assert not original.has("input, textarea")
    page.form("form[data-leave]").fill(title="Sobre los puertos", body="El muelle.").send("publish", status=303)
    assert site.get(path_of(post)).one(".langs") == "Also in Español"


def test_an_original_in_arabic_stands_beside_its_version_in_its_own_direction(site, cast, make):
    made = begun(site, cast, make.draft(by="hale", title="عن المرافئ", language="ar"), "en")

    original = site.get(sheet(made), as_=cast.stephen).one(".original article")
    assert (original["lang"], original["dir"]) == ("ar", "rtl")


def test_starting_twice_leads_to_the_one_that_is_there(site, cast, make):
    post = make.draft(by="hale", title="On harbours")

    assert begun(site, cast, post).id == begun(site, cast, post).id


@pytest.mark.parametrize("typed", ["", "klingon"])
def test_without_a_language_nothing_is_begun(site, cast, make, typed):
    post = make.post(by="hale", title="On harbours")

    page = site.post(f"{sheet(post)}languages/", {"into": typed}, as_=cast.stephen, status=422)

    assert page.one("#into-error") == "Choose a language."
    db.session.rollback()
    assert db.session.get_one(Post, post.id).translation_group is None


def test_a_version_cannot_take_the_language_of_another(site, cast, make):
    post = make.post(by="hale", title="On harbours")
    made = make.translation(post, "es", title="Puertos")

    page = (
        site.get(sheet(made), as_=cast.stephen)
        .form("form[data-leave]")
        .fill(language="en", title="Ports")
        .send("save", status=422)
    )

    assert "There is one of these posts in English already." in page.one(".summary")
    assert page.one("[name=title]") == "Ports"
    db.session.rollback()
    assert db.session.get_one(Post, made.id).language == "es"


def test_a_version_whose_original_changed_says_so_until_it_is_confirmed(site, cast, make):
    post = make.post(by="hale", title="On harbours")
    made = make.translation(post, "es", title="Puertos")
    assert "The original changed" not in site.get(sheet(made), as_=cast.stephen)
    with transaction():
        posts.save(post, posts.write("On harbours", "", "Other words.", "markdown", "en", ""))

    page = site.get(sheet(made), as_=cast.stephen)
    assert "The original changed after this version was last up to date." in page
    compared = page.click("Compare")
    assert compared.has(".compared ins")
    assert "Older than the original" in site.get(f"{sheet(post)}languages/", as_=cast.stephen)

    site.post(f"{sheet(made)}languages/confirm/", as_=cast.stephen, status=303)

    assert "The original changed" not in site.get(sheet(made), as_=cast.stephen)


def test_other_topics_do_not_make_a_version_old(site, cast, make):
    post = make.post(by="hale", title="On harbours", tags="tea")
    made = make.translation(post, "es", title="Puertos")
    with transaction():
        posts.save(post, posts.write(post.title, "", post.source, "markdown", "en", "tea, trade"))

    assert "The original changed" not in site.get(sheet(made), as_=cast.stephen)


def test_two_posts_are_put_together_and_taken_apart(site, cast, make):
    post = make.post(by="hale", title="On harbours")
    other = make.post(by="hale", title="Puertos", language="es")
    page = site.get(f"{sheet(other)}languages/", as_=cast.stephen)

    page = page.form("Put them together").fill(other=post.id).send(status=303).follow()

    assert "the original" in page
    assert site.get(path_of(post)).one(".langs") == "Also in Español"
    front = site.get("/desk/", as_=cast.stephen)
    assert {row.words for row in front.all("th[scope=row]")} == {
        "Puertos Español beside English: On harbours",
        "On harbours English beside Español: Puertos",
    }
    page.form("Take it out: Español").send(status=303)
    assert not site.get(path_of(post)).has(".langs")
    assert "beside" not in site.get("/desk/", as_=cast.stephen)


def test_a_post_is_joined_to_by_its_address(site, cast, make):
    post = make.post(by="hale", title="On harbours")
    other = make.draft(by="hale", title="Puertos", language="es")

    site.post(f"{sheet(other)}languages/join/", {"address": site.root + path_of(post)}, as_=cast.stephen, status=303)

    db.session.rollback()
    assert db.session.get_one(Post, other.id).translation_group == post.id


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Choose a post, or give its address."),
        ({"other": "999999"}, "Choose one of the posts on this blog."),
        ({"address": "/hale/2020/01/nowhere/"}, "There is no post at that address. Copy it from the page of the post."),
    ],
)
def test_what_cannot_be_joined_is_told(site, cast, make, typed, told):
    other = make.draft(by="hale", title="Puertos", language="es")

    page = site.post(f"{sheet(other)}languages/join/", typed, as_=cast.stephen, status=422)

    assert page.one("#other-error") == told
    assert page.one("#address")["value"] == typed.get("address", "")


def test_a_post_on_another_blog_or_in_the_same_language_is_not_joined(site, cast, make):
    mine = make.draft(by="hale", title="Puertos", language="es")
    for other, told in (
        (make.post(by="lan", title="On rain"), "That post is on another blog. A translation stands on the blog of its original."),
        (make.post(by="hale", title="Otro", language="es"), "There is one of these posts in Español already."),
    ):
        page = site.post(f"{sheet(mine)}languages/join/", {"address": path_of(other)}, as_=cast.stephen, status=422)
        assert page.one("#other-error") == told


def test_an_original_is_not_taken_out_before_its_versions(site, cast, make):
    post = make.post(by="hale", title="On harbours")
    make.translation(post, "es")

    site.post(f"{sheet(post)}languages/leave/", as_=cast.stephen, status=422)


def test_a_planned_version_comes_out_under_the_appointment_of_its_original(site, cast, make):
    made = begun(site, cast, make.post(by="hale", title="On harbours"))
    with transaction():
        posts.save(made, posts.write("Puertos", "", "El muelle.", "markdown", "es", ""))
        posts.publish(made)

    assert made.authors[0].role == "Head of Engagement, Digital Diplomacy"
