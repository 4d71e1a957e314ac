"""Feeds hold one of a post and its versions, or those in a language; each entry says where the others are."""

import pytest

from network.posts.addresses import path_of

pytestmark = pytest.mark.both


@pytest.fixture
def versions(make):
    post = make.post(by="hale", title="On harbours", tags="trade", days_ago=3)
    return post, make.translation(post, "es", title="Sobre los puertos", days_ago=1)


@pytest.mark.parametrize("kind", ["atom", "rss", "json"])
def test_a_feed_holds_the_original_and_a_feed_in_a_language_the_version(feed, versions, kind):
    assert feed(f"/feed.{kind}").titles == ["On harbours"]
    assert feed(f"/tags/trade/feed.{kind}?language=es").titles == ["Sobre los puertos"]
    assert feed(f"/feed.{kind}?language=en").titles == ["On harbours"]


def test_an_entry_says_where_it_is_in_other_languages(feed, site, versions):
    post, version = versions
    (entry,) = feed("/feed.atom").read.entries
    told = {link["hreflang"]: link["href"] for link in entry.links if link["rel"] == "alternate"}
    assert told == {"en": site.root + path_of(post), "es": site.root + path_of(version)}
    assert feed("/feed.json").json["items"][0]["_versions"] == [{"url": site.root + path_of(version), "language": "es"}]


def test_the_feed_of_a_thread_is_the_same_on_each_version(feed, make, versions):
    post, version = versions
    make.comment(post, "Of the first.", name="Ada")
    make.comment(version, "Del segundo.", name="Luz")
    for each in versions:
        found = feed(f"{path_of(each)}comments/feed.atom")
        assert len(found.titles) == 2
        assert {entry.link.rpartition("#")[0].partition("/hale")[2] for entry in found.read.entries} == {
            path_of(post).removeprefix("/hale"),
            path_of(version).removeprefix("/hale"),
        }
