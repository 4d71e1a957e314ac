"""Words of the writing page that depend on what was done or typed."""

from datetime import datetime

from flask import current_app
from markupsafe import Markup

from network.base.clock import local, now
from network.base.html import clean_post, marked
from network.base.language import _, clock_time, day, ui
from network.base.web import Viewer
from network.bloggers.models import Appointment, Blogger
from network.clearance.queries import editors_to_ask
from network.desk.forms import PostForm
from network.desk.queries import Around, clock_of, planned
from network.posts import queries
from network.posts.models import Post


def formatted(form: PostForm, post: Post | None) -> Markup | None:
    """The text in the form as readers would see it, for the sheet; None for a text that cannot be shown."""
    source, kind = form.body.data or "", form.body_format.data or "html"
    if post and (source, kind) == (post.source, post.body_format):
        return marked(post.html)
    try:
        return marked(clean_post(source, kind))
    except ValueError:
        return None


def told(post: Post, form: PostForm) -> str:
    """What a button did, in a sentence for whoever pressed it."""
    if form.does == "withdraw":
        return _("Withdrawn. Its address gives your reason.")
    if form.asked:
        asked = _("%(name)s finds it on their desk, and you find the answer here.", name=form.asked.name)
        return f"{asked} {plan_lost()}" if lost_plan(post, form) else asked
    if form.does == "publish" and post.corrected_at is None:
        return _published(post)
    if post.is_out and form.correction.data and not form.differed:
        return _("Saved. The words of the post are the same, so what you noted on the correction was not kept.")
    if post.is_out:
        return _("Saved. Readers see it as it is now.")
    if post.publish_at:
        return _("It comes out on %(when)s.", when=_when(post))
    if form.kept.for_readers and form.does == "save":
        return _("Saved. The plan is taken back, since this is not the text that was cleared: send it for review again.")
    return _("Saved as a draft. Readers do not see it.")


def lost_plan(post: Post, form: PostForm) -> bool:
    """Whether asking somebody took the plan back."""
    return bool(form.asked and form.kept.for_readers and not post.publish_at)


def plan_lost() -> str:
    return _("The plan is taken back, since the post is not cleared: plan it again when it is.")


def _published(post: Post) -> str:
    """Where and as whom: “Published as Consul, Valparaíso, 09:46 there.”"""
    author = queries.byline(post)
    who = ", ".join(filter(None, (author.role, author.place_name))) or author.name
    at = post.published_local
    if not post.clock_known:
        return _("Published as %(who)s, dated %(day)s.", who=who, day=day(at.date(), ui()))
    if post.dated:
        return _(
            "Published as %(who)s, dated %(day)s, %(time)s there.", who=who, day=day(at.date(), ui()), time=clock_time(at, ui())
        )
    return _("Published as %(who)s, %(time)s there.", who=who, time=clock_time(at, ui()))


def _when(post: Post) -> str:
    assert post.publish_at is not None
    held = planned(post)
    at = local(post.publish_at, clock_of(held))
    place = held.place.name if held and held.place else "UTC"
    return _("%(day)s, %(time)s in %(place)s", day=day(at.date(), ui()), time=clock_time(at, ui()), place=place)


def show_plan(form: PostForm, post: Post | None, around: Around) -> None:
    """Put the plan of a scheduled post into its field, unless somebody typed another."""
    if post and post.publish_at and not form.publish_at.data and not form.was_sent("publish_at"):
        form.publish_at.data = around.local(post.publish_at).strftime("%Y-%m-%dT%H:%M")


def clocks(instant: datetime, around: Around) -> list[tuple[str, datetime]]:
    """A plan on the clock of its place, in UTC, and at headquarters, each clock told once."""
    home = current_app.extensions["settings"].headquarters_time_zone
    told = {around.clock: around.place, "UTC": "UTC"} | ({home: _("headquarters")} if home and home != around.clock else {})
    return [(name, local(instant, zone)) for zone, name in told.items()]


def clock_changes(instant: datetime, zone: str) -> bool:
    """Whether a place's clock is set forward or back between now and then."""
    return local(now(), zone).utcoffset() != local(instant, zone).utcoffset()


def unseen(post: Post | None, *, dates: bool, front: bool) -> set[str]:
    """Fields that the page of a post in this state does not show, to somebody who may set `dates` and choose for the `front`."""
    state = post.state if post else "draft"
    names = {"action", "body_format", "seen", "opened"}
    if state in ("published", "withdrawn"):
        names |= {"publish_at"} | (set() if dates and state == "published" else {"date"})
        names |= {"appointment"} if state == "withdrawn" else set()
    if state != "published":
        names |= {"correction", "reason"}
    if post is None or state in ("published", "withdrawn"):
        names |= {"reviewer", "reviewer_name", "reviewer_email", "review_message"}
    return names if front else names | {"front_best_bit"}


def version_kinds() -> dict[str, str]:
    """What was done when a version was kept, in words."""
    words = {"saved": _("saved"), "published": _("published"), "corrected": _("corrected"), "withdrawn": _("withdrawn")}
    return words | {"approved": _("approved")}


def reviewer_choices(blogger: Blogger, post: Post | None, by: Viewer) -> dict[str, str]:
    """Editors whom somebody may ask to read a post; by default somebody else, who is named."""
    editors = editors_to_ask(post.blogger_ids if post else {blogger.id})
    return {"": _("Somebody without an account")} | {str(each.id): each.name for each in editors if each.id != by.id}


def appointment_choices(around: Around, post: Post | None) -> dict[str, str]:
    """Appointments to choose from; by default the day decides, and of a post that is out, what it was signed as."""
    held = {str(a.id): in_words(a) for a in around.appointments}
    if post and post.published_at:
        return held if post.appointment_id else {"": _("No appointment")} | held
    return {"": _("The appointment of the day")} | held


def in_words(appointment: Appointment) -> str:
    place = appointment.place.name if appointment.place else ""
    words = ", ".join(filter(None, (appointment.role, place)))
    years = [str(each.year) if each else "" for each in (appointment.starts_on, appointment.ends_on)]
    return f"{words} ({years[0]}–{years[1]})" if any(years) else words
