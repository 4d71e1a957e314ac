"""Text from people becomes markup that can do no harm. The judge is a browser's way of reading the result."""

import re
import time
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from network.base import html
from tests.support.page import words_of

COMMENT_TAGS = {"p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li", "code", "pre"}
POST_TAGS = COMMENT_TAGS | set(
    "h2 h3 h4 b i s sub sup small abbr cite q span bdi mark ins del kbd time hr dl dt dd figure figcaption img aside "
    "details summary table caption thead tbody tfoot tr th td".split()
)
POST_ATTRIBUTES = set(
    "lang dir href title hreflang cite src alt width height start reversed datetime colspan rowspan scope role".split()
)
ADDRESSES = {"href", "src", "cite"}

PIECES = [
    "<script>alert(1)</script>",
    "<script",
    "</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="/media/a.webp" alt="A lamp" onload=x>',
    '<img src="https://elsewhere.example/pixel.gif" alt="pixel">',
    '<img src="/media/../../\t/evil" srcset="//evil 1x">',
    '<a href="javascript:alert(1)">one</a>',
    '<a href="java\tscript:alert(1)">two</a>',
    '<a href="&#x6A;avascript&colon;alert(1)">three</a>',
    '<a href="javascript\u200b:alert(1)">four</a>',
    '<a href="\x01javascript:alert(1)">five</a>',
    '<a href="data:text/html,<script>1</script>">six</a>',
    '<a href="https://example.org/?a=1&b=2" target=_blank>seven</a>',
    '<a href="//example.org">eight</a>',
    '<a href="/x" title="t" onclick="alert(1)" onmouseover=x style=x class=x id=x target=_top>nine</a>',
    "<td onclick=x colspan=2><img src=/media/x onerror=x><blockquote onclick=x><time onclick=x datetime=1><ol onclick=x>",
    '<a href="https://example.org/"><a href="/x">nested</a></a>',
    "https://example.org/page",
    "mailto:someone@example.org",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg onload=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<style>p{color:red}</style>",
    "<p style='background:url(//evil)'>",
    "<p onclick=alert(1) id=main class=x>",
    "<template><p>t</template>",
    "<iframe src=javascript:alert(1)>",
    "<form action=/sign-out/><input name=a><button>go</button></form>",
    "<table><tr><td>cell<table>",
    "</td></tr></table>",
    "</div></main></body></html>",
    "<div>",
    "<plaintext>",
    "<xmp>",
    "<textarea>",
    "<title>",
    "<select><option>",
    "<object data=x>",
    "<base href=//evil>",
    "<small role=doc-footnote>note",
    "<small role=button><p role=alert>",
    "a word^[a note with *emphasis*]",
    "</small>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "<link rel=stylesheet href=//evil>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?php",
    "&lt;script&gt;",
    "&amp;lt;",
    "&#0;",
    "\x00",
    "\u202e",
    "<h1>head</h1>",
    "<h3 lang=ar dir=rtl>رأس</h3>",
    "<p>",
    "</p>",
    "<ul><li>",
    "<blockquote cite='javascript:1'>",
    "<pre><code>",
    "<details open ontoggle=alert(1)>",
    "<ol start=3 reversed>",
    "\n\n",
    " ",
    "\n",
    "words",
    "<",
    ">",
    "'",
    '"',
]
hostile = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=14).map("".join)


def elements(markup: str) -> list[Any]:
    """What a browser makes of the markup within a page."""
    tree = html5lib.parseFragment(markup, treebuilder="lxml", namespaceHTMLElements=False)
    found = []
    for piece in tree:
        if not isinstance(piece, str):
            found += list(piece.iter())
    return found


def scheme(address: str) -> str:
    """As a browser reads it: without what it passes over (WHATWG URL, "basic URL parser")."""
    return urlsplit(re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))).scheme.lower()


def require_harmless(markup: str, tags: set[str], attributes: set[str]) -> None:
    for element in elements(markup):
        assert isinstance(element.tag, str), f"a comment or instruction in {markup!r}"
        assert element.tag in tags, f"<{element.tag}> in {markup!r}"
        for name, value in element.attrib.items():
            assert name in attributes, f"{name} on <{element.tag}> in {markup!r}"
            assert name != "role" or (element.tag, value) == ("small", "doc-footnote") or value.startswith("doc-"), markup
            if name in ADDRESSES:
                assert scheme(value) in ("", "http", "https", "mailto"), f"{value!r} in {markup!r}"
                assert "script:" not in re.sub(r"[\s\u200b]", "", value).lower().partition("?")[0].partition("#")[0], value
            if name == "src":
                assert value.startswith("/media/")
    page = html5lib.parse(
        f"<!DOCTYPE html><div id=box>{markup}</div><p id=after>after</p>", treebuilder="lxml", namespaceHTMLElements=False
    )
    after = page.xpath("//p[@id='after']")
    assert len(after) == 1
    assert after[0].getparent().tag == "body", f"{markup!r} leaves something open"


@settings(max_examples=400, deadline=None)
@given(hostile)
def test_a_comment_can_do_no_harm(source: str) -> None:
    cleaned = html.clean_comment(source)

    require_harmless(cleaned, COMMENT_TAGS, {"href", "rel"})
    for link in (e for e in elements(cleaned) if e.tag == "a"):
        assert link.get("rel") == "nofollow ugc noopener"


@settings(max_examples=400, deadline=None)
@given(hostile, st.sampled_from(["html", "markdown"]))
def test_a_post_can_do_no_harm(source: str, body_format: str) -> None:
    require_harmless(html.clean_post(source, body_format), POST_TAGS, POST_ATTRIBUTES)


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_cleaning_a_comment_again_changes_nothing(source: str) -> None:
    cleaned = html.clean_comment(source)

    assert html.clean_comment(cleaned) == cleaned


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_cleaning_a_post_again_changes_nothing(source: str) -> None:
    cleaned = html.clean_post(source)

    assert html.clean_post(cleaned) == cleaned


heading_levels = st.lists(st.integers(1, 6), min_size=1, max_size=8)


@settings(deadline=None)
@given(heading_levels, st.sampled_from(["html", "markdown"]))
@example([3, 3, 2], "html")
def test_headings_follow_each_other_under_that_of_the_page(levels: list[int], body_format: str) -> None:
    typed = [f"<h{n}>part {i}</h{n}>" if body_format == "html" else f"{'#' * n} part {i}" for i, n in enumerate(levels)]
    cleaned = html.clean_post("\n\n".join(typed), body_format)

    kept = [int(e.tag[1]) for e in elements(cleaned)]
    assert len(kept) == len(levels)
    assert set(kept) <= {2, 3, 4}
    assert all(now <= before + 1 for before, now in zip([1, *kept], kept, strict=False))
    for n in range(1, len(levels)):
        if levels[n] == levels[n - 1]:
            assert kept[n] == kept[n - 1]
        if levels[n] > levels[n - 1]:
            assert kept[n] == min(4, kept[n - 1] + 1)
    assert html.clean_post(cleaned) == cleaned


plain_words = st.lists(st.from_regex(r"[a-zé字ع0-9]{1,8}", fullmatch=True), min_size=1, max_size=6)
wraps = st.sampled_from(
    ["<p>{}</p>", "<b>{}</b>", "<div>{}</div>", "<section onclick=x>{}</section>", "<h1>{}</h1>", "<ul><li>{}</li></ul>",
     "<a href='javascript:1'>{}</a>", "<span style='x'>{}</span>", "<font color=red>{}</font>", "<blockquote>{}</blockquote>",
     "{}", '<p title="<script">{}</p>', "<abbr title='a > b <style> c'>{}</abbr>", "<!-- <script> -->{}"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(plain_words, wraps), min_size=1, max_size=5), st.sampled_from([html.clean_post, html.clean_comment]))
def test_the_words_are_kept(parts: list[tuple[list[str], str]], clean: Any) -> None:
    source = " ".join(wrap.format(" ".join(words)) for words, wrap in parts)

    wanted = [word for words, _ in parts for word in words]
    assert html.plain(clean(source)).split() == wanted


def test_what_is_no_text_for_people_goes_with_its_words() -> None:
    for piece in (
        "<script>x = 1</script>",
        "<style>p {}</style>",
        "<title>t</title>",
        "<template>u</template>",
        "<iframe>v</iframe>",
    ):
        assert html.clean_post(f"<p>before</p>{piece}<p>after</p>") == "<p>before</p><p>after</p>"


def test_a_comment_in_plain_lines_becomes_paragraphs() -> None:
    assert html.clean_comment("One\ntwo\n\nthree & <four>") == "<p>One<br>two</p><p>three &amp; </p>"


def test_an_address_in_a_comment_becomes_a_link_that_search_engines_do_not_follow() -> None:
    cleaned = html.clean_comment("See https://example.org/a?b=1&c=2 (and not file.py).")

    assert cleaned.count("<a ") == html.links(cleaned) == 1
    assert 'href="https://example.org/a?b=1&amp;c=2"' in cleaned
    assert 'rel="nofollow ugc noopener"' in cleaned


def test_a_picture_from_elsewhere_becomes_a_link_to_it() -> None:
    assert html.clean_post('<img src="https://elsewhere.example/x.png" alt="A lamp">') == (
        '<a href="https://elsewhere.example/x.png">A lamp</a>'
    )
    own = '<img src="/media/ab/640.webp" alt="A lamp">'
    assert html.clean_post(own) == own


@pytest.mark.parametrize(
    "source",
    [
        "x" * html.COMMENT_LIMIT,
        "<b>" * (html.COMMENT_LIMIT // 3),
        "<blockquote>" * (html.COMMENT_LIMIT // 12),
        "<a " + "x=1 " * 2000 + ">",
        "<" * html.COMMENT_LIMIT,
        "http://a." * (html.COMMENT_LIMIT // 9),
        "<!--" * (html.COMMENT_LIMIT // 4),
        "<script" * (html.COMMENT_LIMIT // 7),
        "&" * html.COMMENT_LIMIT,
        "(" * 5000 + "http://a",
    ],
    ids=lambda source: source[:10],
)
def test_the_longest_comment_is_cleaned_in_a_moment(source: str) -> None:
    began = time.process_time()
    html.clean_comment(source)

    assert time.process_time() - began < 3, "long enough to hold up a whole server"


def test_what_is_longer_is_not_even_looked_at() -> None:
    began = time.process_time()
    for source in ("x" * (html.COMMENT_LIMIT + 1), "<blockquote>" * 100_000):
        with pytest.raises(ValueError, match="10,000"):
            html.clean_comment(source)
    with pytest.raises(ValueError, match="400,000"):
        html.clean_post("x" * (html.POST_LIMIT + 1))

    assert time.process_time() - began < 0.1


def test_markdown_keeps_tables_and_languages() -> None:
    cleaned = html.clean_post("# Head\n\n| a | b |\n|---|---:|\n| 1 | 2 |\n\n<p lang=ar dir=rtl>نص</p>\n\n~~gone~~", "markdown")

    assert "<h2>Head</h2>" in cleaned
    assert "<th>a</th>" in cleaned
    assert "style" not in cleaned
    assert '<p lang="ar" dir="rtl">نص</p>' in cleaned
    assert "<s>gone</s>" in cleaned


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3),
)
@example("<script>", [(0, 8)])
def test_highlighting_marks_and_never_opens(text: str, spans: list[tuple[int, int]]) -> None:
    ordered, at = [], 0
    for start, end in sorted(spans):
        if at <= start < end <= len(text):
            ordered.append((start, end))
            at = end

    marked = html.highlighted(text, ordered)

    assert {e.tag for e in elements(marked)} <= {"mark"}
    shown = "".join(words_of(e) for e in elements(f"<p>{marked}</p>")[:1])
    assert shown == text
