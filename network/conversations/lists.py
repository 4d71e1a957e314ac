"""The address of this request as a list: what it is of, in its one spelling, and which part of it is asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, current_app, redirect, request

from network.base.freshness import shows, until
from network.base.spelling import with_query
from network.bloggers.models import Blogger
from network.comments.queries import Recent
from network.conversations.queries import this_week
from network.posts import queries
from network.posts.from_address import at
from network.posts.listed import Listed, PutForward
from network.posts.queries import Listing
from network.posts.selection import Selection, keys_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as it was asked for."""

    selection: Selection
    before: str

    @property
    def is_first(self) -> bool:
        return not self.before

    def listing(self) -> Listing[Listed]:
        """Its posts; the page is dropped from caches when one of them changes, comes or goes."""
        limit = current_app.extensions["settings"].posts_per_page
        found = queries.listing(self.selection, limit, before=self.before)
        shows(*self.selection.keys, *keys_of(found.posts), *_others(found.posts))
        return found


def _others(posts: Iterable[Listed]) -> set[str]:
    """The keys of those who sign a post together, since a list leads to the blog of each, whosever blog it is of."""
    return {f"blogger-{author.blogger_id}" for post in posts if post.further for author in post.authors if author.blogger_id}


def asked() -> Asked:
    """The list at the address of this request: 404 where there is none, one permanent redirect from other spellings."""
    selection = at(request.path, request.args)
    if selection is None:
        abort(404)
    moved_to(_spelling(selection))
    return Asked(selection, request.args.get("before", ""))


def keys_beside(bits: Iterable[PutForward], comments: Iterable[Recent]) -> set[str]:
    """The keys of what stands beside the posts of a page: best bits and recent comments name posts by their titles."""
    return keys_of(bit.post for bit in bits) | keys_of(comment.post for comment in comments)


def newest_month(blogger: Blogger | None, months: Mapping[int, Mapping[int, int]]) -> Asked | None:
    """The list of the newest month of an archive; None where nothing was published."""
    for year, of_year in months.items():
        month = max(of_year)
        after = date(year + month // 12, month % 12 + 1, 1)
        return Asked(Selection(blogger=blogger, since=date(year, month, 1), until=after - timedelta(days=1)), "")
    return None


def week_dots() -> list[float]:
    """The longitudes from which people wrote this week, for the hour rule of a page that new posts change anyway."""
    week = this_week()
    if week.changes_at:
        until(week.changes_at)
    return [pin.place.longitude for pin in week.pins]


def moved_to(path: str) -> None:
    """Redirect for good when the address of this request is another spelling of a path."""
    if request.path != path:
        abort(redirect(with_query(path), 301))


def _spelling(selection: Selection) -> str:
    """The path of this request with every name in its present spelling."""
    parts = [part for part in request.path.split("/") if part]
    match parts:
        case ["tags", _] if selection.tag:
            parts[1] = selection.tag.slug
        case ["places", _] if selection.place:
            parts[1] = selection.place.slug
        case [_, "tags", _] if selection.tag and selection.blogger:
            parts[0], parts[2] = selection.blogger.handle, selection.tag.slug
        case [first, *_] if selection.blogger and first.lower() not in ("tags", "places", "archive", "search", "best-bits"):
            parts[0] = selection.blogger.handle
    return "/" + "".join(part + "/" for part in parts)
