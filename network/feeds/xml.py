"""XML written with lxml, which escapes what it is given, so that no title can break a document."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from network.feeds.texts import legal

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "georss": "http://www.georss.org/georss",
    "media": "http://search.yahoo.com/mrss/",
    "opensearch": "http://a9.com/-/spec/opensearch/1.1/",
    "sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "thr": "http://purl.org/syndication/thread/1.0",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


def name(tag: str) -> str:
    """`atom:link` as lxml wants it."""
    prefix, colon, local = tag.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else local


def root(tag: str, *prefixes: str, default: str = "", attributes: Mapping[str, str] | None = None) -> etree._Element:
    """The element that holds a document, with the namespaces that it uses."""
    used: dict[Any, str] = {prefix: NAMESPACES[prefix] for prefix in prefixes}
    if default:
        used[None] = NAMESPACES[default]
    return etree.Element(name(tag), _written(attributes), nsmap=used)


def add(parent: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    """One more element; `xml_lang="ar"` is an attribute of a namespace."""
    element = etree.SubElement(parent, name(tag), _written({n.replace("_", ":"): v for n, v in attributes.items()}))
    if text:
        element.text = legal(text)
    return element


def document(tree: etree._Element) -> bytes:
    """The whole document, in lines that a person can read."""
    return etree.tostring(tree, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _written(attributes: Mapping[str, str] | None) -> dict[str, str]:
    return {name(n): legal(v) for n, v in (attributes or {}).items()}
