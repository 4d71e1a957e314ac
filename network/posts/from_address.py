"""A list's address, read: what its path and its parameters ask for."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from network.base.database import as_date
from network.base.language import UnknownLanguage, _, canonical
from network.base.text import line, tidy
from network.base.web import Refused
from network.bloggers import queries as bloggers
from network.places import queries as places
from network.posts.queries import tag_by_slug
from network.posts.selection import FIRST_YEAR, LAST_YEAR, Selection


def at(path: str, arguments: Mapping[str, str]) -> Selection | None:
    """The Selection at a list's address; None where no such list is. Refused when a parameter cannot be read."""
    found = _from_path([tidy(part) for part in path.split("/") if part])
    if found is None:
        return None
    told = {name: text for name, given in arguments.items() if (text := tidy(given))}
    values: dict[str, Any] = {}
    if "blogger" in told:
        values["blogger"] = _known(bloggers.by_handle(told["blogger"]), "blogger", told["blogger"])
    if "tag" in told:
        values["tag"] = _known(tag_by_slug(told["tag"]), "tag", told["tag"])
    if "place" in told:
        values["place"] = _known(places.named(told["place"]), "place", told["place"])
    if "role" in told:
        values["role"] = line(told["role"])[:200]
    if "language" in told:
        try:
            values["language"] = canonical(told["language"])
        except UnknownLanguage as why:
            raise Refused(f"{why}.") from why
    for name, key in (("from", "since"), ("to", "until")):
        if name in told:
            try:
                values[key] = as_date(told[name])
            except ValueError as why:
                raise Refused(f"{why}.") from why
            if not FIRST_YEAR <= values[key].year <= LAST_YEAR:
                raise Refused(_("Nothing is kept of the year %(year)s. Choose a later or an earlier day.", year=values[key].year))
    for name, value in values.items():
        given = getattr(found, name)
        if given is not None and given != value and name not in ("since", "until"):
            raise Refused(_("This address asks for two different things at once. Take one of them away."))
    since = max(filter(None, (found.since, values.get("since"))), default=None)
    until = min(filter(None, (found.until, values.get("until"))), default=None)
    if since and until and since > until:
        raise Refused(_("The first day comes after the last day. Change one of them."))
    further = {name: n.read(told[name]) for name, n in Selection.narrowings.items() if name in told}
    return replace(found, **(values | {"since": since, "until": until, "further": {k: v for k, v in further.items() if v}}))


def _known(found: Any, what: str, text: str) -> Any:
    if found is None:
        sentences = {
            "blogger": _("There is no blogger “%(text)s”.", text=text[:60]),
            "tag": _("There is no topic “%(text)s”.", text=text[:60]),
            "place": _("Nobody has written from “%(text)s”.", text=text[:60]),
        }
        raise Refused(sentences[what])
    return found


def _from_path(parts: list[str]) -> Selection | None:
    match parts:
        case [] | ["search"] | ["archive"] | ["tags"] | ["places"] | ["bloggers"]:
            return Selection()
        case ["best-bits"]:
            return Selection(best=True)
        case ["archive", *period] if period:
            return _in_period(Selection(), period)
        case ["tags", text]:
            tag = tag_by_slug(text)
            return Selection(tag=tag) if tag else None
        case ["places", text]:
            place = places.by_slug(text.lower())
            return Selection(place=place) if place else None
        case [handle, *rest]:
            blogger = bloggers.by_handle(handle)
            if blogger is None:
                return None
            match rest:
                case [] | ["archive"] | ["tags"] | ["about"] | ["follow"]:
                    return Selection(blogger=blogger)
                case ["tags", text]:
                    tag = tag_by_slug(text)
                    return Selection(blogger=blogger, tag=tag) if tag else None
                case period:
                    return _in_period(Selection(blogger=blogger), period)
    return None


def _in_period(selection: Selection, period: list[str]) -> Selection | None:
    """A year, or a year and a month, as the path says them."""
    if not all(re.fullmatch("[0-9]+", p) for p in period) or [len(p) for p in period] not in ([4], [4, 2]):
        return None
    year, month = int(period[0]), int(period[1]) if len(period) == 2 else 0
    if not FIRST_YEAR <= year <= LAST_YEAR or month > 12 or (len(period) == 2 and month < 1):
        return None
    if not month:
        return replace(selection, since=date(year, 1, 1), until=date(year, 12, 31))
    after = date(year + month // 12, month % 12 + 1, 1)
    return replace(selection, since=date(year, month, 1), until=after - timedelta(days=1))
