"""Footnotes are written where they belong and read at the foot."""

from hypothesis import given
from hypothesis import strategies as st

from network.base.footnotes import at_the_foot
from network.base.html import clean_post, plain
from tests.base.test_html import elements, require_harmless


def test_a_note_in_markdown_and_one_in_html_are_the_same() -> None:
    typed = clean_post("A quay^[Of *stone*, see [b].], and `^[no note]`, x^2 \\^[no]", "markdown")

    note = '<small role="doc-footnote">Of <em>stone</em>, see [b].</small>'
    assert typed == f"<p>A quay{note}, and <code>^[no note]</code>, x^2 ^[no]</p>"
    assert clean_post(typed) == typed
    assert plain(typed) == "A quay Of stone, see [b]., and ^[no note], x^2 ^[no]"


def test_notes_are_numbered_and_lead_there_and_back() -> None:
    source = clean_post("One^[first] and two^[second <small>in small</small>].\n\n<small>Small print.</small>", "markdown")
    shown = at_the_foot(source, "Notes", "Back to note", of="7-")

    assert "One<sup>" in shown
    assert "<p><small>Small print.</small></p>" in shown
    links = {e.get("id"): e for e in elements(shown) if e.get("id")}
    assert list(links) == ["ref-7-1", "ref-7-2", "note-7-1", "note-7-2"]
    assert [links[f"ref-7-{n}"].get("href") for n in (1, 2)] == ["#note-7-1", "#note-7-2"]
    assert links["note-7-2"].text == "second "
    assert at_the_foot("<p>No <small>notes</small></p>", "Notes", "Back") == "<p>No <small>notes</small></p>"


pieces = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<small>",
        '<small role="doc-footnote">',
        '<small role="doc-footnote" lang="ar">',
        "</small>",
        "word",
        "<li>",
        "<em>",
    ]
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_no_word_goes_and_nothing_stays_open(source: str) -> None:
    cleaned = clean_post(source)
    shown = at_the_foot(cleaned, "Notes", "Back")

    assert shown.count("word") == cleaned.count("word")
    tags = {e.tag for e in elements(cleaned)}
    require_harmless(
        shown, tags | set("section ol li sup a small".split()), {"id", "href", "role", "class", "aria-label", "lang"}
    )
