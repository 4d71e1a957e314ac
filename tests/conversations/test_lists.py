"""Lists of posts: what each is of, its words, its one address, its doors; and whatever may be asked of one."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.base.database import transaction
from network.bloggers import actions as bloggers
from network.bloggers.queries import by_handle

ROOT = "http://localhost"


@pytest.fixture
def posts(make):
    """Ten posts that differ in each thing by which a list can be narrowed."""
    lima, quito = make.place("Lima, PE"), make.place("Hanoi, VN")
    with transaction():
        bloggers.appoint(by_handle("hale"), "British Ambassador", lima, starts_on=bloggers.date(2012, 6, 1))
        bloggers.appoint(by_handle("lan"), "Consul General", quito, starts_on=bloggers.date(2012, 6, 1))
    make.post(title="A", date="2009-03-25", tags="Trade, Tea")
    make.post(title="B", date="2009-03-31", tags="Trade")
    make.post(title="C", date="2009-04-01", tags="Tea", language="vi")
    make.post(title="D", date="2012-06-01", tags="Trade")
    make.post(title="E", date="2012-12-31", language="es")
    make.post(by="lan", title="F", date="2009-03-25", tags="Trade", language="vi", on_front="The first paragraph says why.")
    make.post(by="lan", title="G", date="2010-01-01", tags="Café")
    make.post(by="lan", title="H", date="2012-06-02", language="vi")
    make.draft(title="Draft", tags="Trade")


LISTS = {
    # address: (words, canonical address, posts)
    "/tags/trade/": ("Posts about Trade", "/tags/trade/", "DBAF"),
    "/tags/trade/?language=vi": ("Posts about Trade in Vietnamese", "/tags/trade/?language=vi", "F"),
    "/tags/trade/?blogger=hale": ("Posts by Stephen Hale about Trade", "/hale/tags/trade/", "DBA"),
    "/tags/trade/?place=london&to=2009-03-30": ("Posts from London about Trade until 30 March 2009", "", "A"),
    "/tags/café/": ("Posts about Café", "/tags/caf%C3%A9/", "G"),
    "/places/hanoi/": ("Posts from Hanoi", "/places/hanoi/", "HGF"),
    "/places/peru/": ("Posts from Peru", "/places/peru/", "ED"),
    "/places/vietnam/?role=consul": ("Posts as consul from Vietnam", "/places/vietnam/?role=consul", "GF"),
    "/places/france/": ("Posts from France", "/places/france/", ""),
    "/archive/2009/": ("Posts in 2009", "/archive/2009/", "CBAF"),
    "/archive/2009/03/": ("Posts in March 2009", "/archive/2009/03/", "BAF"),
    "/archive/2009/?tag=trade": ("Posts about Trade in 2009", "/tags/trade/?from=2009-01-01&to=2009-12-31", "BAF"),
    "/archive/2011/": ("Posts in 2011", "/archive/2011/", ""),
    "/hale/2012/": ("Posts by Stephen Hale in 2012", "/hale/2012/", "ED"),
    "/hale/2009/03/?tag=tea": (
        "Posts by Stephen Hale about Tea in March 2009",
        "/hale/tags/tea/?from=2009-03-01&to=2009-03-31",
        "A",
    ),
    "/hale/?language=VI": ("Posts by Stephen Hale in Vietnamese", "/hale/?language=vi", "C"),
    "/hale/?from=2009-03-31&to=2009-04-01": ("Posts by Stephen Hale since 31 March 2009 until 1 April 2009", "", "CB"),
    "/hale/?from=2009-03-01&to=2009-03-31": ("Posts by Stephen Hale in March 2009", "/hale/2009/03/", "BA"),
    "/hale/tags/trade/": ("Posts by Stephen Hale about Trade", "/hale/tags/trade/", "DBA"),
    "/?role=CONSUL++general": ("Posts as CONSUL general", "/?role=CONSUL+general", "H"),
    "/?from=2012-06-01": ("Posts since 1 June 2012", "/?from=2012-06-01", "EHD"),
    "/?place=Viet+Nam&language=vi": ("Posts from Vietnam in Vietnamese", "/places/vietnam/?language=vi", "HF"),
    "/?blogger=LAN&tag=Trade": ("Posts by Lan Pham about Trade", "/lan/tags/trade/", "F"),
    "/best-bits/": ("Best bits", "/best-bits/", "F"),
    "/best-bits/?language=en": ("Best bits in English", "/best-bits/?language=en", ""),
    "/search/?tag=trade&blogger=hale&sort=oldest": ("Posts by Stephen Hale about Trade", "/hale/tags/trade/", "ABD"),
    "/search/?from=2009-01-01&to=2009-12-31&language=vi": ("Posts in Vietnamese in 2009", "/archive/2009/?language=vi", "CF"),
}


@pytest.mark.both
def test_a_list_shows_what_it_is_of_says_so_and_names_its_one_address_and_its_feeds(site, posts):
    for address, (words, canonical, titles) in LISTS.items():
        page = site.get(address)
        entries = page.all("ol.river > li")
        assert "".join(part.one("h2 a, h3 a").words for part in entries) == titles, address
        assert words in [part.words for part in page.all("h1, h2")], address
        if not titles:
            assert page.has("div.empty"), address
            assert page.has("meta[name=robots][content^=noindex]"), address
        here = page.one("link[rel=canonical]")["href"].removeprefix(ROOT)
        assert here == canonical or (not canonical and here == address), address
        if not address.startswith("/search/"):
            assert site.get(here).one("h1") == words
        path, _mark, query = here.partition("?")
        feeds = {part["type"]: part["href"] for part in page.all("link[rel=alternate]")}
        for kind, name in (("atom+xml", "feed.atom"), ("rss+xml", "feed.rss"), ("feed+json", "feed.json")):
            assert feeds[f"application/{kind}"] == path + name + (f"?{query}" if query else ""), address
        feed = site.get(feeds["application/feed+json"])
        assert sorted(item["title"] for item in feed.json["items"]) == sorted(titles), address


def test_an_entry_tells_who_wrote_it_as_what_and_where_then(site, posts):
    entry = site.get("/places/peru/").one("ol.river > li:last-child")

    assert entry.one("h2 a")["href"] == "/hale/2012/06/d/"
    assert "Stephen Hale, British Ambassador" in entry
    assert entry.one(".dateline b") == "Lima"
    assert entry.one("time") == "1 June 2012"
    assert entry.links["No comments yet"] == "/hale/2012/06/d/#talk"
    other = site.get("/hale/2012/12/").one("ol.river > li")
    assert other.one("h2")["lang"] == "es"
    assert other.one(".lang") == "Español"


@pytest.mark.settings(posts_per_page=2)
def test_pages_of_a_narrowed_list_keep_its_narrowings(site, posts, make):
    page = site.get("/places/vietnam/?language=vi&role=consul+general&ui=en")
    assert "Older posts" not in page.links
    make.posts(2, by="lan", title="Further", language="vi")
    page = site.get("/places/vietnam/?language=vi&role=consul+general&ui=en")
    older = page.links["Older posts"]
    assert urlsplit(older).path == "/places/vietnam/"
    assert {"language=vi", "role=consul+general", "ui=en"} <= set(urlsplit(older).query.split("&"))
    assert [part.words for part in page.click("Older posts").all("ol.river h2")] == ["H"]

    page = site.get("/search/?sort=oldest&tag=trade")
    seen = [h.words for h in page.all("ol.river h3")] + [h.words for h in page.click("More results").all("ol.river h3")]
    assert seen[2:] == ["B", "D"]


ADDRESSES = """
/ /hale/ /hale/about/ /hale/2009/ /hale/2009/03/ /hale/2009/03/a/ /hale/2009/03/a/history/ /hale/tags/ /hale/tags/trade/
/hale/archive/ /hale/comments/ /hale/follow/ /archive/ /archive/2009/ /archive/2009/03/ /tags/ /tags/trade/ /places/
/places/hanoi/ /places/vietnam/ /best-bits/ /search/ /comments/ /follow/ /bloggers/ /about/
"""
NAMES = ["q", "blogger", "role", "place", "tag", "language", "from", "to", "sort", "before", "name", "waiting", "reply"]
GOOD = [
    "hale",
    "LAN",
    "trade",
    "hanoi",
    "Viet Nam",
    "vi",
    "zh-TW",
    "2009-03-25",
    "2012-06-01",
    "newest",
    "relevance",
    "consul",
    "en",
]
ODD = (
    """
0001-01-01 9999-12-31 9998-12-31 1000-01-01 2009-02-30 2009-3-1 20090301 % %s %(x)s ' " <b> - * NEAR( -a \u202e ٣ ³ 0 -1 ../ // 🙂
99999999999999999999 MS4x MC4w LLLLLLLLLLLLLLLLLLLLLL en_US.UTF-8 root en@x=y
""".split()
    + ["\x00", "a\x00b", "a AND", " ", "\n", "\u202e", "\ufffd", "9" * 400, "x" * 3000]
)
VALUES = st.sampled_from(GOOD) | st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cn", "Cs"]), max_size=12)


def answer(site, address, query):
    """What is answered is a page or a clear 400 in words, whatever was asked."""
    given_ = site.app.test_client().get(address, query_string=query)
    assert given_.status_code in (200, 400) or (given_.status_code == 404 and "waiting" in query), (address, query)
    if given_.status_code == 400:
        page = site.get(address, query=query, status=400)
        assert page.header("Cache-Control") == "private, no-store"
        assert page.has("[role=alert]") or page.one("h1") == "That cannot be done"


@pytest.mark.both
@pytest.mark.timeout(400)
def test_each_parameter_takes_any_rubbish(site, posts):
    for name in NAMES:
        address = {"name": "/bloggers/", "waiting": "/hale/2009/03/a/", "reply": "/hale/2009/03/a/"}.get(name, "/search/")
        for value in ODD:
            answer(site, address, {name: value})
            if name == "before":
                for list_ in ("/", "/comments/", "/bloggers/", "/hale/?sort=oldest", "/search/?q=paragraph"):
                    path, _mark, query = list_.partition("?")
                    answer(site, path, dict(parse_qsl(query)) | {name: value})


@pytest.mark.both
@pytest.mark.timeout(400)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_whatever_is_asked_there_is_an_answer_in_words(site, posts, data):
    address = data.draw(st.sampled_from(ADDRESSES.split()))
    answer(site, address, data.draw(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4)))
