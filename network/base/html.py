"""The only place where text from people becomes markup.

Bleach cleans, then nh3 cleans again: each of the two catches what the other lets through (docs/decisions/0003). The
source is kept beside the result with `POLICY`, and `network clean` does it all again when the rules change.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import bleach
import nh3
from bleach.html5lib_shim import Filter  # type: ignore[attr-defined]
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from network.base import footnotes
from network.base.text import tidy

POLICY = 2
COMMENT_LIMIT = 10_000
COMMENT_LINKS = 20
POST_LIMIT = 400_000

_SCHEMES = frozenset({"http", "https", "mailto"})
_COMMENT_TAGS = frozenset({"p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li", "code", "pre"})
_POST_TAGS = _COMMENT_TAGS | {
    "h2", "h3", "h4", "b", "i", "s", "sub", "sup", "small", "abbr", "cite", "q", "span", "bdi", "mark", "ins", "del",
    "kbd", "time", "hr", "dl", "dt", "dd", "figure", "figcaption", "img", "aside", "details", "summary",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BODIES = frozenset({"script", "style", "template", "iframe", "noscript", "title"})
_COMMENT_ATTRIBUTES: Mapping[str, frozenset[str]] = {"a": frozenset({"href"})}
_POST_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset({"lang", "dir"}),
    "a": frozenset({"href", "title", "hreflang"}),
    "abbr": frozenset({"title"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start", "reversed"}),
    "time": frozenset({"datetime"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}
_POST_VALUES = {"small": {"role": {footnotes.ROLE}}}
_URL = re.compile(r"\(*\bhttps?://[^\s<>\"']+", re.I)
# They would turn around what is read, and only where they are obeyed.
_OVERRIDES = re.compile("[\u202a\u202b\u202d\u202e]")
_BLOCK = re.compile(r"<(p|ul|ol|blockquote|pre)\b", re.I)


class _WithoutBodies(Filter):  # type: ignore[misc]
    """Cleaning keeps the words of an element that it drops; of these, the words are not for people."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        inside = 0
        for token in super().__iter__():
            if token["type"] in ("StartTag", "EndTag") and token["name"] in _BODIES:
                inside += 1 if token["type"] == "StartTag" else -1
            elif not inside:
                yield token


class _OwnPicturesOnly(Filter):  # type: ignore[misc]
    """A picture from elsewhere would send the reader's browser there; it becomes a link to it."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            if token["type"] not in ("EmptyTag", "StartTag") or token["name"] != "img":
                yield token
                continue
            source = token["data"].get((None, "src"), "")
            if source.startswith("/media/"):
                yield token
                continue
            words = token["data"].get((None, "alt"), "") or source
            if urlsplit(source).scheme in ("http", "https"):
                yield {"type": "StartTag", "name": "a", "namespace": None, "data": {(None, "href"): source}}
                yield {"type": "Characters", "data": words}
                yield {"type": "EndTag", "name": "a", "namespace": None, "data": {}}
            elif words:
                yield {"type": "Characters", "data": words}


_post_cleaner = Cleaner(
    tags=_POST_TAGS | _HEADINGS | _BODIES,
    attributes={tag: sorted(names) for tag, names in _POST_ATTRIBUTES.items()} | {"small": ["role"]},
    protocols=_SCHEMES,
    strip=True,
    filters=[_WithoutBodies, _OwnPicturesOnly],
)
_comment_cleaner = Cleaner(
    tags=_COMMENT_TAGS | _BODIES,
    attributes={tag: sorted(names) for tag, names in _COMMENT_ATTRIBUTES.items()},
    protocols=_SCHEMES,
    strip=True,
    filters=[
        _WithoutBodies,
        lambda source: LinkifyFilter(source, callbacks=[], url_re=_URL, skip_tags=["pre", "code"]),
    ],
)
_markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_markdown.inline.ruler.after("image", "footnote", footnotes.in_markdown)


def clean_post(source: str, body_format: str = "html") -> str:
    """A post's text as markup: headings, figures, tables, `lang` and `dir` allowed.

    ValueError when it is longer than `POST_LIMIT` characters.
    """
    if len(source) > POST_LIMIT:
        raise ValueError(f"the text is longer than {POST_LIMIT:,} characters")
    source = tidy(source)
    return clean_markup(rendered_markdown(source) if body_format == "markdown" else source)


def clean_markup(markup: str) -> str:
    """The same for markup of any length: what was made of texts that are kept already, such as two of them compared."""
    cleaned = nh3.clean(
        _post_cleaner.clean(markup),
        tags=set(_POST_TAGS | _HEADINGS),
        attributes={tag: set(names) for tag, names in _POST_ATTRIBUTES.items()},
        tag_attribute_values=_POST_VALUES,
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )
    return _in_order(cleaned.strip())


def rendered_markdown(source: str) -> str:
    """Markdown as markup that is not clean yet."""
    return str(_markdown.render(source))


def _in_order(markup: str) -> str:
    """Headings from h2 to h4, whatever levels were typed: the page has its own h1, and none may be skipped (WCAG 1.3.1)."""
    around: list[tuple[int, int]] = []

    def renumbered(found: re.Match[str]) -> str:
        if not found[1]:
            typed = int(found[2])
            while around and around[-1][0] >= typed:
                around.pop()
            around.append((typed, min(4, around[-1][1] + 1 if around else 2)))
        return f"<{found[1]}h{around[-1][1]}"

    return re.sub(r"<(/?)h([1-6])\b", renumbered, markup)


def clean_comment(source: str) -> str:
    """A comment as markup: paragraphs, emphasis, links, quotes, lists, code. Plain line ends make paragraphs.

    ValueError when it is longer than `COMMENT_LIMIT` characters: the cap comes before the cleaning.
    """
    if len(source) > COMMENT_LIMIT:
        raise ValueError(f"the comment is longer than {COMMENT_LIMIT:,} characters")
    source = _OVERRIDES.sub("", tidy(source))
    if not _BLOCK.search(source):
        paragraphs = [p.strip().replace("\n", "<br>") for p in re.split(r"\n\s*\n", source) if p.strip()]
        source = "".join(f"<p>{p}</p>" for p in paragraphs)
    markup = _comment_cleaner.clean(source)
    cleaned = nh3.clean(
        markup,
        tags=set(_COMMENT_TAGS),
        attributes={tag: set(names) for tag, names in _COMMENT_ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        link_rel="nofollow ugc noopener",
    ).strip()
    return cleaned if _BLOCK.search(cleaned) or not cleaned else f"<p>{cleaned}</p>"


def links(markup: str) -> int:
    """How many links cleaned markup has."""
    return markup.count("<a ")


def plain(markup: str) -> str:
    """The words of cleaned markup, without tags."""
    return " ".join(blocks(markup).split())


def blocks(markup: str) -> str:
    """The same, with each paragraph, heading, item and row on a line of its own."""
    spaced = re.sub(r"</(td|th)>|<small role=[^>]*>", " ", " ".join(markup.split()))
    spaced = re.sub(r"</(p|h[2-4]|li|blockquote|figcaption|tr|dt|dd|pre)>|<br>|<hr>", "\n", spaced)
    words = Markup(bleach.clean(spaced, tags=(), strip=True)).unescape()
    return "\n".join(" ".join(line.split()) for line in words.split("\n") if line.strip())


def undescribed(markup: str) -> int:
    """How many pictures say nothing of what they show; decoration says so by an empty `alt` (WCAG 1.1.1)."""
    return len(re.findall(r"<img(?![^>]*\salt=)[^>]*>", markup))


def marked(markup: str) -> Markup:
    """Markup that `clean_post` or `clean_comment` gave, for a template."""
    return Markup(markup)


def attributes(**named: str) -> Markup:
    """Attributes for an element, each value escaped: ` lang="ar" dir="rtl"`."""
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in named.items())


def span(words: str, marks: Markup) -> Markup:
    """Words in an element that bears attributes."""
    return Markup("<span{}>{}</span>").format(marks, words)


def highlighted(text: str, spans: list[tuple[int, int]]) -> Markup:
    """Plain text with some spans in `mark`."""
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    return Markup("").join([*parts, escape(text[at:])])


__all__ = [
    "COMMENT_LIMIT",
    "POLICY",
    "POST_LIMIT",
    "attributes",
    "blocks",
    "clean_comment",
    "clean_post",
    "highlighted",
    "links",
    "marked",
    "plain",
    "rendered_markdown",
    "span",
    "undescribed",
]


def isolated(text: str) -> Markup:
    """A name that keeps its own direction, and leaves that of the words around it."""
    return Markup("<bdi>{}</bdi>").format(text)


def signature(name: str, href: str = "") -> Markup:
    """A name under a text, leading to its blog where it has one."""
    bold = Markup("<b>{}</b>").format(isolated(name))
    return Markup('<a href="{}">{}</a>').format(href, bold) if href else bold
