"""The HTML of a message, made ready for cleaning: its lines become paragraphs, and what only its program wanted goes."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from network.base.html import POST_LIMIT
from network.base.text import tidy

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table thead tbody tfoot tr td th figure hr center section article".split()
)
_LINES = frozenset("div center section article header footer main nav".split())
_SIGNATURE = re.compile(r"\b(gmail_signature|gmail_signature_prefix|moz-signature)\b")
_WORDS = re.compile(r"<(?:img|hr)\b|>[^<]*[^\s<][^<]*(?:<|$)")


def read(markup: str, pictures: Mapping[str, str]) -> tuple[str, set[str]]:
    """A fragment for cleaning, and those of the pictures (by their content id) that it shows. Empty where it says nothing."""
    from lxml import etree, html

    shown: set[str] = set()
    try:
        body: Any = html.document_fromstring(f"<body>{tidy(markup[: 2 * POST_LIMIT])}</body>").find("body")
    except (etree.ParserError, ValueError):
        return "", shown
    if body is None:
        return "", shown
    _without_signature(body)
    for image in list(body.iter("img")):
        _place(image, pictures, shown)
    for element in reversed(list(body.iter(*_LINES))):
        _as_paragraph(element)
    _gather(body)
    for element in list(body.iter("p")):
        _tidy_paragraph(element)
    made = "".join(html.tostring(child, encoding="unicode") for child in body)
    return (made if _WORDS.search(made) else ""), shown


def paragraphs(text: str) -> str:
    """Plain text as HTML, for a message that has both."""
    return "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())


def _without_signature(body: Any) -> None:
    """What stands after `-- `, or in what a program marks as the signature."""
    for element in list(body.iter("div", "span", "pre")):
        if _SIGNATURE.search(element.get("class", "")) and element.getparent() is not None:
            element.drop_tree()
    for element in list(body.iter("p", "div")):
        if element.getparent() is not None and "".join(element.itertext()).strip(" \xa0") == "--":
            for after in list(element.itersiblings()):
                after.drop_tree()
            element.drop_tree()


def _place(image: Any, pictures: Mapping[str, str], shown: set[str]) -> None:
    """A picture of this message stays where it is; one from elsewhere only with words, as a link."""
    source = image.get("src", "")
    kept = pictures.get(source.removeprefix("cid:").strip(" <>")) if source.lower().startswith("cid:") else None
    if kept is None:
        if not (source.startswith(("http://", "https://")) and image.get("alt", "").strip()):
            image.drop_tree()
        return
    shown.add(kept)
    for name in list(image.attrib):
        del image.attrib[name]
    image.set("src", kept)


def _as_paragraph(element: Any) -> None:
    """Programs write each line as a `div`: one with words is a paragraph, one around others is nothing."""
    if any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in element):
        _gather(element)
        element.drop_tag()
    else:
        element.tag = "p"
        element.attrib.clear()


def _tidy_paragraph(element: Any) -> None:
    """An empty line is none, and a picture alone is a figure."""
    if "".join(element.itertext()).strip(" \n\t\xa0"):
        return
    if element.find(".//img") is None:
        element.drop_tree()
    elif len(element) == 1 and element[0].tag == "img":
        element.tag = "figure"


def _gather(element: Any) -> None:
    """Words that stand beside paragraphs become paragraphs."""
    children, text, element.text = list(element), element.text, None
    begun = _begin(element, 0, text) if text and text.strip() else None
    for child in children:
        if isinstance(child.tag, str) and child.tag in _BLOCKS:
            tail, child.tail = child.tail, None
            begun = _begin(element, element.index(child) + 1, tail) if tail and tail.strip() else None
        else:
            if begun is None:
                begun = _begin(element, element.index(child), None)
            begun.append(child)


def _begin(element: Any, at: int, text: str | None) -> Any:
    paragraph = element.makeelement("p")
    paragraph.text = text
    element.insert(at, paragraph)
    return paragraph
