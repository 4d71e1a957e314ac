"""Footnotes: stored in the sentence that they belong to, shown at the foot.

`<small role="doc-footnote">` holds a note where it was written, so that no number and no id is stored that could be wrong or
stand twice on a page; a program that knows nothing of it shows small print in its place.
"""

import re

from markdown_it.rules_inline import StateInline
from markupsafe import escape

ROLE = "doc-footnote"
_SMALL = re.compile(r"<(/?)small\b[^>]*>")


def in_markdown(state: StateInline, silent: bool) -> bool:
    """`^[A note.]`, as Pandoc has it."""
    if not state.src.startswith("^[", state.pos):
        return False
    start, end = state.pos + 2, state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        state.push("footnote_open", "small", 1).attrs = {"role": ROLE}
        whole, state.pos, state.posMax = state.posMax, start, end
        state.md.inline.tokenize(state)
        state.posMax = whole
        state.push("footnote_close", "small", -1)
    state.pos = end + 1
    return True


def at_the_foot(markup: str, title: str, back: str, *, of: str = "") -> str:
    """Cleaned markup with a number for each note, and the notes at its end with links back.

    `title` and `back` are words for those who do not see the signs; `of` makes the ids differ where several posts share a page.
    A note within a note is small print.
    """
    text: list[str] = []
    notes: list[str] = []
    note: list[str] | None = None
    depth = at = 0
    for found in _SMALL.finditer(markup):
        (text if note is None else note).append(markup[at : found.start()])
        at = found.end()
        if note is None and f'role="{ROLE}"' in found[0]:
            note, depth = [], 0
        elif note is None:
            text.append(found[0])
        elif not found[1]:
            depth += 1
            note.append("<small>")
        elif depth:
            depth -= 1
            note.append(found[0])
        else:
            notes.append("".join(note).strip())
            text.append(_reference(f"{of}{len(notes)}", len(notes)))
            note = None
    if not notes:
        return markup
    items = "".join(_item(words, f"{of}{n}", f"{back} {n}") for n, words in enumerate(notes, 1))
    section = f'<section class="notes" role="doc-endnotes" aria-label="{escape(title)}"><ol>{items}</ol></section>'
    return "".join(text) + markup[at:] + "\n" + section


def _reference(mark: str, number: int) -> str:
    return f'<sup><a id="ref-{mark}" href="#note-{mark}" role="doc-noteref">{number}</a></sup>'


def _item(words: str, mark: str, back: str) -> str:
    sign = f'<a href="#ref-{mark}" role="doc-backlink" aria-label="{escape(back)}">↩\ufe0e</a>'
    return f'<li id="note-{mark}">{words} {sign}</li>'
