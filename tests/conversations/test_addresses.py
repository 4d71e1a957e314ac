"""Every address of the contract answers, and every page has one address."""

import pytest

from network.base.database import transaction
from network.base.text import HANDLE, RESERVED
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.posts import actions as posts
from network.posts import topics
from network.posts.queries import tag_by_slug

EVERYWHERE = ("Advanced search", "Global conversations")
BESIDE = ("Recent comments", "Full archive of blog entries", "RSS feed", "Tag cloud", "Best bits")
OF_LAN = (*BESIDE, "Consul", "Hanoi", "Trade, coffee and rain.")
PAGES = {
    "/": (*BESIDE, "Lan Pham", "Newest"),
    "/bloggers/": ("Lan Pham", "Consul", "Hanoi", "Newest"),
    "/lan/": ("Lan Pham", *OF_LAN),
    "/lan/about/": ("About Lan Pham", "Consul", "Hanoi"),
    "/lan/2009/": ("Posts by Lan Pham in 2009", "Oldest"),
    "/lan/2009/03/": ("Posts by Lan Pham in March 2009", "Oldest"),
    "/lan/2009/03/oldest/": ("Posted 25 March 2009 by Lan Pham", "Share this with:", "Have an opinion?", *OF_LAN),
    "/lan/2009/03/oldest/history/": ("History of “Oldest”", "Published"),
    "/lan/tags/": ("Trade", "Digital diplomacy"),
    "/lan/tags/trade/": ("Posts by Lan Pham about Trade", "Oldest"),
    "/lan/archive/": ("Full archive of blog entries", "2009"),
    "/lan/comments/": ("Recent comments", "I had not thought of it so."),
    "/lan/follow/": ("Follow Lan Pham", "RSS feed"),
    "/archive/": ("Full archive of blog entries", "2009"),
    "/archive/2009/": ("Posts in 2009", "Oldest"),
    "/archive/2009/03/": ("Posts in March 2009", "Oldest"),
    "/tags/": ("All topics, A to Z", "Trade"),
    "/tags/digital-diplomacy/": ("Posts about Digital diplomacy", "Oldest"),
    "/places/": ("Places", "Hanoi"),
    "/places/hanoi/": ("Posts from Hanoi", "Oldest"),
    "/places/vietnam/": ("Posts from Vietnam", "Oldest"),
    "/best-bits/": ("Best bits", "The first paragraph says why."),
    "/search/": ("Advanced search",),
    "/comments/": ("Recent comments", "I had not thought of it so."),
    "/follow/": ("Follow", "One blogger"),
    "/about/": ("About this network",),
    "/comment-policy/": ("Comment policy",),
    "/privacy/": ("Privacy",),
    "/accessibility/": ("Accessibility",),
}


NOWHERE = """
/nobody/ /NOBODY/ /nobody/2009/ /nobody/2009/03/oldest/ /lan/2009/03/nothing/ /lan/2009/04/oldest/ /lan/2009/13/ /lan/2009/3/
/lan/20090/ /lan/0000/ /archive/0999/ /archive/9999/ /archive/2009/00/ /tags/nothing/ /lan/tags/nothing/ /lan/tags/trade/further/
/places/atlantis/ /lan/nothing/ /lan/2009/03/oldest/nothing/ /tags/%00/ /lan/2009/03/%00/ /%FF%FE/ /places/%F0%9F%98%80/
"""


@pytest.fixture
def network(make):
    """Posts, topics and a comment of `lan`; tea was merged into trade, `tran` is her former handle, `first` a former slug."""
    for handle in ("tran", "lan"):
        with transaction():
            bloggers.rename(blogger_queries.by_handle("lan"), handle)
    first = "The first paragraph says why."
    put_forward = {"on_front": first, "best_bit": first}
    old = make.post(
        by="lan", title="Oldest", slug="first", date="2009-03-25", tags="Trade, Digital diplomacy, Tea", **put_forward
    )
    make.post(by="lan", title="Newest", tags="Trade")
    make.comment(old)
    with transaction():
        topics.merge(tag_by_slug("tea"), tag_by_slug("trade"))
        posts.save(old, posts.write("Oldest", "", old.source, "markdown", "en", "Trade, Digital diplomacy"), slug_wish="oldest")
    return old


def test_every_address_answers_in_its_words_and_so_does_every_prefix_of_it(site, network):
    for address, words in PAGES.items():
        page = site.get(address)
        for said in (*EVERYWHERE, *words):
            assert said in page.words, (address, said)
        parts = address.strip("/").split("/")
        for n in range(len(parts)):
            assert "/" + "".join(part + "/" for part in parts[:n]) in PAGES, address


@pytest.mark.settings(posts_per_page=1)
def test_every_page_names_its_own_address_and_a_further_part_its_own(site, network):
    for address in PAGES:
        assert site.get(address).one("link[rel=canonical]")["href"] == "http://localhost" + address, address
    for address in ("/", "/lan/", "/tags/trade/"):
        further = next(part["href"] for part in site.get(address).all("nav.pager a[rel=next]"))
        assert site.get(further).one("link[rel=canonical]")["href"] == "http://localhost" + further


def test_every_page_has_its_first_segment_reserved(app):
    firsts = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()} | {address.split("/")[1] for address in PAGES}

    assert {first for first in firsts if HANDLE.fullmatch(first)} - {"lan"} <= RESERVED
    assert {"api", "hub", "records", "sw.js", "users", "you", "feed.rss", "feed.atom", "feed.json", "favicon.ico"} <= RESERVED


def test_other_spellings_lead_once_and_for_good_to_the_one_address(site, network):
    spelled = {
        "/tran/": "/lan/",
        "/TRAN/Archive": "/lan/archive/",
        "/tran/2009/03/first": "/lan/2009/03/oldest/",
        "/lan/2009/03/first/history/": "/lan/2009/03/oldest/history/",
        "/lan//2009/03//FIRST": "/lan/2009/03/oldest/",
        "/tran/tags/TEA/": "/lan/tags/trade/",
        "/tags/tea/": "/tags/trade/",
        "/Tags//Tea": "/tags/trade/",
        "/tags/Digital%20Diplomacy/": "/tags/digital-diplomacy/",
        "/tags/%44igital-diplomacy": "/tags/digital-diplomacy/",
        "/Places/HANOI": "/places/hanoi/",
        "/ARCHIVE/2009/03": "/archive/2009/03/",
        "/favicon.ico/": "/favicon.ico",
    }
    for canonical in PAGES:
        if canonical != "/":
            spelled |= {canonical[:-1]: canonical, canonical.upper(): canonical, canonical[:-1].title() + "//": canonical}
    for address, canonical in spelled.items():
        answer = site.get(address + "?sort=newest&role=Con%20sul", status=301)
        assert answer.location == canonical + "?sort=newest&role=Con%20sul", address
        assert answer.follow().status == 200, address
        assert site.head(address, status=301).location == canonical

    thread = site.get("/TRAN/2009/03/First/Comments", status=301)
    assert thread.location == "/lan/2009/03/oldest/#talk"


def test_a_doubled_slash_at_the_beginning_leads_home_and_not_to_another_host(site, network):
    led = {"//": "/", "//lan/": "/lan/", "///tags/trade": "/tags/trade/", "//example.org/": None, "/\\example.org": None}
    for path, canonical in led.items():
        answer = site.app.test_client().get("/", environ_overrides={"PATH_INFO": path})
        assert (answer.status_code, answer.headers.get("Location")) == ((301, canonical) if canonical else (404, None)), path


@pytest.mark.both
def test_what_is_not_there_is_said_in_words(site, network):
    for address in [*NOWHERE.split(), f"/tags/{'x' * 5000}/"]:
        page = site.get(address, status=404)
        assert page.one("h1") == "There is no page here", address
        assert page.header("Cache-Control") == "private, no-store"
    site.get("/l%00an/", status=301)


def test_a_post_bears_year_and_month_of_its_own_place(site, make):
    tarawa = make.blogger("tarawa", place="Tarawa, KI")
    make.post(by=tarawa, title="Ahead of all", date="2009-04-01T00:30")

    assert site.get("/tarawa/2009/04/").links["Ahead of all"] == "/tarawa/2009/04/ahead-of-all/"
    assert "Ahead of all" not in site.get("/archive/2009/03/").links
