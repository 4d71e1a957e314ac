"""A blogger's blog, before and after they move."""

from datetime import date, timedelta

import pytest
import time_machine

from network.base.clock import now
from network.base.database import transaction
from network.bloggers import actions as bloggers
from network.bloggers.queries import appointments, by_handle


def groups(page):
    """What stands over each group of posts, and the posts in it."""
    return {part.one("h2").words: [h.words for h in part.all("ol.river h3")] for part in page.all("div.blog > section")}


@pytest.mark.both
def test_after_a_new_appointment_old_posts_keep_role_and_place(site, make):
    make.post(title="From the office", date="2009-03-25")
    make.post(title="Before the move", date="2012-05-31")
    lima = make.place("Lima, PE")
    with transaction():
        bloggers.appoint(by_handle("hale"), "British Ambassador", lima, starts_on=date(2012, 6, 1))
    make.post(title="On the first day", date="2012-06-01")
    make.post(title="Later", days_ago=2)

    blog = site.get("/hale/")
    assert blog.one("header.who .p-job-title") == "British Ambassador"
    assert blog.one("header.who .p-locality") == "Lima"
    assert groups(blog) == {
        "Posts from Lima": ["Later", "On the first day"],
        "Posts from London": ["Before the move", "From the office"],
    }
    assert "Written as Head of Engagement, Digital Diplomacy." in blog.words
    track = [part.one("b").words for part in blog.all("ol.track li")]
    assert track == ["British Ambassador", "Head of Engagement, Digital Diplomacy"]
    assert "since June 2012" in blog.words
    assert "until May 2012" in blog.words

    old = blog.click("Before the move")
    said = "Posted 31 May 2012 by Stephen Hale, Head of Engagement, Digital Diplomacy, Foreign and Commonwealth Office, London"
    assert old.one("p.posted") == said
    assert "Head of Engagement, Digital Diplomacy in London when this was written" in old.words
    assert blog.click("On the first day").one("p.posted") == "Posted 1 June 2012 by Stephen Hale, British Ambassador, Lima"
    assert set(site.get("/places/lima/").links) & {"Later", "From the office"} == {"Later"}
    assert set(site.get("/search/?role=british+ambassador").links) & {"Later", "From the office"} == {"Later"}


def test_somebody_who_is_renamed_signs_old_posts_as_before(site, make):
    post = make.post(title="Signed")
    with transaction():
        blog = by_handle("hale")
        nothing = dict.fromkeys(("blog_title", "description", "about", "about_html"), "")
        bloggers.describe(blog, name="Stephen Hale-Quist", links="https://example.org/", language="en", **nothing)

    assert site.get("/hale/").one("h1") == "Stephen Hale-Quist"
    assert "by Stephen Hale, Head" in site.get("conversations.post", **at(post)).one("p.posted").words
    assert site.get("/hale/about/").links["https://example.org/"] == "https://example.org/"


def at(post):
    """What the address of a post is made of."""
    return {"handle": post.blogger.handle, "year": post.local_date.year, "month": post.local_date.month, "slug": post.slug}


def test_between_appointments_and_after_the_end_a_blog_says_so_and_its_posts_stay(site, make):
    make.post(title="Before", date="2009-03-25")
    with transaction():
        held = appointments(by_handle("hale").id)[0]
        bloggers.correct_appointment(held, held.role, held.place, held.organisation, None, date(2020, 1, 31))
    make.post(title="On leave", days_ago=1)

    blog = site.get("/hale/")
    assert "Between appointments: last Head of Engagement, Digital Diplomacy." in blog.words
    assert groups(blog) == {"Posts": ["On leave"], "Posts from London": ["Before"]}
    assert blog.click("On leave").one("p.posted").words.endswith("by Stephen Hale")

    hanoi = make.place("Hanoi, VN")
    with transaction():
        bloggers.appoint(by_handle("hale"), "Consul", hanoi, starts_on=date(2021, 1, 1))
        bloggers.end(by_handle("hale"))
    blog = site.get("/hale/")
    assert "This blog has ended. Its posts stay." in blog.words
    assert not blog.has("header.who .p-job-title")
    assert blog.links["Before"] == "/hale/2009/03/before/"
    directory = site.get("/bloggers/").one("ul.people li:has(a[href='/hale/'])")
    assert "Between appointments, or has left" in directory
    assert "Stephen Hale" not in site.get("/bloggers/?place=hanoi").one("ul.people")


def test_an_appointment_begins_and_ends_by_the_clock_of_its_place_without_anybody_doing_anything(site, make):
    with time_machine.travel("2026-03-31T09:00Z", tick=False) as clock:
        auckland = make.place("Auckland, NZ")
        with transaction():
            bloggers.appoint(by_handle("hale"), "Consul", auckland, starts_on=date(2026, 4, 1))
        for address in ("/hale/", "/hale/about/", "/bloggers/"):
            assert site.lasts(address) == 2 * 3600, address
        assert "Head of Engagement" in site.get("/hale/").one("header.who").words

        clock.shift(timedelta(hours=2, seconds=1))
        assert now().date() == date(2026, 3, 31)
        assert site.get("/hale/").one("header.who .p-locality") == "Auckland"
        assert "Consul Auckland" in site.get("/bloggers/").one("ul.people li:has(a[href='/hale/'])").words
        assert "Stephen Hale" in site.get("/bloggers/?place=auckland").one("ul.people").words
        assert "Stephen Hale" in site.get("/bloggers/?place=new-zealand").words


@pytest.mark.settings(posts_per_page=3)
def test_a_blog_pages_over_its_appointments(site, make):
    hanoi = make.place("Hanoi, VN")
    with transaction():
        bloggers.appoint(by_handle("hale"), "Consul", hanoi, starts_on=date(2010, 1, 1))
    for n in range(7):
        make.post(title=f"Number {n}", date=f"20{12 - n:02}-03-25")

    page = site.get("/hale/")
    assert groups(page) == {"Posts from Hanoi": ["Number 0", "Number 1", "Number 2"]}
    page = page.click("Older posts")
    assert [h.words for h in page.all("ol.river h3")] == ["Number 3", "Number 4", "Number 5"]
    assert [h.words for h in page.click("Older posts").all("ol.river h3")] == ["Number 6"]
    page.click("Newest posts")
