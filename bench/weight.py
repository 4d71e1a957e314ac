"""What a reader fetches for a page: the answers as they are, compressed, and the files that they name."""

import gzip
import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from bench import networks
from bench.measure import ask
from bench.questions import pages
from bench.table import Figure, at_most

_NAMED = {
    "CSS": re.compile(r'<link rel="stylesheet" href="([^"]+)"'),
    "scripts": re.compile(r'<script[^>]* src="([^"]+)"'),
    "fonts that are preloaded": re.compile(r'<link rel="preload" as="font"[^>]* href="([^"]+)"'),
}
_IMPORT = re.compile(r'(?:import|from)\s*\(?\s*"(\.[^"]+\.js)"')
_GOALS = {"CSS": 10, "scripts": 10, "fonts that are preloaded": 120}

Fetch = Callable[[str], tuple[str, int]]


def figures() -> Iterator[Figure]:
    app = networks.of(networks.demonstration(), page_cache_mb=16)

    def fetch(address: str) -> tuple[str, int]:
        """Its text, and the bytes that were sent."""
        status, headers, body = ask(app, address)
        if not status.startswith("200"):
            raise SystemExit(f"{address} answers {status}")
        whole = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
        return whole.decode(errors="replace"), len(body)

    for page, address in pages(app).items():
        if page in ("front page", "blog", "post"):
            markup, size = fetch(address)
            yield at_most(f"{page}: HTML", size / 1000, 20, " KB", 1)
            for kind, link in _NAMED.items():
                files = _with_imports(fetch, link.findall(markup))
                yield at_most(f"{page}: {kind}", sum(files.values()) / 1000, _GOALS[kind], " KB", 1)


def _with_imports(fetch: Fetch, named: list[str]) -> dict[str, int]:
    """Files by address with their sizes, and those that they import."""
    found: dict[str, int] = {}
    while named:
        address = named.pop()
        if address not in found:
            text, found[address] = fetch(address)
            named += [urljoin(address, further) for further in _IMPORT.findall(text)]
    return found
