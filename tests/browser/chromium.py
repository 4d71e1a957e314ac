"""The browser: one of this machine, or Playwright's own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(Exception):
    """There is no Chromium on this machine."""


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser that runs; NoBrowser where there is none."""
    with sync_playwright() as playwright:
        path = found(playwright)
        if path is None:
            raise NoBrowser("There is no Chromium here: name one in CHROMIUM, or install Debian's package chromium.")
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def found(playwright: Playwright) -> str | None:
    """The Chromium that `CHROMIUM` names, else one of this machine, else Playwright's own."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else NAMES:
        if path := shutil.which(name):
            return path
    own = playwright.chromium.executable_path
    return own if not named and Path(own).exists() else None
