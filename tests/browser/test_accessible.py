"""Nobody is kept out: what axe can see, on every kind of page."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page

from network.base.language import direction, interface_languages
from tests.browser import accessible, pages
from tests.browser.pages import Kind
from tests.browser.served import Network

Visit = Callable[..., AbstractContextManager[Page]]
LANGUAGES = interface_languages()


@pytest.mark.parametrize("kind", pages.EVERY, ids=[kind.name for kind in pages.EVERY])
@pytest.mark.parametrize("ui", LANGUAGES)
def test_axe_finds_nothing(visit: Visit, network: Network, kind: Kind, ui: str) -> None:
    with visit(kind.role) as page:
        kind.show(page, network, ui)
        assert page.locator("html").get_attribute("dir") == direction(ui)
        assert accessible.faults(page, dark=ui == "en") == []


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
