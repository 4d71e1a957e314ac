"""Every list of posts is a Selection: what it is of, its address, its words, its query and its surrogate keys."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Protocol
from urllib.parse import quote, urlencode

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_
from sqlalchemy.orm import aliased

from network.base.language import _, day, name_of, ui
from network.base.text import line
from network.base.web import Refused
from network.bloggers.models import Blogger
from network.places.gazetteer import Country
from network.places.models import Place
from network.posts.listed import Listed, Named
from network.posts.models import BestBit, Post, PostAuthor, PostTag, Tag
from network.posts.translations import Translation

_SLACK = timedelta(days=2)
_Signed = aliased(PostAuthor)
FIRST_YEAR, LAST_YEAR = 1000, 9998


class Narrowing(Protocol):
    """A way to narrow a Selection that an upper room adds, such as words to search for."""

    name: str

    def read(self, text: str) -> str:
        """The value in its one spelling; Refused says what is wrong."""
        ...

    def words(self, value: str) -> str: ...

    def narrow(self, query: Select[Any], value: str) -> Select[Any]: ...

    def keys(self, value: str) -> set[str]: ...


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list goes on: after the post with this instant and id."""

    at: datetime
    id: int

    def __str__(self) -> str:
        micros = (self.at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        return base64.urlsafe_b64encode(f"{micros}.{self.id}".encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Refused when it is not one that this network made."""
        try:
            micros, _dot, number = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii").partition(".")
            at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(micros))
            cursor = cls(at, int(number))
        except (ValueError, OverflowError, binascii.Error):
            cursor = None
        if cursor is None or str(cursor) != text or not 0 < cursor.id < 2**62:
            raise Refused(_("The address of this part of the list is damaged. Go back to its first page."))
        return cursor


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Posts: all, or those of a blogger, a topic, a place, a role, a language, a period, or of these together."""

    blogger: Blogger | None = None
    tag: Tag | None = None
    place: Place | Country | None = None
    role: str | None = None
    language: str | None = None
    since: date | None = None
    until: date | None = None
    best: bool = False
    further: Mapping[str, str] = field(default_factory=dict)

    narrowings: ClassVar[dict[str, Narrowing]] = {}

    @classmethod
    def register(cls, narrowing: Narrowing) -> None:
        cls.narrowings[narrowing.name] = narrowing

    # -- the address ---------------------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        """The one canonical path: words at /search/, else blogger, tag, place and period in that order."""
        if self.best:
            return "/best-bits/"
        if self.further:
            return "/search/"
        if self.blogger and self.tag:
            return f"/{self.blogger.handle}/tags/{quote(self.tag.slug)}/"
        if self.blogger:
            return f"/{self.blogger.handle}/{self._period_path}"
        if self.tag:
            return f"/tags/{quote(self.tag.slug)}/"
        if self.place:
            return f"/places/{self.place.slug}/"
        return f"/archive/{self._period_path}" if self._period_path else "/"

    @property
    def query(self) -> dict[str, str]:
        """What the path does not say, sorted."""
        said = dict(self.further)
        whole = bool(self.further) or self.best
        if self.blogger and whole:
            said["blogger"] = self.blogger.handle
        if self.tag and whole:
            said["tag"] = self.tag.slug
        if self.place and (whole or self.blogger or self.tag):
            said["place"] = self.place.slug
        if self.role:
            said["role"] = self.role
        if self.language:
            said["language"] = self.language
        in_path = self._period_path and not whole and not self.tag and (self.blogger or not self.place)
        if not in_path:
            said |= {k: str(v) for k, v in (("from", self.since), ("to", self.until)) if v}
        return dict(sorted(said.items()))

    def url(self, door: str = "", **more: str | None) -> str:
        """The address of the page, or of a door beside it, as `url("feed.atom")`."""
        query = self.query | {k: v for k, v in more.items() if v}
        return self.path + door + ("?" + urlencode(query) if query else "")

    @property
    def _period_path(self) -> str:
        """`2009/` or `2009/03/` when the period is just that year or month."""
        since, until = self.since, self.until
        if not since or not until or since.day != 1 or since.year != until.year:
            return ""
        if (since.month, until.month, until.day) == (1, 12, 31):
            return f"{since.year}/"
        whole_month = since.month == until.month and (until + timedelta(days=1)).day == 1
        return f"{since.year}/{since.month:02}/" if whole_month else ""

    @property
    def is_all(self) -> bool:
        return self == Selection()

    def without(self, name: str) -> "Selection":
        """The same, less one narrowing: for the tags that remove it."""
        if name in self.further:
            return replace(self, further={k: v for k, v in self.further.items() if k != name})
        less: dict[str, Any] = {{"from": "since", "to": "until"}.get(name, name): None}
        return replace(self, **less)

    # -- the words -----------------------------------------------------------------------------------------------------

    @property
    def parts(self) -> dict[str, str]:
        """Each narrowing in words of the interface language, by the name of its parameter."""
        said = {name: self.narrowings[name].words(value) for name, value in self.further.items()}
        if self.blogger:
            said["blogger"] = _("by %(name)s", name=self.blogger.name)
        if self.role:
            said["role"] = _("as %(role)s", role=self.role)
        if self.place:
            said["place"] = _("from %(place)s", place=self.place.name)
        if self.tag:
            said["tag"] = _("about %(topic)s", topic=self.tag.name)
        if self.language:
            said["language"] = _("in %(language)s", language=name_of(self.language, ui()))
        if self._period_path and self.since:
            pattern = "y" if len(self._period_path) == 5 else "MMMM y"
            said["from"] = _("in %(period)s", period=day(self.since, ui(), pattern))
        else:
            if self.since:
                said["from"] = _("since %(day)s", day=day(self.since, ui()))
            if self.until:
                said["to"] = _("until %(day)s", day=day(self.until, ui()))
        return said

    @property
    def words(self) -> str:
        """Its name: “Posts from Hanoi about trade in Vietnamese”."""
        start = _("Best bits") if self.best else _("Posts")
        return " ".join([start, *self.parts.values()]) if self.parts else start

    # -- the query -----------------------------------------------------------------------------------------------------

    def select(self, *, oldest_first: bool = False, after: Cursor | None = None) -> Select[Post]:
        """The posts, newest first, by one index; `after` goes on where a page ended."""
        query = select(Post).where(Post.published_at.is_not(None), Post.withdrawn_at.is_(None))
        if self.shows_groups:
            query = query.where(self._leads)
        instant, number = Post.published_at, Post.id
        if self.tag:
            instant, number = PostTag.published_at, PostTag.post_id
            query = query.join(PostTag, and_(PostTag.post_id == Post.id, PostTag.tag_id == self.tag.id))
            query = query.where(PostTag.published_at.is_not(None))
        if self.blogger:
            instant, number = _Signed.published_at, _Signed.post_id
            query = query.join(_Signed, and_(_Signed.post_id == Post.id, _Signed.blogger_id == self.blogger.id))
            query = query.where(_Signed.published_at.is_not(None))
        if isinstance(self.place, Country):
            query = query.where(Post.country_code == self.place.code.lower())
        elif self.place:
            query = query.where(Post.place_id == self.place.id)
        if self.role:
            query = query.where(Post.role_key == role_key(self.role))
        if self.language:
            query = query.where(Post.language == self.language)
        if self.since:
            query = query.where(Post.local_date >= self.since, instant > _midnight(self.since) - _SLACK)
        if self.until:
            query = query.where(Post.local_date <= self.until, instant < _midnight(self.until) + _SLACK)
        if self.best:
            query = query.where(Post.id.in_(select(BestBit.post_id).where(BestBit.on_front)))
        for name, value in self.further.items():
            query = self.narrowings[name].narrow(query, value)
        if after:
            here = tuple_(instant, number)
            there = tuple_(after.at, after.id)
            query = query.where(here > there if oldest_first else here < there)
        order = (instant.asc(), number.asc()) if oldest_first else (instant.desc(), number.desc())
        return query.order_by(*order)

    @property
    def _leads(self) -> ColumnElement[bool]:
        """Of a post and its translations, those that stand in lists may have other topics than others, and other authors."""
        if self.blogger and self.tag:
            return or_(PostTag.leads, _Signed.leads)
        return (PostTag if self.tag else _Signed if self.blogger else Post).leads.expression

    @property
    def shows_groups(self) -> bool:
        """Whether a post and its translations stand here once for all of them.

        In one language there is one of them anyway; a sentence put forward, or words searched for, are of one of them.
        """
        return not (self.language or self.best or self.further)

    @property
    def keys(self) -> set[str]:
        """Surrogate keys that move when a post comes to this list or leaves it."""
        if self.further:
            return {"posts"} | {key for name, value in self.further.items() for key in self.narrowings[name].keys(value)}
        if self.best:
            return {"best", "posts"}
        if self.blogger:
            return {f"blogger-{self.blogger.id}"}
        if self.tag:
            return {f"tag-{self.tag.id}"}
        if isinstance(self.place, Country):
            return {f"country-{self.place.code.lower()}"}
        if self.place:
            return {f"place-{self.place.id}"}
        return {f"lang-{self.language}"} if self.language else {"posts"}


def role_key(role: str) -> str:
    """A role for comparing: one spelling whatever the case and spaces."""
    return line(role).casefold()


def _midnight(value: date) -> datetime:
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


def keys_of(posts: Iterable[Post | Listed | Named | Translation]) -> set[str]:
    """The keys of the posts that a page shows; one in the words of a version still bears the picture of the one that leads."""
    shown = list(posts)
    groups = {f"post-{post.group}" for post in shown if isinstance(post, Listed) and post.group}
    return {f"post-{post.id}" for post in shown} | groups
