"""Text from elsewhere: no word is lost, what it looked like becomes what it means, and nothing else comes with it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import html5lib
import lxml.html
import pytest
from playwright.sync_api import Page, expect

from network.base.html import clean_post, plain

Visit = Callable[..., AbstractContextManager[Page]]
CLIPBOARD = Path(__file__).parent / "clipboard"
_PASTE = """(sheet, html) => {
    const held = new DataTransfer();
    held.setData("text/html", html);
    held.setData("text/plain", "plain");
    sheet.dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true}));
}"""
_SIGNS = {"word": {"·", "o", "1.", "2.", "[1]"}, "docs": set(), "libreoffice": {"1"}, "page": {"[1]", "^"}}
"""What lists and notes show by themselves once they are lists and notes."""


def paste(page: Page, name: str) -> str:
    """What the form would send after a paste into an empty sheet."""
    page.goto("/desk/posts/new/")
    sheet = page.get_by_label("Post", exact=True)
    sheet.click()
    sheet.evaluate(_PASTE, (CLIPBOARD / f"{name}.html").read_text("utf-8"))
    body = page.locator("textarea[name=body]")
    expect(body).to_have_value(re.compile("ramp"))
    return body.input_value()


def words(name: str) -> list[str]:
    """Every word that somebody copied."""
    tree = lxml.html.fromstring((CLIPBOARD / f"{name}.html").read_text("utf-8"))
    texts = tree.xpath("//text()[not(ancestor::style or ancestor::script or ancestor::title)]")
    return " ".join([*texts, *(image.get("alt") for image in tree.xpath("//img"))]).split()


@pytest.mark.parametrize("name", ["word", "docs", "libreoffice", "page"])
def test_a_text_from_elsewhere_keeps_its_words_and_its_meaning(visit: Visit, name: str) -> None:
    with visit("author") as page:
        kept = paste(page, name)
    letters = re.sub(r"\s", "", plain(kept))
    missing = [word for word in words(name) if word not in _SIGNS[name] and word not in letters]
    assert missing == []

    tree: Any = html5lib.parseFragment(kept, treebuilder="lxml", namespaceHTMLElements=False, container="body")
    found = [part for part in tree if not isinstance(part, str)]
    every = [element for part in found for element in part.iter()]
    assert {name for element in every for name in element.attrib} <= {"href", "lang", "dir", "role", "scope", "start"}
    assert not [element for element in every if element.tag in ("span", "b", "i", "div", "font") and not element.get("lang")]
    assert "<h2>The ramp report</h2>" in kept
    assert re.search(r"On Monday the <strong>half-ramp</strong>\s+was measured,\s+and the tape was <em>short</em>", kept)
    assert re.search(r'See <a href="https://tides.example/table(\?a=1)?">the tide table</a>\.', kept)
    assert "<ul><li>Concrete<ul><li>old concrete</li></ul></li><li>Chalk</li></ul>" in kept
    assert "<ol><li>Measure</li><li>Argue</li></ol>" in kept
    if name != "docs":
        assert 'a line<small role="doc-footnote">The tide removes it twice a day.</small> and' in kept
    if name in ("word", "libreoffice"):
        assert re.search(r'<span lang="fr(-FR)?">(<em>)?à bientôt', kept)
    if name == "docs":
        assert '<p dir="rtl">مرحبا من الميناء</p>' in kept
    assert clean_post(kept) == kept
