"""The model page made again by hands alone: an administrator, an author and a visitor, each at a browser of their own.

`NETWORK_SHOTS=docs/pictures` keeps pictures of the blog and the post.
"""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.served import Network, command, serving
from tests.browser.shots import lighten, settle
from tests.browser.visits import sign_in, watched
from tests.support.model_page import Model, model
from tests.support.processes import ROOT

PICTURES = ROOT / "network" / "demo" / "pictures"
ADMINISTRATOR = ("ines@global.example", "a lamp in every harbour")
AUTHOR = ("hale@global.example", "forty chairs and one kettle")
OPINION = "I was in the room, and my telephone was not. It did me good."


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """A network with nothing in it but one administrator, whom its host made."""
    tmp_path.joinpath("instance").mkdir()
    email, password = ADMINISTRATOR
    told = ("accounts", "create", email, "--name", "Ines Okafor-Brandt", "--role", "administrator", "--password-stdin")
    command(tmp_path / "instance", *told, typed=password)
    with serving(tmp_path / "instance") as served:
        yield served


@pytest.fixture
def people(browser: Browser, network: Network) -> Iterator[tuple[Page, Page, Page]]:
    """An administrator, an author and a visitor."""
    with ExitStack() as stack:
        pages = []
        for _person in range(3):
            context = browser.new_context(
                base_url=network.address, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
            )
            stack.enter_context(watched(context, network.address))
            pages.append(context.new_page())
        yield pages[0], pages[1], pages[2]


def test_the_model_page_stands_again(people: tuple[Page, Page, Page], network: Network) -> None:
    told = model()
    administrator, author, visitor = people
    link = invite(administrator, told)
    accept(author, link)
    describe(author, told)
    address = write(author, told)
    comment(visitor, told)
    publish_comment(author)
    look_at_blog(visitor, told)
    look_at_post(visitor, told, address)
    look_at_front(visitor, told)
    read_feeds(network, told, address)
    move(administrator, told)
    visitor.reload()
    visitor.goto(address)
    expect(visitor.locator(".posted")).to_contain_text(f"{told.posted}, {told.role}, {told.place}")


def invite(page: Page, told: Model) -> str:
    """An account, whose link is shown, and the blogger with an appointment."""
    sign_in(page, *ADMINISTRATOR)
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Accounts").click()
    page.get_by_role("textbox", name="Email address").fill(AUTHOR[0])
    page.get_by_role("textbox", name="Name", exact=True).fill(told.name)
    page.get_by_role("radio", name="Author").check()
    page.get_by_role("button", name="Make the account").click()
    link = page.locator(".secret").inner_text()
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Bloggers").click()
    page.get_by_label("Name, as readers will see it").fill(told.name)
    page.get_by_role("textbox", name="Handle", exact=True).fill(_handle(told))
    page.get_by_label("Account that writes on it").fill(AUTHOR[0])
    page.get_by_label("Role, as readers will see it").fill(told.role)
    page.get_by_role("textbox", name="Place").fill(f"{told.place}, GB")
    page.get_by_role("button", name="Make the blog").click()
    expect(page.get_by_role("status")).to_contain_text(f"The blog of {told.name} is there.")
    return link


def accept(page: Page, link: str) -> None:
    """Choose a password by the link."""
    page.goto(link)
    page.get_by_label("Password", exact=True).fill(AUTHOR[1])
    page.get_by_label(re.compile("again", re.IGNORECASE)).fill(AUTHOR[1])
    page.get_by_role("button", name="Keep it and sign in").click()
    page.wait_for_url(lambda address: "/invitation/" not in address)


def describe(page: Page, told: Model) -> None:
    """What readers see of the author."""
    page.goto("/desk/")
    page.get_by_role("main").get_by_role("link", name="Profile").click()
    page.get_by_label("Description of the blog").fill(told.description)
    page.get_by_label("Photo").set_input_files(PICTURES / "portrait-stephen.webp")
    page.get_by_label("Top image of the blog").set_input_files(PICTURES / "bridge.webp")
    page.get_by_label("What does the top image show?").fill(
        "A bridge over a wide river, with people crossing it in both directions"
    )
    page.get_by_role("button", name="Save the profile").click()
    expect(page.locator(".flash")).to_contain_text("The profile is saved.")


def write(page: Page, told: Model) -> str:
    """Type the post as a draft that bears its day, and publish it."""
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Write").click()
    page.get_by_label("Title", exact=True).press_sequentially(told.title, timeout=60_000)
    box = page.get_by_label("Post", exact=True)
    for number, paragraph in enumerate(told.body):
        if number:
            box.press("Enter")
            box.press("Enter")
        box.press_sequentially(paragraph, timeout=60_000)
    page.get_by_role("textbox", name="Topics").fill(", ".join(told.tags))
    page.get_by_label("Day that it bears").fill(f"{_day(told):%Y-%m-%d}")
    page.get_by_label("Picture", exact=True).set_input_files(PICTURES / "radio.webp")
    page.get_by_label("What does it show?").fill("An old wireless set on a table, its dial alight")
    page.locator("summary", has_text="Best bit").click()
    page.get_by_label("Best bit, on the blog").fill(_best_bit(told))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Draft", exact=True)).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(told.title)
    return page.url


def comment(page: Page, told: Model) -> None:
    """A visitor finds the post on the front page, and has an opinion."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=told.title).first.click()
    page.get_by_role("textbox", name="Your comment").fill(OPINION)
    page.get_by_role("textbox", name="Name to show").fill("Ngozi A.")
    page.get_by_role("textbox", name="Email, never shown").fill("ngozi@readers.example")
    page.get_by_role("button", name="Send for reading").click()
    expect(page.get_by_text("Only you can see this so far.")).to_be_visible()


def publish_comment(page: Page) -> None:
    """The author decides on it."""
    page.goto("/desk/")
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Comments to read").click()
    page.get_by_role("article").filter(has_text=OPINION).get_by_role("button", name="Publish").click()
    expect(page.get_by_text("No comment is waiting.")).to_be_visible()


def look_at_blog(page: Page, told: Model) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Bloggers").first.click()
    page.get_by_role("main").get_by_role("link", name=told.name).first.click()
    main = page.get_by_role("main")
    expect(page).to_have_url(re.compile(f"/{_handle(told)}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(told.name)
    for words in (told.role, told.place, told.description, told.title):
        expect(main).to_contain_text(words)
    expect(main.get_by_role("img", name="A bridge over a wide river")).to_be_visible()
    expect(main.get_by_role("img", name=f"Portrait of {told.name}")).to_be_visible()
    expect(main.get_by_role("link", name="RSS feed").first).to_have_attribute("href", f"/{_handle(told)}/feed.rss")
    expect_furniture(page, told)
    picture(page, "model-blog")


def look_at_post(page: Page, told: Model, address: str) -> None:
    page.get_by_role("main").get_by_role("heading").get_by_role("link", name=told.title).click()
    expect(page).to_have_url(address)
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text(told.title)
    expect(page.locator(".posted")).to_contain_text(f"{told.posted}, {told.role}, {told.place}")
    assert page.locator(".prose > p").all_inner_texts() == list(told.body)
    expect(main.get_by_role("img", name="An old wireless set")).to_be_visible()
    expect(main.get_by_role("heading", name=told.name).first).to_be_visible()
    expect(main.get_by_text("Share this with:")).to_be_visible()
    expect(main.get_by_role("heading", name="Have an opinion?")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="Ngozi A.").filter(has_text=OPINION).last).to_be_visible()
    expect(main).to_contain_text(told.description)
    assert _words(page.locator(".rail .tag")) == sorted(told.tags)
    expect_furniture(page, told)
    picture(page, "model-post")


def expect_furniture(page: Page, told: Model) -> None:
    """What stands on every page of a blog."""
    expect(page.get_by_role("banner").get_by_role("link", name="Advanced search").first).to_be_visible()
    expect(page.get_by_role("banner").get_by_role("link", name="Global conversations").first).to_be_visible()
    recent = page.get_by_role("region", name="Recent comments")
    expect(recent).to_contain_text("Ngozi A.")
    expect(recent).to_contain_text(OPINION)
    expect(page.get_by_role("main").get_by_text("Full archive of blog entries").first).to_be_visible()
    assert _words(page.get_by_role("region", name="Tag cloud").locator(".cloud a")) == sorted(told.tags)
    expect(page.get_by_role("region", name="Best bits")).to_contain_text(_best_bit(told))


def look_at_front(page: Page, told: Model) -> None:
    page.goto("/")
    expect(page.get_by_role("main").get_by_role("heading").get_by_role("link", name=told.title)).to_be_visible()
    expect(page.get_by_role("region", name="Recent comments")).to_contain_text(OPINION)


def read_feeds(network: Network, told: Model, address: str) -> None:
    """What a reader program makes of it."""
    blog = f"{network.address}/{_handle(told)}"
    for feed in (f"{blog}/feed.rss", f"{blog}/feed.atom", f"{network.address}/feed.atom"):
        read = feedparser.parse(feed)
        assert (read.status, read.bozo) == (200, False), feed
        (entry,) = read.entries
        assert (entry.title, entry.link) == (told.title, address)
        assert told.name in entry.author
        assert entry.published_parsed[:3] == _day(told).timetuple()[:3]
        assert sorted(tag.term for tag in entry.tags) == sorted(told.tags)
        whole = " ".join(content.value for content in entry.content)
        assert all(_plain(paragraph) in _plain(whole) for paragraph in told.body)
    for feed in (f"{address}comments/feed.atom", f"{blog}/comments/feed.rss", f"{network.address}/comments/feed.atom"):
        read = feedparser.parse(feed)
        assert (read.status, read.bozo) == (200, False), feed
        (entry,) = read.entries
        assert "Ngozi A." in entry.author
        assert OPINION in entry.get("content", [{"value": entry.summary}])[0]["value"]


def move(page: Page, told: Model) -> None:
    """A further appointment; what was written keeps its own."""
    page.get_by_role("link", name="All bloggers").click()
    page.get_by_role("link", name=told.name).first.click()
    further = page.get_by_role("region", name="A further appointment")
    further.get_by_label("Role, as readers will see it").fill("Consul")
    further.get_by_role("textbox", name="Place").fill("Valparaíso, CL")
    further.get_by_label("First day").fill("2012-09-01")
    further.get_by_role("button", name="Appoint").click()
    expect(page.get_by_role("status")).to_contain_text("Earlier posts keep their bylines")
    page.goto(f"/{_handle(told)}/")
    expect(page.locator(".who")).to_contain_text("Consul, Valparaíso")


def picture(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for it."""
    if folder := os.environ.get("NETWORK_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        settle(page)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        lighten(Path(folder) / f"{name}.png")


def _handle(told: Model) -> str:
    return told.name.split()[-1].lower()


def _day(told: Model) -> datetime:
    return datetime.strptime(told.day, "%d %B %Y")


def _best_bit(told: Model) -> str:
    """A sentence of the text that can stand alone."""
    return next(found for text in told.body[2:] for found in re.split(r"(?<=[.?]) ", text) if 40 <= len(found) <= 160)


def _words(parts: Locator) -> list[str]:
    return sorted(" ".join(text.partition(",")[0].split()) for text in parts.all_inner_texts())


def _plain(text: str) -> str:
    """Words alone, whatever marks and quotes stand around them."""
    return " ".join(re.findall(r"\w+", re.sub(r"<[^>]+>|&#?\w+;|[’']", "", text)))
