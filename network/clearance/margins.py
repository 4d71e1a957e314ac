"""A version in paragraphs, as readers will see them, and the notes in its margin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from lxml.html import HtmlElement, fragment_fromstring, tostring
from markupsafe import Markup

from network.base.footnotes import at_the_foot
from network.base.html import highlighted, marked
from network.base.language import _
from network.base.text import line
from network.clearance.models import ReviewNote
from network.media.inline import in_sizes
from network.posts import compared
from network.posts.models import PostVersion

_ALIKE = 0.6
_BESIDE = ("title", "standfirst", "picture")
"""Places that are no paragraphs of the text; those have numbers."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, figure …: its place in a version, its words, and how it is shown. Only words can be spoken of."""

    place: str
    words: str
    markup: str = ""


@dataclass(slots=True)
class Passage:
    """A block with what was said of it."""

    block: Block
    notes: list[ReviewNote] = field(default_factory=list)

    @property
    def shown(self) -> Markup:
        """The block, with the passages that notes are about in `<mark>`."""
        quotes = [note.quote for note in self.notes if note.quote]
        if self.block.place in _BESIDE:
            return highlighted(self.block.words, _spans(self.block.words, quotes))
        return marked(_with_marks(self.block.markup, quotes) if quotes else self.block.markup)


def blocks(version: PostVersion) -> list[Block]:
    """Everything of a version that can be spoken of, from the title on."""
    beside = (("title", version.title), ("standfirst", version.standfirst), ("picture", version.top_image_alt))
    whole = at_the_foot(in_sizes(version.html), _("Notes"), _("Back to note"))
    text = [Block(str(n), _words(markup), markup) for n, markup in enumerate(compared.blocks(whole), 1)]
    return [Block(place, words) for place, words in beside if words] + text


def in_margin(version: PostVersion, notes: Sequence[ReviewNote]) -> tuple[dict[str, Passage], list[ReviewNote]]:
    """The blocks of a version by their places, each with its notes; and the notes on what it does not say any more."""
    passages = {block.place: Passage(block) for block in blocks(version)}
    loose: list[ReviewNote] = []
    for note in notes:
        at = _place_of(note, [passage.block for passage in passages.values()])
        (passages[at].notes if at else loose).append(note)
    return passages, loose


def _place_of(note: ReviewNote, among: Sequence[Block]) -> str:
    """Where a note belongs in a text that may have changed: by the same words, by its passage, by words that are alike."""
    if note.place in _BESIDE:
        return next((block.place for block in among if block.place == note.place), "")
    text = sorted((b for b in among if b.place not in _BESIDE), key=lambda b: abs(int(b.place) - int(note.place)))
    same = (b.place for b in text if b.words == note.paragraph)
    quoting = (b.place for b in text if note.quote and note.quote in b.words)
    return next(same, "") or next(quoting, "") or _alike(note.paragraph, text)


def _alike(paragraph: str, among: Sequence[Block]) -> str:
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(paragraph.split())
    best, found = _ALIKE, ""
    for block in among:
        matcher.set_seq1(block.words.split())
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, found = ratio, block.place
    return found


def _words(markup: str) -> str:
    """What is read of a block; of a picture alone, what it shows."""
    block = fragment_fromstring(markup)
    return line(block.text_content()) or line(" ".join(image.get("alt") or "" for image in block.iter("img")))


def _spans(text: str, quotes: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a text the quotes stand, however its white space falls; what overlaps is one."""
    patterns = [r"\s+".join(map(re.escape, quote.split())) for quote in quotes]
    spans = sorted(found.span() for found in (re.search(pattern, text) for pattern in patterns) if found)
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _with_marks(markup: str, quotes: Sequence[str]) -> str:
    block = fragment_fromstring(markup)
    slots = list(_slots(block))
    spans = _spans("".join(text for _owner, _is_tail, text in slots), quotes)
    at = sum(len(text) for _owner, _is_tail, text in slots)
    for owner, is_tail, text in reversed(slots):
        at -= len(text)
        _mark(owner, is_tail, text, [(max(0, s - at), min(len(text), e - at)) for s, e in spans if s < at + len(text) and e > at])
    return str(tostring(block, encoding="unicode"))


def _slots(block: HtmlElement) -> Iterator[tuple[HtmlElement, bool, str]]:
    """All texts of a block, in the order in which they are read: before the first child of an element, or behind it."""
    yield block, False, block.text or ""
    for child in block:
        yield from _slots(child)
        yield child, True, child.tail or ""


def _mark(owner: HtmlElement, is_tail: bool, text: str, spans: Sequence[tuple[int, int]]) -> None:
    """Put parts of one text into `<mark>`."""
    for start, end in reversed(spans):
        mark = owner.makeelement("mark")
        mark.text, mark.tail, text = text[start:end], text[end:], text[:start]
        if is_tail:
            tail, mark.tail = mark.tail, None
            owner.tail = None
            owner.addnext(mark)
            mark.tail = tail
        else:
            owner.insert(0, mark)
    if spans:
        if is_tail:
            owner.tail = text
        else:
            owner.text = text
