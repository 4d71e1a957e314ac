"""A request that changes something must come from a page of our own."""

import pytest
from flask import Flask

from network.base.web import Room, anyone
from tests.support.site import Site

OWN = "http://localhost"


@pytest.fixture
def door(app: Flask) -> list[str]:
    """A route that changes something, at `/sw.js`; the list says how often it did."""
    room, done = Room("probe", __name__), list[str]()

    @room.post("/sw.js", access=anyone)
    def change() -> tuple[str, dict[str, str]]:
        done.append("changed")
        return "changed", {"Content-Type": "text/plain"}

    @room.post("/hub", access=anyone, origin="anyone")
    def take() -> tuple[str, dict[str, str]]:
        done.append("taken")
        return "taken", {"Content-Type": "text/plain"}

    app.register_blueprint(room)
    return done


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": OWN},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {},
    ],
    ids=str,
)
def test_a_form_of_our_own_comes_through(app: Flask, door: list[str], headers: dict[str, str]) -> None:
    assert app.test_client().post("/sw.js", headers=headers).status_code == 200
    assert door == ["changed"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": OWN},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8001"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://elsewhere.example@localhost:80"},
        {"Origin": ""},
    ],
    ids=str,
)
def test_a_form_of_another_site_does_nothing(site: Site, door: list[str], headers: dict[str, str]) -> None:
    page = site.app.test_client().post("/sw.js", headers=headers)

    assert page.status_code == 403
    assert "another site" in page.text
    assert door == []


def test_a_route_whose_right_is_a_token_takes_it_from_anyone(app: Flask, door: list[str]) -> None:
    assert app.test_client().post("/hub", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
    assert door == ["taken"]


def test_reading_is_for_all_sites(site: Site) -> None:
    site.get("/healthz", headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"})


def test_every_route_that_changes_something_is_guarded(app: Flask) -> None:
    unsafe = [r for r in app.url_map.iter_rules() if r.methods and r.methods - {"GET", "HEAD", "OPTIONS"}]

    for rule in unsafe:
        view = app.view_functions[rule.endpoint]
        assert getattr(view, "origin", None) in ("same", "anyone"), f"{rule.endpoint} goes round the guard"
        assert rule.methods == {"POST", "OPTIONS"}, f"{rule.endpoint} takes {rule.methods}"
