"""Nothing that was typed is lost: to a bad line, a second window, a sign-in that ran out, a server that was killed."""

import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import Network, surroundings
from tests.browser.visits import sign_in, watched
from tests.cli import serving as servers

Visit = Callable[..., AbstractContextManager[Page]]


def write(page: Page, words: str, address: str = "/desk/posts/new/") -> None:
    """Go to a sheet, and type into its text."""
    page.goto(address)
    add(page, words)


def add(page: Page, words: str) -> None:
    page.locator(".sheet [role=textbox]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def says(page: Page, words: str) -> None:
    """The line that tells whether the text is kept."""
    expect(page.locator(":is([data-typed-state], [data-typed-trouble]):not(:empty)")).to_contain_text(words, timeout=15_000)


def body(page: Page) -> str:
    return page.locator("textarea[name=body]").input_value()


@pytest.fixture
def sheet(visit: Visit) -> str:
    """The address of a draft that was saved."""
    with visit("author") as page:
        write(page, "As it was.")
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_url(re.compile(r"/desk/posts/\d+/$"))
        return page.url


def test_a_line_that_breaks_and_a_page_that_is_lost_take_nothing_away(visit: Visit, sheet: str) -> None:
    with visit("author") as page:
        write(page, " The first half.", sheet)
        says(page, "Kept ")
        page.context.set_offline(True)
        add(page, " The second half.")
        says(page, "you are offline")
        page.get_by_role("button", name="Save", exact=True).click()
        says(page, "you are offline")
        assert page.url == sheet, "the page does not go where no network is"

        page.close(run_before_unload=False)
        page.context.set_offline(False)
        again = page.context.new_page()
        again.goto(sheet)
        expect(again.locator(".sheet [role=textbox]")).to_have_text("As it was. The first half. The second half.")
        says(again, "Kept ")
        again.get_by_role("button", name="Save", exact=True).click()
        expect(again.locator(".flash")).to_contain_text("Saved as a draft")
        assert "The second half." in body(again)
        assert again.evaluate("localStorage.length") == 0


def test_of_two_windows_the_second_is_told_and_takes_either(visit: Visit, sheet: str) -> None:
    with visit("author") as first:
        second = first.context.new_page()
        first.goto(sheet)
        second.goto(sheet)
        add(first, " From the first.")
        says(first, "Kept ")

        add(second, " From the second.")
        asked = second.get_by_role("dialog", name="Two windows, two texts")
        expect(asked).to_contain_text("As it was. From the first.", timeout=15_000)
        expect(asked).to_contain_text("As it was. From the second.")
        asked.get_by_role("button", name=re.compile("In the other")).click()
        expect(second.locator(".sheet [role=textbox]")).to_have_text("As it was. From the first.")
        add(second, " And on.")
        says(second, "Kept ")

        add(first, " Alone.")
        asked = first.get_by_role("dialog", name="Two windows, two texts")
        asked.get_by_role("button", name=re.compile("In this window")).click(timeout=15_000)
        says(first, "Kept ")
        second.reload()
        expect(second.locator(".sheet [role=textbox]")).to_have_text("As it was. From the first. Alone.")
        expect(second.locator(".note:visible")).to_contain_text("did not save")
        second.get_by_role("button", name="Throw it away").click()
        second.wait_for_url(sheet)
        expect(second.locator(".sheet [role=textbox]")).to_have_text("As it was.")


def test_a_sign_in_that_ran_out_is_asked_for_in_place(visit: Visit, network: Network, sheet: str) -> None:
    with visit("author") as page:
        page.goto(sheet)
        page.context.clear_cookies()
        add(page, " Still here.")
        page.get_by_role("button", name="Save", exact=True).click()
        asked = page.get_by_role("dialog", name="You are not signed in any more")
        for password in ("not this one", network.people["author"][1]):
            asked.get_by_label("Password of").fill(password)
            asked.get_by_role("button", name="Sign in").click()
            if password == "not this one":
                expect(asked).to_contain_text("That is not the password.")
        expect(page.locator(".flash")).to_contain_text("Saved as a draft")
        assert body(page) == "<p>As it was. Still here.</p>"


@contextmanager
def own_server(instance: Path, port: int) -> Iterator[servers.Served]:
    """A server at a port that it has again after it was killed."""
    process = servers.launch(instance, "serve", "--port", str(port), "--workers", "1", **surroundings(instance))
    assert process.stdout is not None
    try:
        served = servers.Served(process=process, port=port, words=process.stdout.readline())
        servers.until(lambda: len(served.children) >= 2 and served.get("/healthz")[0] == 200)
        yield served
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_server_that_is_killed_takes_no_word_with_it(browser: Browser, demonstration: Path, tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    shutil.copytree(demonstration, instance)
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    network = Network(address=f"http://127.0.0.1:{port}", instance=instance)
    context = browser.new_context(base_url=network.address)
    with watched(context, network.address):
        page = context.new_page()
        with own_server(instance, port) as served:
            sign_in(page, *network.people["author"])
            write(page, "Before the end. ")
            says(page, "Kept ")
            for child in list(served.children):
                servers.kill(child)
            served.process.kill()
            served.process.wait()
        add(page, "After the end.")
        says(page, "the network does not answer")
        kept = network.rows("SELECT fields FROM unsaved_sheets")
        assert "Before the end." in kept[0][0]
        with own_server(instance, port):
            says(page, "Kept ")
            assert "After the end." in network.rows("SELECT fields FROM unsaved_sheets")[0][0]
            page.goto("/desk/")
            expect(page.locator("section:has(> #unsaved)")).to_contain_text("Untitled")
            page.close()
