"""Which feed stands at an address, and where its relatives are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlencode

from flask import Response, abort, g, redirect, request

from network.bloggers import queries as bloggers
from network.bloggers.models import Blogger
from network.posts import queries as posts
from network.posts.addresses import path_of
from network.posts.from_address import at
from network.posts.models import Post
from network.posts.selection import Selection

_NARROWINGS = frozenset({"blogger", "tag", "place", "role", "language", "from", "to"})


@dataclass(frozen=True, kw_only=True)
class PostsFeed:
    """The door of a Selection in one format."""

    kind: str
    selection: Selection
    before: str = ""

    @property
    def path(self) -> str:
        return f"{self.selection.path}feed.{self.kind}"

    @property
    def query(self) -> dict[str, str]:
        return self.selection.query


@dataclass(frozen=True, kw_only=True)
class CommentsFeed:
    """The door of the comments of the network, of a blog, or of a post."""

    kind: str
    blogger: Blogger | None = None
    post: Post | None = None
    before: str = ""

    @property
    def page(self) -> str:
        """The path of the page with the same comments."""
        if self.post:
            return path_of(self.post)
        return f"/{self.blogger.handle}/comments/" if self.blogger else "/comments/"

    @property
    def path(self) -> str:
        return f"{self.page}comments/feed.{self.kind}" if self.post else f"{self.page}feed.{self.kind}"

    @property
    def query(self) -> dict[str, str]:
        return {}


Feed = PostsFeed | CommentsFeed


def feed_at(door: str, at: str = "") -> Feed | Response | None:
    """The feed at an address, or the way to its one canonical address; None where nothing is."""
    kind = door.lower().rstrip("/").removeprefix("feed.")
    found = _comments(kind, [part for part in at.split("/") if part]) or _posts(kind, at)
    if found is None or is_canonical(found, request.path, request.args):
        return found
    return redirect(address(found), 301)  # type: ignore[return-value]


def is_canonical(feed: Feed, path: str, arguments: Mapping[str, str]) -> bool:
    """Whether this is the one spelling of a feed's address; parameters that mean nothing here do not matter."""
    known = _NARROWINGS | set(Selection.narrowings)
    told = {name: text for name, text in arguments.items() if name in known and text.strip()}
    return path == unquote(feed.path) and told == feed.query


def address(feed: Feed, **more: str) -> str:
    """The canonical address of a feed; it keeps the interface language."""
    own = {"before": feed.before, "ui": str(g.get("ui_asked") or "")}
    query = feed.query | {name: text for name, text in (own | more).items() if text}
    return feed.path + ("?" + urlencode(query) if query else "")


def _posts(kind: str, at_: str) -> PostsFeed | None:
    selection = at(at_, request.args)
    return PostsFeed(kind=kind, selection=selection, before=request.args.get("before", "")) if selection else None


def _comments(kind: str, parts: list[str]) -> CommentsFeed | None:
    """The feed of comments; 410 with the reason when its post was withdrawn."""
    if not parts or parts[-1].lower() != "comments":
        return None
    before = request.args.get("before", "")
    match parts[:-1]:
        case []:
            return CommentsFeed(kind=kind, before=before)
        case [handle]:
            blogger = bloggers.by_handle(handle)
            return CommentsFeed(kind=kind, blogger=blogger, before=before) if blogger else None
        case [handle, year, month, slug] if re.fullmatch("[0-9]{4}", year) and re.fullmatch("[0-9]{1,2}", month):
            post = posts.at_address(handle, int(year), int(month), slug)
            if post and post.withdrawn_at:
                abort(410, post.withdrawn_reason)
            return CommentsFeed(kind=kind, post=post, before=before) if post else None
    return None
