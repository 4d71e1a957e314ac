"""Who is asked to read a draft comments on it with and without scripts, by pointer and by keys."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from tests.browser.pages import drafted, read_for
from tests.browser.served import Network

Visit = Callable[..., AbstractContextManager[Page]]


def test_words_that_are_chosen_are_what_a_comment_is_about(visit: Visit, network: Network) -> None:
    with visit("editor") as page:
        page.goto(drafted(network))
        read_for(page, network)
        row = page.locator("#at-3")
        row.locator("em").dblclick()
        say = row.locator("summary")
        expect(say).to_contain_text("Comment on these words")
        say.focus()
        page.keyboard.press("Enter")
        expect(row.locator("[data-chosen] blockquote")).to_have_text("fog")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("Mist, surely?")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(row.locator("mark")).to_have_text("fog")
        expect(row.locator(".slip blockquote")).to_have_text("fog")
        expect(row.locator(".slip")).to_contain_text("Mist, surely?")

        page.locator("#at-1 .prose").select_text()
        page.locator("#at-1 summary").click()
        page.get_by_role("button", name="On the whole paragraph instead").click()
        expect(page.locator("#say-1")).to_be_focused()
        page.keyboard.type("All of it.")
        page.locator("#at-1 [value=note]").click()
        expect(page.locator("#at-1 .slip")).to_contain_text("All of it.")
        expect(page.locator("#at-1 mark")).to_have_count(0)


def test_a_draft_is_read_and_approved_without_script(visit: Visit, network: Network) -> None:
    with visit("editor", script=False, width=360) as page:
        page.goto(drafted(network))
        read_for(page, network)
        row = page.locator("#at-3")
        row.locator("summary").click()
        row.locator("textarea").fill("Which ships?")
        row.locator("[value=note]").click()
        expect(row.locator(".slip")).to_contain_text("Which ships?")
        page.get_by_role("button", name="Approve this text").click()
        expect(page.locator("#answer")).to_contain_text("You approved this text")
