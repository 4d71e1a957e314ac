"""A page costs what it shows, not what the network holds: a small and a large network, measured in turn."""

import os
from collections.abc import Callable, Iterator

from bench import networks
from bench.measure import asking, cpu
from bench.questions import pages
from bench.table import Figure

SMALL, LARGE = 1000, int(os.environ.get("BENCH_POSTS", "100000"))
_KINDS = ("front page", "blog", "post", "feed of all", "topic", "place", "comments")


def figures() -> Iterator[Figure]:
    small, large = (networks.of(networks.filled(posts)) for posts in (SMALL, LARGE))
    cases: dict[str, Callable[[], object]] = {}
    for size, app in ((SMALL, small), (LARGE, large)):
        cases |= {f"{size} {kind}": asking(app, pages(app)[kind]) for kind in _KINDS}
    took = cpu(cases, rounds=20, each=2)
    for kind in _KINDS:
        few, many = took[f"{SMALL} {kind}"], took[f"{LARGE} {kind}"]
        got = f"{few:.1f} → {many:.1f} ms"
        yield Figure(f"{kind}, {SMALL:,} → {LARGE:,} posts", got, "× 1.5", many < 1.5 * few)
