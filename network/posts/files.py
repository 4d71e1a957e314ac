"""Posts as files: Markdown with their facts at its head, as `network posts add` reads them."""

from collections.abc import Sequence
from typing import Any

import yaml
from sqlalchemy import select

from network.base.clock import local
from network.base.database import db
from network.base.markdown import in_markdown
from network.bloggers.models import Appointment
from network.posts import queries
from network.posts.actions import day_of, slug_from
from network.posts.models import BestBit, Post, Tag


def written_out(posts: Sequence[Post]) -> list[tuple[str, str]]:
    """Some posts as files, each with a name. A withdrawn one is a draft there: nobody may put it out again unasked."""
    tags, bits, held = queries.tags_of_many(posts), _best_bits(posts), _appointments(posts)
    return [(name_of(post), _file(post, tags[post.id], bits.get(post.id, ""), held[post.blogger_id])) for post in posts]


def name_of(post: Post) -> str:
    """`2009-03-25-on-lamps.md`; a draft has its number, since it has no day."""
    return f"{post.local_date.isoformat() if post.local_date else f'draft-{post.id}'}-{post.slug}.md"


def _file(post: Post, tags: Sequence[Tag], best_bit: str, held: Sequence[Appointment]) -> str:
    facts = _facts(post, held) | {
        "title": post.title,
        "standfirst": post.standfirst,
        "tags": ", ".join(tag.name for tag in tags),
        "language": post.language,
        "best_bit": best_bit,
        "comments": "" if post.comments_open else "closed",
    }
    told = {name: facts[name] for name in _ORDER if facts[name]}
    head = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100_000)
    body = post.source if post.body_format == "markdown" else in_markdown(post.html)
    return f"---\n{head}---\n\n{body}\n"


_ORDER = "title standfirst date language tags status slug appointment best_bit comments".split()


def _facts(post: Post, held: Sequence[Appointment]) -> dict[str, Any]:
    """When, where and in which state."""
    day = day_of(post)
    date = str(day) if day else _plan(post, held)
    chosen = next((a for a in held if a.id == post.appointment_id), None)
    alone = post.local_date is not None and sum(a.holds_on(post.local_date) for a in held) == 1
    return {
        "date": date,
        "status": "published" if post.is_out else "draft",
        "slug": post.slug if post.slug != slug_from(post.title) else "",
        "appointment": chosen.role if chosen and not alone else "",
    }


def _plan(post: Post, held: Sequence[Appointment]) -> str:
    """For when it is planned, on the clock of where its blogger is then."""
    if post.publish_at is None:
        return ""
    at = post.publish_at
    zone = next((a.time_zone for a in held if a.holds_on(local(at, a.time_zone).date())), "UTC")
    return local(at, zone).replace(tzinfo=None).isoformat(timespec="minutes")


def _best_bits(posts: Sequence[Post]) -> dict[int, str]:
    asked = select(BestBit.post_id, BestBit.sentence).where(
        BestBit.post_id.in_([p.id for p in posts]), BestBit.on_front.is_(False)
    )
    return dict(db.session.execute(asked).all())


def _appointments(posts: Sequence[Post]) -> dict[int, list[Appointment]]:
    """Those of each blogger, the latest first."""
    found: dict[int, list[Appointment]] = {post.blogger_id: [] for post in posts}
    asked = select(Appointment).where(Appointment.blogger_id.in_(found))
    for appointment in db.session.scalars(asked.order_by(Appointment.starts_on.desc().nulls_last(), Appointment.id.desc())):
        found[appointment.blogger_id].append(appointment)
    return found
