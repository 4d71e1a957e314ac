"""Posts are drafted, published, corrected and withdrawn."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, select, update

from network.base.changes import record
from network.base.clock import from_local, local, now
from network.base.database import db
from network.base.html import POLICY, clean_post, plain, undescribed
from network.base.text import excerpt, line
from network.base.web import Refused
from network.bloggers.models import Appointment, Blogger
from network.posts import bylines, counts, queries, topics, translating, translations, versions
from network.posts.bylines import CannotSign as CannotSign
from network.posts.bylines import Name as Name
from network.posts.bylines import TwoAppointments as TwoAppointments
from network.posts.changes import (
    BEST_BIT_CHOSEN,
    COMMENTS_SWITCHED,
    POST_CORRECTED,
    POST_PUBLISHED,
    POST_SCHEDULED,
    POST_WITHDRAWN,
)
from network.posts.gates import Held as Held
from network.posts.gates import may_pass, require_passage
from network.posts.models import BestBit, Post, PostVersion
from network.posts.shown_on import blog_keys, own_keys
from network.posts.shown_on import list_keys as _keys
from network.posts.writing import Dated as Dated
from network.posts.writing import Written as Written
from network.posts.writing import read_dated as read_dated
from network.posts.writing import slug_from as slug_from
from network.posts.writing import write as write

_NO_ALT = "Say in words what the top image shows, for those who cannot see it."


class TopImage(NamedTuple):
    """The picture at the head of a post, what it shows in words, and what of it stays where it is cut.

    The focus is `25 75`: a quarter from the left edge and three from the top. Empty: the middle.
    """

    id: int | None
    alt: str
    focus: str = ""


def draft(
    blogger: Blogger,
    written: Written,
    *,
    by: Any = None,
    slug_wish: str = "",
    top_image: TopImage | None = None,
    names: Sequence[Name] | None = None,
) -> Post:
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
    save(post, written, by=by, top_image=top_image, names=names)
    return post


def save(
    post: Post,
    written: Written | None = None,
    *,
    by: Any = None,
    note: str = "",
    slug_wish: str = "",
    top_image: TopImage | None = None,
    names: Sequence[Name] | None = None,
) -> bool:
    """Keep words, address, top image and further names as a new version, if anything differs; what is None or empty stays.

    After publication this is a correction, told to readers. A plan is taken back when others have to agree to the new words
    first. Gives whether anything differed.
    """
    if post.is_out and written and not (written.title and written.text):
        raise Refused("A published post keeps a title and a text. Withdraw it if it shall not be read.", 422)
    if post.is_out and top_image and top_image.id and not top_image.alt:
        raise Refused(_NO_ALT, 422)
    slug = slug_from(slug_wish) if slug_wish else post.slug
    reworded = written is not None and (not is_same(post, written) or post.version == 0)
    readdressed = slug != post.slug
    pictured = top_image is not None and top_image != TopImage(post.top_image_id, post.top_image_alt, post.top_image_focus)
    renamed = names is not None and tuple(names) != bylines.names_on(post)
    if not (reworded or readdressed or pictured or renamed):
        return False
    keys = own_keys(post) | {"corrected"}
    if reworded and written:
        keys |= _reword(post, written)
    if renamed and names is not None:
        keys |= _rename(post, names, by)
    if readdressed:
        post.slug = slug
        if post.published_at:
            bylines.take_address(post)
    if pictured and top_image:
        post.top_image_id, post.top_image_alt, post.top_image_focus = top_image
    post.saved_at = now()
    versions.keep(post, "corrected" if post.published_at else "saved", by, note)
    if post.publish_at and not may_pass(post):
        unschedule(post)
    if post.is_out:
        require_passage(post, by)
        post.corrected_at = now()
        record(POST_CORRECTED, post.id, keys)
    return True


def _reword(post: Post, written: Written) -> set[str]:
    """Put other words into a post; gives the keys of lists that it leaves, or comes to."""
    translating.require_free(post, written.language)
    retagged = topics.slugs(topics.names_on(post)) != topics.slugs(written.tags)
    moved = _keys(post) | {f"lang-{written.language}"} if post.language != written.language else set()
    if _says_other(post, written):
        post.worded_version = post.version + 1
    with counts.counted_anew(post):
        post.title, post.standfirst, post.language = written.title, written.standfirst, written.language
        post.source, post.body_format = written.source, written.body_format
        post.html, post.html_policy = written.html, POLICY
        post.words = len(written.text.split())
        post.excerpt = excerpt(written.standfirst or written.text)
        if retagged:
            moved |= {f"tag-{t.id}" for t in queries.tags_of(post)}
            topics.put_on(post, written.tags)
            moved |= {f"tag-{t.id}" for t in queries.tags_of(post)} | {"posts"} | blog_keys(post)
    _drop_stale_best_bits(post, written.text)
    return moved


def _says_other(post: Post, written: Written) -> bool:
    """Whether the words differ that a translation follows."""
    return (post.title, post.standfirst, post.html) != (written.title, written.standfirst, written.html)


def _rename(post: Post, names: Sequence[Name], by: Any) -> set[str]:
    """Put other further names to a post; gives the keys of the lists that it leaves, or comes to."""
    before, blogs = _keys(post), post.blogger_ids
    with counts.counted_anew(post):
        bylines.put(post, names, by)
        if post.publish_at:
            bylines.require_consent(post)
            bylines.require_signable(post, post.publish_at)
        if post.is_out:
            bylines.mark(post)
    if post.is_out:
        counts.note_last_post(blogs)
    return before | _keys(post) | {"best"}


def is_same(post: Post, written: Written) -> bool:
    """Whether a post says just what was written, so that there is nothing to keep."""
    kept = (post.title, post.standfirst, post.source, post.body_format, post.language, topics.slugs(topics.names_on(post)))
    return kept == (
        written.title,
        written.standfirst,
        written.source,
        written.body_format,
        written.language,
        topics.slugs(written.tags),
    )


def set_day(post: Post, dated: Dated | None) -> None:
    """The day that a draft shall bear; None lets it be the day on which it is published."""
    if dated and post.publish_at:
        raise Refused("A planned post bears the day on which it comes out. Empty this field, or take the plan back first.", 422)
    if post.published_at is None:
        post.dated = str(dated) if dated else None


def choose_appointment(post: Post, appointment_id: int | None, *, by: Any = None, note: str = "") -> bool:
    """Under which appointment it is written, when the date alone shall not say so; None lets the date say.

    Of a post that is out this is a correction: its place, its clock and so its address may move, and None changes nothing.
    Gives whether readers see a difference.
    """
    bylines.require_own(post, appointment_id)
    if post.published_at is None:
        post.appointment_id = appointment_id
    elif post.is_out and appointment_id not in (None, post.appointment_id):
        appointment = db.session.get_one(Appointment, appointment_id)
        _move(post, appointment, _on_clock_of(post, appointment.time_zone), by=by, note=note)
        return True
    return False


def _on_clock_of(post: Post, zone: str) -> datetime:
    """When a post came out, by another clock: the instant is a fact, but of a post with a day alone the day is."""
    assert post.published_at is not None
    assert post.local_date is not None
    return post.published_at if post.clock_known else min(from_local(datetime.combine(post.local_date, time(12)), zone), now())


def publish(post: Post, *, dated: Dated | None = None, at: datetime | None = None, by: Any = None) -> None:
    """Put a post before the world, under the role and place of its day.

    Doing so twice is no mistake: people click twice, and mean it once.
    """
    if post.published_at is not None:
        return
    _require_complete(post)
    bylines.require_consent(post)
    require_passage(post, by)
    if dated is None and at is None and post.dated:
        dated = read_dated(post.dated)
    appointment = bylines.appointment_for(post, dated, at)
    zone = appointment.time_zone if appointment else "UTC"
    instant = from_local(dated.at, zone) if dated else at or now()
    if dated and not dated.clock_known and local(now(), zone).date() == dated.at.date():
        instant, dated = now(), None
    if instant > now() + timedelta(minutes=1):
        raise Refused("That date is still to come. Schedule the post instead of publishing it.", 422)
    with counts.counted_anew(post):
        post.published_at, post.publish_at, post.in_review_at = instant, None, None
        post.clock_known = dated is None or dated.clock_known
        bylines.sign(post, appointment)
        post.local_date = local(instant, zone).date()
        bylines.sign_further(post)
        bylines.take_address(post)
        _mark(post)
    versions.keep(post, "published", by)
    front = queries.best_bit(post, on_front=True)
    record(POST_PUBLISHED, post.id, _keys(post) | ({"best"} if front else set()))


def redate(post: Post, dated: Dated, *, appointment_id: int | None = None, by: Any = None, note: str = "") -> bool:
    """Give a published post another day, with the role and place of that day; its old address leads to the new one.

    Gives whether the day differed.
    """
    if not post.is_out or str(dated) == str(day_of(post)):
        return False
    appointment = post.appointment
    if appointment_id or appointment is None or not appointment.holds_on(dated.at.date()):
        bylines.require_own(post, appointment_id)
        post.appointment_id = appointment_id
        appointment = bylines.appointment_for(post, dated, None)
    zone = appointment.time_zone if appointment else "UTC"
    instant = from_local(dated.at, zone)
    if instant > now():
        raise Refused("A published post cannot bear a date that is still to come.", 422)
    post.clock_known = dated.clock_known
    _move(post, appointment, instant, by=by, note=note or f"Dated {dated}")
    return True


def _move(post: Post, appointment: Appointment | None, instant: datetime, *, by: Any, note: str) -> None:
    """Sign a published post under an appointment at an instant, with all that follows from the two."""
    day_before = post.local_date
    keys = _keys(post)
    with counts.counted_anew(post):
        bylines.sign(post, appointment)
        post.published_at, post.local_date = instant, local(instant, post.time_zone).date()
        if post.local_date != day_before:
            bylines.sign_further(post, moved=True)
        bylines.take_address(post)
        _mark(post)
    post.corrected_at = post.saved_at = now()
    versions.keep(post, "corrected", by, note)
    record(POST_CORRECTED, post.id, keys | _keys(post) | {"corrected", "best", "comments", f"comments-{post.blogger_id}"})


def _mark(post: Post) -> None:
    """Bring the copies of its instant, by which lists are read, in line with it."""
    topics.mark(post)
    bylines.mark(post)


def answer(post: Post, blogger_ids: Collection[int], agrees: bool, *, by: Any) -> bool:
    """A colleague agrees to stand in a byline, or does not; gives whether the answer differs from an earlier one.

    What is published is a fact: from then on a name is corrected, and not taken back.
    """
    # Locked, and read again: what its author saves at this moment must not write an answer over.
    db.session.execute(select(Post.id).where(Post.id == post.id).with_for_update())
    db.session.expire_all()
    if post.published_at is not None:
        raise Refused("This post is out. Ask its author or an editor to correct who signed it.", 422)
    given = "agreed" if agrees else "declined"
    asked = [row for row in bylines.further(post) if row.blogger_id in blogger_ids and row.consent != given]
    for row in asked:
        row.consent = given
    if asked and not agrees:
        unschedule(post)
    if asked:
        versions.keep(post, "saved", by, "Agreed to sign" if agrees else "Declined to sign")
    return bool(asked)


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
    bylines.require_consent(post)
    require_passage(post, by)
    appointment = bylines.appointment_for(post, Dated(at=local_time, clock_known=True), None)
    instant = from_local(local_time, appointment.time_zone if appointment else "UTC")
    if instant <= now():
        raise Refused("That time is past. Choose one that is still to come, or publish now.", 422)
    bylines.require_signable(post, instant)
    post.publish_at, post.dated = instant, None
    record(POST_SCHEDULED, post.id, set())


def unschedule(post: Post) -> None:
    """Take the plan back: a draft again."""
    post.publish_at = None


def give_back(post: Post, why: str) -> None:
    """Take back a plan that could not be kept; the versions say why."""
    unschedule(post)
    versions.keep(post, "saved", None, f"The plan could not be kept. {why}")


def note_review(post: Post, is_open: bool) -> None:
    """Whether somebody is asked to read a post before it comes out."""
    post.in_review_at = (post.in_review_at or now()) if is_open else None


def withdraw(post: Post, reason: str, *, by: Any = None) -> None:
    """Take a post from the world. Its address says why, for ever; its versions are kept."""
    if not line(reason):
        raise Refused("Say in a sentence why it is withdrawn: readers see it at the old address.", 422)
    if post.published_at is None:
        raise Refused("Only what was published can be withdrawn.", 422)
    if post.withdrawn_at is not None:
        return
    keys = _keys(post) | {"best", "comments"}
    with counts.counted_anew(post):
        post.withdrawn_at, post.withdrawn_reason = now(), line(reason)
        _mark(post)
    versions.keep(post, "withdrawn", by, line(reason))
    counts.note_last_post(post.blogger_ids)
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
    """Open or close a post for comments, and its translations with it, as they have one thread."""
    if post.comments_open != is_open:
        together = translations.members(post)
        for member in together:
            member.comments_open = is_open
        if any(member.is_out for member in together):
            record(COMMENTS_SWITCHED, post.id, own_keys(post))


def clean_again(post: Post) -> bool:
    """Make the markup anew from the source, after the rules changed; gives whether it differs."""
    html = clean_post(post.source, post.body_format)
    differs = html != post.html
    post.html, post.html_policy = html, POLICY
    if differs:
        versions.note_pictures(post)
    if differs and post.is_out:
        record(POST_CORRECTED, post.id, {f"post-{post.id}", "corrected"})
    return differs


def forget_picture(picture_id: int) -> None:
    """Take a picture out of earlier versions, and of what was withdrawn, before it is deleted."""
    formerly = and_(Post.top_image_id == picture_id, Post.withdrawn_at.is_not(None))
    db.session.execute(update(Post).where(formerly).values(top_image_id=None))
    db.session.execute(update(PostVersion).where(PostVersion.top_image_id == picture_id).values(top_image_id=None))


def _require_complete(post: Post) -> None:
    if not post.title:
        raise Refused("A post needs a title before it is published.", 422)
    if not plain(post.html):
        raise Refused("A post needs a text before it is published.", 422)
    if undescribed(post.html):
        raise Refused("Say what each picture in the text shows, or mark it as decoration.", 422)
    if post.top_image_id and not post.top_image_alt:
        raise Refused(_NO_ALT, 422)
