"""The site as a browser asks it: through the page cache, each request in a context of its own."""

import contextvars
import hashlib
import io
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import flask
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import Client
from werkzeug.wrappers import Response

from network.accounts import session
from network.base.database import db, transaction
from tests.support import faults
from tests.support.cast import Person
from tests.support.page import Page

T = TypeVar("T")


class Site:
    """`site.get("/")`, `site.get("conversations.blog", handle="hale")`, `site.post("/hale/…/comments/", {…})`.

    Every HTML page is looked through for the faults of `faults.py`; nothing switches that off.
    """

    root = faults.ROOT

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._clients: dict[int, FlaskClient] = {}
        self._faultless: set[bytes] = set()

    def get(
        self,
        where: str,
        *,
        as_: Person | Any = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        query: Any = None,
        method: str = "GET",
        **values: Any,
    ) -> Page:
        """The page at a path, or at an endpoint with its values."""
        options = {"query_string": MultiDict(query)} if query is not None else {}
        page = self._open(method, self.path(where, **values), as_, headers, **options)
        assert page.status == status, self._surprise(page, status)
        return page

    def lasts(self, where: str, **values: Any) -> int:
        """For how many seconds a page may be kept, as the cache is told."""
        inside = Client(self.app.extensions["page_cache"].app, Response)
        told = apart(lambda: inside.get(self.path(where, **values), base_url=self.root).headers["Surrogate-Control"])
        return int(told.removeprefix("max-age="))

    def head(self, where: str, **options: Any) -> Page:
        return self.get(where, method="HEAD", **options)

    def post(
        self,
        where: str,
        data: Mapping[str, Any] | None = None,
        *,
        as_: Person | Any = None,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        multipart: bool = False,
        **values: Any,
    ) -> Page:
        """Send a form, as from a page of our own. Without a `status`, any good answer (below 400) will do.

        A value that is `(bytes, filename)` is a file.
        """
        fields = {name: _file(value) for name, value in (data or {}).items()}
        options: dict[str, Any] = {"data": fields}
        if multipart:
            options["content_type"] = "multipart/form-data"
        from_here = {"Sec-Fetch-Site": "same-origin", "Origin": self.root}
        page = self._open("POST", self.path(where, **values), as_, from_here | dict(headers or {}), **options)
        assert page.status == status if status else page.status < 400, self._surprise(page, status or 303)
        return page

    def answer(self, where: str, *, as_: Person | Any = None, method: str = "GET", data: Any = None, **values: Any) -> Page:
        """How a door answers whoever knocks, whatever the answer."""
        from_here = {"Sec-Fetch-Site": "same-origin", "Origin": self.root}
        return self._open(method, self.path(where, **values), as_, from_here, data=data)

    def status(self, where: str, **options: Any) -> int:
        return self.answer(where, **options).status

    def path(self, where: str, **values: Any) -> str:
        """A path stays; an endpoint becomes one."""
        if where.startswith("/"):
            return where

        def build() -> str:
            with self.app.test_request_context():
                return flask.url_for(where, **values)

        return apart(build)

    def sign_in(self, who: Person | Any) -> None:
        """Let somebody's requests (`as_=`) carry the cookie of a new sign-in."""
        self._clients[who.id] = self._client(who)

    def _open(self, method: str, path: str, as_: Any, headers: Any, **options: Any) -> Page:
        client = self.app.test_client() if as_ is None else self._clients.get(as_.id) or self._client(as_)
        if as_ is not None:
            self._clients[as_.id] = client
        if flask.has_app_context():
            db.session.rollback()
        response = apart(lambda: client.open(path, method=method, headers=headers, **options))
        page = Page(self, response, path, as_)
        if page.is_html and method != "HEAD" and not page.header("Location"):
            self._look_through(page)
        return page

    def _look_through(self, page: Page) -> None:
        digest = hashlib.sha256(page.address.encode() + page.bytes).digest()
        if digest not in self._faultless:
            found = faults.of(page, self.app)
            assert not found, f"{page.address} ({page.status}) has faults:\n- " + "\n- ".join(found)
            self._faultless.add(digest)

    def _client(self, who: Any) -> FlaskClient:
        """A browser in which somebody is signed in, by the very code that signs people in."""
        from network.accounts import queries

        def cookie() -> str:
            with self.app.test_request_context():
                with transaction():
                    account = queries.find(who.id)
                    assert account is not None
                    session.sign_in(account)
                response = flask.make_response("")
                self.app.session_interface.save_session(self.app, flask.session, response)
                return response.headers["Set-Cookie"].partition(";")[0].partition("=")[2]

        client = self.app.test_client()
        client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], apart(cookie))
        return client

    def _surprise(self, page: Page, status: int) -> str:
        words = page.one("main").words if page.is_html and page.has("main") else page.bytes[:500].decode("utf-8", "replace")
        return f"{page.address} gave {page.status}, not {status} ({page.header('Location') or ''}): {words}"


def apart(function: Callable[[], T]) -> T:
    """Run with no context of the test around it, so that nothing that a test loaded or left open is seen by a request."""
    return contextvars.Context().run(function)


def _file(value: Any) -> Any:
    if isinstance(value, tuple) and isinstance(value[0], bytes):
        return (io.BytesIO(value[0]), *value[1:])
    return value
