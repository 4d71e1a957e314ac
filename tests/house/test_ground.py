"""The tests' own ground: a page with a fault does not pass unseen."""

from typing import Any

import pytest
from flask import Flask, Response, request

from network.base.database import db
from network.posts.models import Post
from tests.support.cast import Cast
from tests.support.make import Make
from tests.support.page import Page
from tests.support.site import Site

GOOD = """<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Lamps: Global</title></head>
<body><a href="#main">Skip</a><main id="main"><h1>Lamps</h1><h2>Oil</h2><p>They <b>burn</b>.</p>
<form method="post" action="/healthz"><label for="a">A</label><input id="a" name="a" value="1"></form>
<img src="/static/{release}/icons/icon.svg" alt=""><a href="/healthz">Health</a></main></body></html>"""

FAULTS = {
    "two h1": ("<h2>Oil</h2>", "<h1>Oil</h1>"),
    "no h1": ("<h1>Lamps</h1><h2>Oil</h2>", "<p>Lamps</p>"),
    "a title of something else": ("<title>Lamps", "<title>Soup"),
    "an empty title": ("<title>Lamps: Global", "<title> "),
    "no language": (' lang="en"', ""),
    "no direction": (' dir="ltr"', ""),
    "a heading that skips": ("<h2>Oil</h2>", "<h3>Oil</h3>"),
    "an id twice": ("<p>They", '<p id="main">They'),
    "a box without label": ('<label for="a">A</label>', ""),
    "a label for nothing": ('for="a"', 'for="b"'),
    "a picture without words": (' alt=""', ""),
    "a link to no route": ('href="/healthz"', 'href="/desk/nowhere/at/all/"'),
    "a link that redirects": ('href="/healthz"', 'href="/static/x"'),
    "a link within the page to nothing": ('href="#main"', 'href="#content"'),
    "a form to a route that takes no form": ('method="post" action="/healthz"', 'method="post" action="/readyz"'),
    "a file that is not there": ("icons/icon.svg", "icons/nothing.svg"),
    "a picture from elsewhere": ('src="/static/{release}/icons/icon.svg"', 'src="https://elsewhere.example/x.png"'),
    "a style attribute": ("<p>", '<p style="color: red">'),
    "a style element": ("<h1>", "<style>p {{}}</style><h1>"),
    "a handler": ("<p>", '<p onclick="go()">'),
    "a script in the page": ("<h1>", "<script>go()</script><h1>"),
    "an address that is a script": ('href="/healthz"', 'href="javascript:go()"'),
    "an element that is not closed": ("<b>burn</b>", "<b>burn"),
    "a paragraph in a paragraph": ("<p>They", "<p><div>x</div>They"),
    "no main": ('<main id="main">', '<div id="main">'),
    "a link without words": (">Health</a>", "></a>"),
}


def _said() -> tuple[str, dict[str, str]]:
    return repr(sorted(request.form.items(multi=True))), {"Content-Type": "text/plain"}


@pytest.fixture
def answers(app: Flask) -> dict[str, str]:
    """What the address `/healthz` answers, for as long as the test lasts."""
    said = {"body": GOOD}
    policy = "default-src 'none'"

    def answer() -> Response:
        body = said["body"].format(release=app.extensions["release"])
        return Response(body, mimetype="text/html", headers={"Content-Security-Policy": policy})

    app.view_functions["base.healthz"] = answer
    app._got_first_request = False
    app.add_url_rule("/healthz", "taking", _said, methods=["POST"])
    return said


def test_a_page_without_faults_passes(site: Site, answers: dict[str, str]) -> None:
    page = site.get("/healthz")

    assert page.one("h1") == "Lamps"
    assert "They burn." in page.words
    assert page.links["Health"] == "/healthz"
    assert page.title == "Lamps: Global"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_with_a_fault_does_not_pass(site: Site, answers: dict[str, str], fault: str) -> None:
    before, after = FAULTS[fault]
    assert before in GOOD
    answers["body"] = GOOD.replace(before, after, 1)

    with pytest.raises(AssertionError, match="has faults"):
        site.get("/healthz")


def test_a_form_is_sent_as_a_browser_sends_it(site: Site, answers: dict[str, str]) -> None:
    answers["body"] = GOOD.replace(
        "</form>",
        """<input type="hidden" name="kept" value="as it was">
        <label><input type="checkbox" name="ticked" checked> x</label>
        <label><input type="checkbox" name="not" value="2"> y</label>
        <label>z <select name="one"><option value="q">Q<option value="r" selected>R</select></label>
        <label>t <textarea name="text">typed</textarea></label>
        <button name="action" value="save">Save</button><button name="action" value="go">Publish</button></form>""",
    )

    page = site.get("/healthz").form("Publish").fill(a="two", text="more").send("Publish")

    sent = [("a", "two"), ("action", "go"), ("kept", "as it was"), ("one", "r"), ("text", "more"), ("ticked", "on")]
    assert page.text == repr(sent)


def test_a_form_offers_no_other_choices_than_its_own(site: Site, answers: dict[str, str]) -> None:
    answers["body"] = GOOD.replace("</form>", '<label>z <select name="one"><option value="q">Q</select></label></form>')
    form = site.get("/healthz").form()

    with pytest.raises(AssertionError, match="not among the choices"):
        form.fill(one="r")


def test_an_unexpected_status_says_what_the_page_said(site: Site) -> None:
    with pytest.raises(AssertionError, match="gave 200, not 410"):
        site.get("/healthz", status=410)


def test_what_a_request_did_not_commit_is_gone(app: Flask, site: Site, make: Make) -> None:
    post: Post = make.post(title="Kept")

    def forgets() -> tuple[str, int, dict[str, str]]:
        db.session.get_one(Post, post_id).title = "Lost"
        db.session.flush()
        return "ok", 200, {"Content-Type": "text/plain"}

    post_id = post.id
    app.view_functions["base.healthz"] = forgets
    site.get("/healthz")

    assert post.title == "Kept"
    assert isinstance(site.get("/healthz"), Page)


@pytest.mark.both
def test_each_test_has_a_database_of_its_own(make: Make, counting: Any) -> None:
    with counting() as questions:
        make.post(title="Alone")
        assert [p.title for p in db.session.query(Post)] == ["Alone"]

    assert questions.count > 1


def test_the_clock_of_a_sign_in_is_real(site: Site, cast: Cast) -> None:
    assert site._client(cast.editor).get_cookie("network") is not None
