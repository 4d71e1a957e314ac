"""Cleaned markup written as Markdown, for those who take their texts elsewhere."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from network.base.footnotes import ROLE
from network.base.html import rendered_markdown

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
_VOID = frozenset({"br", "hr", "img"})
_NAMES = (
    "p|h[2-4]|ul|ol|li|blockquote|pre|figure|figcaption|aside|details|summary"
    "|table|caption|thead|tbody|tfoot|tr|th|td|dl|dt|dd|hr"
)
_BLOCK = re.compile(_NAMES)
_AROUND_BLOCKS = re.compile(rf"\s*(</?(?:{_NAMES})\b[^>]*>|<br>)\s*")
_PRE = re.compile(r"<pre\b.*?</pre>", re.S)


def in_markdown(markup: str) -> str:
    """Markdown that gives this cleaned markup again: a paragraph for which it has no sign stays HTML, which Markdown may hold."""
    return "\n\n".join(filter(None, (_written(block.strip()) for block in _blocks(markup))))


def _written(block: str) -> str:
    try:
        signs = str(_writer().convert(block)).strip()
    except RecursionError:
        return _on_one_line(block)
    return signs if _alike(rendered_markdown(signs)) == _alike(block) else _on_one_line(block)


def _blocks(markup: str) -> Iterator[str]:
    """The outermost paragraphs, lists, tables and the like; words between them belong together."""
    depth = begun = 0
    for tag in _TAG.finditer(markup):
        closes, name = tag[1] == "/", tag[2]
        if not depth and not closes and _BLOCK.fullmatch(name):
            yield markup[begun : tag.start()]
            begun = tag.start()
        if name in _VOID:
            ends = name == "hr" and not depth
        else:
            depth += -1 if closes else 1
            ends = closes and not depth and _BLOCK.fullmatch(name) is not None
        if ends:
            yield markup[begun : tag.end()]
            begun = tag.end()
    yield markup[begun:]


def _alike(markup: str) -> str:
    """For comparing: without the white space and the spellings that mean nothing to a reader."""
    kept: list[str] = _PRE.findall(markup)
    folded = " ".join(_PRE.sub("<pre>", markup).replace(" />", ">").split())
    return "".join([_AROUND_BLOCKS.sub(r"\1", folded).strip(), *kept]).replace("&quot;", '"').replace("&#39;", "'")


def _on_one_line(block: str) -> str:
    """An empty line would end HTML within Markdown."""
    whole = _PRE.sub(lambda found: found[0].replace("\n", "&#10;"), block)
    return " ".join(whole.split("\n"))


@lru_cache(maxsize=1)
def _writer() -> Any:
    """Loaded when somebody exports: most processes never do."""
    from markdownify import ATX, MarkdownConverter

    class Writer(MarkdownConverter):
        def convert_small(self, element: Any, text: str, parent_tags: Any) -> str:
            return f"^[{text}]" if element.get("role") == ROLE else text

    return Writer(heading_style=ATX, bullets="-", newline_style="backslash", escape_misc=True)


__all__ = ["in_markdown"]
