"""The judge of feeds sees what it should, and no text can spoil a feed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.base.database import db, transaction
from network.base.html import clean_post, plain
from network.posts.models import Post
from tests.feeds.validity import faults

SPOILED = {
    "rss": [
        ("<guid isPermaLink", "<guid isPermalink"),
        ("<title>On", "<title>On &nbsp; "),
        ("<language>en</language>", ""),
        ("<link>http://localhost/hale", "<link>/hale"),
        ("+0000</pubDate>", "</pubDate>"),
        ("</item>", "<guid>x</guid></item>"),
        ('rel="self"', 'rel="selb"'),
        ("href=&quot;http", "href=&quot;/http"),
        ("</channel>", "<ttl>60</ttl></channel>"),
    ],
    "atom": [
        ("<updated>20", "<updated>20x"),
        ("<name>", "<nome>"),
        ("<name>Stephen Hale</name>", "<name> </name>"),
        ('rel="alternate"', 'rel="elsewhere"'),
        ('type="html"', 'type="text"'),
        ("urn:uuid:", "urn:"),
        ('<feed xmlns:dc="http://purl.org', '<feed xmlns:dc="http://elsewhere.example'),
        ("&lt;p&gt;", "&lt;script&gt;"),
    ],
    "json": [
        ('"version": "https', '"version": "http'),
        ('"id": "urn', '"idee": "urn'),
        ('"url": "http://localhost/hale', '"url": "/hale'),
        ('"content_html"', '"content"'),
        ('"date_published": "20', '"date_published": "'),
    ],
}


@pytest.mark.parametrize("kind", SPOILED)
def test_a_fault_is_seen(site, make, kind):
    make.post(title="On lamps", body="[A link](https://example.org/)", date="2009-03-25")
    text = site.get(f"/feed.{kind}").text.replace('href="https', "href=&quot;https" if kind == "rss" else 'href="https')
    assert not faults(text.encode(), kind, f"http://localhost/feed.{kind}")

    for good, bad in SPOILED[kind]:
        assert good in text
        assert faults(text.replace(good, bad).encode(), kind, f"http://localhost/feed.{kind}"), f"{bad} is not seen"


TITLES = [
    "]]> <![CDATA[ & <b>bold</b> &amp; &lt;",
    "<script>alert(1)</script>",
    "🙂 👩‍👩‍👧‍👦 Ａ ﷽ 𝕬 \u0301\u0301\u0301",
    "السلام عليكم (and left again)",
    "a\u202eright to left\u202c \u2066isolated\u2069",
    "<!-- --> <?xml ?> %s {{ x }} $x",
    "x" * 300,
    "&",
]


def test_no_title_spoils_a_feed(feed, make):
    for title in TITLES:
        made = make.post(title=title, body=f"Text with {title}", standfirst=title, tags="a & b, <c>, ]]>")
        for kind in ("rss", "atom", "json"):
            assert feed(f"/feed.{kind}").titles[0] == made.title


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_no_character_spoils_a_feed(site, make, kind):
    post = make.post(title="A title")
    number = post.id
    anything = st.text(max_size=80)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(anything, anything, anything)
    def publish(title, body, source):
        with transaction():
            row = db.session.get(Post, number)
            row.title = "T" + "".join(c for c in title if not "\ud800" <= c <= "\udfff" and c != "\0")
            row.excerpt = "".join(c for c in body if not "\ud800" <= c <= "\udfff" and c != "\0")
            row.html = clean_post(source) + "<p>.</p>"
        site.app.extensions["page_cache"].hear(None)
        page = site.get(f"/feed.{kind}")
        assert faults(page.bytes, kind, f"http://localhost/feed.{kind}") == []

    publish()


def test_a_feed_says_what_the_page_says(feed, make):
    body = "Para with *stress* & “quotes” — 日本語.\n\n> A quote\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    make.post(body=body)
    content = feed("/feed.atom").read.entries[0].content[0].value

    assert plain(clean_post(body, "markdown")) in plain(content)
