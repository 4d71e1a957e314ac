"""What axe says of a page."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
_WHOLE = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
_RUN = """async (options) => {
    const found = await axe.run({...options, resultTypes: ["violations"], preload: false});
    const at = (node) => [node.target.join(" "), node.failureSummary];
    return found.violations.map((rule) => [rule.id, rule.help, rule.nodes.map(at)]);
}"""


def faults(page: Page, *, again: bool = True) -> list[str]:
    """Everything that axe finds: wide, and again in the dark, where colours alone differ, and narrow."""
    page.evaluate(AXE_SCRIPT)
    page.set_viewport_size({"width": 1280, "height": 900})
    found = _told(page, "1280 px, light", _WHOLE)
    if again:
        page.emulate_media(color_scheme="dark")
        found += _told(page, "1280 px, dark", _COLOURS)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 360, "height": 900})
        found += _told(page, "360 px, light", _WHOLE)
    return found


def _told(page: Page, seen: str, options: dict[str, Any]) -> list[str]:
    return [
        f"{seen}: {rule} ({words}) at {where}: {' '.join(why.split())}"
        for rule, words, nodes in page.evaluate(_RUN, options)
        for where, why in nodes[:4]
    ]
