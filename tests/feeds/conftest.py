"""A feed as a test reads it: no feed with a fault passes unseen."""

import json
from collections.abc import Callable
from typing import Any

import feedparser
import pytest
from lxml import etree

from tests.feeds.validity import faults
from tests.support.page import Page
from tests.support.site import Site

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "thr": "http://purl.org/syndication/thread/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


class Feed:
    """`feed.titles`, `feed.link("prev-archive")`, `feed.read` by feedparser, `feed.tree` or `feed.json`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.kind = page.address.partition("?")[0].rpartition(".")[2]
        self.json: Any = json.loads(page.bytes) if self.kind == "json" else None
        self.tree: Any = None if self.json else etree.fromstring(page.bytes)
        self.read: Any = None if self.json else feedparser.parse(page.bytes)

    @property
    def titles(self) -> list[str]:
        if self.json:
            return [item["title"] for item in self.json["items"]]
        return [item.findtext("{*}title") for item in self.all("//atom:entry | //item")]

    @property
    def ids(self) -> list[str]:
        return [i["id"] for i in self.json["items"]] if self.json else [e.id for e in self.read.entries]

    def link(self, relation: str) -> str:
        """The path of a relative; empty when it has none."""
        if self.json:
            found = [
                self.json[n]
                for n in {"self": ["feed_url"], "next": ["next_url"], "prev-archive": ["next_url"]}[relation]
                if n in self.json
            ]
        else:
            found = self.all(f"/*/atom:link[@rel='{relation}']/@href | /rss/channel/atom:link[@rel='{relation}']/@href")
        return str(found[0]).removeprefix(Site.root) if found else ""

    def all(self, path: str) -> list[Any]:
        return list(self.tree.xpath(path, namespaces=NAMES))


@pytest.fixture
def feed(site: Site) -> Callable[..., Feed]:
    """`feed("/hale/feed.atom")`: fetched as a program does, and looked through for faults."""

    def read(address: str, **options: Any) -> Feed:
        page = site.get(address, **options)
        found = Feed(page)
        wrong = faults(page.bytes, found.kind, Site.root + address)
        assert not wrong, f"{address} has faults:\n- " + "\n- ".join(dict.fromkeys(wrong)) + "\n" + page.text[:3000]
        return found

    return read
