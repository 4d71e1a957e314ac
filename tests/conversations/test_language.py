"""The language of the interface is part of the address."""

from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from network.base.database import transaction
from network.base.site import change

PAGES = """
/ /bloggers/ /hale/ /hale/about/ /hale/2009/ /hale/2009/03/on-lamps/ /hale/2009/03/on-lamps/history/ /hale/tags/
/hale/tags/trade/ /hale/archive/ /hale/comments/ /hale/follow/ /archive/ /tags/ /tags/trade/ /places/ /places/london/
/best-bits/ /search/ /search/?q=lamps&tag=trade /comments/ /follow/ /sign-in/ /nowhere/
"""
SENTENCE = "The first paragraph says why."


@pytest.fixture
def posts(make, let_work):
    make.post(title="On lamps", date="2009-03-25", tags="Trade", best_bit=SENTENCE, on_front=SENTENCE)
    post = make.posts(25)[0]
    make.comment(post)
    let_work()


@pytest.mark.settings(posts_per_page=3)
def test_every_link_and_form_of_a_page_in_another_language_carries_it_on(site, posts, app):
    for tag in app.extensions["interface_languages"]:
        for address in PAGES.split():
            page = site.get(
                address + ("&" if "?" in address else "?") + f"ui={tag}", status=404 if address == "/nowhere/" else 200
            )
            assert page.one("html")["lang"] == tag
            assert page.one("html")["dir"] == ("rtl" if tag in ("ar", "fa", "he", "ur") else "ltr")
            for part in page.all("a[href]"):
                target = urlsplit(urljoin("http://localhost" + page.address, part["href"]))
                file = "." in target.path.rsplit("/", 1)[-1]
                if target.netloc == "localhost" and not file and not part["href"].startswith("#") and not part.get("hreflang"):
                    assert parse_qs(target.query).get("ui") == [tag], (address, part["href"])
            for form in page.all("form"):
                kept = parse_qs(urlsplit(form.get("action") or "").query).get("ui") or [
                    box.get("value") for box in form.all("input[name=ui]")
                ]
                assert kept == [tag], (address, form.get("action"))


def test_the_choice_of_languages_keeps_what_was_asked(site, posts, app):
    page = site.get("/search/?q=lamps&tag=trade")
    for tag in app.extensions["interface_languages"]:
        link = page.one(f"footer a[hreflang='{tag}']")
        assert link["lang"] == tag
        assert parse_qs(urlsplit(link["href"]).query) == {"q": ["lamps"], "tag": ["trade"], "ui": [tag]}
        assert site.get(link["href"]).one("html")["lang"] == tag


def test_a_language_that_the_interface_does_not_speak_is_400(site, posts):
    for tag in ("xx", "", "EN", "en-GB", "../en", "%00"):
        page = site.get(f"/hale/?ui={tag}", status=400)
        assert "The interface does not speak" in page.words
        assert page.one("html")["lang"] == "en"


def test_text_in_another_language_is_marked_as_such(site, make):
    post = make.post(title="مصابيح", body="نص قصير.", language="ar", date="2009-03-25")
    page = site.get("/hale/")
    entry = page.one("ol.river li")
    assert (entry.one("h3")["lang"], entry.one("h3")["dir"]) == ("ar", "rtl")
    assert entry.one(".lang")["lang"] == "ar"
    read = page.click(post.title)
    assert (read.one("article.h-entry")["lang"], read.one("article.h-entry")["dir"]) == ("ar", "rtl")
    around = read.one("p.posted").element.getparent().getparent()
    assert (around.get("lang"), around.get("dir")) == ("en", "ltr")
    assert read.one("p.posted").words.startswith("Posted 25 March 2009 by Stephen Hale, ")
    assert (page.one("html")["lang"], page.one("html")["dir"]) == ("en", "ltr")


def test_what_the_network_says_of_itself_is_marked_as_in_the_language_of_who_wrote_it(site, make):
    ours = site.get("/about/?ui=ar")
    text = ours.one("main > div[lang]")
    assert (text["lang"], text["dir"]) == ("en", "ltr")
    assert "About this network" in text
    assert "Diplomats" not in ours.one("footer")
    assert not site.get("/about/").has("main [lang]")

    with transaction():
        change(about="A few of us.")
    told = site.get("/privacy/?ui=ar").one("footer section p span")
    assert (told["lang"], told["dir"], told.words) == ("en", "ltr", "A few of us.")


def test_arabic_pages_part_names_roles_places_and_times_by_their_own_comma(site, posts):
    for address in ("/", "/hale/", "/hale/about/", "/hale/2009/03/on-lamps/", "/comments/", "/bloggers/", "/search/?q=lamps"):
        page = site.get(address + ("&" if "?" in address else "?") + "ui=ar")
        for part in page.all("p:not([lang]), time, li"):
            own = [part.element.text, *(child.tail for child in part.element)]
            assert not [words for words in own if words and words.lstrip().startswith(",")], (address, part)
    assert "، " in site.get("/hale/?ui=ar").one("p.dim:has(.p-job-title)").words


def test_a_comment_sent_in_another_language_leads_back_in_it(site, posts, app):
    for n, tag in enumerate(app.extensions["interface_languages"]):
        page = site.get(f"/hale/2009/03/on-lamps/?ui={tag}")
        sent = page.form("form#reply").fill(author_name="Ada", author_email="a@b.example", body=f"Number {n}").send()
        assert parse_qs(urlsplit(sent.location).query)["ui"] == [tag]
        assert sent.follow().one("html")["lang"] == tag
    site.get("/hale/2009/03/on-lamps/comments/?ui=en", status=301).follow()
