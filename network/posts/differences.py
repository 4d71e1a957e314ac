"""What changed between two texts, word by word; a line end is a word of its own."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_CONTEXT = 12
_MOST_WORDS = 6000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Literal["same", "ins", "del"]
    words: str


def between(old: str, new: str) -> list[Piece]:
    """The pieces from which both texts can be read; long runs that stayed are cut to some words around a change."""
    a, b = _words(old), _words(new)
    if len(a) + len(b) > 2 * _MOST_WORDS:
        return [Piece("del", old), Piece("ins", new)] if old != new else []
    pieces: list[Piece] = []
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for number, (step, a0, a1, b0, b1) in enumerate(steps):
        if step == "equal":
            pieces.append(Piece("same", _short(a[a0:a1], first=number == 0, last=number == len(steps) - 1)))
            continue
        if a1 > a0:
            pieces.append(Piece("del", " ".join(a[a0:a1])))
        if b1 > b0:
            pieces.append(Piece("ins", " ".join(b[b0:b1])))
    return [] if all(piece.kind == "same" for piece in pieces) else pieces


def _words(text: str) -> list[str]:
    return re.findall(r"\n|\S+", text.strip())


def _short(words: list[str], *, first: bool, last: bool) -> str:
    if len(words) <= 2 * _CONTEXT:
        return " ".join(words)
    head = [] if first else words[:_CONTEXT]
    tail = [] if last else words[-_CONTEXT:]
    return " ".join([*head, "…", *tail])
