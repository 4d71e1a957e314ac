"""What a program says by Micropub (https://www.w3.org/TR/micropub/): forms, files or JSON, read into one shape."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from network.base.clock import local
from network.base.text import line
from network.base.web import Refused
from network.media import actions as media
from network.media.models import Picture
from network.posts import actions as posts
from network.remote.pictures import own_picture, source_of

ACTIONS = ("create", "update", "delete", "undelete")
ONE = ("name", "summary", "content", "published", "post-status", "mp-slug", "in-language")
MANY = ("category", "photo")
_SAME = {"featured": "photo", "mp-language": "in-language", "slug": "mp-slug", "tags": "category"}
_JSON_LIMIT = 4 * 1024 * 1024


class Wrong(Refused):
    """An answer in the words of the protocol, with a sentence for the person behind the program."""

    def __init__(self, sentence: str, error: str = "invalid_request", status: int = 400) -> None:
        super().__init__(sentence, status)
        self.error = error


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture: sent along, or here already, or elsewhere. `alt` is None where nothing was said of what it shows."""

    address: str
    alt: str | None = None
    made: media.Made | None = None

    @property
    def kept(self) -> Picture | None:
        return own_picture(self.address)


Values = dict[str, list[Any]]


@dataclass(kw_only=True)
class Asked:
    """One request: what shall be done, with which post, and which properties are given, added or taken away."""

    action: str = "create"
    url: str = ""
    given: Values = field(default_factory=dict)
    added: Values = field(default_factory=dict)
    taken: Values = field(default_factory=dict)
    emptied: tuple[str, ...] = ()
    reason: str = ""

    def text(self, name: str) -> str | None:
        """A property that has one value; None where nothing is said of it."""
        values = self.given.get(name)
        if values is None:
            return None
        return text_of(name, values[0]) if values else ""


def read() -> Asked:
    """This request. Wrong says what in it cannot be read; slow where it has pictures, so before the transaction."""
    if request.mimetype == "application/json":
        return _from_json(_json())
    if "access_token" in request.form and "Authorization" in request.headers:
        raise Wrong("The key was sent twice. Send it in the header alone.")
    return _from_form()


def _json() -> Mapping[str, Any]:
    if (request.content_length or 0) > _JSON_LIMIT:
        raise Wrong("That is too long. Send pictures to the media endpoint.", status=413)
    try:
        told = json.loads(request.get_data(cache=False))
    except (ValueError, RecursionError):
        raise Wrong("That is not JSON.") from None
    if not isinstance(told, dict):
        raise Wrong("The JSON must be an object.")
    return told


def _from_json(told: Mapping[str, Any]) -> Asked:
    action = told.get("action", "create")
    asked = Asked(action=_known(action), url=_url(told, action), reason=_reason(told.get("mp-reason", "")))
    if action == "create":
        kind = told.get("type")
        if kind != ["h-entry"]:
            raise Wrong('Only entries are taken here: type must be ["h-entry"].')
        asked.given = _values(told.get("properties", {}))
    elif action == "update":
        asked.given, asked.added = _values(told.get("replace", {})), _values(told.get("add", {}))
        taken = told.get("delete", {})
        if isinstance(taken, list):
            asked.emptied = tuple(_SAME.get(name, name) for name in map(str, taken))
        else:
            asked.taken = _values(taken)
        if not any((asked.given, asked.added, asked.taken, asked.emptied)):
            raise Wrong("Say what to replace, to add or to delete.")
    return asked


def _from_form() -> Asked:
    action = request.form.get("action", "create")
    asked = Asked(action=_known(action), url=_url(request.form, action), reason=request.form.get("mp-reason", ""))
    if action == "update":
        raise Wrong("An update is sent as JSON.")
    if action != "create":
        return asked
    if request.form.get("h", "entry") != "entry":
        raise Wrong("Only entries are taken here: h must be entry.")
    told: Values = {}
    for name, values in request.form.lists():
        told.setdefault(_SAME.get(name.removesuffix("[]"), name.removesuffix("[]")), []).extend(values)
    if html := told.pop("content[html]", None):
        told["content"] = [{"html": html[0]}]
    asked.given = {name: told[name] for name in (*ONE, "category") if name in told}
    photos = [*told.get("photo", []), *_files("photo", "photo[]", "featured")]
    alts = [*told.get("mp-photo-alt", []), *[None] * len(photos)]
    if photos:
        asked.given["photo"] = [_photo(value, alt) for value, alt in zip(photos, alts, strict=False)]
    return asked


def _files(*names: str) -> list[FileStorage]:
    return [file for name in names for file in request.files.getlist(name) if file.filename]


def _known(action: Any) -> str:
    if action not in ACTIONS:
        raise Wrong("The action may be create, update or delete.")
    return str(action)


def _url(told: Mapping[str, Any], action: str) -> str:
    url = told.get("url", "")
    if action != "create" and not (isinstance(url, str) and url):
        raise Wrong("Say by its url which post is meant.")
    return url if isinstance(url, str) else ""


def _reason(told: Any) -> str:
    return text_of("mp-reason", told[0] if isinstance(told, list) and told else told or "")


def _values(told: Any) -> Values:
    """Those properties that are known here; the protocol wants the others passed over."""
    if not isinstance(told, dict) or not all(isinstance(values, list) for values in told.values()):
        raise Wrong("Properties must be an object in which each has a list of values.")
    found: Values = {}
    for name, values in told.items():
        known = _SAME.get(name, name)
        if known in ONE or known in MANY:
            found.setdefault(known, []).extend(map(_photo, values) if known == "photo" else values)
    return found


def _photo(value: Any, alt: Any = None) -> Photo:
    if isinstance(value, FileStorage):
        made = media.read(value.read())
        return Photo(address=source_of(made), alt=None if alt is None else line(str(alt)), made=made)
    if isinstance(value, dict):
        value, alt = value.get("value"), value.get("alt")
    if not isinstance(value, str) or not value.startswith(("http://", "https://", "/media/")):
        raise Wrong("A photo is a file, an address, or an object with value and alt.")
    return Photo(address=value, alt=None if alt is None else line(str(alt)))


def text_of(name: str, value: Any) -> str:
    """A value that must be text."""
    if not isinstance(value, str | int | float):
        raise Wrong(f"“{name}” must be text.")
    return str(value)


def body_of(values: Iterable[Any]) -> tuple[str, str]:
    """The text and its format. Plain text is read as Markdown, which is what programs for writing send."""
    value = next(iter(values), "")
    if isinstance(value, dict):
        for name, kind in (("html", "html"), ("markdown", "markdown"), ("text", "markdown"), ("value", "markdown")):
            if name in value:
                return text_of("content", value[name]), kind
        raise Wrong("The content is text, or an object with html.")
    return text_of("content", value), "markdown"


def day_of(text: str, zone_at: Callable[[datetime], str], now: datetime) -> posts.Dated | None:
    """The day and time that a program gives, on the clock of the place; None for this moment, give or take some minutes."""
    try:
        at = datetime.fromisoformat(text.strip()) if "T" in text or " " in text.strip() else None
        if at is None or at.tzinfo is None:
            return posts.read_dated(text)
        if abs((at - now).total_seconds()) < 600:
            return None
        return posts.Dated(at=local(at, zone_at(at)).replace(tzinfo=None, second=0, microsecond=0), clock_known=True)
    except (ValueError, OverflowError):
        raise Wrong(f"“{text[:40]}” is not a time. Write it as 2026-03-25T18:20:00+01:00.") from None
