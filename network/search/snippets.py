"""The part of a post that answers a search, with the words marked."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from network.base.html import highlighted, plain
from network.posts import queries as posts
from network.posts.listed import Listed
from network.search.words import Found, Term, asked, words_in

_LENGTH = 240
_BEFORE = 60

Span = tuple[int, int, Term]


def snippets(found: Sequence[Listed], value: str) -> dict[int, Markup]:
    """By post id, the part of each text that holds most of the words; its beginning where the words stand elsewhere."""
    terms = asked(value).wanted
    texts = posts.texts_of_many(found)
    return {post.id: _snippet(plain(texts.get(post.id, "")), terms) or highlighted(post.excerpt, []) for post in found}


def _snippet(text: str, terms: Sequence[Term]) -> Markup | None:
    spans = sorted(_spans(text, terms), key=lambda span: span[:2])
    if not spans:
        return None
    begin, end = _window(text, spans)
    before, after = "…" if begin else "", "…" if end < len(text) else ""
    shift = len(before) - begin
    inside = [(start + shift, stop + shift) for start, stop, _term in spans if begin <= start and stop <= end]
    apart = [one for one, next_one in pairwise([*inside, (len(text) + 1, 0)]) if one[1] <= next_one[0]]
    return highlighted(before + text[begin:end] + after, apart)


def _window(text: str, spans: Sequence[Span]) -> tuple[int, int]:
    """Where to cut a text, between words if it has spaces, so that most of the terms are seen."""

    def seen(first: Span) -> int:
        return len({term for start, stop, term in spans if first[0] <= start and stop <= first[0] + _LENGTH - _BEFORE})

    best = max(spans, key=lambda span: (seen(span), -span[0]))[0]
    begin = 0
    if best > _BEFORE:
        begin = text.find(" ", best - _BEFORE, best) + 1 or best - _BEFORE // 3
    end = min(len(text), max(begin + _LENGTH, best + _BEFORE))
    if end < len(text):
        space = text.rfind(" ", end - 30, end)
        end = space if space > best else end
    return begin, end


def _spans(text: str, terms: Sequence[Term]) -> Iterator[Span]:
    words = list(words_in(text))
    standing: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        standing.setdefault(word.word[:1], []).append(i)
    for term in terms:
        for i in standing.get(term.words[0][:1], ()):
            run = words[i : i + len(term.words)]
            if _is(term, run):
                yield run[0].start, run[-1].start + 1 if term.is_beginning else run[-1].end, term


def _is(term: Term, run: Sequence[Found]) -> bool:
    *firsts, last = term.words
    if len(run) < len(term.words) or any(word != found.word for word, found in zip(firsts, run, strict=False)):
        return False
    return run[-1].word.startswith(last) if term.is_beginning else run[-1].word == last
