"""Real pages in a real browser, served by the product's own command over the demonstration.

`network`  the network that is served: its address, its folder, who can sign in, `network.command("accounts", "create", …)`.
`visit`    `with visit("author", width=360, scheme="dark", script=False) as page:`; without a role, a visitor. Whatever a page
           does wrong on the way (an error in the console, a breach of its own policy, a request to another host) fails there.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import NoBrowser, launched
from tests.browser.served import Network, fill, serving
from tests.browser.visits import Visits


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests may take longer than others, and the first of them fills a network."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(400))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Where there is none, these tests are left out; under CI=true they fail."""
    held = launched()
    try:
        running = held.__enter__()
    except NoBrowser as why:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(why))
    yield running
    held.__exit__(None, None, None)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with the demonstration, filled once for all processes of this session; to be copied."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    folder = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            fill(folder)
    return folder


@pytest.fixture(scope="session")
def network(browser: Browser, demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    instance = tmp_path_factory.mktemp("served") / "instance"
    shutil.copytree(demonstration, instance)
    with serving(instance) as served:
        yield served
    shutil.rmtree(instance)


@pytest.fixture(scope="session")
def visits(browser: Browser, network: Network) -> Visits:
    return Visits(browser, network)


@pytest.fixture
def visit(visits: Visits) -> Callable[..., AbstractContextManager[Page]]:
    return visits.visit
