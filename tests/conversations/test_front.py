"""The front page: the posts of all bloggers together."""

from datetime import timedelta

import pytest
import time_machine

from network.base.clock import now

SENTENCE = "The first paragraph says why."


def titles(page):
    """The posts of a list or front page, in their order."""
    return [part.words for part in page.all("article.lead > h2, article.lead > h3, ol.river h2, ol.river h3")]


@pytest.mark.both
@pytest.mark.settings(posts_per_page=4)
def test_posts_of_all_bloggers_stand_together_newest_first_and_pages_reach_each_of_them_once(site, make):
    at = now()
    bloggers = [make.blogger() for _ in range(3)]
    made = [make.post(by=bloggers[n % 3], title=f"Number {n}", at=at - timedelta(minutes=n // 3)) for n in range(11)]
    order = [post.title for post in sorted(made, key=lambda post: (post.published_at, post.id), reverse=True)]

    page, seen = site.get("/"), []
    assert titles(page) == order[:4]
    while True:
        seen += titles(page)
        older = page.all("a[rel=next]")
        if not older:
            break
        make.post(title=f"Comes while somebody reads {len(seen)}")
        page = site.get(older[0]["href"])
    assert seen == order


def test_a_damaged_cursor_is_a_clear_mistake(site, make):
    make.posts(2)
    for cursor in ("x", "AAAA", "MC4w", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5LjE", "MS4tMQ", "MS4wMQ", "IDEuMQ", "%00", "é"):
        page = site.get("/", query={"before": cursor}, status=400)
        assert "The address of this part of the list is damaged. Go back to its first page." in page.words, cursor


def test_the_map_shows_the_places_of_this_week_and_the_page_is_made_anew_when_they_change_by_the_clock(site, make):
    make.blogger("lima", place="Lima, PE")
    with time_machine.travel("2026-03-02T12:00Z", tick=False) as clock:
        make.post(by="lima", title="Old", at=now() - timedelta(days=6, hours=23))
        make.post(by="lan", title="New", at=now() - timedelta(days=1))
        make.post(by="lan", title="Newer", at=now() - timedelta(hours=1))
        page = site.get("/")
        assert page.one("#where") == "Where this week’s conversations come from"
        assert [part.words for part in page.all("ul.places li")] == ["Hanoi 2 posts", "Lima 1 post"]
        assert [part["aria-label"] for part in page.all("*.pin[aria-label]")] == ["Lima: 1 post", "Hanoi: 2 posts"]
        assert "3 posts, 2 places." in page.words
        assert site.lasts("/") == 3600

        clock.shift(3599)
        assert len(site.get("/").all("*.pin[aria-label]")) == 2
        clock.shift(2)
        assert [part["aria-label"] for part in site.get("/").all("*.pin[aria-label]")] == ["Hanoi: 2 posts"]

        clock.shift(timedelta(days=30))
        page = site.get("/")
        assert page.one("#where") == "Where the conversations come from"
        assert [part["aria-label"] for part in page.all("*.pin[aria-label]")] == ["Lima: 1 post", "Hanoi: 2 posts"]
        assert "Old" in site.get(page.all("*.pin[aria-label]")[0]["href"]).links


def test_the_rule_under_the_masthead_has_a_dot_where_people_wrote_this_week_and_stands_on_every_page(site, make):
    make.post(title="Long ago", by="lan", date="2009-03-25")
    make.post(title="Now")
    for address in ("/archive/", "/archive/2009/", "/bloggers/", "/tags/", "/places/"):
        assert len(site.get(address).all("*.hours > *")) == 1, address
    assert not site.get("/lan/").has("header.who.faceless > img")
    for address in ("/lan/", "/lan/2009/03/long-ago/"):
        assert len(site.get(address).all("*.hours > *.now")) == 1, address
    for address in ("/about/", "/privacy/", "/lan/2009/03/long-ago/history/", "/comments/", "/sign-in/"):
        assert site.get(address).has("*.hours"), address
    assert site.get("/nowhere/", status=404).has("*.hours")


def test_the_menu_says_where_one_is(site, make):
    make.post(title="On lamps", date="2009-03-25", tags="Trade")
    where = {
        "/": ("Global conversations", "page"),
        "/bloggers/": ("Bloggers", "page"),
        "/hale/": ("Bloggers", "true"),
        "/hale/2009/03/on-lamps/": ("Bloggers", "true"),
        "/tags/trade/": ("Topics", "true"),
        "/archive/2009/": ("Archive", "true"),
        "/places/london/": ("Places", "true"),
    }
    for address, told in where.items():
        here = site.get(address).one("nav.nav [aria-current]")
        assert (here.words, here["aria-current"]) == told, address
    for address, status in (("/nowhere/", 404), ("/about/", 200)):
        assert not site.get(address, status=status).has("nav.nav [aria-current]")


def test_best_bits_of_the_front_page_are_those_of_editors_and_recent_comments_are_those_of_all(site, make):
    mine = make.post(title="Put forward by its author", best_bit=SENTENCE)
    theirs = make.post(by="lan", title="Put forward by an editor", on_front="The second says how, with some weight and a link.")
    for n, post in enumerate([mine, theirs, mine, theirs]):
        make.comment(post, f"Comment number {n}")
    make.comment(mine, "Not for anybody yet", state="waiting")
    make.comment(theirs, "Nor this", state="refused")

    page = site.get("/")
    assert [part.words for part in page.all("section.bits blockquote")] == ["The second says how, with some weight and a link."]
    assert "Lan Pham, Put forward by an editor" in page.one("section.bits")
    recent = page.one("section:has(> h2#recent)")
    assert [part.words for part in recent.all("li p:first-child")] == [f"“Comment number {n}”" for n in (3, 2, 1)]
    assert recent.links["Put forward by an editor"] == f"/lan/{theirs.local_date:%Y/%m}/put-forward-by-an-editor/#c2"

    assert [part.words for part in site.get("/hale/").all("section.bits blockquote")] == [SENTENCE]
    assert len(site.get("/hale/").all("section:has(> h2#recent) li p:first-child")) == 2
    assert "Put forward by its author" not in site.get("/best-bits/").links
    everything = site.get("/comments/")
    assert len(everything.all("article.com")) == 4
    assert "Not for anybody yet" not in everything.words


def test_an_empty_network_says_so_on_each_page(site, cast):
    lists = (
        "/ /hale/ /bloggers/ /tags/ /places/ /archive/ /comments/ /best-bits/ /follow/ /hale/archive/ /hale/tags/ /search/?q=x"
    )
    for address in lists.split():
        page = site.get(address)
        assert not page.has("ol:empty"), address
    assert "Nobody has written yet" in site.get("/").words
    assert "Stephen Hale has not written yet." in site.get("/hale/").words
