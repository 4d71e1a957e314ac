"""Atom (RFC 4287), with archives (RFC 5005) and answers (RFC 4685)."""

from lxml import etree

from network.base.language import ui
from network.feeds.entries import Channel, Entry
from network.feeds.texts import exact
from network.feeds.xml import add, document, root

TYPE = "application/atom+xml; charset=utf-8"


def written(channel: Channel) -> bytes:
    """A feed as Atom. Documents of one feed share its name, which is the address of the page that it is beside."""
    tree = root("atom:feed", "dc", "fh", "georss", "media", "thr", default="atom", attributes={"xml:lang": channel.language})
    add(tree, "atom:title", channel.title, xml_lang=ui())
    add(tree, "atom:subtitle", channel.about, xml_lang=ui())
    add(tree, "atom:id", channel.name)
    add(tree, "atom:updated", exact(channel.updated) if channel.updated else "1970-01-01T00:00:00Z")
    add(add(tree, "atom:author"), "atom:name", channel.author)
    add(tree, "atom:icon", channel.icon)
    add(tree, "atom:link", rel="alternate", type="text/html", href=channel.page)
    for relation, address in channel.links.items():
        add(tree, "atom:link", rel=relation, type="application/atom+xml", href=address)
    if channel.is_archive:
        add(tree, "fh:archive")
    for entry in channel.entries:
        _entry(tree, entry, channel)
    return document(tree)


def _entry(tree: etree._Element, entry: Entry, channel: Channel) -> None:
    one = add(tree, "atom:entry", **({"xml_lang": entry.language} if entry.language else {}))
    add(one, "atom:title", entry.title, type="text")
    add(one, "atom:id", entry.id)
    add(one, "atom:published", exact(entry.published))
    add(one, "atom:updated", exact(entry.updated))
    own = {"hreflang": entry.language} if entry.versions else {}
    add(one, "atom:link", rel="alternate", type="text/html", href=entry.url, **own)
    for version in entry.versions:
        add(one, "atom:link", rel="alternate", type="text/html", hreflang=version.language, href=version.url)
    for part, people in (("atom:author", entry.writers), ("atom:contributor", entry.translators)):
        for writer in people:
            person = add(one, part)
            add(person, "atom:name", writer.name)
            if writer.url:
                add(person, "atom:uri", writer.url)
    for writer in entry.writers:
        if writer.line != writer.name:
            add(one, "dc:creator", writer.line)
    for topic in entry.topics:
        add(one, "atom:category", term=topic, scheme=channel.topics)
    if entry.replies:
        add(one, "atom:link", rel="replies", type="application/atom+xml", href=f"{entry.replies}feed.atom")
    for answered in entry.answers:
        add(one, "thr:in-reply-to", ref=answered.id, href=answered.url, type="text/html")
    add(one, "atom:summary", entry.summary, type="text")
    add(one, "atom:content", entry.html, type="html", **({"xml_lang": entry.language} if entry.language else {}))
    if entry.image:
        image = entry.image
        shape = {"width": str(image.width), "height": str(image.height)}
        media = add(one, "media:content", url=image.url, medium="image", type=image.kind, **shape)
        add(media, "media:description", image.alt, type="plain")
        if image.credit:
            add(media, "media:credit", image.credit)
        if image.licence:
            add(media, "media:license", href=image.licence, type="text/html")
    if entry.place:
        add(one, "georss:point", f"{entry.place.latitude} {entry.place.longitude}")
