"""With JavaScript off everything can be read, found, answered, written and decided."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from tests.browser.served import Network
from tests.browser.visits import sign_in

Visit = Callable[..., AbstractContextManager[Page]]


def test_a_post_is_read_and_answered(visit: Visit) -> None:
    with visit(script=False) as page:
        page.goto("/")
        lead = page.get_by_role("main").locator("article.lead h2 a")
        title = lead.inner_text()
        lead.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.locator(".prose p").first).to_be_visible()
        post = page.url
        page.get_by_role("textbox", name="Your comment").fill("I read this without a script, and it was all there.")
        page.get_by_role("textbox", name="Name to show").fill("Noor without a script")
        page.get_by_role("textbox", name="Email, never shown").fill("noor@readers.example")
        page.get_by_role("button", name="Send for reading").click()
        expect(page.get_by_text("Only you can see this so far.")).to_be_visible()
        expect(page.get_by_role("article").filter(has_text="Noor without a script")).to_be_visible()
        page.goto(post)
        expect(page.get_by_text("Noor without a script")).to_have_count(0)


def test_what_is_wrong_with_a_comment_is_said_beside_it(visit: Visit) -> None:
    with visit(script=False) as page:
        page.goto("/")
        page.get_by_role("main").locator("article.lead h2 a").click()
        page.get_by_role("textbox", name="Your comment").fill("Kept while I put the rest right.")
        page.get_by_role("textbox", name="Name to show").fill("Noor")
        page.get_by_role("textbox", name="Email, never shown").fill("noor@nowhere")
        page.get_by_role("button", name="Send for reading").click()
        expect(page.get_by_role("alert")).to_contain_text("to put right")
        expect(page.get_by_role("textbox", name="Your comment")).to_have_value("Kept while I put the rest right.")
        wrong = page.get_by_role("textbox", name="Email, never shown")
        assert wrong.get_attribute("aria-invalid") == "true"
        expect(page.locator(f"#{(wrong.get_attribute('aria-describedby') or '').split()[-1]}")).to_be_visible()


def test_a_search_is_made_and_narrowed(visit: Visit) -> None:
    with visit(script=False) as page:
        page.goto("/")
        page.get_by_role("banner").get_by_role("link", name="Advanced search").first.click()
        page.get_by_label("Search for").fill("harbour")
        page.get_by_role("button", name="Search").first.click()
        results = page.get_by_role("region", name="Results")
        found = results.get_by_role("listitem").count()
        assert found > 1
        page.locator("summary", has_text="Narrow the results").click()
        page.get_by_label("Blogger").select_option("tomasz")
        page.locator("details").get_by_role("button", name="Search").click()
        assert 0 < results.get_by_role("listitem").count() < found


def test_the_menu_opens_on_a_phone(visit: Visit) -> None:
    with visit(width=360, script=False) as page:
        page.goto("/")
        page.get_by_role("banner").get_by_text("Menu", exact=True).click()
        page.get_by_role("navigation", name="Menu").get_by_role("link", name="Bloggers").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bloggers")


def test_a_post_is_written_and_a_comment_decided(visit: Visit, network: Network) -> None:
    with visit(script=False) as page:
        sign_in(page, *network.people["author"])
        page.get_by_role("navigation", name="Desk").get_by_role("link", name="Write").click()
        page.get_by_label("Title", exact=True).fill("Written without a script")
        page.get_by_label("Post", exact=True).fill("The first paragraph.\n\nThe **second** one.")
        page.get_by_role("textbox", name="Topics").fill("plain pages")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Draft", exact=True)).to_be_visible()
        page.get_by_role("button", name="Publish", exact=True).click()
        page.get_by_role("link", name="Read it").click()
        expect(page.locator(".prose strong")).to_have_text("second")
        post = page.url
        with visit(script=False) as theirs:
            theirs.goto("/")
            theirs.get_by_role("main").get_by_role("link", name="Written without a script").click()
            theirs.get_by_role("textbox", name="Your comment").fill("Said to be decided on.")
            theirs.get_by_role("textbox", name="Name to show").fill("Ama")
            theirs.get_by_role("textbox", name="Email, never shown").fill("ama@readers.example")
            theirs.get_by_role("button", name="Send for reading").click()
            page.goto("/moderation/")
            case = page.get_by_role("article").filter(has_text="Said to be decided on.")
            case.get_by_role("button", name="Publish").click()
            expect(case).to_have_count(0)
            theirs.goto(post)
            expect(theirs.get_by_text("Said to be decided on.").first).to_be_visible()
        page.goto("/desk/")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
