"""Looking for something: the directory of bloggers, and the advanced search. Both keep what was typed when it cannot be read."""

from typing import Any

from flask import current_app, render_template, request

from network.base.freshness import shows, until
from network.base.language import UnknownLanguage, _, canonical
from network.base.text import line, tidy
from network.base.web import Refused, anyone
from network.conversations import queries
from network.conversations.lists import Asked, asked, moved_to, week_dots
from network.conversations.presentation import country_slug
from network.conversations.views import room
from network.places import queries as places
from network.posts import queries as posts
from network.posts.listed import Listed
from network.posts.queries import Listing
from network.posts.selection import Selection, keys_of
from network.search import index

_DIRECTORY = 60
MOST_COUNTED = 100


@room.get("/bloggers/", access=anyone)
def people() -> Any:
    """The directory of bloggers, narrowed by place, language and name."""
    typed = {key: line(request.args.get(key))[:200] for key in ("name", "place", "language")}
    try:
        found, following = queries.directory(_DIRECTORY, **_people_asked(typed))
    except Refused as why:
        return _people_page(typed, [], 0, why.sentence), 400
    shows("people", "posts", *keys_of(person.last for person in found if person.last))
    until(queries.anyone_moves_at())
    return _people_page(typed, found, following)


def _people_asked(typed: dict[str, str]) -> dict[str, Any]:
    """What the directory is narrowed by; Refused when it cannot be read."""
    after = request.args.get("before", "")
    if after and not (after.isascii() and after.isdecimal() and len(after) < 10):
        raise Refused(_("The address of this part of the list is damaged. Go back to its first page."))
    place = places.named(typed["place"]) if typed["place"] else None
    if typed["place"] and place is None:
        raise Refused(_("Nobody has written from “%(text)s”.", text=typed["place"]))
    try:
        language = canonical(typed["language"]) if typed["language"] else ""
    except UnknownLanguage as why:
        raise Refused(str(why)) from why
    return {"name": typed["name"], "place": place, "language": language, "after": int(after or 0)}


def _people_page(typed: dict[str, str], found: list[queries.Person], following: int, wrong: str = "") -> str:
    return render_template(
        "conversations/people.html",
        people=found,
        following=following,
        asked=typed,
        wrong=wrong,
        pins=queries.all_places(),
        languages=[tag for tag, _posts in posts.counts("languages")],
        dots=[] if wrong else week_dots(),
    )


@room.get("/search/", access=anyone)
def search() -> Any:
    """Advanced search: a form over every narrowing, and its results."""
    moved_to("/search/")
    shows("posts", "search", "people")
    try:
        list_ = asked()
        sort = _order_asked(list_.selection)
        found = _found(list_, sort)
    except Refused as why:
        return _search_page(None, None, "", why.sentence), 400
    shows(*keys_of(found.posts if found else ()))
    return _search_page(list_.selection, found, sort)


def _order_asked(selection: Selection) -> str:
    """Results are sorted as asked, else by relevance where there are words to fit."""
    sort = tidy(request.args.get("sort")) or ("relevance" if "q" in selection.further else "newest")
    if sort not in ("relevance", "newest", "oldest"):
        raise Refused(_("Results can be sorted by relevance, newest or oldest."))
    return sort


def _found(list_: Asked, sort: str) -> Listing[Listed] | None:
    """What was searched for; None when nothing was."""
    limit = current_app.extensions["settings"].posts_per_page
    if list_.selection.is_all:
        return None
    if sort == "relevance":
        return index.relevant(list_.selection, limit, list_.before)
    return posts.listing(list_.selection, limit, before=list_.before, oldest_first=sort == "oldest")


def _search_page(selection: Selection | None, found: Any, sort: str, wrong: str = "") -> str:
    words = selection.further.get("q", "") if selection else ""
    pins = queries.all_places()
    return render_template(
        "conversations/search.html",
        selection=selection,
        listing=found,
        sort=sort,
        wrong=wrong,
        typed={k: tidy(request.args.get(k)) for k in ("q", "blogger", "role", "place", "tag", "language", "from", "to")},
        snippets=index.snippets(found.posts, words) if found and words else {},
        first="before" not in request.args,
        pins=pins,
        offered={pin.place.slug for pin in pins} | {country_slug(pin.place.country_code) for pin in pins},
        languages=[tag for tag, _posts in posts.counts("languages")],
        people=queries.busiest(200),
        count=posts.number_of(selection, MOST_COUNTED + 1) if found else 0,
        most_counted=MOST_COUNTED,
        everywhere=_everywhere(selection) if found and not found.posts else 0,
    )


def _everywhere(selection: Selection | None) -> int:
    """Of a search that found nothing because it was narrowed, how many posts have its words."""
    if selection is None or "q" not in selection.further or len(selection.parts) < 2:
        return 0
    return posts.number_of(Selection(further={"q": selection.further["q"]}), MOST_COUNTED + 1)
