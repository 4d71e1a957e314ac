"""What the buttons of the writing page do. What cannot be done is told beside the field that it concerns."""

from typing import Any

from network.base.database import db
from network.base.language import _
from network.base.text import line
from network.base.web import Refused
from network.bloggers import actions as bloggers
from network.bloggers.models import Blogger
from network.clearance import actions as clearance
from network.desk import queries
from network.desk.forms import PostForm, kept
from network.desk.profile_form import ProfileForm
from network.media import actions as media
from network.media.models import Picture
from network.posts import actions as posts
from network.posts import translating, translations
from network.posts.access import may_choose_for_front, may_date
from network.posts.models import Post

_IN_TEXT = 1280  # Twice the measure of a text, for dense screens.


class ChangedMeanwhile(Exception):
    """Somebody else changed the same fields of the post after this sheet was opened."""


def begin(blogger: Blogger, form: PostForm, by: Any) -> Post | None:
    """A new post from a sheet, or the one that the sheet became before; None when something is wrong with it."""
    if not form.is_good or form.written is None:
        return None
    said = {"by": by, "slug_wish": form.slug.data or "", "names": form.names}
    post = queries.twin(blogger, form) or _trying(form, "title", posts.draft, blogger, form.written, **said)
    if post is None:
        return None
    _do(post, form, by)
    return post


def go_on(post: Post, form: PostForm, by: Any) -> None:
    """Do what the button says with a post that is there.

    ChangedMeanwhile when somebody else changed, after the sheet was opened, a field that was changed here, too.
    """
    translations.lock(post)
    db.session.refresh(post, with_for_update=True)
    form.meet(kept(post))
    if form.does == "withdraw":
        _trying(form, "reason", posts.withdraw, post, form.reason.data or "", by=by)
        return
    if post.withdrawn_at is not None:
        form.refuse("title", _("This post was withdrawn. It can be read here, and not changed any more."))
    if form.contested:
        raise ChangedMeanwhile
    if form.is_good:
        _do(post, form, by)


def keep_picture(made: media.Made, by: Any) -> dict[str, str | int]:
    """Keep a picture for a text; gives its address there and its measures."""
    return in_text(media.keep(made, by))


def in_text(picture: Picture) -> dict[str, str | int]:
    """A picture as a text can hold it, and what is known of it."""
    width = min(picture.width, _IN_TEXT)
    return {
        "id": picture.id,
        "src": picture.source(_IN_TEXT),
        "small": picture.source(1),
        "width": width,
        "height": round(picture.height * width / picture.width),
        "alt": picture.alt,
        "name": picture.file_name or _("Picture %(number)s", number=picture.id),
    }


def describe(blogger: Blogger, form: ProfileForm, by: Any) -> None:
    """Keep what readers see of a blogger."""
    photo = media.keep(form.photo_made, by) if form.photo_made else form.photo_chosen
    top_image = media.keep(form.top_image_made, by) if form.top_image_made else form.top_image_chosen
    bloggers.describe(
        blogger,
        name=form.name.data or "",
        blog_title=form.blog_title.data or "",
        description=form.description.data or "",
        about=form.about.data or "",
        about_html=form.about_html,
        links=form.links.data or "",
        language=form.language.data or blogger.language,
    )
    bloggers.show_pictures(
        blogger,
        photo_id=photo.id if photo else None,
        top_image_id=top_image.id if top_image else None,
        top_image_alt=form.top_image_alt.data or "",
        top_image_focus=form.focus,
        without_photo=form.no_photo.data and not photo,
        without_top_image=form.no_top_image.data and not top_image,
    )


def _do(post: Post, form: PostForm, by: Any) -> None:
    _keep(post, form, by)
    if not form.is_good:
        return
    if form.does == "publish" and post.published_at is None:
        _trying(form, "date", posts.publish, post, by=by)
    elif form.does == "schedule":
        _trying(form, "publish_at", posts.schedule, post, form.plan, by=by)
    elif form.does == "unschedule":
        posts.unschedule(post)
    elif form.does == "review":
        _ask(post, form, by)


def _ask(post: Post, form: PostForm, by: Any) -> None:
    """Have somebody read what was saved just now."""
    message = form.review_message.data or ""
    if form.reviewer_id:
        form.asked = _trying(form, "reviewer", clearance.ask_editor, post, form.reviewer_id, message, by=by)
        return
    whom = form.reviewer_name.data or "", form.reviewer_email.data or ""
    if made := _trying(form, "reviewer_email", clearance.ask_by_link, post, *whom, message, by=by):
        form.asked, form.secret = made


def _keep(post: Post, form: PostForm, by: Any) -> None:
    """Everything that was typed, but for what the button does."""
    if form.does in ("publish", "unschedule"):
        posts.unschedule(post)
    wish = form.slug.data or ("" if post.published_at else form.title.data)
    said = {"by": by, "note": form.correction.data or ""}
    _trying(form, "language", translating.require_free, post, form.language.data or "")
    if not form.is_good:
        return
    shown = _top_image(post, form, by)
    name = "top_image_alt" if shown.id and not shown.alt else "body"
    kept = {"slug_wish": wish or "", "top_image": shown, "names": form.names}
    form.differed = _trying(form, name, posts.save, post, form.written, **kept, **said)
    _keep_day(post, form, said)
    _trying(form, "best_bit", posts.choose_best_bit, post, form.best_bit.data or "", on_front=False)
    if may_choose_for_front(by):
        _trying(form, "front_best_bit", posts.choose_best_bit, post, form.front_best_bit.data or "", on_front=True)
    posts.switch_comments(post, form.comments.data == "open")


def _keep_day(post: Post, form: PostForm, said: dict[str, Any]) -> None:
    moves = post.published_at and form.dated and str(form.dated) != str(posts.day_of(post))
    if moves and not may_date(said["by"], post):
        form.refuse("date", _("Only an editor can give a published post another day."))
    elif moves:
        other = form.appointment_id if form.appointment_id != post.appointment_id else None
        moved = _trying(form, "date", posts.redate, post, form.dated, appointment_id=other, **said)
        form.differed = form.differed or bool(moved)
    else:
        moved = _trying(form, "appointment", posts.choose_appointment, post, form.appointment_id, **said)
        form.differed = form.differed or bool(moved)
    if post.published_at is None:
        _trying(form, "date", posts.set_day, post, form.dated)


def _top_image(post: Post, form: PostForm, by: Any) -> posts.TopImage:
    picture_id = None if form.no_top_image.data else post.top_image_id
    if form.chosen:
        picture_id = form.chosen.id
    if form.made:
        picture_id = media.keep(form.made, by).id
    return posts.TopImage(picture_id, line(form.top_image_alt.data), form.focus if picture_id else "")


def _trying(form: PostForm, name: str, action: Any, *arguments: Any, **named: Any) -> Any:
    try:
        return action(*arguments, **named)
    except posts.CannotSign as why:
        form.refuse(form.box_of(why), _(why.message, **why.values))
    except posts.TwoAppointments as why:
        form.refuse("appointment", _(why.sentence))
    except posts.Held as why:
        form.form_errors.append(_(why.sentence))
    except Refused as why:
        form.refuse(name, _(why.sentence))
