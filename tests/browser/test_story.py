"""A post's whole life, as one person lives it at the desk.

With `STORY_PICTURES=folder` in the environment, a picture of each step is kept there, to be held beside the design.
"""

import io
import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.served import Network
from tests.browser.shots import settle

Visit = Callable[..., AbstractContextManager[Page]]
CLIPBOARD = Path(__file__).parent / "clipboard"
_PASTE = """(sheet, html) => {
    const held = new DataTransfer();
    held.setData("text/html", html);
    sheet.dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true}));
}"""
_steps = count(1)


def look(page: Page, step: str) -> None:
    """Keep a picture of the page, where somebody asked for that."""
    if folder := os.environ.get("STORY_PICTURES"):
        settle(page)
        page.screenshot(path=Path(folder) / f"{next(_steps):02}-{step}.png", full_page=True)


def picture() -> dict[str, object]:
    made = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(made, "PNG")
    return {"name": "lamp.png", "mimeType": "image/png", "buffer": made.getvalue()}


def test_a_post_from_its_first_word_to_its_withdrawal(visit: Visit, network: Network) -> None:
    with visit("author") as page:
        _write(page)
        _paste_from_word(page)
        _add_a_picture(page)
        _lose_the_line(page)
        _be_stopped(page)
        _plan(page, network)
        address = page.url
        public = _wait_until_it_is_out(page)
        _correct(page, address, public, network)
        _say_it_in_arabic(page, address, public)
        _withdraw(page, address, public, network)


def _write(page: Page) -> None:
    page.goto("/desk/posts/new/")
    page.get_by_label("Title", exact=True).fill("A lamp for the half-ramp")
    page.get_by_label(re.compile("^Standfirst")).fill("One lamp, two tides, and a line of chalk.")
    page.get_by_label("Post", exact=True).click()
    page.keyboard.type("The lamp is **lit** at dusk.\n## What the tape says\nIt says *eleven* metres.\n")
    sheet = page.get_by_label("Post", exact=True)
    expect(sheet.locator("strong")).to_have_text("lit")
    expect(sheet.locator("h2")).to_have_text("What the tape says")
    look(page, "typed")


def _paste_from_word(page: Page) -> None:
    sheet = page.get_by_label("Post", exact=True)
    sheet.evaluate(_PASTE, (CLIPBOARD / "word.html").read_text("utf-8"))
    expect(sheet).to_contain_text("the tape was short")
    expect(page.locator("textarea[name=body]")).not_to_have_value(re.compile("mso-|class="))
    look(page, "pasted")


def _add_a_picture(page: Page) -> None:
    page.keyboard.press("Control+End")
    page.get_by_role("toolbar").get_by_role("button", name="Picture", exact=True).click()
    dialog = page.get_by_role("dialog", name="A picture in the text")
    dialog.get_by_label("File of the picture").set_input_files(picture())  # type: ignore[arg-type]
    expect(dialog.get_by_role("img").first).to_be_visible()
    dialog.get_by_role("button", name="Put the picture in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Say what the picture shows")
    look(page, "not-described")
    dialog.get_by_label("What does the picture show?").fill("The beam of a lamp")
    dialog.get_by_role("button", name="Put the picture in").click()
    expect(page.get_by_label("Post", exact=True).locator("figure img")).to_have_attribute("alt", "The beam of a lamp")


def _lose_the_line(page: Page) -> None:
    told = page.locator(":is([data-typed-state], [data-typed-trouble]):not(:empty)")
    page.context.set_offline(True)
    page.get_by_label("Title", exact=True).fill("A lamp for the whole ramp")
    expect(told).to_contain_text("you are offline", timeout=15_000)
    look(page, "offline")
    page.context.set_offline(False)
    expect(told).to_contain_text("Kept ", timeout=15_000)


def _be_stopped(page: Page) -> None:
    """A top image that nobody described does not come before readers, and takes nothing else away."""
    page.locator("input[name=top_image]").set_input_files(picture())  # type: ignore[arg-type]
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Say in words what the top image shows")
    expect(page.get_by_label("Title", exact=True)).to_have_value("A lamp for the whole ramp")
    expect(page.get_by_label("Post", exact=True)).to_contain_text("the tape was short")
    look(page, "stopped")
    page.locator("input[name=top_image]").set_input_files(picture())  # type: ignore[arg-type]
    page.get_by_label("What does it show?").fill("A lamp over the ramp")


def _plan(page: Page, network: Network) -> None:
    zone = network.rows(
        """select p.time_zone from appointments a join places p on p.id = a.place_id join bloggers b on b.id = a.blogger_id
           where b.handle = 'tomasz' and a.ends_on is null"""
    )[0][0]
    soon = (datetime.now(UTC) + timedelta(seconds=12)).astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    box = page.get_by_label("When it shall come out")
    box.evaluate("(box) => { box.step = 1; }")  # To the second, so that nobody waits a minute.
    box.fill(soon.isoformat())
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.locator(".pill").first).to_contain_text("scheduled", ignore_case=True)
    look(page, "planned")


def _wait_until_it_is_out(page: Page) -> str:
    """Gives its address."""
    title = "A lamp for the whole ramp"
    page.goto("/tomasz/")
    for _second in range(40):
        if page.get_by_role("link", name=title).count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".prose figure img")).to_have_attribute("alt", "The beam of a lamp")
    look(page, "published")
    return page.url


def _correct(page: Page, address: str, public: str, network: Network) -> None:
    page.goto(address)
    page.get_by_label("Title", exact=True).fill("A lamp for the half-ramp")
    page.get_by_label("What did you correct?").fill("It is half a ramp.")
    look(page, "correcting")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator(".flash")).to_contain_text("Readers see it")
    page.goto(public)
    expect(page.get_by_role("heading", level=1)).to_have_text("A lamp for the half-ramp")
    page.get_by_role("link", name=re.compile("^Corrected")).click()
    expect(page.get_by_role("main")).to_contain_text("It is half a ramp.")
    expect(page.locator("main del").first).to_contain_text("whole")
    look(page, "corrected")
    entry = feedparser.parse(f"{network.address}/tomasz/feed.atom").entries[0]
    assert entry.title == "A lamp for the half-ramp"
    assert entry.updated_parsed > entry.published_parsed


def _say_it_in_arabic(page: Page, address: str, public: str) -> None:
    page.goto(address)
    page.get_by_label("Start a version in another language").select_option("ar")
    page.get_by_role("button", name="Start it").click()
    original = page.get_by_role("region", name="The original, in English")
    expect(original).to_contain_text("the tape was short")
    page.get_by_label("Title", exact=True).fill("مصباح للمنحدر")
    text = page.get_by_label("Post", exact=True)
    expect(text).to_have_attribute("dir", "rtl")
    text.click()
    page.keyboard.type("يضاء المصباح عند الغروب.")
    page.get_by_label("What does it show?").fill("مصباح فوق المنحدر")
    look(page, "beside")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".flash")).to_contain_text("Published")
    page.goto(public)
    page.get_by_role("link", name="العربية").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("مصباح للمنحدر")
    assert page.locator("article.h-entry").get_attribute("dir") == "rtl"
    look(page, "in-arabic")
    for ui, title in (("en", "A lamp for the half-ramp"), ("ar", "مصباح للمنحدر")):
        page.goto(f"/tomasz/?ui={ui}")
        expect(page.get_by_role("link", name=re.compile("مصباح للمنحدر|A lamp for the half-ramp")).first).to_have_text(title)


def _withdraw(page: Page, address: str, public: str, network: Network) -> None:
    page.goto(address)
    page.locator("summary", has_text="Withdraw").click()
    page.get_by_label("Why is it withdrawn?").fill("The lamp was not ours.")
    page.get_by_role("button", name="Withdraw the post").click()
    expect(page.locator("main")).to_contain_text("This post was withdrawn on")
    answer = page.goto(public)
    assert answer is not None
    assert answer.status == 410
    expect(page.get_by_role("main")).to_contain_text("The lamp was not ours.")
    look(page, "withdrawn")
    titles = [entry.title for entry in feedparser.parse(f"{network.address}/tomasz/feed.atom").entries]
    assert "A lamp for the half-ramp" not in titles
