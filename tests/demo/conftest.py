"""`ready`: what of the demonstration is slow to make, made once. `load(app)` puts it into a network."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from network.accounts.actions import password_hash
from network.app import create_app
from network.base import changes, migrations, settings
from network.demo import loader, people
from tests.conftest import SECRET, take_down

Fill = Callable[..., list[people.Person]]


def untracked(items: Iterable[Any], _words: str, _total: int | None = None) -> Iterable[Any]:
    return items


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[loader.Ready]:
    """Texts cleaned, pictures made, places looked up."""
    app = create_app(settings.load({}, instance=tmp_path_factory.mktemp("ready"), secret_key=SECRET, page_cache_mb=0))
    with app.app_context():
        migrations.upgrade()
        yield loader.prepare(people.four(), untracked)
    take_down(app)


@pytest.fixture(scope="session")
def load(ready: loader.Ready) -> Fill:
    """Fill the network of the present application; gives who can sign in. `at_last` is called before the commit."""

    def fill(at_last: Callable[[], Any] = lambda: None) -> list[people.Person]:
        four = people.four()
        hashes = {p.email: password_hash(p.password) for p in four}
        loader.load(replace(ready, hashes=hashes), four, untracked, at_last)
        changes.deliver_due()
        return four

    return fill


@pytest.fixture(scope="module")
def shown(load: Fill, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, list[people.Person]]]:
    """An application with the demonstration, for tests that only look."""
    app = create_app(settings.load({}, instance=tmp_path_factory.mktemp("shown"), secret_key=SECRET, page_cache_mb=0))
    with app.app_context():
        migrations.upgrade()
        four = load()
    yield app, four
    take_down(app)
