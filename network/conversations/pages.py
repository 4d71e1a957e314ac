"""What the network says of itself: pages that editors change, with a text of ours until they do."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from network.base.changes import record
from network.base.database import db
from network.base.html import clean_post
from network.base.site import Site, site
from network.base.text import line, tidy
from network.base.web import Refused
from network.conversations.models import SitePage
from network.media import uses

PAGE_CHANGED = "page.changed"
SLUGS = ("about", "comment-policy", "privacy", "accessibility")
LONGEST = 50_000
_TEXTS = Path(__file__).parent / "texts"
_READING = {
    "moderated": "A person reads each comment before it appears, {promise}. Until then you alone can see it.",
    "trusted": "A person reads your first comment before it appears, {promise}. Once it is there, your next ones appear at once.",
    "open": "A comment appears at once. It is read afterwards, and taken away if it breaks these rules.",
}
_LINKS = (
    "- Our server asks the servers to which the links of a draft lead whether the pages are there. It tells them "
    "nothing of the author and nothing of readers. (The setting `NETWORK_LINK_CHECKS` turns this off.)"
)


def page(slug: str) -> SitePage:
    """What stands on a page now: its newest version, else our own text, which is version 0."""
    newest = select(SitePage).where(SitePage.slug == slug).order_by(SitePage.version.desc()).limit(1)
    return db.session.scalar(newest) or our_own(slug)


def language_of(page: SitePage) -> str:
    """The language of its text: ours is English, an administrator's that of the site."""
    return str(current_app.extensions["settings"].site_language) if page.version else "en"


def our_own(slug: str) -> SitePage:
    """The text with which a network begins. It follows the settings, so that what it promises is so."""
    title, source = _text(slug)
    source = source.replace("{comments}", _READING[site().comments].replace("{promise}", site().promise))
    source = source.replace("{closing}", _closing(site()))
    source = source.replace("{links}", _LINKS if current_app.extensions["settings"].link_checks else "")
    source = source.replace("{days}", str(current_app.extensions["settings"].session_days)).replace("\n\n\n", "\n\n")
    return SitePage(slug=slug, title=title, source=source, html=_markup(source), version=0)


def versions(slug: str) -> Sequence[SitePage]:
    """All versions that were saved, the newest first."""
    return db.session.scalars(select(SitePage).where(SitePage.slug == slug).order_by(SitePage.version.desc())).all()


def version(slug: str, number: int) -> SitePage | None:
    """One version; 0 is our own text."""
    if number == 0:
        return our_own(slug)
    return db.session.scalar(select(SitePage).where(SitePage.slug == slug, SitePage.version == number))


def save_page(slug: str, title: str, source: str, html: str, *, based_on: int, by: Any = None) -> SitePage:
    """Keep a new version. `based_on` is the version that was edited: Refused when another was saved since.

    `html` is what `clean_post` made of the source, before the transaction.
    """
    if slug not in SLUGS:
        raise Refused(f"“{slug}” is not a page of the network.", 404)
    newest = db.session.scalar(select(func.max(SitePage.version)).where(SitePage.slug == slug)) or 0
    if newest != based_on:
        raise Refused("Somebody else changed this page while you wrote. Copy your text, and open the page again.", 422)
    saved = SitePage(
        slug=slug, title=line(title), source=tidy(source), html=html, version=newest + 1, saved_by=getattr(by, "id", None) or None
    )
    db.session.add(saved)
    db.session.flush()
    uses.note(f"page-{slug}", markup=html)
    record(PAGE_CHANGED, saved.id, {f"page-{slug}"})
    return saved


def _closing(told: Site) -> str:
    if not told.close_after_days:
        return ""
    return f"Comments on a post close {told.close_after_days} days after it was published."


@lru_cache(maxsize=len(SLUGS))
def _text(slug: str) -> tuple[str, str]:
    title, _newline, source = (_TEXTS / f"{slug}.md").read_text("utf-8").partition("\n")
    return title.removeprefix("# "), source.strip()


@lru_cache(maxsize=16)
def _markup(source: str) -> str:
    return clean_post(source, "markdown")
