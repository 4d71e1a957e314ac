"""What administrators may change while the network runs: the settings file holds where they said nothing."""

from dataclasses import dataclass

from flask import current_app, g
from sqlalchemy import Text, select
from sqlalchemy.orm import Mapped, mapped_column

from network.base.changes import record
from network.base.database import Model, db
from network.base.text import line
from network.base.web import Refused

SITE_CHANGED = "site.changed"
ABOUT = "Diplomats writing, in their own names, from where they work."
PROMISE = "usually within a working day"


class SiteSetting(Model):
    """A word or number that an administrator changed."""

    __tablename__ = "site_settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)


_CHANGED = select(SiteSetting.name, SiteSetting.value)


@dataclass(frozen=True, kw_only=True)
class Site:
    """What is in force."""

    name: str
    about: str
    comments: str
    close_after_days: int
    promise: str


def site() -> Site:
    """What is in force for this request; one query."""
    if "site" not in g:
        g.site = _with(dict(db.session.execute(_CHANGED).all()))
    return g.site  # type: ignore[no-any-return]


def without_database() -> None:
    """For error pages: what the settings file says."""
    g.site = _with({})


def change(**values: str) -> dict[str, str]:
    """Change what is in force; gives what differed, as it was before. Refused says what cannot be."""
    _with(values)
    former = {}
    for name, value in values.items():
        row = db.session.get(SiteSetting, name)
        if (row.value if row else None) == line(value):
            continue
        former[name] = row.value if row else ""
        if row:
            row.value = line(value)
        else:
            db.session.add(SiteSetting(name=name, value=line(value)))
    if former:
        g.pop("site", None)
        record(SITE_CHANGED, 0, {"site"})
    return former


def _with(told: dict[str, str]) -> Site:
    settings = current_app.extensions["settings"]
    comments = told.get("comments", settings.comments)
    if comments not in ("moderated", "trusted", "open"):
        raise Refused("Comments may be moderated, trusted or open.", 422)
    days = told.get("close_after_days", str(settings.comments_close_after_days))
    if not days.isdecimal() or int(days) > 36500:
        raise Refused("The number of days must be a whole number; 0 means never.", 422)
    return Site(
        name=told.get("name") or settings.site_name,
        about=told.get("about", ABOUT),
        comments=comments,
        close_after_days=int(days),
        promise=told.get("promise", PROMISE),
    )
