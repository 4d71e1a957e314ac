"""Files that programs look for: OPML, sitemap, robots, OpenSearch, security.txt."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from network.base import site as site_settings
from network.base.clock import now
from network.base.database import transaction
from network.feeds import sitemaps
from network.posts import actions, queries

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places(page):
    """The addresses of a sitemap, with when each changed."""
    tree = etree.fromstring(page.bytes)
    return {e.findtext(f"{SITEMAP}loc").removeprefix("http://localhost"): e.findtext(f"{SITEMAP}lastmod") for e in tree}


def test_the_directory_can_be_taken_into_a_reading_program(site, make):
    make.blogger("vera", name='Véra "V" <Ø>', description="& so on")
    tree = etree.fromstring(site.get("/bloggers/opml.xml").bytes)
    outlines = tree.findall("body/outline")

    assert tree.tag == "opml"
    assert tree.get("version") == "2.0"
    assert tree.findtext("head/title") == "Global conversations"
    assert [o.get("text") for o in outlines] == ["Lan Pham", "Stephen Hale", 'Véra "V" <Ø>']
    assert outlines[0].get("xmlUrl") == "http://localhost/lan/feed.rss"
    assert outlines[0].get("htmlUrl") == "http://localhost/lan/"
    assert {o.get("type") for o in outlines} == {"rss"}
    for outline in outlines:
        site.get(outline.get("xmlUrl").removeprefix("http://localhost"))


def test_the_sitemap_leads_to_every_page(site, make):
    make.post(title="On lamps", date="2009-03-25", tags="trade, العربية")
    make.post(by="lan", title="Bí mật", date="2010-01-02")
    gone = make.post(title="Gone", date="2010-01-02")
    with transaction():
        actions.withdraw(queries.find(gone.id), "It was wrong.")
    found = places(site.get("/sitemap.xml"))

    assert found["/hale/2009/03/on-lamps/"] == "2009-03-25T12:00:00+00:00"
    assert {"/", "/hale/", "/tags/trade/", "/places/hanoi/", "/places/vietnam/", "/archive/"} <= set(found)
    assert "/hale/2010/01/gone/" not in found
    for address in found:
        site.get(address)


def test_the_sitemap_tells_of_a_correction_at_once(site, make):
    post = make.post(title="On lamps", date="2009-03-25")
    assert places(site.get("/sitemap.xml"))["/hale/2009/03/on-lamps/"].startswith("2009-03-25")
    with transaction():
        actions.save(queries.find(post.id), actions.write("On lamps", "", "New text", "markdown", "en", ""))

    assert places(site.get("/sitemap.xml"))["/hale/2009/03/on-lamps/"].startswith(now().date().isoformat())


def test_a_large_network_has_an_index_of_months(site, make, monkeypatch):
    monkeypatch.setattr(sitemaps, "IN_ONE", 1)
    make.post(title="March", date="2009-03-25")
    make.post(title="January", date="2010-01-02")
    index = places(site.get("/sitemap.xml"))

    assert list(index) == ["/sitemap-pages.xml", "/sitemap-2010-01.xml", "/sitemap-2009-03.xml"]
    assert list(places(site.get("/sitemap-2009-03.xml"))) == ["/hale/2009/03/march/"]
    assert "/hale/" in places(site.get("/sitemap-pages.xml"))
    assert not [a for a in places(site.get("/sitemap-pages.xml")) if "2009" in a]


def test_no_document_of_the_sitemap_is_too_long(site, make, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 3)
    make.posts(5)

    assert len(places(site.get("/sitemap.xml"))) == 3


@pytest.mark.parametrize("month", ["2009-04", "2009-13", "2009-00", "0000-01", "20090-1"])
def test_a_month_without_posts_has_no_sitemap(site, make, month):
    make.post(date="2009-03-25")

    site.get(f"/sitemap-{month}.xml", status=404)


def test_robots_are_told_what_is_not_for_them(site, cast):
    page = site.get("/robots.txt")

    assert page.header("Content-Type") == "text/plain; charset=utf-8"
    assert "Disallow: /desk/\n" in page.text
    assert "Disallow: /search/?\n" in page.text
    assert "Disallow: /\n" not in page.text
    assert "Sitemap: http://localhost/sitemap.xml" in page.text


def test_a_browser_can_search_from_its_own_box(site, make, let_work):
    make.post(title="On lamps")
    let_work()
    tree = etree.fromstring(site.get("/opensearch.xml").bytes)
    names = {etree.QName(e).localname: e.text for e in tree}
    templates = {e.get("type"): e.get("template") for e in tree.findall("{*}Url")}

    assert len(names["ShortName"]) <= 16
    assert names["LongName"] == "Global conversations"
    assert templates["text/html"] == "http://localhost/search/?q={searchTerms}"
    for template in templates.values():
        site.get(template.removeprefix("http://localhost").replace("{searchTerms}", "lamps"))


def test_a_long_name_is_cut_for_the_search_box(site, cast):
    with transaction():
        site_settings.change(name="The exceedingly long name of a network of blogs by diplomats of many lands")
    tree = etree.fromstring(site.get("/opensearch.xml").bytes)

    assert len(tree.findtext("{*}ShortName")) <= 16
    assert len(tree.findtext("{*}LongName")) <= 48


@pytest.mark.parametrize("told", ["mailto:it@blogs.example", "it@blogs.example"])
def test_holes_can_be_told_of(build, database_url, cast, told):
    text = build(database_url=database_url, security_contact=told).test_client().get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

    assert fields["Contact"] == "mailto:it@blogs.example"
    assert now() + timedelta(days=100) < expires < now() + timedelta(days=365)
    assert fields["Canonical"] == "http://localhost/.well-known/security.txt"


def test_nobody_is_named_where_the_settings_name_nobody(site, cast):
    site.get("/.well-known/security.txt", status=404)


@pytest.mark.parametrize("address", ["/robots.txt", "/opensearch.xml", "/sitemap.xml", "/bloggers/opml.xml"])
def test_all_of_it_is_for_everyone(site, cast, address):
    page = site.get(address)

    assert page.header("Cache-Control") == "public, max-age=0, must-revalidate"
    assert page.header("Set-Cookie") is None
    site.get(address, headers={"If-None-Match": page.header("ETag")}, status=304)
