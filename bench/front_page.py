"""What the server's CPU does for one front page of 20 posts, beside a bare list of 20 posts in the same run."""

from collections.abc import Iterator

from bench import bare, networks
from bench.measure import asking, cpu
from bench.table import Figure, at_most


def figures() -> Iterator[Figure]:
    folder = networks.demonstration()
    app, plain = networks.of(folder), bare.create_app(f"sqlite:///{folder / 'network.db'}")
    took = cpu({"ours": asking(app, "/"), "bare": asking(plain, "/"), "yardstick": _yardstick})
    yield at_most("front page", took["ours"], 4, " ms", 2)
    yield Figure("bare list of 20 posts (Flask, Flask-SQLAlchemy, Jinja)", f"{took['bare']:.2f} ms")
    yield Figure("as many times the bare list", f"{took['ours'] / took['bare']:.1f}")
    yield Figure("a million additions in Python, to compare machines", f"{took['yardstick'] * 20:.0f} ms")


def _yardstick() -> int:
    total = 0
    for number in range(50_000):
        total += number
    return total
