"""The demonstration as it lies in files, its days moved by whole weeks so that the newest post is of the last seven days."""

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from network.base.clock import from_local
from network.places.gazetteer import City
from network.places.models import Place

FOLDER = Path(__file__).parent
_LATEST = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class PostText:
    """A post as its file has it; `at` is on the clock of its place."""

    key: str
    handle: str
    at: datetime
    facts: dict[str, Any]
    source: str


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """All that the demonstration network holds, in files' words."""

    bloggers: list[dict[str, Any]]
    posts: list[PostText]
    comments: list[dict[str, Any]]
    afterwards: dict[str, dict[str, Any]] = field(default_factory=dict)
    together: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    @property
    def places(self) -> list[str]:
        """Each place that an appointment names, once."""
        return list(dict.fromkeys(a["place"] for b in self.bloggers for a in b["appointment"]))

    @property
    def pictures(self) -> list[str]:
        """Each picture that is shown, once."""
        named = [b.get(which) for b in self.bloggers for which in ("portrait", "top_image")]
        named += [p.facts.get("top_image") for p in self.posts]
        return [name for name in dict.fromkeys(named) if name]


def read() -> Demonstration:
    """The demonstration with the days on which it was written."""
    told = tomllib.loads((FOLDER / "afterwards.toml").read_text("utf-8"))
    signed = tomllib.loads((FOLDER / "together.toml").read_text("utf-8"))
    return Demonstration(
        bloggers=_all("bloggers-*.toml", "blogger"),
        posts=sorted((_post(path) for path in FOLDER.glob("posts/*/*.md")), key=lambda post: (post.at, post.key)),
        comments=_all("comments-*.toml", "comment"),
        afterwards={entry["post"]: entry for entry in told["afterwards"]},
        together={entry["post"]: entry["names"] for entry in signed["together"]},
        asked=signed["asked"],
    )


def moved(found: Demonstration, places: dict[str, Place | City], now: datetime) -> Demonstration:
    """The same, moved by whole weeks: the days of the week hold, and nothing lies in the future."""
    newest = max(from_local(p.at, _zone(found, p, places)) for p in found.posts)
    step = (now - _LATEST - newest) // timedelta(weeks=1) * timedelta(weeks=1)
    bloggers = [b | {"appointment": [_moved_days(a, step) for a in b["appointment"]]} for b in found.bloggers]
    posts = [PostText(key=p.key, handle=p.handle, at=p.at + step, facts=p.facts, source=p.source) for p in found.posts]
    return replace(found, bloggers=bloggers, posts=posts)


def comments_of(found: Demonstration, key: str, published_at: datetime, now: datetime) -> list[tuple[datetime, dict[str, Any]]]:
    """A post's comments with their instants, in order; those of a young post are drawn together, so that none is to come."""
    own = sorted((c for c in found.comments if c["post"] == key), key=lambda c: float(c["hours"]))
    if not own:
        return []
    room = (now - timedelta(minutes=15) - published_at) / timedelta(hours=float(own[-1]["hours"]))
    return [(published_at + timedelta(hours=float(c["hours"])) * min(1.0, room), c) for c in own]


def _all(pattern: str, kind: str) -> list[dict[str, Any]]:
    return [entry for path in sorted(FOLDER.glob(pattern)) for entry in tomllib.loads(path.read_text("utf-8"))[kind]]


def _post(path: Path) -> PostText:
    head, _, source = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    facts = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506  (BaseLoader makes text alone)
    handle = path.parent.name
    return PostText(
        key=f"{handle}/{path.stem}",
        handle=handle,
        at=datetime.fromisoformat(facts["date"]),
        facts=facts,
        source=source.strip("\n"),
    )


def _zone(found: Demonstration, post: PostText, places: dict[str, Place | City]) -> str:
    """The clock of the place where its blogger was on that day."""
    for blogger in found.bloggers:
        if blogger["handle"] == post.handle:
            for a in blogger["appointment"]:
                if a.get("from", date.min) <= post.at.date() <= a.get("until", date.max):
                    return places[a["place"]].time_zone
    return "UTC"


def _moved_days(appointment: dict[str, Any], step: timedelta) -> dict[str, Any]:
    return appointment | {day: appointment[day] + step for day in ("from", "until") if day in appointment}
