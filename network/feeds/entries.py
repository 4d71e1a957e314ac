"""What a feed says, before it is written in one of the three formats."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Somebody who signs an entry, in the words that were true then."""

    name: str
    role: str = ""
    organisation: str = ""
    place: str = ""
    url: str = ""

    @property
    def line(self) -> str:
        """Name, role and place in one line."""
        return ", ".join(filter(None, (self.name, self.role, self.place)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where an entry was written."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The picture at the head of an entry, what it shows, and who made it under what terms: `line` says so as markup."""

    url: str
    width: int
    height: int
    alt: str
    credit: str = ""
    licence: str = ""
    line: str = ""
    kind: str = "image/webp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a comment answers."""

    id: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The same in another language."""

    url: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post or a comment. `published` and `updated` are told on the clock of its place."""

    id: str
    url: str
    title: str
    html: str
    summary: str
    published: datetime
    updated: datetime
    language: str = ""
    writers: tuple[Writer, ...] = ()
    translators: tuple[Writer, ...] = ()
    topics: tuple[str, ...] = ()
    place: Point | None = None
    image: Image | None = None
    replies: str = ""
    answers: tuple[Answered, ...] = ()
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed: what it is of, where it and its relatives are, and what it holds.

    `name` holds for all its documents; `links` are by relation, as `self`, `current`, `prev-archive`; `changed` is when it
    last changed.
    """

    name: str
    title: str
    about: str
    author: str
    language: str
    page: str
    icon: str
    topics: str
    links: dict[str, str]
    entries: tuple[Entry, ...]
    is_archive: bool = False
    changed: datetime | None = None

    @property
    def updated(self) -> datetime | None:
        """When the newest of its entries was."""
        return max((entry.updated for entry in self.entries), default=None)
