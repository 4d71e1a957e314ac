"""Texts to take along: a file that is read back gives the same post."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from network.base.database import db, transaction
from network.base.html import clean_post, plain
from network.base.markdown import in_markdown
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.posts import actions as posts
from network.posts import queries
from network.posts.models import Post
from tests.cli.conftest import command as command
from tests.support.cast import Cast
from tests.support.make import Make
from tests.support.site import Site

RICH = (
    '<h2>A</h2><h3>B</h3><p>One <strong>b</strong> <em>i</em> <a href="https://x.example/a_b">l</a>'
    '<small role="doc-footnote">A <em>note</em>.</small> &amp; 2 * 3 # <s>no</s></p>'
    '<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol><blockquote><p>q</p></blockquote><hr>'
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
    '<figure><img src="/media/aaaaaaaaaaaaaaaaaaaa/640.webp" alt="A lamp"><figcaption>c</figcaption></figure>'
    '<aside><p>A pull quote.</p></aside><p lang="ar" dir="rtl">مرحبا</p><pre><code>a\n\n  b\n</code></pre><p>1. x<br>- y</p>'
)  # fmt: skip


def said(post: Post) -> tuple[Any, ...]:
    """What must be the same when a file is read back."""
    bit = queries.best_bit(post, on_front=False)
    facts = (post.title, post.standfirst, post.language, post.state, post.comments_open, str(posts.day_of(post)))
    names = [tag.name for tag in queries.tags_of(post)]
    return (*facts, plain(post.html), names, bit.sentence if bit else "")


@pytest.mark.both
def test_a_file_that_is_read_back_gives_the_same_post(
    site: Site, cast: Cast, make: Make, command: Callable[..., Any], tmp_path: Path
) -> None:
    kept = [
        make.post(by="hale", title='Lamps: "three" kinds', body=RICH, body_format="html", tags="Tea, Ports", standfirst="# A: b"),
        make.post(by="hale", title="Of old", date="2009-03-25", slug="other-words", best_bit="The first paragraph says why."),
        make.draft(by="hale", title="- أول", body="---\n\n*a*\n\n---\n", language="ar"),
    ]
    with transaction():
        posts.switch_comments(kept[0], False)
        posts.set_day(kept[2], posts.read_dated("2010-01-02"))
    for post in kept:
        told = site.get("desk.export", post_id=post.id, as_=cast.stephen)
        assert told.header("Content-Type") == "text/markdown; charset=utf-8"
        file = tmp_path / f"{post.id}.md"
        file.write_bytes(told.bytes)
        command("posts", "add", "hale", file)
        again = db.session.scalars(select(Post).order_by(Post.id.desc())).first()
        assert again is not None
        assert again.id != post.id
        assert said(again) == said(post)


def test_html_becomes_markdown_where_markdown_has_a_sign_for_it() -> None:
    text = in_markdown(clean_post(RICH))

    assert text.startswith("## A\n\n### B\n\nOne **b** *i* [l](https://x.example/a_b)^[A *note*.] \\& 2 \\* 3")
    assert '<p lang="ar" dir="rtl">مرحبا</p>' in text
    assert "| a |" in text
    assert clean_post(text, "markdown").replace("\n", "") == clean_post(RICH).replace("\n", "").replace("\\", "")


_WORDS = st.text(alphabet="ab *_#>-+1.`~[]()!|\\&<^ \n\u00e9\u0645", min_size=1, max_size=25)
_INLINE = st.tuples(st.sampled_from(["em", "strong", "s", "code", "sub", "span"]), _WORDS)


@given(
    st.lists(st.tuples(st.sampled_from(["p", "h2", "li", "blockquote", "pre", "td"]), _WORDS, _INLINE), min_size=1, max_size=4)
)
@settings(max_examples=200, deadline=None)
def test_no_word_is_lost_on_the_way(parts: list[tuple[str, str, tuple[str, str]]]) -> None:
    from markupsafe import escape

    around = {"li": ("<ul>", "</ul>"), "td": ("<table><tbody><tr>", "</tr></tbody></table>"), "blockquote": ("", "")}
    source = ""
    for tag, words, (inner, more) in parts:
        before, after = around.get(tag, ("", ""))
        source += f"{before}<{tag}>{escape(words)}<{inner}>{escape(more)}</{inner}></{tag}>{after}"
    markup = clean_post(source)

    assert plain(clean_post(in_markdown(markup), "markdown")) == plain(markup)


@pytest.mark.both
def test_all_of_ones_posts_come_in_one_file(site: Site, cast: Cast, make: Make) -> None:
    make.post(by="hale", title="On lamps", date="2009-03-25")
    make.draft(by="hale", title="On soup")
    gone = make.post(by="hale", title="On fog", date="2009-03-26")
    make.post(by="lan", title="On rain")
    with transaction():
        posts.withdraw(gone, "Not so.")

    told = site.get("/account/elsewhere/", as_=cast.stephen).click("Download my posts")

    with zipfile.ZipFile(io.BytesIO(told.bytes)) as archive:
        names = [name.partition("hale/")[2] for name in archive.namelist()]
        assert names[0] == "published/2009-03-25-on-lamps.md"
        assert names[1].startswith("drafts/draft-")
        assert names[2:] == ["withdrawn/2009-03-26-on-fog.md"]
        assert (
            "title: On lamps\ndate: '2009-03-25'\nlanguage: en\nstatus: published\n"
            in archive.read(archive.namelist()[0]).decode()
        )


def test_a_day_with_two_appointments_says_which(site: Site, cast: Cast, make: Make) -> None:
    hale = blogger_queries.by_handle("hale")
    assert hale is not None
    with transaction():
        envoy = bloggers.appoint(hale, "Envoy", make.place("Hanoi, VN"), alongside=True)
    post = make.draft(by="hale", title="On lamps")
    with transaction():
        posts.choose_appointment(post, envoy.id)

    assert "appointment: Envoy\n" in site.get("desk.export", post_id=post.id, as_=cast.stephen).text


def test_more_posts_ask_no_more_questions(site: Site, cast: Cast, make: Make, counting: Any) -> None:
    make.posts(2, by="hale", tags="tea")
    site.get("/desk/posts.zip", as_=cast.stephen)
    with counting() as few:
        site.get("/desk/posts.zip", as_=cast.stephen)
    make.posts(6, by="hale", tags="tea, ports")
    with counting() as many:
        site.get("/desk/posts.zip", as_=cast.stephen)

    assert many.count <= few.count
