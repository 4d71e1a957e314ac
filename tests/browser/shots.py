"""Pictures of the pages, to be looked at: `python -m tests.browser.shots FOLDER [PAGE…]`.

Each page is taken whole, at 1280 and 360 pixels, light and dark. With `--at http://127.0.0.1:8000 --instance FOLDER` a
network is asked that is served already; else a demonstration is made for it.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page

from tests.browser.chromium import launched
from tests.browser.pages import NAMED
from tests.browser.served import Network, fill, serving
from tests.browser.visits import Scheme, Visits

PAGES = (
    "front",
    "blog",
    "blog-ar",
    "post",
    "post-ar",
    "search-results",
    "archive",
    "desk",
    "editor",
    "moderation",
    "admin-accounts",
)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.shots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*", metavar="page", help=f"of {', '.join(NAMED)}")
    parser.add_argument("--ui", default="", help="language of the interface, such as ar")
    parser.add_argument("--at", help="address of a network that is served already")
    parser.add_argument("--instance", type=Path, help="its folder")
    parser.add_argument("--front", type=Path, help="also the upper part of the front page, for the README")
    asked = parser.parse_intermixed_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser, _network(asked.at, asked.instance) as network:
        visits = Visits(browser, network)
        for name in asked.pages or PAGES:
            for width in (1280, 360):
                for scheme in SCHEMES:
                    print(take(visits, name, width, scheme, asked.folder, asked.ui))
        if asked.front:
            print(take_front(visits, asked.front))


def take(visits: Visits, name: str, width: int, scheme: Scheme, folder: Path, ui: str = "") -> Path:
    """One page as a picture."""
    kind = NAMED[name]
    path = folder / f"{name}-{width}{'-dark' if scheme == 'dark' else ''}{f'-{ui}' if ui else ''}.png"
    with visits.visit(kind.role, width=width, scheme=scheme, device_scale_factor=2 if width < 500 else 1) as page:
        kind.show(page, visits.network, ui)
        settle(page)
        page.screenshot(path=path, full_page=True)
    return path


def take_front(visits: Visits, path: Path) -> Path:
    """The upper part of the front page, in as few bytes as it can be shown well."""
    with visits.visit(height=1400) as page:
        page.goto("/")
        settle(page)
        page.screenshot(path=path)
    lighten(path)
    return path


def settle(page: Page) -> None:
    """Wait for fonts and for pictures that load late."""
    page.evaluate(
        """async () => {
            for (const image of document.images) image.loading = "eager";
            await Promise.all([document.fonts.ready, ...[...document.images].map((image) => image.decode().catch(() => {}))]);
        }"""
    )


def lighten(path: Path) -> None:
    """Fewer colours: a picture of a page has few."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


@contextmanager
def _network(address: str | None, instance: Path | None) -> Iterator[Network]:
    if address and instance:
        yield Network(address=address.rstrip("/"), instance=instance)
        return
    with TemporaryDirectory() as folder:
        fill(Path(folder) / "instance")
        with serving(Path(folder) / "instance") as network:
            yield network


if __name__ == "__main__":
    main()
