"""RSS 2.0, with the extensions that its validator knows."""

from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from network.feeds.entries import Channel, Entry
from network.feeds.texts import exact
from network.feeds.xml import add, document, root

TYPE = "application/rss+xml; charset=utf-8"


def written(channel: Channel) -> bytes:
    """A feed as RSS."""
    tree = root("rss", "atom", "content", "dc", "fh", "georss", "media", attributes={"version": "2.0"})
    top = add(tree, "channel")
    add(top, "title", channel.title)
    add(top, "link", channel.page)
    add(top, "description", channel.about)
    add(top, "language", channel.language)
    if channel.updated:
        add(top, "lastBuildDate", _date(channel.updated))
    for relation, address in channel.links.items():
        add(top, "atom:link", rel=relation, href=address, type="application/rss+xml")
    if channel.is_archive:
        add(top, "fh:archive")
    for entry in channel.entries:
        _item(top, entry)
    return document(tree)


def _item(top: etree._Element, entry: Entry) -> None:
    item = add(top, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", _date(entry.published))
    if entry.updated != entry.published:
        add(item, "atom:updated", exact(entry.updated))
    for writer in entry.writers:
        add(item, "dc:creator", writer.line)
    for translator in entry.translators:
        add(item, "dc:contributor", translator.line)
    if entry.language:
        add(item, "dc:language", entry.language)
    for topic in entry.topics:
        add(item, "category", topic)
    for version in entry.versions:
        add(item, "atom:link", rel="alternate", type="text/html", hreflang=version.language, href=version.url)
    if entry.replies:
        add(item, "comments", entry.replies)
    add(item, "description", entry.summary)
    add(item, "content:encoded", entry.html)
    if entry.image:
        image = entry.image
        shape = {"width": str(image.width), "height": str(image.height)}
        media = add(item, "media:content", url=image.url, medium="image", type=image.kind, **shape)
        add(media, "media:description", image.alt, type="plain")
        if image.credit:
            add(media, "media:credit", image.credit)
        if image.licence:
            add(media, "media:license", href=image.licence, type="text/html")
    if entry.place:
        add(item, "georss:point", f"{entry.place.latitude} {entry.place.longitude}")


def _date(instant: datetime) -> str:
    """RFC 822, with four digits of the year."""
    return format_datetime(instant)
