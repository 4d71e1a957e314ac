"""The chain of archives (RFC 5005) reaches every post once, in each format."""

from datetime import UTC, datetime

import pytest
import time_machine

from network.base.database import transaction
from network.feeds import archives, channels
from network.posts import actions, queries


def walk(feed, address):
    """All documents of a chain."""
    documents = [feed(address)]
    while before := documents[-1].link("prev-archive"):
        assert len(documents) < 60
        documents.append(feed(before))
    return documents


@pytest.fixture
def years(make):
    """Posts over two years, in some months several, in others none."""
    days = ["2007-01-31", "2007-02-01", "2008-06-30", *[f"2009-03-{d:02}" for d in range(1, 31)], "2009-05-05"]
    return [make.post(by="hale" if i % 2 else "lan", title=day, date=day, tags="trade") for i, day in enumerate(days)]


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_every_post_is_reached(feed, years, kind):
    for start in ("/", "/hale/", "/tags/trade/", "/hale/tags/trade/", "/places/london/"):
        reached = {title for document in walk(feed, f"{start}feed.{kind}") for title in document.titles}
        assert reached == {p.title for p in years if start in ("/", "/tags/trade/") or p.blogger.handle == "hale"}, start


def test_documents_of_months_are_archives_and_lead_to_the_month_before_and_to_the_present(feed, years):
    newest, *months = walk(feed, "/feed.atom")

    assert newest.link("current") == ""
    assert newest.link("prev-archive") == "/archive/2009/03/feed.atom"
    assert [m.link("self") for m in months] == [
        f"/archive/{month}/feed.atom" for month in ("2009/03", "2008/06", "2007/02", "2007/01")
    ]
    assert not newest.all("//fh:archive")
    for month in months:
        assert len(month.all("/atom:feed/fh:archive")) == 1
        assert month.link("current") == "/feed.atom"
        assert month.all("/atom:feed/atom:id/text()") == newest.all("/atom:feed/atom:id/text()")
    assert len(months[0].titles) == 30


def test_archives_of_a_narrowed_list_are_narrowed(feed, years):
    documents = walk(feed, "/hale/tags/trade/feed.atom")

    assert [d.link("self") for d in documents] == ["/hale/tags/trade/feed.atom"]
    for kind in ("rss", "atom"):
        month = feed(f"/hale/tags/trade/feed.{kind}?from=2009-03-01&to=2009-03-31")
        assert month.link("current") == f"/hale/tags/trade/feed.{kind}"
        assert month.link("prev-archive") == f"/hale/tags/trade/feed.{kind}?from=2007-02-01&to=2007-02-28"


def test_a_month_is_an_archive_when_it_is_over_everywhere(feed, make, site):
    with time_machine.travel(datetime(2030, 4, 1, 11, 59, tzinfo=UTC), tick=False):
        make.post(days_ago=3)
        page = feed("/archive/2030/03/feed.atom")
        assert not page.all("//fh:archive")
        assert site.lasts("/archive/2030/03/feed.atom") == 60
    with time_machine.travel(datetime(2030, 4, 1, 12, 0, 1, tzinfo=UTC), tick=False):
        assert feed("/archive/2030/03/feed.atom").all("//fh:archive")


def test_a_full_month_goes_on_in_further_documents(feed, make, monkeypatch):
    monkeypatch.setattr(channels, "IN_A_MONTH", 4)
    monkeypatch.setattr(channels, "NEWEST", 3)
    for i in range(1, 12):
        make.post(title=f"March {i}", date=f"2009-03-{i:02}T10:00")
    make.post(title="February", date="2009-02-01")
    documents = walk(feed, "/feed.atom")

    assert [len(d.titles) for d in documents] == [3, 4, 4, 3, 1]
    assert {t for d in documents for t in d.titles} == {"February", *(f"March {i}" for i in range(1, 12))}


def test_posts_around_midnight_far_apart_are_reached(feed, make, monkeypatch):
    monkeypatch.setattr(channels, "NEWEST", 1)
    tonga = make.blogger("tonga", place="Nuku‘alofa, TO")
    make.post(title="Later", date="2009-04-01")
    make.post(title="31 January in London", date="2009-01-31T23:00")
    make.post(by=tonga, title="1 February in Tonga", date="2009-02-01T00:30")
    make.post(by=tonga, title="January in Tonga", date="2009-01-05")
    documents = walk(feed, "/feed.atom")

    assert [t for d in documents for t in d.titles][-3:] == ["1 February in Tonga", "31 January in London", "January in Tonga"]
    assert all(d.titles for d in documents)


def test_the_first_archive_is_of_the_latest_month_that_is_not_shown(feed, make, monkeypatch):
    monkeypatch.setattr(channels, "NEWEST", 1)
    make.post(title="31 January in London", date="2009-01-31T23:00")
    make.post(by=make.blogger("tonga", place="Nuku‘alofa, TO"), title="1 February in Tonga", date="2009-02-01T00:30")
    documents = walk(feed, "/feed.atom")

    assert [d.titles for d in documents] == [["31 January in London"], ["1 February in Tonga"], ["31 January in London"]]


def test_a_list_with_a_period_of_its_own_is_paged_within_it(feed, make, monkeypatch):
    monkeypatch.setattr(channels, "NEWEST", 2)
    for month in range(1, 8):
        make.post(title=f"2009-{month:02}", date=f"2009-{month:02}-05")
    make.post(title="2008", date="2008-12-31")
    titles, address = [], "/archive/2009/feed.atom"
    while address:
        document = feed(address)
        assert document.link("prev-archive") == ""
        titles += document.titles
        address = document.link("next")

    assert titles == [f"2009-{month:02}" for month in range(7, 0, -1)]


def test_a_feed_that_holds_everything_leads_nowhere(feed, make):
    make.posts(20)
    page = feed("/feed.atom")

    assert len(page.titles) == 20
    assert page.link("prev-archive") == page.link("next") == ""


def test_a_withdrawn_post_leaves_its_archive(feed, make, years):
    with transaction():
        actions.withdraw(queries.find(years[2].id), "It was wrong.")

    documents = walk(feed, "/feed.atom")
    assert "/archive/2008/06/feed.atom" not in [d.link("self") for d in documents]
    assert feed("/archive/2008/06/feed.atom").titles == []


@pytest.mark.parametrize(("day", "over"), [((2009, 12, 1), (2010, 1, 1, 12)), ((2009, 2, 1), (2009, 3, 1, 12))])
def test_a_month_is_over_last_where_clocks_are_latest(day, over):
    assert archives.over_at(datetime(*day, tzinfo=UTC).date()) == datetime(*over, tzinfo=UTC)
