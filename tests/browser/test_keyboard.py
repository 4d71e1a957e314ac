"""Everything by keyboard: where the focus goes, that it is seen, and keys that can be turned off."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import NAMED
from tests.browser.served import Network

Visit = Callable[..., AbstractContextManager[Page]]

_FOCUS = """() => {
    const part = document.activeElement;
    if (part === document.body) return null;
    const within = part.type?.startsWith("date") && !part.matches(":focus-visible");
    const seen = within || [part, part.querySelector("circle")].filter(Boolean).some((each) => {
        const style = getComputedStyle(each);
        const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        const bar = each.closest(".sheet :is(textarea, [role=textbox])") && parseFloat(style.borderInlineStartWidth) >= 3;
        return ring || bar || (each.closest("svg") && style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2);
    });
    const box = part.getClientRects()[0] ?? part.getBoundingClientRect();
    const above = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const covered = above !== null && !part.contains(above) && !above.contains(part) && !part.labels?.[0]?.contains(above);
    const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
    return [part.outerHTML.slice(0, 100), seen, inside, covered];
}"""


@pytest.mark.parametrize("name", ["front", "post", "search", "sign-in", "desk", "editor-new", "moderation", "admin-accounts"])
def test_the_first_stop_leads_to_the_content(visit: Visit, network: Network, name: str) -> None:
    kind = NAMED[name]
    with visit(kind.role) as page:
        kind.show(page, network)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the content")
        expect(skip).to_be_focused()
        box = skip.bounding_box()
        assert box
        assert box["width"] > 50
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main, footer') !== null")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", ["front", "post", "search", "sign-in", "desk", "editor", "moderation", "admin-accounts"])
def test_the_focus_is_always_seen(visit: Visit, network: Network, name: str, width: int) -> None:
    kind = NAMED[name]
    with visit(kind.role, width=width) as page:
        kind.show(page, network)
        unseen, stops = [], 0
        for _step in range(60):
            page.keyboard.press("Tab")
            told = page.evaluate(_FOCUS)
            if told is None:
                break
            stops += 1
            part, seen, inside, covered = told
            if not seen or not inside or covered:
                unseen.append(f"{part} ring={seen} inside={inside} covered={covered}")
        assert stops > 5
        assert unseen == []


def test_the_menu_of_a_phone_opens_by_key(visit: Visit) -> None:
    with visit(width=360) as page:
        page.goto("/")
        menu = page.get_by_role("banner").locator("summary")
        menu.focus()
        page.keyboard.press("Enter")
        links = page.get_by_role("navigation", name="Menu").get_by_role("link")
        expect(links.first).to_be_visible()
        page.keyboard.press("Tab")
        expect(links.first).to_be_focused()


def test_the_menu_of_the_desk_opens_by_key(visit: Visit) -> None:
    with visit("author", width=360) as page:
        page.goto("/desk/")
        menu = page.locator("summary", has_text="Desk menu")
        menu.focus()
        page.keyboard.press("Space")
        links = page.get_by_role("navigation", name="Desk menu").get_by_role("link")
        expect(links.first).to_be_visible()
        page.keyboard.press("Tab")
        expect(links.first).to_be_focused()


def test_keys_act_in_the_queue_until_they_are_turned_off(visit: Visit) -> None:
    with visit("editor") as page:
        page.goto("/moderation/")
        cases = page.locator("[data-case]")
        first, second = cases.nth(0), cases.nth(1)
        name = first.get_by_role("heading").inner_text()
        page.keyboard.press("j")
        expect(second).to_be_focused()
        page.keyboard.press("k")
        expect(first).to_be_focused()
        page.keyboard.press("n")
        expect(first.get_by_role("radio").first).to_be_focused()
        box = page.get_by_label("Single keys act on the queue")
        box.uncheck()
        first.focus()
        page.keyboard.press("p")
        page.reload()
        expect(page.get_by_label("Single keys act on the queue")).not_to_be_checked()
        page.keyboard.press("p")
        page.wait_for_timeout(200)
        expect(first.get_by_role("heading")).to_have_text(name)
        page.get_by_label("Single keys act on the queue").check()
        first.focus()
        page.keyboard.press("p")
        expect(page.get_by_role("status")).to_contain_text(name)
        expect(cases.first.get_by_role("heading")).not_to_have_text(name)


@pytest.mark.parametrize("name", ["sign-in-wrong", "post-wrong", "search-wrong", "editor-wrong", "admin-accounts-wrong"])
def test_what_is_wrong_takes_the_focus_and_leads_to_the_box(visit: Visit, network: Network, name: str) -> None:
    kind = NAMED[name]
    with visit(kind.role, width=360) as page:
        kind.show(page, network)
        summary = page.locator(".summary")
        expect(summary).to_be_focused()
        expect(summary).to_be_in_viewport()
        link = summary.get_by_role("link").first
        if link.count():
            page.keyboard.press("Tab")
            expect(link).to_be_focused()
            page.keyboard.press("Enter")
            expect(page.locator(link.get_attribute("href") or "")).to_be_in_viewport()
