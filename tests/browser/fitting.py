"""What does not fit a page."""

from playwright.sync_api import Page

_WIDER = """() => {
    const wide = document.documentElement.clientWidth;
    const scrolls = (part) => part.closest(".scroll, .vh, [hidden], textarea, select") !== null;
    const out = [...document.body.querySelectorAll("*")].filter((part) => {
        const box = part.getBoundingClientRect();
        return box.width && box.height && (box.right > wide + 1 || box.left < -1) && !scrolls(part) && !part.closest("svg");
    });
    const sideways = document.documentElement.scrollWidth > wide;
    return [sideways ? "the page scrolls sideways" : "", ...out.map((part) => part.outerHTML.slice(0, 120))].filter(Boolean);
}"""

_CUT = """() => [...document.body.querySelectorAll("*")].filter((part) => {
    const style = getComputedStyle(part);
    const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const hides = ["hidden", "clip"].some((word) => [style.overflowX, style.overflowY].includes(word));
    const cut = part.scrollWidth > part.clientWidth + 2 || part.scrollHeight > part.clientHeight + 2;
    return own && hides && cut && !part.closest(".vh, svg, textarea, select, input");
}).map((part) => part.outerHTML.slice(0, 120))"""


def faults(page: Page) -> list[str]:
    """On 320 pixels nothing scrolls sideways; with letters of twice the size, all can be read."""
    page.set_viewport_size({"width": 320, "height": 640})
    found = [f"320 px: {part}" for part in wider(page)]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return found + [f"large letters: {part}" for part in [*wider(page), *page.evaluate(_CUT)]]


def wider(page: Page) -> list[str]:
    """Parts that stand out over the edge of the page."""
    return page.evaluate(_WIDER)  # type: ignore[no-any-return]
