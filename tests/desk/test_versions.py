"""Every state that was saved can be compared with any other, and taken back."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.base.html import clean_post, plain
from network.posts import queries
from network.posts.compared import rendered
from tests.desk.test_writing import sheet

CASES = {
    "a word": ("<p>It is long.</p>", "<p>It was long.</p>", "<p>It <del>is </del><ins>was </ins>long.</p>"),
    "a word in a link": (
        '<p>See <a href="https://a.example/">the tide table</a> first.</p>',
        '<p>See <a href="https://a.example/">the new tide table</a> first.</p>',
        '<p>See <a href="https://a.example/">the <ins>new </ins>tide table</a> first.</p>',
    ),
    "a paragraph between": ("<p>A b.</p><p>C d.</p>", "<p>A b.</p><p>New one.</p><p>C d.</p>", "<p><ins>New one.</ins></p>"),
    "a paragraph less": ("<p>A b.</p><p>Gone.</p>", "<p>A b.</p>", "<p><del>Gone.</del></p>"),
    "an item": ("<ul><li>one</li></ul>", "<ul><li>one</li><li>two</li></ul>", "<li>one</li><li><ins>two</ins></li>"),
    "a cell": (
        "<table><tbody><tr><td>a b</td><td>c</td></tr></tbody></table>",
        "<table><tbody><tr><td>a b</td><td>d</td></tr></tbody></table>",
        "<td>a b</td><td><del>c </del><ins>d</ins></td>",
    ),
    "signs without spaces": ("<p>今日は雨です。</p>", "<p>今日は雪です。</p>", "<p>今日は<del>雨 </del><ins>雪</ins>です。</p>"),
    "a text that is all new": (
        "<p>One thing.</p>",
        "<p>Quite another matter.</p>",
        "<p><del>One thing.</del></p>\n<p><ins>Quite",
    ),
    "a picture": (
        "<p>A.</p>",
        '<p>A.</p><figure><img src="/media/a/1.webp" alt="B"></figure>',
        '<figure><ins><img src="/media/a/1.webp" alt="B"></ins></figure>',
    ),
    "nothing": ("<p>A &lt; b.</p>", "<p>A &lt; b.</p>", "<p>A &lt; b.</p>"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_came_and_what_went_is_marked_in_its_place(case):
    old, new, marked = CASES[case]

    assert marked in rendered(old, new)


ARABIC = '<span lang="ar" dir="rtl">قول</span>'
WORDS = st.lists(st.sampled_from(["tea", "fog", "ship", "<em>of</em>", "&lt;b&gt;", "雨", "مطر", ARABIC]))
BLOCKS = st.builds(lambda tag, words: f"<{tag}>{' '.join(words)}</{tag}>", st.sampled_from(["p", "h2", "blockquote"]), WORDS)
LISTS = WORDS.map(lambda words: "<ul>" + "".join(f"<li>{word}</li>" for word in words) + "</ul>")
TEXTS = st.lists(BLOCKS | LISTS, max_size=6).map(lambda blocks: clean_post("\n".join(blocks)))


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_from_two_texts_as_one_both_can_be_read(old, new):
    both = rendered(old, new)

    assert clean_post(both) == both
    assert plain(re.sub(r"<del>.*?</del>", "", both, flags=re.S)).split() == plain(new).split()
    came = re.sub(r"<ins>.*?</ins>", " ", both, flags=re.S)
    assert "".join(plain(came).split()) == "".join(plain(old).split()), "where blocks became one, their blanks went"


def test_any_two_are_compared_and_any_one_is_taken_back(site, cast, make):
    post = make.draft(by="hale", title="Ferry", body="It leaves at nine.")
    sheet(site, cast.stephen, post).fill(body="It leaves at ten.").send("save", status=303)
    sheet(site, cast.editor, post).fill(title="The ferry", tags="boats").send("save", status=303)

    page = site.get("desk.edit", post_id=post.id, as_=cast.stephen).click("Compare versions, or take one back")
    assert page.one("h2.sec") == "From version 2 to version 3"
    assert "Edith Marsh, editor" in page.words
    assert page.one("dl.facts").words == "Title Ferry The ferry Topics boats Address ferry the-ferry"
    assert "The text is the same in both." in page.words
    page = site.get("desk.versions", post_id=post.id, as_=cast.stephen, query={"old": 1, "new": 2})
    assert (page.one(".compared del"), page.one(".compared ins")) == ("nine.", "ten.")
    page = site.get("desk.versions", post_id=post.id, as_=cast.stephen, query={"old": 3, "new": 1})

    page = page.form("[data-take]").send("1", status=303).follow()

    assert page.one("[name=body]").words == "It leaves at nine."
    assert page.one("[name=title]").words == "Ferry"
    assert queries.find(post.id).title == "The ferry", "nothing is saved by looking"
    page.form("[data-leave]").send("save", status=303)
    assert (queries.find(post.id).title, queries.find(post.id).source) == ("Ferry", "It leaves at nine.")
    assert queries.find(post.id).version == 4


def test_a_version_that_is_not_there_is_told(site, cast, make):
    post = make.draft(by="hale")

    for asked in ("9", "x", "-1", "٣", "99999999999"):
        site.get("desk.versions", post_id=post.id, as_=cast.stephen, query={"new": asked}, status=404)
        site.post("desk.take_version", {"number": asked}, post_id=post.id, as_=cast.stephen, status=404)
    site.post("desk.take_version", post_id=post.id, as_=cast.stephen, status=422)


def test_two_long_texts_that_have_nothing_in_common_are_compared(site, cast, make):
    one, other = (f"<p>{word * 300}</p>" * 120 for word in ("ebb ", "tide "))
    post = make.draft(by="hale", body=one, body_format="html")
    sheet(site, cast.stephen, post).fill(body=other).send("save", status=303)

    assert site.get("desk.versions", post_id=post.id, as_=cast.stephen).has(".compared")
