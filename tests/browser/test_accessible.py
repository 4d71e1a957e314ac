"""Nobody is kept out of any kind of page: what axe can see, small screens, large letters."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page

from network.base.language import direction, interface_languages
from tests.browser import accessible, fitting, pages
from tests.browser.pages import Kind
from tests.browser.served import Network

Visit = Callable[..., AbstractContextManager[Page]]
LANGUAGES = interface_languages()


@pytest.mark.parametrize("kind", pages.EVERY, ids=[kind.name for kind in pages.EVERY])
@pytest.mark.parametrize("ui", LANGUAGES)
def test_a_page_keeps_nobody_out(visit: Visit, network: Network, kind: Kind, ui: str) -> None:
    with visit(kind.role) as page:
        kind.show(page, network, ui)
        assert page.locator("html").get_attribute("dir") == direction(ui)
        assert accessible.faults(page, again=ui == "en") == []
        assert fitting.faults(page) == []


def test_axe_would_find_something(visit: Visit) -> None:
    with visit() as page:
        page.goto("/tomasz/")
        page.evaluate("""() => {
            document.querySelector("main img").removeAttribute("alt");
            document.querySelector("h1 + p").className = "faint";
            document.querySelector("h1").ariaHidden = "true";
        }""")
        found = " ".join(accessible.faults(page))
    assert "image-alt" in found


def test_what_does_not_fit_is_seen(visit: Visit) -> None:
    with visit() as page:
        page.goto("/tomasz/")
        page.evaluate("""() => {
            document.querySelector("h1").style.inlineSize = "60rem";
            document.querySelector("main p").style.cssText = "block-size: 1rem; overflow: hidden; inline-size: 4rem";
        }""")
        found = " ".join(fitting.faults(page))
    assert "320 px: the page scrolls sideways" in found
    assert "large letters: <p" in found
