"""Pictures of the library are chosen by keyboard, for the text and for the head of a post."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from tests.browser.test_editor import body, do, sheet

Visit = Callable[..., AbstractContextManager[Page]]


def test_a_picture_of_the_library_comes_into_the_text_by_keyboard(visit: Visit) -> None:
    with visit("author") as page:
        sheet(page)
        page.keyboard.type("Look:\n")
        do(page, "Picture")
        dialog = page.get_by_role("dialog", name="A picture in the text")
        dialog.get_by_role("button", name="Choose one of your pictures").press("Enter")
        search = dialog.get_by_label("Words of the picture")
        expect(search).to_be_focused()
        found = dialog.get_by_role("list", name="Your pictures").get_by_role("button")
        expect(found.first).to_be_visible()
        everything = found.count()

        search.fill("xyzzyplugh")
        search.press("Enter")
        expect(dialog.get_by_text("No picture says that.")).to_be_visible()
        search.fill("ferry")
        search.press("Enter")
        expect(found.first).to_be_visible()
        assert found.count() < everything

        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(found.first).to_be_focused()
        page.keyboard.press("Space")
        expect(found.first).to_have_attribute("aria-pressed", "true")
        dialog.get_by_label("What does the picture show?").fill("A ferry")
        page.keyboard.press("Enter")

        expect(dialog).to_be_hidden()
        expect(body(page)).to_have_value(re.compile('<figure><img (?=.*src="/media/)(?=.*alt="A ferry")'))


def test_a_picture_of_the_library_becomes_the_top_image_by_keyboard(visit: Visit) -> None:
    with visit("author") as page:
        sheet(page)
        page.locator("[name=title]").fill("Two clocks")
        page.get_by_text("Or one of your pictures").press("Enter")
        search = page.get_by_role("group", name="One of your pictures", exact=True).get_by_label("Words of the picture")
        search.fill("ferry")
        search.press("Enter")
        choices = page.locator("[data-choice=picked] li:has(img)")
        expect(choices).to_have_count(1)
        expect(page.locator("[name=title]")).to_have_value("Two clocks")

        page.locator("[name=picked][value='']").focus()
        page.keyboard.press("ArrowDown")

        expect(choices.locator("input")).to_be_checked()
        expect(page.locator("[data-shown=picked] img")).to_be_visible()
        number = choices.locator("input").get_attribute("value")
        page.get_by_label("What does it show?").fill("A ferry")
        with page.expect_navigation():
            page.get_by_role("button", name="Save", exact=True).click()
        assert page.locator("[data-shown=picked] img").get_attribute("src")
        page.goto(f"/desk/pictures/{number}/")
        expect(page.get_by_role("link", name="Two clocks", exact=True)).to_be_visible()
