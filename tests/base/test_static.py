"""Static files are kept by browsers for a year, under an address that changes with them."""

import gzip

import pytest
from flask import Flask

from network.base import static
from tests.support.site import Site


def address(app: Flask, path: str) -> str:
    return f"/static/{app.extensions['release']}/{path}"


def test_a_file_is_kept_for_a_year(site: Site, app: Flask) -> None:
    page = site.get(address(app, "css/tokens.css"))

    assert page.header("Cache-Control") == "public, max-age=31536000, immutable"
    assert (page.header("Content-Type") or "").startswith("text/css")
    assert page.header("X-Content-Type-Options") == "nosniff"


def test_a_file_comes_compressed_to_who_takes_it(site: Site, app: Flask) -> None:
    plain = site.get(address(app, "css/tokens.css"))
    packed = site.get(address(app, "css/tokens.css"), headers={"Accept-Encoding": "gzip"})

    assert packed.header("Content-Encoding") == "gzip"
    assert gzip.decompress(packed.bytes) == plain.bytes
    assert "Accept-Encoding" in (packed.header("Vary") or "")
    assert "Accept-Encoding" in (plain.header("Vary") or "")


def test_a_font_is_not_compressed_again(site: Site, app: Flask) -> None:
    page = site.get(address(app, "fonts/text.woff2"), headers={"Accept-Encoding": "gzip"})

    assert page.header("Content-Encoding") is None
    assert page.header("Content-Type") == "font/woff2"


def test_an_old_release_gives_the_file_of_today_for_a_moment(site: Site) -> None:
    assert site.get("/static/0123456789ab/css/tokens.css").header("Cache-Control") == "public, max-age=60"


@pytest.mark.parametrize(
    "path",
    "css/none.css ../pyproject.toml ..%2fpyproject.toml css/../../pyproject.toml /etc/passwd %2fetc%2fpasswd css css/ "
    "css/tokens.css%00 css/tokens.css/".split()
    + ["x" * 5000],
)
def test_nothing_else_is_given(site: Site, app: Flask, path: str) -> None:
    answer = app.test_client().get(address(app, path))

    assert answer.status_code in (301, 308, 404)
    assert b"[project]" not in answer.data
    assert b"root:" not in answer.data


def test_the_release_changes_with_any_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.css").write_text("p {}")
    first = static.release(tmp_path)
    assert static.release(tmp_path) == first
    (tmp_path / "a.css").write_text("p { }")
    second = static.release(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")

    assert len({first, second, static.release(tmp_path)}) == 3
