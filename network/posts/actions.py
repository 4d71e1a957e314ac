"""Posts are drafted, published, corrected and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from network.base.changes import record
from network.base.clock import from_local, local, now
from network.base.database import db
from network.base.html import POLICY, clean_post, plain
from network.base.language import canonical
from network.base.text import ascii_slug, excerpt, line, slug, tidy
from network.base.web import Refused
from network.bloggers import queries as bloggers
from network.bloggers.access import writes_on
from network.bloggers.models import Appointment, Blogger
from network.posts import queries
from network.posts.changes import BEST_BIT_CHOSEN, COMMENTS_SWITCHED, POST_CORRECTED, POST_PUBLISHED, POST_WITHDRAWN
from network.posts.models import BestBit, Post, PostAddress, PostAuthor, PostCount, PostTag, PostVersion, Tag
from network.posts.selection import role_key

MOST_TAGS = 20
_NO_ALT = "Say in words what the top image shows, for those who cannot see it."


@dataclass(frozen=True, kw_only=True)
class Written:
    """What an author wrote, cleaned and ready to be kept."""

    title: str
    standfirst: str
    source: str
    body_format: str
    html: str
    text: str
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A day, or a day and a time, on the clock of the place of writing."""

    at: datetime
    clock_known: bool

    def __str__(self) -> str:
        return self.at.isoformat(timespec="minutes") if self.clock_known else self.at.date().isoformat()


class TwoAppointments(Refused):
    """A day on which the blogger held two appointments: somebody has to say which."""

    def __init__(self, held: Sequence[Appointment]) -> None:
        names = "; ".join(f"{a.role}{', ' + a.place.name if a.place else ''}" for a in held)
        super().__init__(f"On that day there are two appointments: {names}. Say under which one it is written.", 422)
        self.held = held


def write(title: str, standfirst: str, source: str, body_format: str, language: str, tags: str) -> Written:
    """Clean what was typed; slow, so before the transaction. ValueError says what is wrong with the text or the language."""
    html = clean_post(source, body_format)
    names = dict.fromkeys(filter(None, (line(name)[:60] for name in tags.replace("،", ",").replace("、", ",").split(","))))
    return Written(
        title=line(title),
        standfirst=line(standfirst),
        source=tidy(source),
        body_format=body_format,
        html=html,
        text=plain(html),
        language=canonical(language),
        tags=tuple(names)[:MOST_TAGS],
    )


def read_dated(text: str) -> Dated:
    """`2009-03-25` or `2009-03-25T18:20`; ValueError for a day or time that does not exist."""
    text = text.strip().replace(" ", "T")
    try:
        clock_known = len(text) > 10
        at = datetime.fromisoformat(text if clock_known else text + "T12:00")
    except ValueError:
        raise ValueError(f"“{text}” is not a day that exists; write it as 2009-03-25 or 2009-03-25T18:20") from None
    if at.year < 1000:
        raise ValueError("dates before the year 1000 cannot be kept")
    if at.tzinfo is not None:
        raise ValueError("leave the time zone out: the clock of the place of writing holds")
    return Dated(at=at, clock_known=clock_known)


def draft(blogger: Blogger, written: Written, *, by: Any = None, slug_wish: str = "") -> Post:
    """A new post that nobody but its authors and editors can see."""
    post = Post(
        blogger=blogger,
        blogger_id=blogger.id,
        slug=slug_from(slug_wish or written.title),
        title=written.title,
        source="",
        html="",
        body_format="markdown",
    )
    db.session.add(post)
    db.session.flush()
    save(post, written, by=by)
    return post


def save(post: Post, written: Written, *, by: Any = None, note: str = "", slug_wish: str = "") -> bool:
    """Keep what was written as a new version, if it differs. After publication this is a correction, told to readers.

    Gives whether anything differed.
    """
    if post.is_out and not (written.title and written.text):
        raise Refused("A published post keeps a title and a text. Withdraw it if it shall not be read.", 422)
    retagged = _topics(_tag_names(post)) != _topics(written.tags)
    differs = not is_same(post, written) or post.version == 0
    if differs:
        was_out = post.is_out
        if was_out:
            _count(post, -1)
        moved = _keys(post) | {f"lang-{written.language}"} if post.language != written.language else set()
        post.title, post.standfirst, post.language = written.title, written.standfirst, written.language
        post.source, post.body_format = written.source, written.body_format
        post.html, post.html_policy = written.html, POLICY
        post.words = len(written.text.split())
        post.excerpt = excerpt(written.standfirst or written.text)
        post.saved_at = now()
        if retagged:
            moved |= {f"tag-{t.id}" for t in queries.tags_of(post)}
            _set_tags(post, written.tags)
            moved |= {f"tag-{t.id}" for t in queries.tags_of(post)} | {"posts", f"blogger-{post.blogger_id}"}
        if was_out:
            _count(post, 1)
        _keep_version(post, "corrected" if post.published_at else "saved", by, note)
        _drop_stale_best_bits(post, written.text)
        if was_out:
            post.corrected_at = now()
            record(POST_CORRECTED, post.id, {f"post-{post.id}", "corrected"} | moved)
    if slug_wish and slug_from(slug_wish) != post.slug:
        post.slug = slug_from(slug_wish)
        if post.published_at:
            _take_address(post)
            record(POST_CORRECTED, post.id, {f"post-{post.id}", "corrected"})
    return differs


def is_same(post: Post, written: Written) -> bool:
    """Whether a post says just what was written, so that there is nothing to keep."""
    kept = (post.title, post.standfirst, post.source, post.body_format, post.language, _topics(_tag_names(post)))
    return kept == (
        written.title,
        written.standfirst,
        written.source,
        written.body_format,
        written.language,
        _topics(written.tags),
    )


def set_day(post: Post, dated: Dated | None) -> None:
    """The day that a draft shall bear; None lets it be the day on which it is published."""
    if post.published_at is None:
        post.dated = str(dated) if dated else None


def show_top_image(post: Post, picture_id: int | None, alt: str) -> None:
    """The picture at the head of a post, and what it shows in words."""
    if post.is_out and picture_id and not line(alt):
        raise Refused(_NO_ALT, 422)
    if (post.top_image_id, post.top_image_alt) != (picture_id, line(alt)):
        post.top_image_id, post.top_image_alt = picture_id, line(alt)
        if post.is_out:
            record(POST_CORRECTED, post.id, {f"post-{post.id}", "corrected"})


def choose_appointment(post: Post, appointment_id: int | None) -> None:
    """Under which appointment it is written, when the date alone shall not say so; None lets the date say."""
    _require_own(post, appointment_id)
    if post.published_at is None:
        post.appointment_id = appointment_id


def publish(post: Post, *, dated: Dated | None = None, at: datetime | None = None, by: Any = None) -> None:
    """Put a post before the world, under the role and place of its day.

    Doing so twice is no mistake: people click twice, and mean it once.
    """
    if post.published_at is not None:
        return
    _require_complete(post)
    if dated is None and post.dated:
        dated = read_dated(post.dated)
    appointment = _appointment_for(post, dated, at)
    zone = appointment.place.time_zone if appointment and appointment.place else "UTC"
    instant = from_local(dated.at, zone) if dated else at or now()
    if dated and not dated.clock_known and local(now(), zone).date() == dated.at.date():
        instant, dated = now(), None
    if instant > now() + timedelta(minutes=1):
        raise Refused("That date is still to come. Schedule the post instead of publishing it.", 422)
    post.published_at, post.publish_at, post.in_review_at = instant, None, None
    post.clock_known = dated is None or dated.clock_known
    _sign(post, appointment)
    post.local_date = local(instant, zone).date()
    _take_address(post)
    _mark_tags(post)
    _count(post, 1)
    _keep_version(post, "published", by)
    front = queries.best_bit(post, on_front=True)
    record(POST_PUBLISHED, post.id, _keys(post) | ({"best"} if front else set()))


def redate(post: Post, dated: Dated, *, appointment_id: int | None = None, by: Any = None) -> bool:
    """Give a published post another day, with the role and place of that day; its old address leads to the new one.

    Gives whether the day differed.
    """
    if not post.is_out or str(dated) == str(day_of(post)):
        return False
    appointment = post.appointment
    if appointment_id or appointment is None or not appointment.holds_on(dated.at.date()):
        _require_own(post, appointment_id)
        post.appointment_id = appointment_id
        appointment = _appointment_for(post, dated, None)
    zone = appointment.place.time_zone if appointment and appointment.place else "UTC"
    instant = from_local(dated.at, zone)
    if instant > now():
        raise Refused("A published post cannot bear a date that is still to come.", 422)
    keys = _keys(post)
    _count(post, -1)
    _sign(post, appointment)
    post.published_at, post.clock_known, post.local_date = instant, dated.clock_known, dated.at.date()
    _take_address(post)
    _mark_tags(post)
    _count(post, 1)
    _keep_version(post, "corrected", by, f"Dated {dated}")
    record(POST_CORRECTED, post.id, keys | _keys(post) | {"corrected", "best", "comments", f"comments-{post.blogger_id}"})
    return True


def day_of(post: Post) -> Dated | None:
    """The day that a post bears on the clock of its place; for a draft, the one that it shall bear."""
    if post.published_at is None:
        return read_dated(post.dated) if post.dated else None
    return Dated(at=post.published_local.replace(tzinfo=None, second=0, microsecond=0), clock_known=post.clock_known)


def schedule(post: Post, local_time: datetime, *, by: Any = None) -> None:
    """Plan to publish at a time on the clock of the place of writing."""
    if post.published_at is not None:
        raise Refused("This post is published already.", 422)
    _require_complete(post)
    appointment = _appointment_for(post, Dated(at=local_time, clock_known=True), None)
    instant = from_local(local_time, appointment.place.time_zone if appointment and appointment.place else "UTC")
    if instant <= now():
        raise Refused("That time is past. Choose one that is still to come, or publish now.", 422)
    post.publish_at, post.dated = instant, None


def unschedule(post: Post) -> None:
    """Take the plan back: a draft again."""
    post.publish_at = None


def withdraw(post: Post, reason: str, *, by: Any = None) -> None:
    """Take a post from the world. Its address says why, for ever; its versions are kept."""
    if not line(reason):
        raise Refused("Say in a sentence why it is withdrawn: readers see it at the old address.", 422)
    if post.published_at is None:
        raise Refused("Only what was published can be withdrawn.", 422)
    if post.withdrawn_at is not None:
        return
    keys = _keys(post) | {"best", "comments"}
    _count(post, -1)
    post.withdrawn_at, post.withdrawn_reason = now(), line(reason)
    _mark_tags(post)
    _keep_version(post, "withdrawn", by, line(reason))
    _note_last_post(post)
    record(POST_WITHDRAWN, post.id, keys)


def choose_best_bit(post: Post, sentence: str, *, on_front: bool) -> None:
    """Put a sentence of a post forward, on its blog or on the front page; an empty one takes it back."""
    sentence = line(sentence)
    chosen = queries.best_bit(post, on_front=on_front)
    if (chosen.sentence if chosen else "") == sentence:
        return
    if sentence and sentence not in line(plain(post.html)):
        raise Refused("The best bit must be a sentence of the post, letter for letter. Copy it from the text.", 422)
    if chosen and not sentence:
        db.session.delete(chosen)
    elif chosen:
        chosen.sentence, chosen.chosen_at = sentence, now()
    else:
        db.session.add(BestBit(post_id=post.id, blogger_id=post.blogger_id, on_front=on_front, sentence=sentence))
    db.session.flush()
    if post.is_out:
        record(BEST_BIT_CHOSEN, post.id, {"best"} if on_front else {f"blogger-{post.blogger_id}"})


def _drop_stale_best_bits(post: Post, text: str) -> None:
    """A sentence that the post does not say any more is nobody's best bit."""
    for bit in db.session.scalars(select(BestBit).where(BestBit.post_id == post.id)):
        if bit.sentence not in line(text):
            choose_best_bit(post, "", on_front=bit.on_front)


def switch_comments(post: Post, is_open: bool) -> None:
    """Open or close a post for comments."""
    if post.comments_open != is_open:
        post.comments_open = is_open
        if post.is_out:
            record(COMMENTS_SWITCHED, post.id, {f"post-{post.id}"})


def clean_again(post: Post) -> bool:
    """Make the markup anew from the source, after the rules changed; gives whether it differs."""
    html = clean_post(post.source, post.body_format)
    differs = html != post.html
    post.html, post.html_policy = html, POLICY
    if differs and post.is_out:
        record(POST_CORRECTED, post.id, {f"post-{post.id}", "corrected"})
    return differs


def _require_complete(post: Post) -> None:
    if not post.title:
        raise Refused("A post needs a title before it is published.", 422)
    if not plain(post.html):
        raise Refused("A post needs a text before it is published.", 422)
    if post.top_image_id and not post.top_image_alt:
        raise Refused(_NO_ALT, 422)


def _require_own(post: Post, appointment_id: int | None) -> None:
    if appointment_id is not None and appointment_id not in {a.id for a in bloggers.appointments(post.blogger_id)}:
        raise Refused("That appointment is not one of this blogger’s. Choose another.", 422)


def _appointment_for(post: Post, dated: Dated | None, at: datetime | None) -> Appointment | None:
    """The appointment of the day, or the one that was chosen; TwoAppointments when the day has two."""
    if post.appointment_id is not None:
        return db.session.get(Appointment, post.appointment_id)
    held = bloggers.held_on(post.blogger_id, dated.at.date()) if dated else bloggers.held_at(post.blogger_id, at)
    if len(held) > 1:
        raise TwoAppointments(held)
    return held[0] if held else None


def _sign(post: Post, appointment: Appointment | None) -> None:
    """Freeze the byline, and what lists and address need of it."""
    place = appointment.place if appointment else None
    post.appointment_id = appointment.id if appointment else None
    post.place_id = place.id if place else None
    post.country_code = place.country_code if place else None
    post.time_zone = place.time_zone if place else "UTC"
    post.role_key = role_key(appointment.role) if appointment else ""
    first = next((a for a in post.authors if a.position == 0), None)
    if first is None:
        first = PostAuthor(position=0, blogger_id=post.blogger_id, name=post.blogger.name)
        post.authors = [first, *post.authors]
    first.appointment_id = post.appointment_id
    first.role = appointment.role if appointment else ""
    first.organisation = appointment.organisation if appointment else ""
    first.place_name = place.name if place else ""


def _take_address(post: Post) -> None:
    """Make the post's address its own for ever; another post's slug in that month gets a number."""
    assert post.local_date is not None
    year, month = post.local_date.year, post.local_date.month
    taken = dict(
        db.session.execute(
            select(PostAddress.slug, PostAddress.post_id).where(
                PostAddress.blogger_id == post.blogger_id, PostAddress.year == year, PostAddress.month == month
            )
        ).all()
    )
    wish, number = post.slug, 1
    while taken.get(post.slug, post.id) != post.id:
        number += 1
        post.slug = f"{wish}-{number}"
    for text in {post.slug, ascii_slug(post.slug)} - {""}:
        if text not in taken:
            db.session.add(PostAddress(blogger_id=post.blogger_id, year=year, month=month, slug=text, post_id=post.id))
    db.session.flush()


def slug_from(text: str) -> str:
    """What a title, or a wish, becomes in an address; three words stand for doors and pages beside a post."""
    made = slug(text) or "post"
    return f"{made}-1" if made in ("feed", "comments", "history") else made


def _set_tags(post: Post, names: Sequence[str]) -> None:
    for row in db.session.scalars(select(PostTag).where(PostTag.post_id == post.id)):
        db.session.delete(row)
    db.session.flush()
    seen: set[int] = set()
    for name in names:
        tag = _tag(name)
        if tag is not None and tag.id not in seen:
            seen.add(tag.id)
            db.session.add(
                PostTag(
                    post_id=post.id,
                    tag_id=tag.id,
                    position=len(seen),
                    blogger_id=post.blogger_id,
                    published_at=post.published_at if post.is_out else None,
                )
            )
    db.session.flush()


def _tag(name: str) -> Tag | None:
    """The topic of that name, or into which it was merged, made when it is new; None for a name without letter or digit."""
    text = slug(name, 60)
    if not text:
        return None
    tag = db.session.scalar(select(Tag).where(Tag.slug == text))
    if tag is None:
        tag = Tag(slug=text, name=name)
        db.session.add(tag)
        db.session.flush()
    return tag.merged_into or tag


def _topics(names: Sequence[str]) -> list[str]:
    """Names as the topics that they stand for: case and doubles tell nothing."""
    return list(dict.fromkeys(filter(None, (slug(name, 60) for name in names))))


def _tag_names(post: Post) -> tuple[str, ...]:
    return tuple(tag.name for tag in queries.tags_of(post)) if post.id else ()


def _mark_tags(post: Post) -> None:
    """Bring the instants beside the topics in line with the post's."""
    for row in db.session.scalars(select(PostTag).where(PostTag.post_id == post.id)):
        row.published_at = post.published_at if post.is_out else None
    db.session.flush()


def _keep_version(post: Post, kind: str, by: Any, note: str = "") -> None:
    post.version += 1
    db.session.add(
        PostVersion(
            post_id=post.id,
            number=post.version,
            kind=kind,
            note=line(note),
            title=post.title,
            standfirst=post.standfirst,
            source=post.source,
            body_format=post.body_format,
            html=post.html,
            language=post.language,
            tags=", ".join(_tag_names(post)),
            saved_by=getattr(by, "id", None) or None,
            saved_as=_signature(post, by),
        )
    )
    db.session.flush()


def _signature(post: Post, by: Any) -> str:
    """Who saved it, for the history; somebody who is not on the blog is named as what they are."""
    name = getattr(by, "name", "")
    return name if not name or writes_on(by, post.blogger_id) else f"{name}, editor"


def counted(post: Post) -> list[tuple[str, str]]:
    """The scopes and members under which a readable post counts."""
    assert post.local_date is not None
    month, blog = f"{post.local_date:%Y-%m}", f" of {post.blogger_id}"
    found = [("months", month), ("months" + blog, month), ("languages", post.language)]
    found += [(scope, str(tag.id)) for tag in queries.tags_of(post) for scope in ("tags", "tags" + blog)]
    if post.place_id and post.country_code:
        found += [("places", str(post.place_id)), ("countries", post.country_code)]
    if post.role_key:
        found.append(("roles", post.role_key))
    return sorted(found)


def _count(post: Post, step: int) -> None:
    """Keep the counts in step with what is out."""
    dialect: Any = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    for scope, member in counted(post):
        row = dialect.insert(PostCount).values(scope=scope, member=member, posts=step)
        db.session.execute(row.on_conflict_do_update(index_elements=["scope", "member"], set_={"posts": PostCount.posts + step}))
    db.session.execute(update(Blogger).where(Blogger.id == post.blogger_id).values(posts_count=Blogger.posts_count + step))
    if step > 0:
        _note_last_post(post)


def _note_last_post(post: Post) -> None:
    db.session.flush()
    newest = select(Post.published_at).where(
        Post.blogger_id == post.blogger_id, Post.published_at.is_not(None), Post.withdrawn_at.is_(None)
    )
    post.blogger.last_post_at = db.session.scalar(newest.order_by(Post.published_at.desc()).limit(1))


def _keys(post: Post) -> set[str]:
    """Everything that shows whether this post is there."""
    keys = {"posts", "people", f"post-{post.id}", f"blogger-{post.blogger_id}", f"lang-{post.language}"}
    keys |= {f"tag-{tag.id}" for tag in queries.tags_of(post)}
    if post.place_id and post.country_code:
        keys |= {f"place-{post.place_id}", f"country-{post.country_code}"}
    return keys
