"""What a writer waits for: from a key to the next frame in a long post, and the bytes of the writing page."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import networks
from bench.table import Figure, at_most
from network.base.settings import PROJECT

WORDS = 5_000
KEYS = 150
_SENTENCE = "The harbour master keeps two clocks on her wall, one for the ships and *one* for those who wait. "
_WATCH = """() => {
    window.waits = [];
    window.work = [];
    const sheet = document.querySelector(".ProseMirror");
    const later = (act) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = act;
        channel.port2.postMessage(0);
    };
    let began, handled;
    sheet.addEventListener("keydown", () => {
        began = performance.now();
        requestAnimationFrame(() => {
            const [pressed, done, frame] = [began, handled, performance.now()];
            later(() => {
                window.waits.push(performance.now() - pressed);
                window.work.push(performance.now() - frame + done - pressed);
            });
        });
    }, true);
    sheet.addEventListener("input", () => {
        handled = performance.now();
        queueMicrotask(() => queueMicrotask(() => (handled = performance.now())));
    });
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
        yield _keeping(instance, network.people["author"])


def _keeping(instance: Path, who: tuple[str, str]) -> Figure:
    """Server CPU of keeping what was typed: a post's sheet with another word each time."""
    app = networks.of(instance)
    client = app.test_client()
    from_here = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
    client.post("/sign-in/", data={"email": who[0], "password": who[1]}, headers=from_here)
    page = client.get("/desk/").get_data(as_text=True)
    sheet = page.partition('href="/desk/posts/')[2].partition('"')[0]
    while not sheet.rstrip("/").isdecimal():
        page = page.partition('href="/desk/posts/')[2]
        sheet = page.partition('href="/desk/posts/')[2].partition('"')[0]
    seen = client.get(f"/desk/posts/{sheet}").get_data(as_text=True).partition('name="seen" value="')[2].partition('"')[0]
    body, turn, times = _SENTENCE * (WORDS // len(_SENTENCE.split())), 0, []
    for number in range(40):
        fields = {"seen": seen, "title": "On lamps", "body": f"{body} {number}", "body_format": "markdown", "turn": str(turn)}
        began = time.process_time()
        answer = client.post(f"/desk/posts/{sheet}typed/", data=fields, headers=from_here)
        times.append((time.process_time() - began) * 1000)
        turn = answer.get_json()["turn"]
    assert turn >= len(times)
    return at_most(f"keeping {WORDS:,} words: server CPU", sorted(times)[len(times) // 2], 30, " ms", 1)


def _weight(visits: Any) -> Iterator[Figure]:
    weight = Counter[str]()
    with visits.visit("author") as page:
        page.on("requestfinished", lambda asked: weight.update({asked.resource_type: asked.sizes()["responseBodySize"]}))
        page.goto("/desk/posts/new/")
        page.wait_for_load_state("networkidle")
    yield at_most("writing page: all that it fetches", sum(weight.values()) / 1000, 250, " KB", 1)
    for kind, size in weight.most_common():
        yield Figure(f"  of that, {kind}", f"{size / 1000:.1f} KB")


def _typing(visits: Any) -> Iterator[Figure]:
    paragraphs = (_SENTENCE * 5).strip()
    text = "\n\n".join([paragraphs] * (WORDS // len(paragraphs.split())))
    with visits.visit("author") as page:
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
        work, waits = (sorted(page.evaluate(f"window.{name}")) for name in ("work", "waits"))
    yield at_most(f"a key's work up to the paint, {WORDS:,} words: half of them", work[len(work) // 2], 16, " ms", 1)
    yield at_most("  95 of 100", work[int(len(work) * 0.95)], 16, " ms", 1)
    yield Figure("with the wait for the next frame (60 a second): half", f"{waits[len(waits) // 2]:.1f} ms")
    yield Figure("  95 of 100", f"{waits[int(len(waits) * 0.95)]:.1f} ms")
