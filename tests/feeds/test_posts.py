"""What feeds of posts hold."""

from datetime import UTC, datetime

import pytest

from network.base.database import db, transaction
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.media.models import Picture
from network.posts import actions, queries

KINDS = ["rss", "atom", "json"]


def test_the_model_post_reads_as_it_was_signed(feed, make):
    make.post(title="Two clocks", body="What time is it there?", tags="web, Digital diplomacy", date="2009-03-25")

    for kind in ("rss", "atom"):
        entry = feed(f"/hale/feed.{kind}").read.entries[0]
        assert entry.title == "Two clocks"
        assert entry.link == "http://localhost/hale/2009/03/two-clocks/"
        assert entry.author == "Stephen Hale, Head of Engagement, Digital Diplomacy, London"
        assert [t.term for t in entry.tags] == ["web", "Digital diplomacy"]
        assert entry.published_parsed[:3] == (2009, 3, 25)
        assert "What time is it there?" in entry.content[0].value
        assert entry.where == {"type": "Point", "coordinates": pytest.approx((-0.126, 51.509), abs=0.01)}

    item = feed("/hale/feed.json").json["items"][0]
    assert item["authors"] == [
        {
            "name": "Stephen Hale",
            "url": "http://localhost/hale/",
            "_byline": {
                "role": "Head of Engagement, Digital Diplomacy",
                "organisation": "Foreign and Commonwealth Office",
                "place": "London",
            },
        }
    ]
    assert item["tags"] == ["web", "Digital diplomacy"]
    assert item["_place"]["name"] == "London"


def test_an_old_post_keeps_role_and_place_of_its_day(feed, make):
    make.post(title="From London", date="2009-03-25")
    place = make.place("Lima, PE")
    with transaction():
        blogger = blogger_queries.by_handle("hale")
        bloggers.appoint(blogger, "Ambassador", place, starts_on=datetime(2015, 1, 1, tzinfo=UTC).date())
    make.post(title="From Lima", date="2016-05-01")

    assert [e.author for e in feed("/feed.rss").read.entries] == [
        "Stephen Hale, Ambassador, Lima",
        "Stephen Hale, Head of Engagement, Digital Diplomacy, London",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_newest_twenty_are_in_it_whatever_a_page_shows(feed, make, kind):
    make.posts(23)

    titles = feed(f"/feed.{kind}").titles
    assert titles == [f"Post number {n}" for n in range(23, 3, -1)]


def test_an_arabic_post_says_its_language_and_direction(feed, make):
    make.post(title="السلام", body="نص عربي", language="ar")

    entry = feed("/feed.atom").all("//atom:entry")[0]
    content = entry.find("{*}content")
    assert content.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert content.text.startswith('<div lang="ar" dir="rtl">')
    assert feed("/feed.rss").all("//item/dc:language")[0].text == "ar"
    assert feed("/feed.json").json["items"][0]["language"] == "ar"


def test_addresses_in_the_text_are_whole(feed, make):
    body = (
        '[About](/about/) [note](#note) [other](https://example.org/a?b=1&c="2") [up](../x/)\n\n'
        '`<a href="/stay/">` and text with href="/stay/"\n\n<blockquote cite="/q/">q</blockquote>'
    )
    make.post(title="Links", body=body, date="2009-03-25")
    content = feed("/feed.atom").read.entries[0].content[0].value

    assert 'href="http://localhost/about/"' in content
    assert 'href="http://localhost/hale/2009/03/links/#note"' in content
    assert 'href="http://localhost/hale/2009/03/x/"' in content
    assert 'href="https://example.org/a?b=1&amp;c=' in content
    assert content.count("/stay/") == 2
    assert "http://localhost/stay/" not in content


@pytest.fixture
def pictured(make):
    post = make.post(title="Pictured")
    with transaction():
        picture = Picture(name="abc", width=2400, height=1200, widths="480 960 1600 2400")
        db.session.add(picture)
        db.session.flush()
        actions.save(queries.find(post.id), top_image=actions.TopImage(picture.id, 'A "lamp" & a <moth>'))
    return post


def test_the_top_image_comes_with_its_words(feed, pictured):
    for kind, item in (("rss", "//item"), ("atom", "//atom:entry")):
        media = feed(f"/feed.{kind}").all(f"{item}/media:content")[0]
        assert media.get("url") == "http://localhost/media/abc/1600.webp"
        assert (media.get("width"), media.get("height")) == ("1600", "800")
        assert media[0].text == 'A "lamp" & a <moth>'
    said = feed("/feed.json").json["items"][0]
    assert said["image"] == "http://localhost/media/abc/1600.webp"
    assert said["_image"]["alt"] == 'A "lamp" & a <moth>'
    assert 'alt="A &#34;lamp&#34; &amp; a &lt;moth&gt;"' in said["content_html"]


def test_a_correction_changes_when_it_was_updated_and_nothing_else(feed, make):
    post = make.post(title="Before", date="2009-03-25")
    was = feed("/feed.atom")
    with transaction():
        actions.save(queries.find(post.id), actions.write("After", "", "New text", "markdown", "en", ""))
    is_ = feed("/feed.atom")

    assert is_.titles == ["After"]
    assert is_.ids == was.ids
    assert is_.read.entries[0].published == was.read.entries[0].published
    assert is_.read.entries[0].updated > was.read.entries[0].updated
    assert was.read.entries[0].updated == was.read.entries[0].published


def test_names_outlive_a_new_handle_and_a_new_host(feed, make, build, database_url):
    make.post(title="One", date="2009-03-25")
    before = {kind: feed(f"/hale/feed.{kind}").ids for kind in KINDS}
    with transaction():
        bloggers.rename(blogger_queries.by_handle("hale"), "stephen")

    assert {kind: feed(f"/stephen/feed.{kind}").ids for kind in KINDS} == before
    moved = build(database_url=database_url, base_url="https://blogs.example").test_client().get("/feed.atom")
    assert before["atom"][0] in moved.text
    assert "https://blogs.example/stephen/2009/03/one/" in moved.text
    assert "localhost" not in moved.text


DOORS = (
    *("/", "/hale/", "/hale/2009/", "/hale/2009/03/", "/hale/tags/trade/", "/tags/trade/", "/places/london/"),
    *("/places/united-kingdom/", "/best-bits/", "/archive/2009/", "/archive/2009/03/"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_has_a_door_in_each_format(feed, make, kind):
    make.post(by="lan", title="Elsewhere", days_ago=1, body="Rain.")
    make.post(title="Lamps", date="2009-03-25", tags="trade", body="Oil is dear.", on_front="Oil is dear.")

    for door in DOORS:
        assert feed(f"{door}feed.{kind}").titles == (["Elsewhere", "Lamps"] if door == "/" else ["Lamps"]), door


NARROWED = {
    "/tags/trade/feed.json?language=vi": ["Trà"],
    "/search/feed.atom?q=dear": ["Lamps"],
    "/search/feed.rss?language=vi&q=tra": ["Trà"],
    "/feed.rss?language=vi": ["Trà"],
    "/feed.atom?role=Consul": ["Trà"],
    "/feed.atom?from=2009-03-01&to=2009-03-25": ["Lamps"],
}


def test_narrowed_lists_have_doors_too(feed, make, let_work):
    make.post(by="lan", title="Trà", days_ago=1, tags="trade", language="vi")
    make.post(title="Lamps", date="2009-03-25", tags="trade", body="Oil is dear.")
    let_work()

    for door, titles in NARROWED.items():
        assert feed(door).titles == titles, door


CANONICAL = {
    "/archive/feed.rss": "/feed.rss",
    "/tags/feed.atom": "/feed.atom",
    "/places/feed.json": "/feed.json",
    "/bloggers/feed.rss": "/feed.rss",
    "/search/feed.rss": "/feed.rss",
    "/hale/archive/feed.rss": "/hale/feed.rss",
    "/hale/about/feed.rss": "/hale/feed.rss",
    "/hale/tags/feed.atom": "/hale/feed.atom",
    "/Hale/feed.RSS": "/hale/feed.rss",
    "/FEED.atom/": "/feed.atom",
    "/hale/feed.atom/": "/hale/feed.atom",
    "/Tags/Trade/feed.atom": "/tags/trade/feed.atom",
    "/feed.atom?blogger=hale": "/hale/feed.atom",
    "/search/feed.atom?tag=trade": "/tags/trade/feed.atom",
    "/feed.atom?language=EN&ui=en": "/feed.atom?language=en&ui=en",
    "/feed.atom?from=2009-03-01&to=2009-03-31": "/archive/2009/03/feed.atom",
    "/old-hale/feed.json": "/hale/feed.json",
    "/hale/feed.atom?from=2009-01-01&to=2009-12-31": "/hale/2009/feed.atom",
}


def test_another_spelling_leads_to_the_canonical_feed_at_once(site, feed, make):
    make.post(tags="trade")
    with transaction():
        hale = blogger_queries.by_handle("hale")
        bloggers.rename(hale, "old-hale")
        bloggers.rename(hale, "hale")

    for asked, canonical in CANONICAL.items():
        assert site.get(asked, status=301).location == canonical
        feed(canonical)


NOWHERE = (
    *("/nobody/feed.rss", "/tags/nothing/feed.atom", "/places/atlantis/feed.json", "/feed.xml", "/hale/2009/13/feed.rss"),
    *("/hale/2009/03/no-post/feed.rss", "/about/feed.rss", "/desk/feed.rss", "/a/b/c/d/e/feed.rss"),
)


def test_where_no_list_is_there_is_no_feed(site, cast):
    for address in NOWHERE:
        site.get(address, status=404)


def test_rubbish_is_refused(site, cast):
    for rubbish in ("before=x", "language=xx-nonsense", "from=2009-02-31", "place=atlantis", "ui=xx"):
        site.get(f"/feed.atom?{rubbish}", status=400)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_network_has_a_valid_feed(feed, cast, kind):
    assert feed(f"/feed.{kind}").titles == []
    assert feed(f"/hale/feed.{kind}").titles == []


def test_drafts_and_withdrawn_posts_are_in_no_feed(feed, make):
    make.draft(title="Secret")
    gone = make.post(title="Gone")
    make.post(title="Here")
    with transaction():
        actions.withdraw(queries.find(gone.id), "It was wrong.")

    assert feed("/feed.rss").titles == ["Here"]


def test_a_feed_is_named_for_what_it_is_of(feed, make):
    make.post(by="lan", tags="trade")

    assert feed("/feed.atom").read.feed.title == "Global conversations"
    assert feed("/lan/feed.rss").read.feed.title == "From Hanoi · Global conversations"
    assert feed("/lan/feed.rss").read.feed.subtitle == "Trade, coffee and rain."
    assert feed("/tags/trade/feed.atom").read.feed.title == "Posts about trade · Global conversations"


def test_no_feed_sets_a_cookie_and_all_are_for_everyone(site, make):
    make.post()
    for kind, type_ in (
        ("rss", "application/rss+xml; charset=utf-8"),
        ("atom", "application/atom+xml; charset=utf-8"),
        ("json", "application/feed+json"),
    ):
        page = site.get(f"/feed.{kind}")
        assert page.header("Content-Type") == type_
        assert page.header("Set-Cookie") is None
        assert page.header("Cache-Control") == "public, max-age=0, must-revalidate"
        assert page.header("Link") == f'<http://localhost/feed.{kind}>; rel="self"'


@pytest.mark.both
def test_a_feed_asks_three_questions_however_much_it_holds(site, make, counting, app):
    def asked(address):
        app.extensions["page_cache"].hear(None)
        with counting() as questions:
            site.get(address)
        return questions

    make.post(tags="one")
    few = asked("/feed.atom").count
    for i in range(6):
        make.post(by=make.blogger(place="Lima, PE"), tags=f"tag{i}, other{i}")
    many = asked("/feed.atom")

    assert many.count == few <= 3, str(many)
    assert asked("/hale/feed.json").count <= 4
