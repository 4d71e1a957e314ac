"""Two versions of a text as one, as readers would see it: what came in `<ins>`, what went in `<del>`, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape
from typing import Any, Literal

from lxml.html import HtmlElement, fragment_fromstring, fragments_fromstring, tostring

_ALIKE = 0.3
# A word with the space behind it. Where a script writes no spaces, each sign is a word.
_WORD = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]\s*|[^\s぀-ヿ㐀-鿿豈-﫿]+\s*|\s+")
_Kind = Literal["same", "ins", "del"]


def rendered(old: str, new: str) -> str:
    """Both are markup that was cleaned; so is what comes out, but for where `ins` and `del` may stand.

    Blocks are brought together first, so that a paragraph put in between marks no other.
    """
    a, b = blocks(old), blocks(new)
    made: list[str] = []
    for step, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if step == "equal":
            made += b[b0:b1]
            continue
        pairs = min(a1 - a0, b1 - b0)
        for before, after in zip(a[a0 : a0 + pairs], b[b0 : b0 + pairs], strict=True):
            made += _pair(before, after)
        made += [_all("del", block) for block in a[a0 + pairs : a1]] + [_all("ins", block) for block in b[b0 + pairs : b1]]
    return "\n".join(made)


def blocks(markup: str) -> list[str]:
    """The paragraphs, lists, figures … of a text; words that stand in none of them are a paragraph."""
    found: list[str] = []
    parts: list[Any] = fragments_fromstring(markup) if markup.strip() else []  # type: ignore[assignment]
    for part in parts:
        if isinstance(part, str):
            found.append(f"<p>{escape(part.strip())}</p>" if part.strip() else "")
        else:
            found.append(tostring(part, encoding="unicode", with_tail=False))
            found.append(f"<p>{escape(part.tail.strip())}</p>" if (part.tail or "").strip() else "")
    return [block for block in found if block]


def _pair(before: str, after: str) -> list[str]:
    old, new = _Words(before), _Words(after)
    matcher = SequenceMatcher(None, old.bare, new.bare, autojunk=False)
    if matcher.ratio() < _ALIKE and (old.bare or new.bare):
        return [_all("del", before), _all("ins", after)]
    for step, a0, a1, b0, b1 in matcher.get_opcodes():
        if step in ("delete", "replace"):
            new.put("del", b0, "".join(old.words[a0:a1]))
        for number in range(b0, b1):
            new.put("same" if step == "equal" else "ins", number, new.words[number], is_word=True)
    return [new.markup()]


def _all(kind: _Kind, block: str) -> str:
    words = _Words(block)
    for number, word in enumerate(words.words):
        words.put(kind, number, word, is_word=True)
    for image in words.block.iter("img"):
        _wrap(image, kind)
    return words.markup()


@dataclass
class _Slot:
    """A piece of text in a tree: before the first child of an element, or behind it."""

    owner: HtmlElement
    is_tail: bool
    pieces: list[tuple[_Kind, str]] = field(default_factory=list)


class _Words:
    """The words of a block, each in its place, to be put back with marks."""

    def __init__(self, markup: str) -> None:
        self.block = fragment_fromstring(markup)
        self.words: list[str] = []
        self.slots: list[_Slot] = []
        self._slot_of: list[_Slot] = []
        for slot, text in _texts(self.block):
            self.slots.append(slot)
            for word in _WORD.findall(text):
                self.words.append(word)
                self._slot_of.append(slot)

    @property
    def bare(self) -> list[str]:
        return [word.strip() for word in self.words]

    def put(self, kind: _Kind, number: int, text: str, *, is_word: bool = False) -> None:
        """Put a text where a word stands; behind the last word, where there is none."""
        if number < len(self._slot_of):
            slot = self._slot_of[number]
        elif self.slots:
            slot = self.slots[-1]
        else:
            slot = _Slot(self.block, is_tail=False)
            self.slots.append(slot)
        slot.pieces.append((kind, text if is_word or not text or text[-1].isspace() else text + " "))

    def markup(self) -> str:
        for slot in reversed(self.slots):
            _write(slot)
        return str(tostring(self.block, encoding="unicode"))


def _texts(block: HtmlElement) -> Iterator[tuple[_Slot, str]]:
    """All texts of a block, in the order in which they are read."""
    if block.text:
        yield _Slot(block, is_tail=False), block.text
    for child in block:
        yield from _texts(child)
        if child.tail:
            yield _Slot(child, is_tail=True), child.tail


def _write(slot: _Slot) -> None:
    """Put the pieces of a slot back, neighbours of one kind together."""
    runs: list[tuple[_Kind, str]] = []
    for kind, text in slot.pieces:
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1] + text)
        else:
            runs.append((kind, text))
    plain, last = "", None
    made: list[HtmlElement] = []
    for kind, text in runs:
        if kind != "same":
            last = slot.owner.makeelement(kind)
            last.text = text
            made.append(last)
        elif last is None:
            plain += text
        else:
            last.tail = text
    if slot.is_tail:
        slot.owner.tail = plain
        for element in reversed(made):
            behind, tail = element.tail, slot.owner.tail
            slot.owner.tail = None
            slot.owner.addnext(element)
            element.tail = behind
            slot.owner.tail = tail
    else:
        slot.owner.text = plain
        for element in reversed(made):
            slot.owner.insert(0, element)


def _wrap(image: HtmlElement, kind: _Kind) -> None:
    parent = image.getparent()
    if parent is None or kind == "same":
        return
    around = image.makeelement(kind)
    around.tail, image.tail = image.tail, None
    parent.replace(image, around)
    around.append(image)
