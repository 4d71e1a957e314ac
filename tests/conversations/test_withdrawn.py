"""What was corrected shows how; what was withdrawn is gone from everywhere but its address."""

import pytest

from network.base.clock import local, now
from network.base.database import transaction
from network.posts import actions, queries

SENTENCE = "The first paragraph says why."


def save(post, as_=None, note="", **written):
    """A correction, by its author or by somebody else."""
    told = {"title": post.title, "standfirst": post.standfirst, "source": post.source, "tags": "Trade"} | written
    new = actions.write(told["title"], told["standfirst"], told["source"], "markdown", "en", told["tags"])
    with transaction():
        actions.save(queries.find(post.id), new, note=note, by=as_.account if as_ else None)


@pytest.mark.both
def test_a_withdrawn_post_leaves_its_title_its_reason_who_gave_it_and_nothing_else(site, cast, make, let_work):
    post = make.post(
        title="Taken back", date="2009-03-25", tags="Trade, Tea", language="vi", best_bit=SENTENCE, on_front=SENTENCE
    )
    make.post(title="Stays", date="2012-06-01", tags="Trade")
    comment = make.comment(post, "On what is gone.")
    let_work()
    address = site.get("/hale/").links["Taken back"]
    lists = """
    / /hale/ /hale/2009/ /hale/2009/03/ /hale/tags/tea/ /hale/tags/trade/ /hale/comments/ /tags/trade/ /tags/tea/ /places/london/
    /places/united-kingdom/ /archive/2009/ /archive/2009/03/ /best-bits/ /comments/ /bloggers/ /?language=vi /search/?q=paragraph
    /search/?language=vi /feed.atom /hale/feed.rss /tags/tea/feed.json /comments/feed.atom /hale/comments/feed.rss /sitemap.xml
    """
    shown = [at for at in lists.split() if "Taken back" in site.get(at).text or address in site.get(at).text]
    assert set(lists.split()) - set(shown) <= {"/bloggers/", "/sitemap.xml"}

    with transaction():
        actions.withdraw(queries.find(post.id), "The figures in it were wrong.", by=cast.editor.account)
    let_work()
    withdrawn = f"{local(now(), 'Europe/London'):%-d %B %Y}"

    for at in lists.split():
        text = site.get(at).text
        assert "Taken back" not in text, at
        assert "On what is gone." not in text, at
        assert address not in text, at
    assert [part.words for part in site.get("/archive/").all("table.archive tbody th")] == ["2012"]
    assert "Tea" not in site.get("/tags/").links
    assert [part.words for part in site.get("/tags/").all("ul.index li")] == ["Trade 1 post"]
    assert "1 post, since 2012" in site.get("/hale/").words

    for at in (address, address + "history/"):
        page = site.get(at, status=410)
        assert page.one("h1") == "This post was withdrawn"
        assert "The figures in it were wrong." in page.words
        assert "Stephen Hale published it on 25 March 2009." in page.words
        assert SENTENCE not in page.text
        assert page.one("main bdi:contains('Taken back')")["lang"] == "vi"
        assert f"Edith Marsh, editor withdrew it on {withdrawn}." in page.words
        assert page.header("Cache-Control") == "public, max-age=0, must-revalidate"
        assert "To the blog of Stephen Hale" in page.links
    site.get(address.upper(), status=301).follow(status=410)
    site.get(address + "comments/", status=301)
    assert site.get("/hale/2012/06/stays/").has("span:contains('This is the first post')")
    assert comment.state == "published"


def test_the_history_shows_what_changed_when_why_and_by_whom(site, cast, make):
    post = make.draft(title="On lamps", body="Before anybody read it.", tags="Trade")
    save(post, source="Lamps burn oil & <b>wicks</b>.")
    with transaction():
        actions.publish(queries.find(post.id), dated=actions.read_dated("2009-03-25"))
    address = "/hale/2009/03/on-lamps/"
    assert "Corrected" not in site.get(address).one("main").words

    save(post, as_=cast.stephen, note="Somebody told me.", source="Lamps burn <b>whale</b> oil & wicks.")
    save(post, as_=cast.editor, note="A better heading.", title="On all lamps", tags="Trade, Tea")

    page = site.get(address)
    page = site.get(next(href for words, href in page.links.items() if words.startswith("Corrected ")))
    assert page.one("h1") == "History of “On all lamps”"
    steps = page.all("ol.lines > li")
    assert [part.one("h2").words.split()[0] for part in steps] == ["Corrected", "Corrected", "Published"]
    last, first, published = steps
    assert "by Edith Marsh, editor" in last
    assert "A better heading." in last
    assert [part.words for part in last.all("h3")] == ["Title", "Topics"]
    assert "all" in [part.words for part in last.all("ins")]
    assert "Somebody told me." in first
    assert "by " not in first.words.split("Somebody")[0]
    assert [part.words for part in first.all("ins")] == ["whale"]
    assert first.one("div.diff") == "Lamps burn whale oil & wicks."
    assert not published.has("ins, del")
    assert "Before anybody read it." not in page.text
    assert page.click("Back to the post").address == address
    assert published.one("h2 time") == "25 March 2009"
    assert last.one("h2 time").words.endswith(" in London")
    assert "Nothing was changed" not in page.words
    make.post(title="Right at once", date="2009-03-26")
    assert "Nothing was changed since it was published." in site.get("/hale/2009/03/right-at-once/history/").words

    save(post, title="On all lamps", source="Oil is dear.", tags="Trade, Tea")
    gone = site.get(address + "history/").all("ol.lines > li")[0].all("del")
    assert "burn" in " ".join(part.words for part in gone)

    save(post, title="On all lamps", source="# Oil\n\nOil is dear.\n\n- One\n- Two", tags="Trade, Tea")
    lines = site.get(address + "history/").all("ol.lines > li")[0].one("div.diff").element.xpath("string()").splitlines()
    assert [line.strip() for line in lines if line.strip()][-3:] == ["Oil is dear.", "One", "Two"]
