"""Routes of this room. What writes XML is loaded, with lxml, when the first of it is asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Response, abort
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from network.base.freshness import shows
from network.base.web import Room, anyone
from network.feeds import channels, queries
from network.feeds.addresses import Feed, feed_at
from network.feeds.answers import answer

room = Room("feeds", __name__)
PLAIN = "text/plain; charset=utf-8"


class Door(BaseConverter):
    """The last part of a feed's address, in any spelling."""

    regex = r"(?i:feed\.(?:rss|atom|json))/?"
    part_isolating = False
    weight = 10


@room.record
def _know_doors(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["door"] = Door


@room.get("/<door:door>", access=anyone, loads=feed_at, endpoint="network_feed")
@room.get("/tags/<door:door>", access=anyone, loads=feed_at, endpoint="tags_feed")
@room.get("/places/<door:door>", access=anyone, loads=feed_at, endpoint="places_feed")
@room.get("/<path:at>/<door:door>", access=anyone, loads=feed_at)
def feed(thing: Feed) -> Response:
    """RSS, Atom or JSON Feed beside any list. `tags` and `places` are named, since a topic could bear a feed's name."""
    channel, written = channels.of(thing), _format(thing.kind)
    return answer(written.written(channel), written.TYPE, changed=channel.changed, address=channel.links["self"])


@room.get("/bloggers/opml.xml", access=anyone)
def opml() -> Response:
    """All blogs, for a reading program."""
    from network.feeds import opml

    shows("people")
    return answer(opml.written(queries.blogs()), opml.TYPE)


@room.get("/sitemap.xml", access=anyone)
def sitemap() -> Response:
    """Where the pages are."""
    return _sitemap(lambda sitemaps: sitemaps.whole())


@room.get("/sitemap-pages.xml", access=anyone)
def sitemap_of_pages() -> Response:
    """Where the pages are that are no posts."""
    return _sitemap(lambda sitemaps: sitemaps.of_pages())


@room.get("/sitemap-<int(fixed_digits=4):year>-<int(fixed_digits=2):month>.xml", access=anyone)
def sitemap_of_month(year: int, month: int) -> Response:
    """Where the posts of a month are."""
    if not 1000 <= year <= 9998 or not 1 <= month <= 12:
        abort(404)
    return _sitemap(lambda sitemaps: sitemaps.of_month(date(year, month, 1)))


@room.get("/robots.txt", access=anyone)
def robots() -> Response:
    from network.feeds import notices

    shows("site")
    return answer(notices.robots(), PLAIN)


@room.get("/opensearch.xml", access=anyone)
def opensearch() -> Response:
    from network.feeds import notices

    shows("site")
    return answer(notices.opensearch(), notices.OPENSEARCH_TYPE)


@room.get("/.well-known/security.txt", access=anyone)
def security() -> Response:
    from network.feeds import notices

    shows("site")
    return answer(notices.security() or abort(404), PLAIN)


def _sitemap(written: Callable[[Any], bytes | None]) -> Response:
    """All posts, and so whatever was corrected in any of them."""
    from network.feeds import sitemaps

    shows("posts", "people", "corrected")
    return answer(written(sitemaps) or abort(404), sitemaps.TYPE)


def _format(kind: str) -> Any:
    """The module that writes a format."""
    from network.feeds import atom, json_feed, rss

    return {"rss": rss, "atom": atom, "json": json_feed}[kind]
