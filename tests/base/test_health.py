"""Health and figures, for those who operate it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from network.base.changes import record
from network.base.database import db, transaction
from network.base.migrations import upgrade
from tests.support.site import Site


def test_the_process_answers_without_a_database(build: Callable[..., Flask], tmp_path: Path) -> None:
    site = Site(build(database_url=f"sqlite:///{tmp_path}/nowhere/network.db"))

    assert site.get("/healthz").text == "ok\n"
    assert site.answer("/readyz").status == 503


@pytest.mark.both
def test_it_is_ready_when_its_tables_are_those_of_this_version(
    build: Callable[..., Flask], database: Any, tmp_path: Path
) -> None:
    url = database.new("bare", lambda url: None if url.startswith("postgres") else Path(url[10:]).touch(), tmp_path)
    app = build(database_url=url)
    assert "migrations" in Site(app).get("/readyz", status=503).text
    with app.app_context():
        upgrade()
        db.session.remove()

    assert Site(app).get("/readyz").text == "ready\n"


def figures(page: Any) -> dict[str, float]:
    return {line.split()[0]: float(line.split()[-1]) for line in page.text.splitlines() if not line.startswith("#")}


def test_figures_are_in_the_form_of_prometheus(site: Site) -> None:
    site.get("/privacy/")
    site.get("/privacy/")
    with transaction():
        record("probe", 1, {"x"})

    told = figures(site.get("/metrics"))

    assert told["network_changes_last_id"] == 1
    assert any("hits" in name and value >= 1 for name, value in told.items())
    assert any("bytes" in name and value > 1000 for name, value in told.items())


def test_figures_are_for_the_operator_alone(site: Site) -> None:
    site.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}, status=403)


@pytest.mark.settings(metrics_token="a token for the figures")
def test_a_token_lets_others_read_the_figures(site: Site) -> None:
    site.get("/metrics", status=403)
    site.get("/metrics", headers={"Authorization": "Bearer something else"}, status=403)
    site.get("/metrics", headers={"Authorization": "Bearer a token for the figures", "X-Forwarded-For": "203.0.113.9"})


def test_the_headers_of_every_answer(site: Site) -> None:
    for path, status in (("/", 200), ("/nowhere/at/all/", 404), ("/healthz", 200), ("/sign-in/", 200)):
        page = site.get(path, status=status)
        assert page.header("X-Content-Type-Options") == "nosniff"
        if page.is_html:
            assert "frame-ancestors 'none'" in (page.header("Content-Security-Policy") or "")
            assert page.header("Referrer-Policy")
            assert page.header("X-Frame-Options") == "DENY"
        assert page.header("Set-Cookie") is None, "no cookie until one signs in"
        assert page.header("Strict-Transport-Security") is None


@pytest.mark.settings(base_url="https://blogs.example", proxies=1)
def test_over_https_browsers_are_told_to_stay_there(site: Site) -> None:
    page = site.get("/healthz", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"})

    assert page.header("Strict-Transport-Security") == "max-age=31536000"
