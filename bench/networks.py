"""Networks to measure: the demonstration, and bulk content of several sizes. Each is made once, in `instance/bench/`."""

import os
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from flask import Flask

from network.app import create_app
from network.base import migrations, settings
from network.base.settings import PROJECT
from network.demo import cli, loader

FOLDER = PROJECT / "instance" / "bench"


def demonstration() -> Path:
    """The folder of a network with the demonstration."""
    folder = FOLDER / "demonstration"
    app = of(folder)
    with app.app_context():
        migrations.upgrade()
        if loader.is_empty():
            print("(the demonstration is made first)", file=sys.stderr)
            with redirect_stdout(StringIO()):
                cli.fill_with_demonstration()
    return folder


def filled(posts: int) -> Path:
    """The folder of a network with so many posts, and three comments to each."""
    folder = FOLDER / f"{posts}-posts"
    done = folder / "done"
    if not done.exists():
        print(f"(a network with {posts:,} posts is made first; once)", file=sys.stderr)
        with of(folder).app_context():
            migrations.upgrade()
        size = ["--bloggers", max(50, posts // 200), "--posts", posts, "--comments", 3 * posts]
        subprocess.run(
            [Path(sys.executable).with_name("network"), "fill", *map(str, size)],
            env=os.environ | {"NETWORK_INSTANCE": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        done.touch()
    return folder


def of(folder: Path, **told: object) -> Flask:
    """The application on such a folder, without a page cache unless it is asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    return create_app(settings.load({}, **{"instance": folder, "page_cache_mb": 0} | told))
