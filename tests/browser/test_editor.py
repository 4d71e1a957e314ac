"""The sheet shows the text as readers will see it, and sends what it means."""

import io
import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from network.base.html import clean_post, plain
from tests.browser import accessible
from tests.browser.pages import own, write
from tests.browser.served import Network

Visit = Callable[..., AbstractContextManager[Page]]


def sheet(page: Page, ui: str = "") -> Locator:
    """An empty sheet, with the caret in it."""
    page.goto("/desk/posts/new/" + (f"?ui={ui}" if ui else ""))
    text = page.locator(".sheet [role=textbox]")
    text.click()
    return text


def body(page: Page) -> Locator:
    """What the form would send."""
    return page.locator("textarea[name=body]")


def expect_body(page: Page, html: str) -> None:
    """The form follows the text, in HTML that the server leaves as it is."""
    expect(body(page)).to_have_value(html)
    expect(page.locator("[name=body_format]")).to_have_value("html")
    assert clean_post(html) == html


def do(page: Page, *names: str) -> None:
    """Press buttons of the toolbar."""
    for name in names:
        page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def test_markdown_that_is_typed_becomes_what_it_means(visit: Visit) -> None:
    with visit("author") as page:
        sheet(page)
        page.keyboard.type("## The ramp\nIt is **long**, *wet* and `0x1F`.\n> A quotation\n\n")
        page.keyboard.type("- one\ntwo\n")
        page.keyboard.press("Control+]")
        page.keyboard.type("in two\n\n\n\n3. third\nfourth\n\n\nThe end, \\*not* marked")
        expect_body(
            page,
            "<h2>The ramp</h2>\n<p>It is <strong>long</strong>, <em>wet</em> and <code>0x1F</code>.</p>\n"
            "<blockquote><p>A quotation</p></blockquote>\n<ul><li>one</li><li>two<ul><li>in two</li></ul></li></ul>\n"
            '<ol start="3"><li>third</li><li>fourth</li></ol>\n<p>The end, \\*not* marked</p>',
        )
        page.keyboard.press("Enter")
        page.keyboard.type("# ")
        expect(page.locator(".ProseMirror h2")).to_have_count(2)
        page.keyboard.press("Backspace")
        expect(page.locator(".ProseMirror p").last).to_have_text("# ")


def test_everything_by_keyboard(visit: Visit) -> None:
    with visit("author") as page:
        text = sheet(page)
        toolbar = page.get_by_role("toolbar", name="Formatting")
        page.keyboard.type("Loud")
        page.keyboard.press("Shift+Home")
        page.keyboard.press("Alt+F10")
        expect(toolbar.get_by_role("button", name="Heading", exact=True)).to_be_focused()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(text).to_be_focused()
        expect(toolbar.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
        expect_body(page, "<p><strong>Loud</strong></p>")
        page.keyboard.press("Control+z")
        expect(page.locator(".ProseMirror")).to_have_text("Loud")
        expect_body(page, "<p>Loud</p>")
        page.keyboard.press("Control+y")
        expect_body(page, "<p><strong>Loud</strong></p>")
        page.keyboard.press("Alt+F10")
        expect(toolbar.get_by_role("button", name="Bold")).to_be_focused()
        page.keyboard.press("End")
        more = toolbar.get_by_role("button", name="More")
        expect(more).to_be_focused()
        page.keyboard.press("Enter")
        expect(more).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowRight")
        expect(toolbar.get_by_role("button", name="Subheading")).to_be_focused()
        page.keyboard.press("Escape")
        expect(text).to_be_focused()
        page.keyboard.press("End")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("dialog", name="Link")).to_be_visible()
        page.keyboard.type("no address")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("That is no address.")
        page.get_by_label("Where it leads").fill("tides.example/table")
        page.get_by_label("Words of the link").fill("the table")
        page.keyboard.press("Enter")
        expect(text).to_be_focused()
        page.keyboard.type(" it")
        link = '<a href="https://tides.example/table"><strong>the table</strong></a>'
        expect_body(page, f"<p><strong>Loud</strong>{link}<strong> it</strong></p>")
        page.keyboard.press("Tab")
        expect(text).not_to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(text).to_be_focused()
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.closest('[role=toolbar]') !== null")


def test_tab_moves_between_the_cells_of_a_table_and_leaves_after_the_last(visit: Visit) -> None:
    with visit("author") as page:
        text = sheet(page)
        do(page, "More", "Table")
        for word in ("Pier", "Length", "Depth", "North", "11", "4", "South", "9", "3"):
            page.keyboard.type(word)
            page.keyboard.press("Tab")
        expect(text).not_to_be_focused()
        expect_body(
            page,
            '<table><thead><tr><th scope="col">Pier</th><th scope="col">Length</th><th scope="col">Depth</th></tr></thead>'
            "<tbody><tr><td>North</td><td>11</td><td>4</td></tr><tr><td>South</td><td>9</td><td>3</td></tr></tbody></table>",
        )
        page.locator(".ProseMirror td").last.click()
        do(page, "Take the row away", "Take the column away")
        expect_body(
            page,
            '<table><thead><tr><th scope="col">Pier</th><th scope="col">Length</th></tr></thead>'
            "<tbody><tr><td>North</td><td>11</td></tr></tbody></table>",
        )


def test_a_post_runs_in_its_own_direction_and_a_phrase_in_its_own(visit: Visit) -> None:
    with visit("author") as page:
        text = sheet(page)
        page.get_by_label("This post is in").select_option("ar")
        expect(text).to_have_attribute("dir", "rtl")
        text.click()
        page.keyboard.type("الميناء ")
        do(page, "Other language")
        page.get_by_label("They are in").select_option("fr")
        page.get_by_role("button", name="Mark the words").click()
        page.keyboard.type("Le Havre")
        page.keyboard.press("Enter")
        page.keyboard.type("A line that runs the other way")
        expect_body(
            page,
            '<p>الميناء <span lang="fr" dir="ltr">Le Havre</span></p>\n<p dir="ltr">A line that runs the other way</p>',
        )
        page.get_by_label("This post is in").select_option("en")
        expect(text).to_have_attribute("dir", "ltr")
        expect(body(page)).to_have_value(re.compile('^<p dir="rtl">الميناء'))


def test_an_untouched_post_stays_byte_for_byte(visit: Visit, network: Network) -> None:
    with visit("author") as page:
        address = own(network)
        source, kind = network.rows("select source, body_format from posts where id = ?", address.split("/")[3])[0]
        page.goto(address)
        text = page.locator(".sheet [role=textbox]")
        expect(text.locator("h2").first).to_be_visible()
        text.click()
        page.keyboard.press("ArrowDown")
        assert (kind, body(page).input_value()) == ("markdown", source)
        page.keyboard.type("x")
        expect(page.locator("[name=body_format]")).to_have_value("html")
        page.keyboard.press("Control+z")
        expect(page.locator("[name=body_format]")).to_have_value("markdown")
        expect(body(page)).to_have_value(source)
        page.locator("form[data-leave]").evaluate(
            """(form) => {
                const detail = {body: "## Theirs\\n\\nA *text*.", body_format: "markdown"};
                form.dispatchEvent(new CustomEvent("text:replace", {detail}));
            }"""
        )
        expect(text.locator("h2").first).to_have_text("Theirs")
        expect(body(page)).to_have_value("## Theirs\n\nA *text*.")
        expect(page.locator("[name=body_format]")).to_have_value("markdown")
        page.get_by_role("button", name="Save the correction").evaluate("(button) => button.form.dataset.leave = ''")
        page.goto("about:blank")
    assert network.rows("select source from posts where id = ?", address.split("/")[3]) == [(source,)]


_THERE_AND_BACK = """async (bodies) => {
    const at = document.querySelector("script[src*='/editor/sheet.js']").src.replace("sheet.js", "stored.js");
    const {parsed, read, written} = await import(at);
    return bodies.map((html) => written(read(parsed(html)), "ltr"));
}"""
RARE = (
    '<dl><dt>ebb</dt><dd>Water that goes</dd></dl><details><summary>More</summary><p>H<sub>2</sub>O, <abbr title="x">y</abbr></p>'
    "</details><table><caption>Piers</caption><tbody><tr><th>North</th><td>11</td></tr></tbody></table><hr>"
    '<ol start="3"><li><p>one</p><p>two</p></li></ol><p>fine <small>print</small> <time datetime="2026-03-01">today</time></p>'
)


def test_a_text_comes_back_from_the_sheet_as_it_was_and_the_server_leaves_it_so(visit: Visit, network: Network) -> None:
    bodies = [html for (html,) in network.rows("select html from posts")] + [clean_post(RARE)]
    with visit("author") as page:
        page.goto("/desk/posts/new/")
        once = page.evaluate(_THERE_AND_BACK, bodies)
        twice = page.evaluate(_THERE_AND_BACK, once)
    assert [plain(html) for html in once] == [plain(html) for html in bodies]
    assert [clean_post(html) for html in once] == once == twice
    tags = [
        sorted(set(re.findall(r"<(\w+)", html)) - {"p", "tbody", "b", "i", "strong", "em", "figure"}) for html in (*bodies, *once)
    ]
    assert tags[: len(bodies)] == tags[len(bodies) :]


def picture() -> dict[str, object]:
    made = io.BytesIO()
    Image.new("RGB", (1600, 900), "#9c1757").save(made, "PNG")
    return {"name": "ramp.png", "mimeType": "image/png", "buffer": made.getvalue()}


def test_what_is_written_is_what_readers_get(visit: Visit) -> None:
    with visit("author") as page:
        page.goto("/desk/posts/new/")
        page.get_by_label("Title", exact=True).fill("The half-ramp")
        sheet_ = page.get_by_label("Post", exact=True)
        sheet_.click()
        page.keyboard.type("She chalked a line")
        do(page, "Note")
        page.keyboard.type("Twice a day.")
        page.keyboard.press("ArrowRight")
        page.keyboard.type(" on it.\n")
        do(page, "More", "Pull quote")
        page.keyboard.type("A boundary that somebody is looking at.")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        do(page, "Picture")
        dialog = page.get_by_role("dialog", name="A picture in the text")
        dialog.get_by_role("button", name="Put the picture in").click()
        expect(dialog.get_by_role("alert")).to_have_text("Choose a picture first.")
        dialog.get_by_label("File of the picture").set_input_files({"name": "no.png", "mimeType": "image/png", "buffer": b"no"})
        expect(dialog.get_by_role("alert")).to_contain_text("That file is not a picture")
        dialog.get_by_label("File of the picture").set_input_files(picture())  # type: ignore[arg-type]
        expect(dialog.get_by_role("img")).to_be_visible()
        dialog.get_by_role("button", name="Put the picture in").click()
        expect(dialog.get_by_role("alert")).to_contain_text("Say what the picture shows")
        dialog.get_by_label("What does the picture show?").fill("A half ramp")
        dialog.get_by_label("Caption").fill("In March")
        dialog.get_by_role("button", name="Put the picture in").click()
        expect(sheet_.locator("figure img")).to_have_attribute("alt", "A half ramp")
        expect(sheet_).to_be_focused()
        page.keyboard.type("```")
        page.keyboard.type("if tide:\n  chalk()")
        page.keyboard.press("Shift+Enter")
        page.get_by_role("button", name="Publish", exact=True).click()
        page.get_by_role("link", name="Read it").click()
        prose = page.locator(".prose")
        expect(prose.locator("aside")).to_have_text("A boundary that somebody is looking at.")
        expect(prose.locator("figure img")).to_have_attribute("alt", "A half ramp")
        prose.locator("figure img").scroll_into_view_if_needed()
        expect(prose.locator("figure img")).to_have_js_property("complete", True)
        assert prose.locator("figure img").evaluate("(image) => image.naturalWidth") > 0
        expect(prose.locator("figcaption")).to_have_text("In March")
        expect(prose.locator("pre code")).to_have_text("if tide:\n  chalk()")
        expect(prose.locator("p").first).to_have_text("She chalked a line1 on it.")
        prose.get_by_role("link", name="1", exact=True).click()
        expect(page.locator("#note-1")).to_contain_text("Twice a day.")
        expect(page.locator("#note-1")).to_be_in_viewport()
        page.get_by_role("link", name="Back to note 1").click()
        assert page.url.endswith("#ref-1")
        assert accessible.faults(page) == []


def test_a_picture_that_is_dropped_asks_what_it_shows(visit: Visit) -> None:
    with visit("author") as page:
        text = sheet(page)
        text.evaluate("""async (sheet) => {
            const canvas = Object.assign(document.createElement("canvas"), {width: 300, height: 200});
            const bytes = await new Promise((done) => canvas.toBlob(done));
            const held = new DataTransfer();
            held.items.add(new File([bytes], "lamp.png", {type: "image/png"}));
            const at = sheet.getBoundingClientRect();
            const options = {dataTransfer: held, bubbles: true, cancelable: true, clientX: at.x + 30, clientY: at.y + 10};
            sheet.dispatchEvent(new DragEvent("drop", options));
        }""")
        dialog = page.get_by_role("dialog", name="A picture in the text")
        expect(dialog.get_by_role("img")).to_be_visible()
        dialog.get_by_label("It is decoration").check()
        dialog.get_by_role("button", name="Put the picture in").click()
        expect(text.locator("figure img")).to_have_attribute("alt", "")
        expect(body(page)).to_have_value(
            re.compile(r'^<figure><img (?=.*src="/media/\w+/300\.webp")(?=.*alt="")(?=.*width="300").*height="200"></figure>$')
        )
        text.locator("figcaption").click()
        do(page, "Describe the picture")
        dialog.get_by_label("It is decoration").uncheck()
        dialog.get_by_label("What does the picture show?").fill("A lamp")
        dialog.get_by_role("button", name="Put the picture in").click()
        expect(text.locator("figure img")).to_have_attribute("alt", "A lamp")


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_axe_finds_nothing_in_a_sheet_that_is_used(visit: Visit, ui: str) -> None:
    with visit("author") as page:
        sheet(page, ui)
        page.keyboard.type("## One\n- two\n\n\n> three\n\n")
        page.locator("[data-more]").click()
        page.locator("[data-do=table]").click()
        page.locator("[data-do=note]").click()
        assert accessible.faults(page) == []
        page.locator("[data-do=picture]").click()
        assert accessible.faults(page) == []
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= 360")


def test_a_click_on_the_top_image_says_what_matters_in_it(visit: Visit, network: Network) -> None:
    found = network.rows("select id from posts where top_image_id is not null and withdrawn_at is null order by id limit 1")
    with visit("editor") as page:
        page.goto(f"/desk/posts/{found[0][0]}/")
        shown = page.locator("[data-focus]")
        box = shown.bounding_box()
        assert box
        shown.click(position={"x": box["width"] * 0.03, "y": box["height"] * 0.77})

        expect(page.get_by_label("From the left edge")).to_have_value("0")
        expect(page.get_by_label("From the top edge")).to_have_value("75")
        expect(shown).to_have_class(re.compile("fx-0 fy-75"))
        page.get_by_label("From the left edge").fill("100")
        expect(shown).to_have_class(re.compile("fx-100"))
        assert accessible.faults(page) == []
        with page.expect_navigation(timeout=30_000):
            page.get_by_role("button", name="Save the correction").click()
        expect(page.get_by_text("Readers see it as it is now.")).to_be_visible()
        expect(shown).to_have_class(re.compile("fx-100 fy-75"))


def test_a_text_in_markdown_is_written_so_and_shown_again_as_readers_see_it(visit: Visit) -> None:
    with visit("author") as page:
        text = sheet(page)
        page.get_by_role("button", name="Write in Markdown").click()
        expect(body(page)).to_be_focused()
        expect(page.get_by_role("toolbar")).to_be_hidden()
        page.keyboard.type("## The ramp\n\nIt is **long**.")
        page.locator("[name=language]").select_option("fr")
        expect(body(page)).to_have_value("## The ramp\n\nIt is **long**.")

        page.get_by_role("button", name="See it as readers will").click()
        expect(text.locator("h2")).to_have_text("The ramp")
        expect(text).to_be_focused()
        expect(body(page)).to_have_value("## The ramp\n\nIt is **long**.")
        expect(page.locator("[name=body_format]")).to_have_value("markdown")

        page.get_by_role("button", name="Write in Markdown").click()
        expect(body(page)).to_have_value("## The ramp\n\nIt is **long**.")
        page.locator("[name=title]").fill(f"The ramp at {time.monotonic()}")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".flash")).to_contain_text("Saved as a draft")
        expect(body(page)).to_have_value("## The ramp\n\nIt is **long**.")

        page.locator(".sheet [role=textbox] p").click()
        page.keyboard.press("End")
        page.keyboard.type(" Very.")
        expect(page.get_by_role("button", name="Write in Markdown")).to_be_hidden()
        expect_body(page, "<h2>The ramp</h2>\n<p>It is <strong>long</strong>. Very.</p>")


def test_the_list_before_publishing_follows_what_links_answer(visit: Visit) -> None:
    """An address of this machine itself is refused by the task worker, so that no network is needed for it."""
    with visit("author") as page:
        page.goto("/desk/posts/new/")
        with page.expect_response(re.compile(r"/desk/posts/\d+/$")) as first:
            write(page, f"Links at {time.monotonic()}", f"[Inside](http://127.0.0.1/{time.monotonic()}).")
            assert "1 link is being tried" in first.value.text()

        expect(page.locator("section:has(#before)")).to_contain_text(
            "Inside (not an address that readers can reach)", timeout=20_000
        )
