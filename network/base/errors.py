"""What goes wrong, in words: no traceback reaches a reader."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect

from network.base import site, spelling
from network.base.database import db
from network.base.language import _
from network.base.text import tidy
from network.base.web import VISITOR, Denied, Refused, asks_for_json, viewer


def page(status: int, title: str, words: str) -> tuple[str | dict[str, str], int]:
    """An error page, or its sentence for a script. One for trouble with the database asks it nothing."""
    if asks_for_json():
        return {"error": tidy(words)}, status
    if status >= 500:
        g.viewer = VISITOR
        site.without_database()
    here = request.path if status != 404 and _is_page(request.path) else "/"
    return render_template("shared/error.html", title=title, words=tidy(words), status=status, here=here, section=""), status


def _is_page(path: str) -> bool:
    """Whether an address can be asked for again, in another language say; some take forms alone."""
    return request.routing_exception is None and bool(current_app.create_url_adapter(request).test(path, "GET"))  # type: ignore[union-attr]


def init_app(app: Flask) -> None:
    app.register_error_handler(Refused, lambda e: page(e.status, _("That cannot be done"), e.sentence))
    app.register_error_handler(Denied, _denied)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(HTTPException, _http)
    for kind in (OperationalError, InterfaceError, InternalError, NoConnectionFree):
        app.register_error_handler(kind, _database)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Exception, _unexpected)


def _denied(_error: Denied) -> Any:
    if not viewer().is_visitor:
        return page(403, _("Not for your account"), _("Your account may not do this. An administrator can change that."))
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    return page(
        401,
        _("Sign in first"),
        _("You are not signed in any more, so nothing was changed. Sign in in another window, then go back and send it again."),
    )


def _not_found(_error: NotFound) -> Any:
    """One permanent redirect to the canonical spelling of an address, where there is a page."""
    if request.method in ("GET", "HEAD") and (there := spelling.elsewhere()):
        return redirect(there, 301)
    return page(
        404,
        _("There is no page here"),
        _("There is no page at this address. Posts never move without leaving a sign, so it may be a typing slip."),
    )


_WORDS = {
    400: "Your browser sent something that cannot be read.",
    403: "This may not be done.",
    405: "This address is not for that kind of request.",
    410: "What was here has been taken away.",
    413: "That is too large to send.",
    415: "That kind of file cannot be taken.",
    429: "That was too often. Wait a minute and try again.",
}


def _http(error: HTTPException) -> Any:
    if error.response is not None or isinstance(error, RequestRedirect):
        return error
    code = error.code or 500
    own = error.description if type(error).description != error.description else None
    return page(code, _("That did not work"), own or _too_large(code) or _(_WORDS.get(code, error.name + ".")))


def _too_large(code: int) -> str:
    """How much is possible, where that is a picture and not a word too many."""
    limit = current_app.extensions["settings"].upload_mb
    if code != 413 or (request.max_content_length or 0) < limit * 1024 * 1024:
        return ""
    return _("That is too large to send: a picture may have %(limit)s MB. Save it smaller.", limit=limit)


def _database(error: SQLAlchemyError) -> Any:
    """Locked, read-only, full, away or besieged: nothing was kept of what was asked."""
    db.session.rollback()
    current_app.logger.error("database: %s", getattr(error, "orig", error))
    return _busy()


def _disk(error: OSError) -> Any:
    db.session.rollback()
    current_app.logger.error("disk: %s", error)
    return _busy()


def _busy() -> Any:
    words = _(
        "The network cannot keep or look up anything at this moment. Nothing of what you sent was kept; "
        "your browser still has it when you go back. Try again in a minute."
    )
    body, status = page(503, _("Try again in a minute"), words)
    return body, status, {"Retry-After": "60"}


def _unexpected(error: Exception) -> Any:
    db.session.rollback()
    if current_app.config.get("PROPAGATE"):
        raise error
    current_app.logger.exception("%s %s", request.method, urlsplit(request.url).path)
    words = _("It is our mistake, and it was written down. Nothing of what you sent was kept.")
    return page(500, _("Something broke here"), words)
