"""What a writer waits for: from a key to the next frame in a long post, and the bytes of the writing page."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.table import Figure, at_most
from network.base.settings import PROJECT

WORDS = 5_000
KEYS = 150
_SENTENCE = "The harbour master keeps two clocks on her wall, one for the ships and *one* for those who wait. "
_WATCH = """() => {
    window.waits = [];
    document.querySelector(".ProseMirror").addEventListener("keydown", () => {
        const began = performance.now();
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => window.waits.push(performance.now() - began);
            channel.port2.postMessage(0);
        });
    }, true);
    window.work = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.name === "keydown") window.work.push(entry.processingEnd - entry.processingStart);
    }).observe({type: "event", durationThreshold: 16, buffered: true});
}"""


def figures() -> Iterator[Figure]:
    sys.path.insert(0, str(PROJECT))
    from tests.browser.chromium import launched
    from tests.browser.served import fill, serving
    from tests.browser.visits import Visits

    with TemporaryDirectory() as folder, launched() as browser:
        instance = Path(folder) / "instance"
        fill(instance)
        with serving(instance) as network:
            visits = Visits(browser, network)
            yield from _weight(visits)
            yield from _typing(visits)


def _weight(visits: "object") -> Iterator[Figure]:
    weight = Counter[str]()
    with visits.visit("author") as page:  # type: ignore[attr-defined]
        page.on("requestfinished", lambda asked: weight.update({asked.resource_type: asked.sizes()["responseBodySize"]}))
        page.goto("/desk/posts/new/")
        page.wait_for_load_state("networkidle")
    yield at_most("writing page: all that it fetches", sum(weight.values()) / 1000, 250, " KB", 1)
    for kind, size in weight.most_common():
        yield Figure(f"  of that, {kind}", f"{size / 1000:.1f} KB")


def _typing(visits: "object") -> Iterator[Figure]:
    paragraphs = (_SENTENCE * 5).strip()
    text = "\n\n".join([paragraphs] * (WORDS // len(paragraphs.split())))
    with visits.visit("author") as page:  # type: ignore[attr-defined]
        page.goto("/desk/posts/new/")
        page.locator(".ProseMirror").wait_for()
        page.evaluate(
            """(body) => document.querySelector("form[data-leave]").dispatchEvent(
                new CustomEvent("text:replace", {detail: {body, body_format: "markdown"}}))""",
            text,
        )
        line = page.locator(".ProseMirror p").nth(25)
        line.click()
        page.wait_for_timeout(1000)
        page.evaluate(_WATCH)
        for letter in (_SENTENCE.replace("*", "") * 2)[:KEYS]:
            page.keyboard.press(letter if letter != " " else "Space")
            page.wait_for_timeout(40)
        waits = sorted(page.evaluate("window.waits"))
    yield at_most(f"a key to the next frame, {WORDS:,} words, half of them", waits[len(waits) // 2], 16, " ms", 1)
    yield at_most("  95 of 100", waits[int(len(waits) * 0.95)], 16, " ms", 1)
