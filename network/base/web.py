"""Routes that say who may use them, and the wrapper that loads, asks, acts and commits."""

import functools
from collections.abc import Callable
from typing import Any, Protocol

from flask import Blueprint, Flask, Response, abort, current_app, g, make_response, request
from sqlalchemy.exc import IntegrityError

from network.base.database import transaction
from network.base.origin import require_same_origin

View = Callable[..., Any]


class Viewer(Protocol):
    """Who looks at a page: an account that signed in, or a visitor."""

    @property
    def id(self) -> int: ...
    @property
    def is_visitor(self) -> bool: ...
    @property
    def is_author(self) -> bool: ...
    @property
    def is_moderator(self) -> bool: ...
    @property
    def is_editor(self) -> bool: ...
    @property
    def is_administrator(self) -> bool: ...


class Visitor:
    """Somebody who has not signed in; no account has the id 0."""

    id = 0
    is_visitor = True
    is_author = is_moderator = is_editor = is_administrator = False


VISITOR = Visitor()


class Denied(Exception):
    """The viewer may not do this."""


class Refused(Exception):
    """What was asked cannot be done; the sentence says why, for the person who asked."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def viewer() -> Viewer:
    """Who is asking; looked up once a request."""
    if "viewer" not in g:
        g.viewer = current_app.extensions["viewer"]()
    return g.viewer  # type: ignore[no-any-return]


def anyone(_viewer: Viewer, _thing: Any = None) -> bool:
    """Readers too."""
    return True


def signed_in(viewer: Viewer, _thing: Any = None) -> bool:
    return not viewer.is_visitor


def authors(viewer: Viewer, _thing: Any = None) -> bool:
    return viewer.is_author


def moderators(viewer: Viewer, _thing: Any = None) -> bool:
    return viewer.is_moderator


def editors(viewer: Viewer, _thing: Any = None) -> bool:
    return viewer.is_editor


def administrators(viewer: Viewer, _thing: Any = None) -> bool:
    return viewer.is_administrator


class Room(Blueprint):
    """A feature's routes. `access` has no default: what is open to all says `anyone`."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name)

    def get(  # type: ignore[override]
        self, rule: str, *, access: Callable[..., bool], loads: View | None = None, **options: Any
    ) -> Callable[[View], View]:
        """A page. It reads and never commits."""

        def register(view: View) -> View:
            @functools.wraps(view)
            def reading(**arguments: Any) -> Any:
                return view(**_admitted(access, loads, arguments))

            reading.access = access  # type: ignore[attr-defined]
            self.add_url_rule(rule, options.pop("endpoint", view.__name__), reading, methods=["GET"], **options)
            return view

        return register

    def post(  # type: ignore[override]
        self,
        rule: str,
        *,
        access: Callable[..., bool],
        loads: View | None = None,
        prepare: View | None = None,
        origin: str = "same",
        **options: Any,
    ) -> Callable[[View], View]:
        """A change. `prepare` does what is slow (checking, cleaning, hashing) before the transaction; then the thing is
        loaded again, access is asked again, the view acts, and a good answer (below 400) commits."""

        def register(view: View) -> View:
            @functools.wraps(view)
            def writing(**arguments: Any) -> Any:
                if origin == "same":
                    require_same_origin()
                admitted = _admitted(access, loads, arguments)
                prepared = {"form": prepare(**admitted)} if prepare else {}

                def act() -> Response:
                    return make_response(view(**_admitted(access, loads, arguments), **prepared))

                try:
                    return _kept(act)
                except IntegrityError:
                    return _kept(act)

            writing.access = access  # type: ignore[attr-defined]
            writing.origin = origin  # type: ignore[attr-defined]
            self.add_url_rule(rule, options.pop("endpoint", view.__name__), writing, methods=["POST"], **options)
            return view

        return register


def _kept(act: Callable[[], Response]) -> Response:
    """An answer with what it changed committed, if it is a good one.

    Where two people make the same thing at once, the slower finds out at the commit (IntegrityError); asked again, the view
    sees what is there and says so in words.
    """
    try:
        with transaction():
            response = act()
            if response.status_code >= 400:
                raise _NotKept(response)
    except _NotKept as refused:
        return refused.response
    return response


class _NotKept(Exception):
    """Carries an answer out of a transaction that must not commit."""

    def __init__(self, response: Response) -> None:
        self.response = response


def _admitted(access: Callable[..., bool], loads: View | None, arguments: dict[str, Any]) -> dict[str, Any]:
    """The view's arguments, once the viewer may have them: 404 where nothing is, Denied where nothing may be seen."""
    if loads is None:
        if not access(viewer()):
            raise Denied
        return arguments
    thing = loads(**arguments)
    if isinstance(thing, Response):
        abort(thing)
    if thing is None:
        if access is not anyone and viewer().is_visitor:
            raise Denied
        abort(404)
    if not access(viewer(), thing):
        raise Denied
    return {"thing": thing}


def asks_for_json() -> bool:
    """Whether a script asks, and not a person."""
    return request.accept_mimetypes.best == "application/json"


def absolute(path: str) -> str:
    """A path as a full address: under the public address in the settings, else under the host that was asked for."""
    base: str = current_app.extensions["settings"].base_url or request.url_root
    return base.rstrip("/") + path


def init_app(app: Flask) -> None:
    app.extensions.setdefault("viewer", lambda: VISITOR)
