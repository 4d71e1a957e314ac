"""Finding something: advanced search, directory, archive, topics, places."""

from urllib.parse import parse_qs, urlsplit

import pytest

from network.base.database import transaction
from network.conversations import finding
from network.posts import actions, queries


@pytest.fixture
def posts(make, let_work):
    """Posts that differ in each thing by which the search can narrow."""
    make.post(title="Lamps at noon", body="Oil and wicks, lamps and lamps.", date="2009-03-25", tags="Trade")
    make.post(title="Ships", body="They carry lamps over the sea.", date="2010-05-01", tags="Tea")
    make.post(by="lan", title="Đèn", body="Lamps in Hanoi: đèn dầu.", date="2011-06-01", language="vi", tags="Trade")
    make.post(by="lan", title="Rain", body="Nothing but rain.", days_ago=1)
    let_work()


def found(page):
    """The titles of the results."""
    return [part.words for part in page.all("ol.river h3")]


@pytest.mark.both
def test_each_field_of_the_search_narrows_and_each_order_orders(site, posts):
    form = site.get("/search/").form("/search/")
    everything = {"q": "lamps"}
    for typed, titles in (
        ({}, {"Lamps at noon", "Ships", "Đèn"}),
        ({"blogger": "hale"}, {"Lamps at noon", "Ships"}),
        ({"role": "consul"}, {"Đèn"}),
        ({"place": "vietnam"}, {"Đèn"}),
        ({"place": "london"}, {"Lamps at noon", "Ships"}),
        ({"tag": "trade"}, {"Lamps at noon", "Đèn"}),
        ({"language": "vi"}, {"Đèn"}),
        ({"from": "2010-01-01", "to": "2010-12-31"}, {"Ships"}),
        ({"q": '"over the sea" -noon', "blogger": "hale", "tag": "tea", "language": "en", "to": "2010-05-01"}, {"Ships"}),
    ):
        assert set(found(form.fill(**everything | typed).send())) == titles, typed
        form = site.get("/search/").form("/search/")
    assert found(site.get("/search/?q=lamps&sort=newest")) == ["Đèn", "Ships", "Lamps at noon"]
    assert found(site.get("/search/?q=lamps&sort=oldest")) == ["Lamps at noon", "Ships", "Đèn"]
    assert found(site.get("/search/?q=lamps"))[0] == "Lamps at noon"
    assert "lamps" in [part.words for part in site.get("/search/?q=lamps&sort=oldest").all("ol.river mark")]


def test_what_was_typed_stands_in_the_form_again_and_each_filter_can_be_taken_away(site, posts):
    asked = "/search/?q=lamps&blogger=hale&place=united-kingdom&tag=Trade&language=en&from=2009-03-01&to=2009-03-31"
    asked += "&role=HEAD+x&sort=newest"
    page = site.get(asked)
    sent = dict(page.form("/search/").values)
    assert sent == {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
    assert "Nothing matches" in page.words

    assert "Narrow the results, 6 ways in use" in page.words
    chips = page.all("a.tag.on")
    said = ["with “lamps”", "by Stephen Hale", "as HEAD x", "from United Kingdom", "about Trade", "in English", "in March 2009"]
    assert [part.one("bdi").words for part in chips] == said
    left = [set(parse_qs(urlsplit(part["href"]).query)) for part in chips]
    whole = set(sent)
    gone = [{"q"}, {"blogger"}, {"role"}, {"place"}, {"tag"}, {"language"}, {"from", "to"}]
    assert left == [whole - names for names in gone]
    assert found(site.get(chips[2]["href"])) == ["Lamps at noon"]
    assert found(page.click("Clear all")) == []


def test_a_search_that_cannot_be_read_is_400_and_keeps_what_was_typed(site, posts):
    for typed, sentence in {
        "blogger=nobody": "There is no blogger “nobody”.",
        "tag=nothing": "There is no topic “nothing”.",
        "place=atlantis": "Nobody has written from “atlantis”.",
        "language=klingonish": "“klingonish” is not a language tag; write it as en, ar or pt-BR.",
        "from=2009-02-30": "“2009-02-30” is not a date that exists; write it as 2009-03-25.",
        "to=9999-12-31": "Nothing is kept of the year 9999.",
        "from=2010-01-01&to=2009-01-01": "The first day comes after the last day.",
        "sort=upwards": "Results can be sorted by relevance, newest or oldest.",
        "before=xyz": "The address of this part of the list is damaged.",
        f"role={'x' * 201}&q={'y' * 201}": "That is too long to search for.",
    }.items():
        page = site.get(f"/search/?q=lamps&{typed}" if "q=" not in typed else f"/search/?{typed}", status=400)
        assert sentence in page.one("[role=alert]").words, typed
        sent = dict(page.form("/search/").values)
        kept = {name: values[0] for name, values in parse_qs(typed).items() if name not in ("sort", "before")}
        assert kept.items() <= sent.items(), typed


@pytest.mark.settings(posts_per_page=2)
def test_a_search_says_how_many_it_found_and_how_many_there_are_elsewhere(site, make, let_work, monkeypatch):
    for n in range(3):
        make.post(title=f"Ferry {n}", days_ago=n)
    let_work()

    page = site.get("/search/?q=ferry")
    assert "3 results" in page.words
    assert "3 results" in page.click("More results").words
    nothing = site.get("/search/?q=ferry&blogger=lan")
    assert nothing.one("div.empty h2") == "Nothing matches “ferry”"
    assert "3 results" in nothing.click("Searching everywhere finds 3 posts").words
    assert "Searching everywhere" not in site.get("/search/?q=nothing+at+all").words

    monkeypatch.setattr(finding, "MOST_COUNTED", 2)
    assert "More than 2 results" in site.get("/search/?q=ferry&sort=newest").words
    assert "Searching everywhere finds more than 2" in site.get("/search/?q=ferry&language=vi").words


def test_the_directory_lists_people_by_name_with_role_place_and_last_post(site, make):
    make.blogger("vera", name="Vera Ólafs", role="Attaché", place="Lima, PE", language="es")
    make.post(by="vera", title="Lima in fog", date="2024-05-01")
    make.post(title="Later", days_ago=3)
    make.post(title="Last", days_ago=2)

    page = site.get("/bloggers/")
    assert [part.words for part in page.all("ul.people h2")] == ["Lan Pham", "Stephen Hale", "Vera Ólafs"]
    vera = page.one("ul.people li:last-child")
    assert vera.words == "VVera Ólafs Attaché Lima Last post: Lima in fog, 1 May 2024"
    assert page.links["Last"].endswith("/last/")
    assert "Later" not in page.words

    form = page.form("/bloggers/")
    for typed, names in (
        ({"name": "ÓL"}, ["Vera Ólafs"]),
        ({"name": "olaf"}, ["Vera Ólafs"]),
        ({"name": "hale"}, ["Stephen Hale"]),
        ({"place": "lima"}, ["Vera Ólafs"]),
        ({"name": "% _"}, []),
        ({"place": "lima", "name": "stephen"}, []),
    ):
        answer = form.fill(**{"name": "", "place": ""} | typed).send()
        assert [part.words for part in answer.all("ul.people h2")] == names, typed
        assert dict(answer.form("/bloggers/").values)["name"] == typed.get("name", "")
        assert bool(names) != ("No blogger fits" in answer.words)
    assert [part.words for part in site.get("/bloggers/?language=es").all("ul.people h2")] == ["Vera Ólafs"]
    assert [part.words for part in site.get("/bloggers/?place=United+Kingdom").all("ul.people h2")] == ["Stephen Hale"]

    wrong = {"place=atlantis": "Nobody has written from “atlantis”.", "language=x1": "“x1” is not a", "before=x": "damaged"}
    for typed, sentence in wrong.items():
        page = site.get(f"/bloggers/?name=Vera&{typed}", status=400)
        assert sentence in page.one("[role=alert]").words
        assert {"name": "Vera"}.items() <= dict(page.form("/bloggers/").values).items()


@pytest.mark.both
def test_the_directory_pages_through_names_of_all_scripts(site, make, monkeypatch):
    monkeypatch.setattr(finding, "_DIRECTORY", 2)
    names = ["Émile", "émile", "Ólafur", "Đặng", "Zoë", "anna", "Anna", "Ольга", "李"]
    for name in names:
        make.blogger(name=name, role="")
    page, seen = site.get("/bloggers/"), []
    while True:
        seen += [part.words for part in page.all("ul.people h2")]
        if "More bloggers" not in page.links:
            break
        page = page.click("More bloggers")
    assert sorted(seen) == sorted([*names, "Lan Pham", "Stephen Hale"])


def test_the_archive_counts_the_posts_of_each_month_of_the_network_and_of_a_blog(site, make):
    for day in ("2009-03-25", "2009-03-26", "2009-12-31", "2011-01-01"):
        make.post(title=f"On {day}", date=day)
    make.post(by="lan", title="Lan", date="2009-03-25")
    gone = make.post(title="Gone", date="2011-01-02")
    with transaction():
        actions.withdraw(queries.find(gone.id), "A mistake.")

    def table(page):
        rows = [(row.one("th").words, row.all("td")) for row in page.all("table.archive tbody tr")]
        return {(int(year), n): cell.one("a") for year, cells in rows for n, cell in enumerate(cells, 1) if cell.words}

    whole, own = table(site.get("/archive/")), table(site.get("/hale/archive/"))
    assert {at: int(a.words.split()[0]) for at, a in whole.items()} == {(2009, 3): 3, (2009, 12): 1, (2011, 1): 1}
    assert {at: int(a.words.split()[0]) for at, a in own.items()} == {(2009, 3): 2, (2009, 12): 1, (2011, 1): 1}
    assert own[2009, 3].words == "2 posts, Mar 2009"
    assert own[2009, 3]["href"] == "/hale/2009/03/"
    for cells in (whole, own):
        for a in cells.values():
            assert len(site.get(a["href"]).all("ol.river > li")) == int(a.words.split()[0])
    assert [part.words for part in site.get("/archive/").all("table.archive tbody th")] == ["2011", "2009"]
    assert "2009 (3) · " not in site.get("/hale/").words
    assert "2011 (1) · 2009 (3)" in site.get("/hale/").words
    assert "Stephen Hale 4" in site.get("/archive/").one("section:has(> h2#who)").words
    make.post(title="Later", date="2011-02-01")
    make.post(by="lan", title="Of Lan", date="2011-02-02")
    for address, titles in (("/archive/", ["Of Lan", "Later"]), ("/hale/archive/", ["Later"])):
        month = site.get(address).one("section:has(> h2#month)")
        assert month.one("h2") == "February 2011"
        assert [part.words for part in month.all("h3")] == titles


def test_topics_stand_from_a_to_z_with_counts_and_places_by_country(site, make):
    make.blogger("hue", place="Huế, VN")
    make.post(title="A", tags="trade, Tea, élan, ärger, 日本, 2012")
    make.post(by="lan", title="B", tags="Trade, tea party")
    make.post(by="hue", title="C", tags="Trade")

    page = site.get("/tags/")
    assert [part.words for part in page.all("h2.sec")] == ["2", "T", "Ä", "É", "日"]
    assert [part.words for part in page.all("ul.index li")] == [
        "2012 1 post", "Tea 1 post", "tea party 1 post", "trade 3 posts", "ärger 1 post", "élan 1 post", "日本 1 post",
    ]  # fmt: skip
    for part in page.all("ul.index a"):
        assert site.get(part["href"]).one("h1") == f"Posts about {part.words}"
    assert [part.words for part in site.get("/lan/tags/").all("ul.index li")] == ["tea party 1 post", "trade 1 post"]
    weights = {part.element.text: part["class"].split()[-1] for part in site.get("/").all(".cloud a")}
    assert weights["trade"] == "w5"
    assert weights["Tea"] < "w5"

    places = site.get("/places/")
    assert [part.words for part in places.all("h2.sec")] == ["United Kingdom", "Vietnam"]
    assert {part.words for part in places.all("ul.index li")} == {"London 1 post", "Hanoi 1 post", "Huế 1 post"}
    assert {part["href"] for part in places.all("*.pin[aria-label]")} == {part["href"] for part in places.all("ul.index a")}
    assert len(places.click("Vietnam").all("ol.river > li")) == 2


def test_a_topic_that_nobody_writes_about_any_more_leaves_the_lists_and_keeps_its_page(site, make):
    post = make.post(title="A", tags="Tea")
    assert "Tea" in site.get("/tags/").links
    with transaction():
        actions.save(post, actions.write("A", "", post.source, "markdown", "en", "Coffee"))

    assert "Tea" not in site.get("/tags/").words
    assert "Tea" not in site.get("/hale/").words
    assert "No posts here" in site.get("/tags/tea/").words
