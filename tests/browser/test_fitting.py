"""Pages stand still while they load, and ask nobody else for anything."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page

from tests.browser import fitting
from tests.browser.pages import NAMED
from tests.browser.served import Network

Visit = Callable[..., AbstractContextManager[Page]]

_SHIFT = """() => new Promise((told) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { if (!entry.hadRecentInput) sum += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => setTimeout(() => told(sum), 150));
})"""

STANDING = ("front", "blog", "blog-ar", "post", "post-ar", "tag", "places", "archive", "search-results", "comments")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", STANDING)
def test_nothing_moves_while_a_page_loads(visit: Visit, network: Network, name: str, width: int) -> None:
    with visit(width=width) as page:
        NAMED[name].show(page, network)
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(_SHIFT) < 0.05


def test_a_fault_on_the_way_is_seen(visit: Visit) -> None:
    with pytest.raises(AssertionError, match="console says|another host"), visit() as page:
        page.goto("/")
        page.evaluate("""() => {
            const image = document.createElement("img");
            image.src = "http://127.0.0.1:9/elsewhere.png";
            document.body.append(image);
        }""")
        page.wait_for_timeout(200)


@pytest.mark.parametrize(("ui", "words"), [("en", "where you are"), ("ar", "حيث أنت")])
def test_the_time_of_the_reader_stands_beside_that_of_the_place(visit: Visit, network: Network, ui: str, words: str) -> None:
    with visit(width=360, timezone_id="Asia/Kathmandu") as page:
        NAMED["post"].show(page, network, ui)
        time, button = page.locator(".dateline time").first, page.locator("[data-my-clock]")
        there, asks = time.inner_text(), button.inner_text()
        button.click()
        assert time.inner_text().startswith(f"{there} ")
        assert words in time.inner_text()
        assert button.inner_text() != asks
        assert fitting.wider(page) == []
        button.click()
        assert (time.inner_text(), button.inner_text()) == (there, asks)


def test_a_blog_without_a_portrait_gives_its_name_the_room(visit: Visit, network: Network) -> None:
    with visit() as page:
        NAMED["blog"].show(page, network)
        wide = page.locator("header.who h1").evaluate("heading => heading.clientWidth")
        page.evaluate("""() => {
            document.querySelector("header.who > img").remove();
            document.querySelector("header.who").classList.add("faceless");
        }""")
        assert page.locator("header.who h1").evaluate("heading => heading.clientWidth") > wide
