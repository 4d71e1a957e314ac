"""Plain text from people: what is kept, what is folded, what becomes an address."""

import unicodedata
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from network.base import text

anything = st.text(max_size=200)


@given(anything)
def test_tidying_twice_changes_nothing(typed: str) -> None:
    once = text.tidy(typed)

    assert text.tidy(once) == once
    assert text.line(text.line(typed)) == text.line(typed)


@given(anything)
def test_nothing_is_kept_that_xml_cannot_carry(typed: str) -> None:
    for kept in text.tidy(typed):
        assert kept in "\t\n" or unicodedata.category(kept) not in ("Cc", "Cs")
        assert kept not in "\ufffe\uffff"


@given(anything)
def test_a_line_is_one_line_and_turns_nothing_after_it(typed: str) -> None:
    kept = text.line(typed)

    assert "\n" not in kept
    assert kept == " ".join(kept.split())
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@given(anything, st.integers(1, 80))
def test_a_slug_stands_in_an_address_as_it_is(typed: str, limit: int) -> None:
    made = text.slug(typed, limit)

    assert len(made) <= limit
    assert text.slug(made, limit) == made
    assert not made.startswith("-")
    assert not made.endswith("-")
    assert all(c == "-" or unicodedata.category(c)[0] in "LMN" for c in made)
    assert unquote(quote(made)) == made
    assert made == made.casefold()


@given(anything)
def test_a_title_with_a_letter_or_digit_has_a_slug(typed: str) -> None:
    folded = unicodedata.normalize("NFC", typed.casefold())
    assert bool(text.slug(typed)) == any(unicodedata.category(c)[0] in "LMN" for c in folded)


@pytest.mark.parametrize(
    ("title", "slug", "ascii_slug"),
    [
        ("What’s next? The web, at 20", "whats-next-the-web-at-20", "whats-next-the-web-at-20"),
        ("السفر إلى القاهرة", "السفر-إلى-القاهرة", "lsfr-la-lqhrh"),
        ("Straße nach Łódź", "strasse-nach-łódź", "strasse-nach-lodz"),
        ("外交官の一日", "外交官の一日", "waijiaoguannoyiri"),
        ("Tiếng Việt", "tiếng-việt", "tieng-viet"),
        ("…", "", ""),
        ("!!! 1 !!!", "1", "1"),
    ],
)
def test_a_slug_keeps_the_script_of_its_title(title: str, slug: str, ascii_slug: str) -> None:
    assert text.slug(title) == slug
    assert text.ascii_slug(title) == ascii_slug


def test_a_long_title_is_cut_between_words() -> None:
    assert text.slug("one two three four", 11) == "one-two"
    assert text.slug("x" * 200, 80) == "x" * 80


@given(st.from_regex(text.HANDLE, fullmatch=True))
def test_a_handle_stands_in_an_address_as_it_is(handle: str) -> None:
    assert quote(handle) == handle == handle.lower()
    assert 1 <= len(handle) <= 40
    assert not handle.startswith("-")
    assert not handle.endswith("-")


@given(anything, st.integers(10, 300))
def test_an_excerpt_is_the_beginning(typed: str, limit: int) -> None:
    made = text.excerpt(typed, limit)

    assert len(made) <= limit + 1
    assert " ".join(typed.split()).startswith(made.removesuffix("…"))


@given(anything)
@example("ᴬ")
def test_folding_is_for_comparing(typed: str) -> None:
    assert text.fold(text.fold(typed)) == text.fold(typed)
    assert text.fold("ÉCOLE") == text.fold("ecole")
