"""Micropub: what lets ready-made programs post here (https://www.w3.org/TR/micropub/).

The authority is a key in each request, never a cookie, so any page may ask (CORS) and the origin does not matter.
"""

from datetime import timedelta
from typing import Any

from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from network.accounts.actions import network_of, too_often
from network.base.database import transaction
from network.base.language import _
from network.base.text import tidy
from network.base.web import VISITOR, Refused, Room, Viewer, absolute
from network.media import actions as media
from network.remote import actions, entries, posting, queries, sources
from network.remote.entries import Asked, Wrong
from network.remote.models import AppToken
from network.remote.pictures import source_of

room = Room("micropub", __name__)
_HOUR = timedelta(hours=1)


def key() -> AppToken:
    """The key of this request; whoever made it acts."""
    g.viewer = VISITOR
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        secret = request.form.get("access_token", "") if request.method == "POST" else ""
    found = queries.token(secret.strip()) if secret else None
    if found is None:
        words = _("This key is not good, or not any more.") if secret else _("Send the key of your account as a bearer token.")
        raise Wrong(words, "unauthorized", 401)
    g.viewer = found.account
    return found


def bears_key(_viewer: Viewer, _key: AppToken) -> bool:
    """Whoever has a key may knock; what they may do, its scopes say."""
    return True


@room.get("/micropub/", access=bears_key, loads=key)
def query(thing: AppToken) -> Any:
    """How this network takes posts, or what a post says."""
    _note_used(thing)
    asked = request.args.get("q", "")
    if asked == "config":
        return sources.config(thing.blogger)
    if asked == "syndicate-to":
        return {"syndicate-to": []}
    if asked == "category":
        return {"categories": sources.topics(thing.blogger, request.args.get("filter", request.args.get("search", "")))}
    if asked == "post-types":
        return {"post-types": sources.TYPES}
    if asked != "source":
        raise Wrong(f"q may be {', '.join(sources.ASKED)}.")
    posting.require(thing, "update")
    if not request.args.get("url"):
        return sources.newest(thing.blogger, request.args)
    names = request.args.getlist("properties[]") + request.args.getlist("properties")
    return sources.source(posting.post_at(thing, request.args["url"]), names)


class Sent:
    """What was sent, read and made ready; slow, so before the transaction."""

    def __init__(self, thing: AppToken) -> None:
        _not_too_often("posts", thing, 120)
        self.asked: Asked = entries.read()
        self.ready = posting.ready(thing, self.asked)


@room.post("/micropub/", access=bears_key, loads=key, prepare=Sent, origin="anyone")
def act(thing: AppToken, form: Sent) -> Any:
    """Create, update or delete."""
    actions.note_used(thing)
    asked = form.asked
    if asked.action == "delete":
        posting.delete(thing, asked)
        return "", 204
    if form.ready is None:
        raise Wrong(_("A withdrawn post stays withdrawn: its address says so for ever. Write another one."))
    if asked.action == "create":
        return "", 201, {"Location": posting.address_of(posting.create(thing, asked, form.ready))}
    address = posting.address_of(posting.update(thing, asked, form.ready))
    return ("", 204) if address == asked.url else ("", 201, {"Location": address})


def _picture(thing: AppToken) -> media.Made:
    """One file; slow, so before the transaction."""
    _not_too_often("pictures", thing, 300)
    posting.require(thing, "media")
    file = request.files.get("file")
    if not file:
        raise Wrong("Send one picture as multipart/form-data, in a part named file.")
    return media.read(file.read())


@room.post("/micropub/media/", access=bears_key, loads=key, prepare=_picture, origin="anyone")
def keep_file(thing: AppToken, form: media.Made) -> Any:
    """A picture for a post to come."""
    actions.note_used(thing)
    media.keep(form, thing.account)
    return "", 201, {"Location": absolute(source_of(form))}


@room.errorhandler(Wrong)
def _wrong(error: Wrong) -> Any:
    """What is wrong, for the program and for the person behind it; guesses at keys are counted."""
    headers = {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer" if "Authorization" not in request.headers else 'Bearer error="invalid_token"'
        if too_often(f"wrong keys from {network_of(request.remote_addr or '')}", limit=60, within=_HOUR):
            return _told("unauthorized", "That was too often. Wait an hour and try again.", 429, {"Retry-After": "3600"})
    return _told(error.error, error.sentence, error.status, headers)


@room.errorhandler(Refused)
def _refused(error: Refused) -> Any:
    """What the desk would say beside a field."""
    return _told("invalid_request", _(error.sentence), 400 if error.status == 422 else error.status, {})


@room.errorhandler(HTTPException)
def _http(error: HTTPException) -> Any:
    return _told("invalid_request", error.description or error.name, error.code or 500, {})


def _told(error: str, sentence: str, status: int, headers: dict[str, str]) -> Any:
    return {"error": error, "error_description": tidy(sentence)}, status, headers


@room.after_request
def _to_any_page(response: Response) -> Response:
    """Programs that run in a browser may ask: no cookie is looked at here."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    response.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    response.headers["Access-Control-Expose-Headers"] = "Location"
    return response


def _not_too_often(what: str, thing: AppToken, limit: int) -> None:
    if too_often(f"{what} of key {thing.id}", limit=limit, within=_HOUR):
        raise Wrong(_("That was too often. Wait a minute and try again."), status=429)


def _note_used(thing: AppToken) -> None:
    """Reading keeps nothing but the day, once."""
    if actions.is_first_use(thing):
        with transaction():
            actions.note_used(thing)
