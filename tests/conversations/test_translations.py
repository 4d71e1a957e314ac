"""A post in several languages: readers find each from the others, lists show one of them, and the thread is one."""

import json
from typing import Any

import pytest
from lxml import etree

from network.base.database import transaction
from network.base.site import change
from network.comments.queries import reference
from network.posts import actions as posts
from network.posts import translating
from network.posts.addresses import path_of
from network.posts.models import Post

pytestmark = pytest.mark.both


@pytest.fixture
def harbour(make) -> Post:
    return make.post(by="hale", title="On harbours", tags="trade", date="2026-03-02")


@pytest.fixture
def puertos(make, harbour) -> Post:
    return make.translation(harbour, "es", title="Sobre los puertos", tags="trade, comercio")


@pytest.fixture
def arabic(make, harbour) -> Post:
    return make.translation(harbour, "ar", title="عن المرافئ")


def shown(page: Any) -> list[str]:
    """The titles of a list."""
    return [words for words in page.links if words in ("On harbours", "Sobre los puertos", "عن المرافئ", "Other")]


def correct(post: Post, body: str) -> None:
    with transaction():
        tags = ", ".join(tag.name for tag in posts.queries.tags_of(post))
        posts.save(post, posts.write(post.title, "", body, "markdown", post.language, tags))


def test_readers_find_each_version_from_the_others(site, harbour, puertos, arabic):
    page = site.get(path_of(harbour))

    line = page.one(".langs")
    assert line == "Also in Español, العربية"
    spanish, arab = line.all("a")
    assert (spanish["href"], spanish["hreflang"], spanish["lang"]) == (path_of(puertos), "es", "es")
    assert (arab["lang"], arab["dir"]) == ("ar", "rtl")
    assert site.get(path_of(puertos)).one(".langs") == "Translated from English. Also in English, العربية"


def test_programs_find_each_version_from_the_others(site, harbour, puertos, arabic):
    for post in (harbour, puertos):
        page = site.get(path_of(post))
        told = {link["hreflang"]: link["href"] for link in page.all("link[rel=alternate][hreflang]")}
        own = {each.language: site.root + path_of(each) for each in (harbour, puertos, arabic)}
        assert told == own | {"x-default": site.root + path_of(harbour)}
        assert page.one("link[rel=canonical]")["href"] == site.root + path_of(post)
    of_original, of_version = (
        json.loads(site.get(path_of(post)).one("script[type='application/ld+json']").element.text) for post in (harbour, puertos)
    )
    assert [work["inLanguage"] for work in of_original["workTranslation"]] == ["es", "ar"]
    assert of_version["inLanguage"] == "es"
    assert of_version["translationOfWork"]["@id"] == site.root + path_of(harbour)
    tree = etree.fromstring(site.get("/sitemap.xml").bytes)
    linked = tree.xpath("//*[local-name()='url'][*[local-name()='link']]")
    assert [len(url.xpath("*[local-name()='link']")) for url in linked] == [3, 3, 3]


def test_a_post_of_its_own_says_nothing_of_versions(site, make, harbour):
    make.translation(harbour, "es", out=False)

    page = site.get(path_of(harbour))

    assert not page.has(".langs")
    assert not page.has("link[hreflang]")


def test_a_list_shows_one_of_them_in_the_language_of_the_reader(site, make, harbour, puertos, arabic):
    make.post(by="hale", title="Other", date="2026-03-05")

    for address in ("/hale/", "/hale/2026/03/", "/archive/2026/03/", "/places/london/"):
        assert set(shown(site.get(address))) == {"Other", "On harbours"}, address
        in_arabic = site.get(address, query={"ui": "ar"})
        assert set(shown(in_arabic)) == {"Other", "عن المرافئ"}, address
    assert in_arabic.links["عن المرافئ"] == path_of(arabic) + "?ui=ar"


def test_a_list_in_a_language_shows_the_version_in_it(site, harbour, puertos, arabic):
    assert set(shown(site.get("/hale/?language=es"))) == {"Sobre los puertos"}
    assert set(shown(site.get("/tags/trade/?language=ar"))) == {"عن المرافئ"}


def test_a_topic_that_only_a_version_has_lists_the_version(site, harbour, puertos, arabic):
    assert set(shown(site.get("/tags/comercio/"))) == {"Sobre los puertos"}
    assert set(shown(site.get("/tags/trade/"))) == {"On harbours"}


def test_a_search_finds_each_version_by_its_own_words(site, make, harbour, let_work):
    make.translation(harbour, "es", title="Sobre los puertos", body="El muelle estaba vacío.")
    let_work()

    assert set(shown(site.get("/search/?q=muelle"))) == {"Sobre los puertos"}


def test_where_the_original_is_withdrawn_the_oldest_version_stands_in_lists(site, harbour, puertos, arabic):
    with transaction():
        posts.withdraw(harbour, "It was wrong.")

    assert set(shown(site.get("/hale/"))) == {"Sobre los puertos"}
    page = site.get(path_of(puertos))
    assert page.one(".langs") == "Also in العربية"
    site.get(path_of(harbour), status=410)


def test_of_two_the_one_that_is_left_says_nothing(site, harbour, puertos):
    assert site.get(path_of(harbour)).has(".langs")
    with transaction():
        posts.withdraw(puertos, "It was wrong.")

    assert not site.get(path_of(harbour)).has(".langs")


def test_a_version_that_is_older_than_the_original_says_so_until_it_is_confirmed(site, harbour, puertos):
    assert not site.get(path_of(puertos)).has("p.note.warn")

    correct(harbour, "Other words altogether.")

    note = site.get(path_of(puertos)).one("p.note.warn")
    assert "This version is older than the original (English, corrected " in note
    assert note.one("a")["href"] == path_of(harbour)
    assert not site.get(path_of(harbour)).has("p.note.warn")
    with transaction():
        translating.confirm(puertos)
    assert not site.get(path_of(puertos)).has("p.note.warn")


def test_what_readers_say_of_any_version_is_one_thread(site, make, harbour, puertos):
    make.comment(harbour, "Of the first.", name="Ada")
    said = make.comment(puertos, "Del segundo.", name="Luz")

    for post in (harbour, puertos):
        page = site.get(path_of(post))
        assert [part.words for part in page.all("#talk .said")] == ["Of the first.", "Del segundo."]
        assert all(part["dir"] == "auto" for part in page.all("#talk .said"))
        assert "2 comments, oldest first." in page.one("#talk")
        anchors = {part["id"] for part in page.all("#talk article")}
        assert len(anchors) == 2
        assert "c1" in anchors
        assert ("2 comments" in site.get("/hale/")) is True
    elsewhere = site.get(path_of(harbour)).one(f"#c{reference(said, harbour.id)}")
    assert elsewhere.links["on the version in Spanish"] == path_of(puertos) + "#c1"
    assert site.get("/comments/").links["Sobre los puertos"] == path_of(puertos) + "#c1"


def test_a_comment_on_another_version_can_be_answered_here(site, make, harbour, puertos, cast):
    said = make.comment(puertos, "Del segundo.", name="Luz")

    page = site.get(path_of(harbour), query={"reply": reference(said, harbour.id)})
    form = page.form("#reply").fill(body="I agree.", author_name="Ada", author_email="ada@example.org")
    assert form.send("Send for reading", status=303).location.startswith(path_of(harbour))

    queue = site.get("/moderation/", as_=cast.stephen)
    assert "Luz" in queue.one(".ctx")
    site.post(queue.all("article form")[0]["action"], {"decision": "publish", "seen": "waiting"}, as_=cast.stephen)
    assert site.get(path_of(puertos)).one(".re .said") == "I agree."


def test_a_thread_is_open_or_closed_for_all_versions(site, harbour, puertos):
    with transaction():
        posts.switch_comments(puertos, False)

    assert not site.get(path_of(harbour)).has("#reply")


def test_a_thread_that_closes_by_age_does_so_after_its_newest_version(site, make):
    old = make.post(by="hale", title="Old", days_ago=50)
    make.translation(old, "es", title="Nuevo", days_ago=2)
    with transaction():
        change(close_after_days="30")

    assert site.get(path_of(old)).has("#reply")


def test_two_posts_with_comments_keep_their_anchors_when_they_are_put_together_and_apart(site, make, harbour):
    other = make.post(by="hale", title="Otro", language="es")
    make.comment(harbour, "Of the first.")
    make.comment(other, "Del segundo.")
    with transaction():
        translating.join(other, harbour)

    for post, own in ((harbour, "Of the first."), (other, "Del segundo.")):
        page = site.get(path_of(post))
        assert page.one("#c1 .said") == own
        assert len(page.all("#talk .said")) == 2
    with transaction():
        translating.leave(other)
    assert [part.words for part in site.get(path_of(other)).all("#talk .said")] == ["Del segundo."]


def test_grouped_posts_cost_one_question_more_however_many_there_are(app, site, make, counting):
    app.extensions.pop("page_cache", None)

    def asked(address: str) -> int:
        site.get(address)
        with counting() as questions:
            app.test_client().get(address, headers={"Cookie": "session=none"})
        return questions.count

    one = make.post(by="hale", title="First", date="2026-03-02", tags="trade")
    alone = {address: asked(address) for address in ("/", "/hale/", "/tags/trade/", "/feed.atom", path_of(one))}
    for number in range(4):
        post = one if not number else make.post(by="hale", tags="trade")
        for language in ("es", "ar", "vi"):
            make.translation(post, language)
    assert {address: asked(address) - few for address, few in alone.items() if asked(address) > few + 1} == {}
