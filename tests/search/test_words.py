"""How text is taken apart, before any database sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.search.words import Term, asked, words_in, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’ambassade à Hà Nội", ["l", "ambassade", "a", "ha", "noi"]),
        ("Đà Nẵng, Łódź, København", ["da", "nang", "lodz", "kobenhavn"]),
        ("STRASSE Straße İstanbul", ["strasse", "strasse", "istanbul"]),
        ("السَّلامُ أحمد إلى مدرســة", ["السلام", "احمد", "الي", "مدرسه"]),
        ("٢٠٠٩ ۲۰۰۹ 2009", ["2009", "2009", "2009"]),
        ("日本語 abc", ["日本", "本語", "語", "abc"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("c++ foo_bar 3.5%", ["c", "foo", "bar", "3", "5"]),
        ("co\u00adoperate \u202eright\u202c", ["cooperate", "right"]),
        ("", []),
        ("— … !? ()", []),
    ],
)
def test_words_lose_what_people_type_differently(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("trade tea", [("trade",), ("tea",)], []),
        ('"fish and chips" -vinegar', [("fish", "and", "chips")], [("vinegar",)]),
        ("“two clocks” «une idée»", [("two", "clocks"), ("une", "idee")], []),
        ('-"not this" that', [("that",)], [("not", "this")]),
        ("well-known it’s", [("well", "known"), ("it", "s")], []),
        ('"left open', [("left", "open")], []),
        ("東京 東京タワー", [("東京",), ("東京", "京タ", "タワ", "ワー")], []),
        ('* ( ) " - -"" AND', [("and",)], []),
    ],
)
def test_a_question_has_words_phrases_and_exclusions(typed, wanted, unwanted):
    question = asked(typed)

    assert [t.words for t in question.wanted] == wanted
    assert [t.words for t in question.unwanted] == unwanted


def test_one_letter_of_a_script_without_spaces_is_the_beginning_of_a_pair():
    assert asked("語").wanted == (Term(("語",), is_beginning=True),)


@given(st.text())
def test_no_word_holds_what_would_break_a_query(text):
    for word in words_of(text):
        assert word
        assert not set(word) & set("'\"\\*:()&|!<> \t\n\x00")


@given(st.text())
def test_words_in_a_text_lie_within_it_in_order(text):
    found = list(words_in(text))

    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert [f.start for f in found] == sorted(f.start for f in found)


@given(st.text(max_size=200))
def test_anything_can_be_asked(text):
    asked(text)
