"""Who gets into which room of the administration."""

import pytest

from tests.support.cast import Cast
from tests.support.site import Site

EDITORS = ["/admin/", "/admin/tags/", "/admin/pages/", "/admin/pages/about/"]
ADMINISTRATORS = [
    "/admin/accounts/",
    "/admin/bloggers/",
    "/admin/settings/",
    "/admin/audit/",
    "/admin/accounts/1/",
    "/admin/bloggers/1/",
]


@pytest.mark.parametrize("path", EDITORS + ADMINISTRATORS)
def test_a_room_opens_for_those_whose_it_is(site: Site, cast: Cast, path: str) -> None:
    assert site.get(path, as_=cast.administrator).header("Cache-Control") == "private, no-store"
    site.get(path, as_=cast.editor, status=200 if path in EDITORS else 403)
    for person in (cast.moderator, cast.stephen, cast.reader):
        site.get(path, as_=person, status=403)
    site.get(path, status=302)


def test_the_tabs_show_what_somebody_may_enter(site: Site, cast: Cast) -> None:
    tabs = site.get("/admin/", as_=cast.editor).one(".tabs").links
    assert list(tabs) == ["Overview", "Topics", "Pages"]

    for path in site.get("/admin/", as_=cast.administrator).one(".tabs").links.values():
        assert site.get(path, as_=cast.administrator).one(".tabs [aria-current]")["href"] == path


def test_addresses_that_name_nobody_are_no_pages(site: Site, cast: Cast) -> None:
    for path in ("/admin/accounts/999/", "/admin/bloggers/999/", "/admin/tags/999/", "/admin/bloggers/1/appointments/2/"):
        site.get(path, as_=cast.administrator, status=404)


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=99999999999", "after=٣"])
def test_a_damaged_address_is_told_in_words(site: Site, cast: Cast, query: str) -> None:
    for room in ("accounts", "bloggers", "tags"):
        assert "damaged" in site.get(f"/admin/{room}/?{query}", as_=cast.administrator, status=400).one("main")
