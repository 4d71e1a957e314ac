"""Text taken apart for the index: the same for both databases, for what is kept and for what is asked.

Words lose case and accents. Arabic loses its vowel signs and the forms of alef, hamza and taa marbuta that people type one
for the other. Scripts that put no space between words are cut into pairs of letters, so that 日本 is found inside 日本語.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

EDITION = 1
"""Goes up when the rules here change, so that what was indexed before is seen to be out of date."""

_LONGEST = 60
_MOST_TERMS = 32

# Thai, Lao, Burmese, Khmer, Hangul, kana, Han; a word of theirs is not marked off by spaces, or takes endings without one.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SCRIPTS = re.compile(f"(?P<unspaced>[{_UNSPACED}]+)|[^{_UNSPACED}]+")
_PLAINER = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"\u0640": "", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه"}
)
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟「」『』", '"'))
_TERM = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; of a single letter of a script without spaces, what begins with it counts too."""

    words: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody searches for: terms that must be there, and terms that must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A word of a text as the index knows it, and where it stands in the text."""

    word: str
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """The words of a text as the index keeps them.

    A run of 日本語 gives 日本, 本語 and 語: each letter begins one of them.
    """
    found: list[str] = []
    for run in _folded(text).split():
        for part in _SCRIPTS.finditer(run):
            letters = part[0]
            if part["unspaced"]:
                found += [letters[i : i + 2] for i in range(len(letters))]
            else:
                found.append(letters[:_LONGEST])
    return found


def words_in(text: str) -> Iterator[Found]:
    """The same words, each with its place in the text as it was written."""
    for run in re.finditer(r"\S+", text.translate(_shape)):
        for part in _SCRIPTS.finditer(text, *run.span()):
            words = words_of(part[0])
            one_to_one = part["unspaced"] and len(words) == len(part[0])
            for i, word in enumerate(words):
                start = part.start() + i if one_to_one else part.start()
                yield Found(word, start, start + len(word) if one_to_one else part.end())


def asked(text: str) -> Asked:
    """What `some words "side by side" -without` means; anything can be asked, and what holds no word asks nothing."""
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    for typed in _TERM.finditer(text.translate(_QUOTES)):
        term = _term(typed["phrase"] or typed["word"] or "")
        if term:
            (unwanted if typed["no"] else wanted)[term] = None
    return Asked(tuple(wanted)[:_MOST_TERMS], tuple(unwanted)[:_MOST_TERMS])


def _term(text: str) -> Term | None:
    """A run of several letters is found inside longer runs, so its last letter need not stand alone."""
    words = words_of(text)
    if not words:
        return None
    if not re.fullmatch(f"[{_UNSPACED}]", words[-1]):
        return Term(tuple(words))
    if len(words) > 1 and len(words[-2]) == 2 and words[-2][1] == words[-1]:
        return Term(tuple(words[:-1]))
    return Term(tuple(words), is_beginning=True)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_letters)
    plainer = unicodedata.normalize("NFKC", text).casefold().translate(_PLAINER)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", plainer).translate(_letters).translate(_PLAINER))


class _Letters(dict[int, str | None]):
    """What becomes of each character: accents and vowel signs go, digits are the same in all scripts, other signs part words."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        kind = unicodedata.category(sign)
        kept: str | None = " "
        if kind == "Cf" or 10 <= unicodedata.combining(sign) <= 35 or unicodedata.combining(sign) >= 200:
            kept = None
        elif kind == "Nd":
            kept = str(unicodedata.decimal(sign))
        elif kind[0] in "LNM":
            kept = sign
        self[code] = kept
        return kept


class _Shape(dict[int, str]):
    """The same without a change of length: which characters belong to words."""

    def __missing__(self, code: int) -> str:
        kind = unicodedata.category(chr(code))
        self[code] = "x" if kind[0] in "LNM" or kind == "Cf" else " "
        return self[code]


_letters = _Letters()
_shape = _Shape()
