"""What is wrong with a feed, by the rules of its format and those that the W3C's validator warns of.

RSS 2.0 and the profile of its advisory board, RFC 4287, RFC 5005, RFC 4685, JSON Feed 1.1, GeoRSS simple, Media RSS.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

import feedparser
from lxml import etree
from lxml import html as markup

ATOM = "{http://www.w3.org/2005/Atom}"
KNOWN = {
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/syndication/history/1.0",
    "http://purl.org/syndication/thread/1.0",
    "http://search.yahoo.com/mrss/",
    "http://www.georss.org/georss",
    "http://www.w3.org/XML/1998/namespace",
}
RELATIONS = {"self", "alternate", "current", "next", "prev-archive", "replies"}
_ADDRESS = re.compile(r"https?://[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ITEM = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published",
    "date_modified", "authors", "tags", "language", "attachments",
}  # fmt: skip
_FEED = {
    "version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon", "authors",
    "language", "expired", "hubs", "items",
}  # fmt: skip


def faults(body: bytes, kind: str, address: str) -> list[str]:
    """Each in a sentence."""
    if kind == "json":
        return list(_json(json.loads(body), address))
    try:
        tree = etree.fromstring(body)
    except etree.XMLSyntaxError as why:
        return [f"not well-formed: {why}"]
    strange = {etree.QName(e).namespace for e in tree.iter("*")} - KNOWN - {None}
    found = [f"a namespace that the validator does not know: {strange}"] if strange else []
    found += list(_rss(tree, address) if kind == "rss" else _atom(tree, address))
    found += [f"a place that is none: {p.text}" for p in tree.iter("{*}point") if not _is_point(p.text or "")]
    read = feedparser.parse(body)
    if read.bozo:
        found.append(f"feedparser stumbles: {read.bozo_exception}")
    return found


def _rss(tree: Any, address: str) -> Iterator[str]:
    if tree.tag != "rss" or tree.get("version") != "2.0" or len(tree.findall("channel")) != 1:
        yield "no rss 2.0 with one channel"
        return
    channel = tree.find("channel")
    for name in ("title", "link", "description", "language"):
        if len(channel.findall(name)) != 1 or not (channel.findtext(name) or "").strip():
            yield f"the channel wants one {name}"
    yield from _wrong_address(channel.findtext("link"))
    yield from _links(channel, address)
    items = channel.findall("item")
    if items and any(e.tag != "item" for e in channel[channel.index(items[0]) :]):
        yield "something stands after the items"
    yield from _twice([item.findtext("guid") for item in items], "guid")
    for item in items:
        yield from _alone(
            item, "title", "link", "guid", "pubDate", "description", "{*}encoded", "comments", "{*}language", "{*}point"
        )
        for name in ("link", "comments"):
            if item.find(name) is not None:
                yield from _wrong_address(item.findtext(name))
        guid = item.find("guid")
        if guid is None or guid.get("isPermaLink") != "false" or not _URN.fullmatch(guid.text or ""):
            yield "a guid that is no lasting name"
        yield from _rfc822(item.findtext("pubDate") or "")
        yield from _unsafe(item.findtext("{*}encoded") or "")
        yield from _media(item)
    if channel.find("lastBuildDate") is not None:
        yield from _rfc822(channel.findtext("lastBuildDate") or "")
    yield from _languages(
        [channel.findtext("language"), *(e.text for e in tree.iter("{http://purl.org/dc/elements/1.1/}language"))]
    )


def _atom(tree: Any, address: str) -> Iterator[str]:
    if tree.tag != f"{ATOM}feed":
        yield "no atom feed"
        return
    for name in ("title", "id", "updated"):
        if len(tree.findall(ATOM + name)) != 1 or not (tree.findtext(ATOM + name) or "").strip():
            yield f"the feed wants one {name}"
    yield from _wrong_address(tree.findtext(ATOM + "id"))
    yield from _wrong_address(tree.findtext(ATOM + "icon"))
    yield from _links(tree, address)
    entries = tree.findall(ATOM + "entry")
    if entries and any(e.tag != ATOM + "entry" for e in tree[tree.index(entries[0]) :]):
        yield "something stands after the entries"
    if not entries and tree.find(ATOM + "author") is None:
        yield "a feed without entries wants an author"
    yield from _twice([entry.findtext(ATOM + "id") for entry in entries], "id")
    for entry in entries:
        yield from _alone(entry, *(ATOM + name for name in ("title", "id", "updated", "published", "summary", "content")))
        if not _URN.fullmatch(entry.findtext(ATOM + "id") or ""):
            yield "an id that is no lasting name"
        if not [1 for a in entry.findall(ATOM + "author") if (a.findtext(ATOM + "name") or "").strip()]:
            yield "an entry without an author"
        pages = [link for link in entry.findall(ATOM + "link") if link.get("rel") == "alternate"]
        if not pages or len({(link.get("type"), link.get("hreflang")) for link in pages}) != len(pages):
            yield "an entry wants one alternate link for each language and type"
        content = entry.find(ATOM + "content")
        if content is None or content.get("type") != "html":
            yield "an entry without html"
        else:
            yield from _unsafe(content.text or "")
        yield from _media(entry)
        for answered in entry.findall("{http://purl.org/syndication/thread/1.0}in-reply-to"):
            if not _URN.fullmatch(answered.get("ref", "")):
                yield "an answer to nothing that has a name"
            yield from _wrong_address(answered.get("href"))
        if any(not (c.get("term") or "").strip() for c in entry.findall(ATOM + "category")):
            yield "a category without a term"
    for element in [*tree.iter(ATOM + "updated", ATOM + "published")]:
        if not _RFC3339.fullmatch(element.text or "") or not datetime.fromisoformat(element.text):
            yield f"not a time of RFC 3339: {element.text}"
    for element in tree.iter(ATOM + "link", ATOM + "uri"):
        yield from _wrong_address(element.get("href") or element.text)
        if element.tag == ATOM + "link" and element.get("rel") not in RELATIONS:
            yield f"a relation that is not registered: {element.get('rel')}"
    yield from _languages([e.get("{http://www.w3.org/XML/1998/namespace}lang", "en") for e in tree.iter("*")])


def _json(said: Any, address: str) -> Iterator[str]:
    if (
        said.get("version") != "https://jsonfeed.org/version/1.1"
        or not said.get("title")
        or not isinstance(said.get("items"), list)
    ):
        yield "wants version, title and items"
        return
    if said.get("feed_url") != address:
        yield f"does not know its own address: {said.get('feed_url')}"
    for name in ("home_page_url", "feed_url", "next_url", "icon", "favicon"):
        if name in said:
            yield from _wrong_address(said[name])
    yield from (f"strange: {name}" for name in set(said) - _FEED if not name.startswith("_"))
    yield from _languages([said["language"], *(item["language"] for item in said["items"] if "language" in item)])
    yield from _twice([item.get("id") for item in said["items"]], "id")
    for item in said["items"]:
        yield from (f"strange: {name}" for name in set(item) - _ITEM if not re.match("_[a-zA-Z]", name))
        if not isinstance(item.get("id"), str) or not (item.get("content_html") or item.get("content_text")):
            yield "an item wants an id and content"
        for name in ("url", "image"):
            if name in item:
                yield from _wrong_address(item[name])
        for name in ("date_published", "date_modified"):
            if not _RFC3339.fullmatch(item.get(name, "")):
                yield f"not a time of RFC 3339: {item.get(name)}"
        if not all(a.get("name") or a.get("url") for a in item.get("authors", [])):
            yield "an author without a name"
        if not all(isinstance(t, str) and t for t in item.get("tags", [])):
            yield "a tag that is no text"
        yield from _unsafe(item.get("content_html", ""))


def _links(parent: Any, address: str) -> Iterator[str]:
    links = [(link.get("rel"), link.get("href"), link.get("type")) for link in parent.findall(ATOM + "link")]
    if [href for rel, href, _type in links if rel == "self"] != [address]:
        yield f"does not know its own address {address}: {links}"
    yield from _twice([(rel, kind) for rel, _href, kind in links], "link of one relation and type")


def _media(entry: Any) -> Iterator[str]:
    for media in entry.findall("{http://search.yahoo.com/mrss/}content"):
        yield from _wrong_address(media.get("url"))
        if not media.findtext("{http://search.yahoo.com/mrss/}description"):
            yield "a picture without words"
        if not (media.get("width", "").isdigit() and media.get("height", "").isdigit() and "/" in media.get("type", "")):
            yield "a picture without shape or type"


def _unsafe(body: str) -> Iterator[str]:
    if not body.strip():
        yield "no content"
        return
    for element in markup.fragment_fromstring(body, create_parent=True).iter("*"):
        if element.tag in ("script", "meta", "embed", "object", "iframe", "style", "form"):
            yield f"html that is not safe: {element.tag}"
        for name, value in element.attrib.items():
            if name.startswith("on") or name == "style":
                yield f"html that is not safe: {name}"
            if name in ("href", "src", "cite") and not re.match("(https?://|mailto:)", value):
                yield f"an address that is not whole: {value}"


def _alone(parent: Any, *names: str) -> Iterator[str]:
    yield from (f"{name} more than once" for name in names if len(parent.findall(name)) > 1)


def _twice(values: list[Any], what: str) -> Iterator[str]:
    if len(set(values)) != len(values):
        yield f"a {what} twice"


def _wrong_address(address: str | None) -> Iterator[str]:
    if not _ADDRESS.fullmatch(address or ""):
        yield f"not a full address: {address}"


def _rfc822(text: str) -> Iterator[str]:
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        yield f"not a time of RFC 822: {text}"
        return
    if at.tzinfo is None or format_datetime(at) != text.replace("GMT", "+0000"):
        yield f"not a time of RFC 822: {text}"


def _languages(tags: list[str | None]) -> Iterator[str]:
    yield from (f"no language tag: {tag}" for tag in tags if not _LANGUAGE.fullmatch(tag or ""))


def _is_point(text: str) -> bool:
    try:
        latitude, longitude = map(float, text.split(" "))
    except ValueError:
        return False
    return -90 <= latitude <= 90 and -180 <= longitude <= 180
