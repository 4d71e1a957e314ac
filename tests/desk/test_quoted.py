"""Who is quoted, in texts of several languages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.base.html import clean_post
from network.desk.quoted import quotations
from tests.desk.test_checklist import listed
from tests.desk.test_writing import sheet


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“I light the lamp at six,” said Tran Thi Mai. “Nobody else will do it,” she added.", ["Tran Thi Mai"] * 2),
        ("Mr. J. R. Smith told me: “It was never lit at six.” “And who would do it?” asked Rosa.", ["J. R. Smith", "Rosa"]),
        ("On Tuesday the minister, Anna Berg, said “we light the lamps at six” in Oslo.", ["Anna Berg"]),
        ("The Harbour Authority said: “the lamps will be lit at six”.", [""]),
        ('"Someone has to do it in the end", the keeper said.', [""]),
        ("She wrote <q>I shall not come back here</q> in New York.", [""]),
        ("He called it “a trap”.", []),
        ("Bà Trần Thị Mai cho biết: “Tôi thắp đèn lúc sáu giờ chiều.”", ["Trần Thị Mai"]),
        ("«Enciendo la lámpara a las seis», dice María del Carmen Rojas, farera.", ["María del Carmen Rojas"]),
        ("« J’allume la lampe à six heures », explique Jean-Pierre Le Goff.", ["Jean-Pierre Le Goff"]),
        ("„Ich zünde die Lampe um sechs an“, sagte der Hafenmeister Jan van der Velde in Hamburg.", ["Jan van der Velde"]),
        ("In Hamburg erzählte mir Petra Schulz: „Ich zünde die Lampe um sechs an.“", ["Petra Schulz"]),
        ("Der Hafenmeister sagte am Montag: „Ich zünde die Lampe um sechs an.“", [""]),
        ("وقالت تران ثي ماي: «أشعل المصباح في السادسة مساء كل يوم».", ["تران ثي ماي"]),
        ("قال لنا الحارس إنه «لا أحد يعرف من يشعل المصباح».", [""]),
        ("陈美说：“我每天晚上六点点灯，从不间断。”", ["陈美"]),
    ],
)
def test_a_quotation_has_the_name_that_stands_beside_it(text, names):
    assert [found.name for found in quotations(f"<p>{text}</p>")] == names


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<blockquote><p>We shall never know who did it.</p><p>— Ada Lovelace, 1843</p></blockquote>", "Ada Lovelace"),
        ("<blockquote><p>We shall never know who did it.</p><cite>Ada Lovelace</cite></blockquote>", "Ada Lovelace"),
        ("<p>As Ngozi Okafor wrote:</p><blockquote><p>We shall never know who did it.</p></blockquote>", "Ngozi Okafor"),
        ("<p>So it says on the wall.</p><blockquote><p>We shall never know who did it.</p></blockquote>", ""),
    ],
)
def test_a_block_of_its_own_is_named_beneath_or_before(html, name):
    [found] = quotations(html)

    assert (found.words, found.name) == ("We shall never know who did it.", name)


def test_a_pull_quote_says_again_what_the_text_says():
    assert quotations("<aside><p>“We shall never know who did it.”</p></aside>") == []


_PIECES = ["“", "”", '"', "«", "»", "<q>", "</q>", "<blockquote>", "</p>", "<p>", "— ", "<cite>"]
_PIECES += ["said ", "قال ", "A. B. ", "\x00", ". "]


@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=12)), max_size=40).map("".join))
def test_no_text_is_too_strange(text):
    for body_format in ("html", "markdown"):
        for found in quotations(clean_post(text, body_format)):
            assert found.words


def test_the_longest_text_is_read_in_moments():
    for text in ("A b “c d e f g” . " * 20_000, "“" * 100_000 + "a b c d e", "<blockquote>" * 500 + "a b c d", "Aa " * 100_000):
        began = time.monotonic()
        quotations(f"<p>{text}</p>")
        assert time.monotonic() - began < 5


def test_the_list_asks_of_those_who_are_quoted(site, cast):
    body = "“I light the lamp at six,” said Tran Thi Mai.\n\n“Someone has to do it,” the sign says.\n\n"
    body += "“I pay for the oil myself,” said Ada Berg."
    page = sheet(site, cast.stephen).fill(title="Lamps", body=body, language="vi").send("save", status=303).follow()

    points = [point.words for point in page.all("ul.todo li.open") if "quot" in point.words]
    assert points == [
        "You quote Tran Thi Mai and 1 other. Is each name right, and does each know?: look at this "
        "Tran Thi Mai: “I light the lamp at six” Ada Berg: “I pay for the oil myself”",
        "1 quotation without a name: look at this “Someone has to do it”",
    ]
    assert [part["lang"] for part in page.all(".todo .break span")] == ["vi"] * 3
    assert listed(page)["1 quotation without a name"] is False
