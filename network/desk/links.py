"""Links of a text: which of them lead somewhere. What other servers answered is kept; own posts are looked up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
from flask import current_app
from sqlalchemy import exists, or_, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from network.base.clock import now
from network.base.database import db
from network.base.outward import plain_address
from network.base.site import site
from network.base.text import excerpt
from network.bloggers.models import Blogger, BloggerHandle
from network.desk.models import LinkCheck
from network.posts.models import Post, PostAddress

MOST = 100
KEPT = timedelta(days=14)
_GOOD_FOR = timedelta(days=1)
_TRY_AGAIN = timedelta(hours=1)
# To a program they say no more than that it may not look, or not so often: a reader may well get in.
_NOT_FOR_PROGRAMS = frozenset("401 403 405 406 425 429 451 999".split())
# What is said of every link where this machine gets nowhere.
_WITHOUT_A_NETWORK = frozenset("name time refused unreached".split())
_POST = re.compile(r"/(?P<handle>[^/]+)/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<slug>[^/]+)/?")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands in a text: its words, and where it leads."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What is known of a text's links. `silent` are those that do not answer, each with a status or a word that says why."""

    number: int = 0
    silent: Sequence[tuple[Link, str]] = ()
    unknown: int = 0
    unreached: int = 0
    are_due: bool = False


def of(html: str) -> list[Link]:
    """The links of a text, each address once."""
    if "<a " not in html:
        return []
    found: dict[str, Link] = {}
    for anchor in lxml.html.fragment_fromstring(html, create_parent="div").iter("a"):
        address = anchor.get("href") or ""
        words = excerpt(anchor.text_content(), 60) or address
        found.setdefault(address, Link(words, address))
    return list(found.values())


def tried(html: str, own_hosts: Iterable[str]) -> Tried:
    """What is known of the links of a text; nothing is asked here."""
    links, hosts = of(html), set(own_hosts)
    own = [(link, path) for link in links if (path := _own_path(link.address, hosts)) is not None]
    silent = _gone(own)
    if not current_app.extensions["settings"].link_checks:
        return Tried(len(own), silent)
    outward = _outward(links, hosts)
    checked = _checked(outward)
    answered = [(link, checked[url]) for url, link in outward.items() if url in checked and checked[url].answer]
    failed = [(link, check.answer) for link, check in answered if _is_silent(check.answer)]
    doubtful = [each for each in failed if each[1] in _WITHOUT_A_NETWORK]
    is_cut_off = doubtful and len(doubtful) == sum(check.answer != "private" for _l, check in answered) and not _gets_out()
    unreached = doubtful if is_cut_off else [each for each in failed if each[1] == "unreached"]
    silent += [each for each in failed if each not in unreached]
    due = any(url not in checked or _is_due(checked[url]) for url in outward)
    return Tried(len(own) + len(outward), silent, len(outward) - len(answered), len(unreached), due)


def want(html: str, own_hosts: Iterable[str]) -> None:
    """Have the links of a text asked that were not asked of late."""
    urls = _outward(of(html), set(own_hosts))
    known = _checked(urls)
    dialect: Any = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    if new := [{"url": url, "answer": "", "due_at": now()} for url in urls if url not in known]:
        db.session.execute(dialect.insert(LinkCheck.__table__).on_conflict_do_nothing(), new)
    if stale := [url for url, check in known.items() if _is_due(check)]:
        db.session.execute(update(LinkCheck).where(LinkCheck.url.in_(stale)).values(due_at=now()))


def claim(limit: int, lease: timedelta) -> list[str]:
    """Addresses to be asked, leased to the caller."""
    due = select(LinkCheck).where(LinkCheck.due_at <= now()).order_by(LinkCheck.due_at).limit(limit)
    claimed = db.session.scalars(due.with_for_update(skip_locked=True)).all()
    for check in claimed:
        check.due_at = now() + lease
    return [check.url for check in claimed]


def keep(answers: dict[str, str]) -> None:
    """Keep what was answered."""
    for check in db.session.scalars(select(LinkCheck).where(LinkCheck.url.in_(answers))):
        check.answer, check.checked_at, check.due_at = answers[check.url], now(), None


def forget_old() -> None:
    """Drop what was asked long ago; a text that still leads there has it asked again."""
    old = LinkCheck.__table__.c.checked_at < now() - KEPT
    db.session.execute(LinkCheck.__table__.delete().where(old))  # type: ignore[attr-defined]


def agent() -> str:
    """Who asks, for the log of those who are asked."""
    where = current_app.extensions["settings"].base_url
    name = re.sub(r"[^A-Za-z0-9]+", "-", site().name).strip("-") or "Network"
    return f"{name}-Link-Check" + (f" (+{where})" if where else "")


def _outward(links: Iterable[Link], own_hosts: set[str]) -> dict[str, Link]:
    """Links to other servers by the address that is asked."""
    elsewhere = (link for link in links if _own_path(link.address, own_hosts) is None)
    return dict([(url, link) for link in elsewhere if (url := plain_address(link.address))][:MOST])


def _own_path(address: str, own_hosts: set[str]) -> str | None:
    """The path of a link within the network; None for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc:
        return parts.path if parts.netloc.lower() in own_hosts and parts.scheme in ("", "http", "https") else None
    return parts.path if not parts.scheme and parts.path.startswith("/") else None


def _gone(own: Sequence[tuple[Link, str]]) -> list[tuple[Link, str]]:
    """Own posts that are withdrawn, or never were; all looked up in one query."""
    asked = {}
    for link, path in own:
        if found := _POST.fullmatch(unquote(path)):
            asked[link] = (found["handle"].lower(), int(found["year"]), int(found["month"]), found["slug"].casefold())
    if not asked:
        return []
    there = _there(list(asked.values()))
    states = [(link, "missing" if key not in there else "withdrawn" if there[key] else "") for link, key in asked.items()]
    return [(link, why) for link, why in states if why]


def _there(keys: Sequence[tuple[str, int, int, str]]) -> dict[tuple[str, int, int, str], datetime | None]:
    """Of these addresses, those that a post has or had, and when it was withdrawn."""
    present, former = select(Blogger.id, Blogger.handle), select(BloggerHandle.blogger_id, BloggerHandle.handle)
    names = union_all(present, former).subquery()
    query = (
        select(names.c.handle, PostAddress.year, PostAddress.month, PostAddress.slug, Post.withdrawn_at)
        .join(names, PostAddress.blogger_id == names.c.id)
        .join(Post, PostAddress.post_id == Post.id)
        .where(names.c.handle.in_({key[0] for key in keys}), PostAddress.slug.in_({key[3] for key in keys}))
    )
    return {(handle, year, month, slug): gone for handle, year, month, slug, gone in db.session.execute(query)}


def _checked(urls: Iterable[str]) -> dict[str, LinkCheck]:
    asked = list(urls)
    if not asked:
        return {}
    return {check.url: check for check in db.session.scalars(select(LinkCheck).where(LinkCheck.url.in_(asked)))}


def _is_due(check: LinkCheck) -> bool:
    """Whether it should be asked, and nobody was told to yet."""
    if check.due_at is not None or check.checked_at is None:
        return False
    return check.checked_at < now() - (_TRY_AGAIN if check.answer == "unreached" else _GOOD_FOR)


def _is_silent(answer: str) -> bool:
    return not answer.isdecimal() or (int(answer) >= 400 and answer not in _NOT_FOR_PROGRAMS)


def _gets_out() -> bool:
    """Whether any server at all answered of late: where none did, it is not for the links."""
    status = or_(*(LinkCheck.answer.startswith(digit) for digit in "12345"))
    return bool(db.session.scalar(select(exists().where(LinkCheck.checked_at > now() - _GOOD_FOR, status))))
