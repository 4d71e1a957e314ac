"""The diplomat's rooms: the desk, the writing page, the profile of a blog."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, flash, redirect, render_template, request, url_for
from markupsafe import Markup

from network.base.clock import now
from network.base.database import despite_refusal
from network.base.footnotes import at_the_foot
from network.base.html import marked
from network.base.language import _
from network.base.web import Denied, Refused, Room, asks_for_json, authors, viewer
from network.bloggers import queries as bloggers
from network.bloggers.access import may_edit_profile, writes_on
from network.bloggers.models import Blogger
from network.clearance import queries as clearance
from network.desk import actions, library, links, queries, review_pages, unsaved
from network.desk.byline import consents, slots
from network.desk.checklist import checks
from network.desk.forms import PostForm
from network.desk.links import Tried
from network.desk.models import Unsaved
from network.desk.picture_form import PictureForm
from network.desk.presentation import (
    appointment_choices,
    clock_changes,
    clocks,
    formatted,
    lost_plan,
    plan_lost,
    reviewer_choices,
    show_plan,
    told,
    unseen,
    version_kinds,
)
from network.desk.profile_form import ProfileForm
from network.desk.tasks import try_links
from network.media import actions as media
from network.media.inline import in_sizes
from network.posts import queries as posts
from network.posts.access import may_choose_for_front, may_date, may_edit
from network.posts.models import Post
from network.posts.selection import Selection

room = Room("desk", __name__)
_A_PAGE = 20
POST = "/desk/posts/<int(max=2147483647):post_id>/"


@room.get("/desk/", access=authors)
def front() -> Any:
    """One's own posts in any state, and the comments that wait; for editors also everybody's."""
    own = bloggers.of_account(viewer().id)
    own_ids = [blogger.id for blogger in own]
    of_all, state = _all_asked(), _state_asked()
    here = queries.here_and_now(own_ids)
    midnight = (here[0] if here else now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return render_template(
        "desk/front.html",
        own=own,
        of_all=of_all,
        state=state,
        unsaved=unsaved.all_of(viewer().id),
        here_and_now=here,
        page=queries.front(None if of_all else own_ids, _A_PAGE, before_asked(), state),
        waiting=queries.waiting(own_ids),
        to_read=queries.comments_to_read(own_ids),
        to_answer=queries.comments_to_answer(own_ids),
        to_sign=queries.signatures(own_ids),
        to_review=clearance.waiting_for(viewer().id) if viewer().is_editor else [],
        of_colleagues=queries.of_colleagues(own_ids, midnight),
        today=Selection(since=midnight.date(), until=midnight.date()),
        on_own_clock=lambda instant: instant.astimezone(midnight.tzinfo),
    )


def blog_to_write_on() -> Any:
    """The blog that was named, or one's only one; whoever has none or several is asked first."""
    if viewer().is_visitor:
        return None
    asked = request.args.get("blog")
    found = queries.blog_to_write_on(viewer(), asked)
    return found if found or asked else redirect(url_for("desk.front"), 303)


def may_write(viewer: Any, blogger: Blogger) -> bool:
    return writes_on(viewer, blogger.id)


@room.get("/desk/posts/new/", access=may_write, loads=blog_to_write_on)
def new(thing: Blogger) -> Any:
    """An empty sheet, or one that was left unsaved."""
    form, left = PostForm.new(thing), unsaved.left_new(viewer().id, thing, request.args.get("unsaved", ""))
    if left:
        unsaved.fill(form, left)
    return _sheet(thing, None, form, left=left)


@room.post("/desk/posts/new/", access=may_write, loads=blog_to_write_on, prepare=PostForm.sent_new)
def create(thing: Blogger, form: PostForm) -> Any:
    """The first save makes the post."""
    if form.does == "pictures":
        return _sheet(thing, None, form)
    if form.does == "preview":
        return _preview(thing, None, form)
    post = actions.begin(thing, form, viewer())
    if post is None or form.errors:
        return _refused(thing, None, form)
    unsaved.drop(unsaved.of_new(viewer().id, form.opened.data or ""))
    return _done(post, form)


@room.get(POST, access=may_edit, loads=posts.find)
def edit(thing: Post) -> Any:
    """The sheet of a post, with what one typed into it and did not save."""
    form, left = PostForm.of(thing), unsaved.of(viewer().id, thing) if thing.withdrawn_at is None else None
    if left:
        unsaved.fill(form, left)
    return _sheet(thing.blogger, thing, form, left=left)


@room.post(POST, access=may_edit, loads=posts.find, prepare=PostForm.sent_of)
def update(thing: Post, form: PostForm) -> Any:
    """Save, publish, schedule, correct or withdraw."""
    if form.does == "pictures":
        return _sheet(thing.blogger, thing, form)
    if form.does == "preview":
        return _preview(thing.blogger, thing, form)
    try:
        actions.go_on(thing, form, viewer())
    except actions.ChangedMeanwhile:
        return _sheet(thing.blogger, thing, form, changed=True), 409
    if form.errors:
        return _refused(thing.blogger, thing, form)
    unsaved.drop(unsaved.of(viewer().id, thing))
    return _done(thing, form)


@room.post("/desk/pictures/", access=authors, prepare=PictureForm.sent)
def keep_picture(form: PictureForm) -> Any:
    """A picture for the text of a post. What is wrong with it is told as JSON, since a script asks."""
    if form.made is None:
        return {"error": form.refusal}, 422
    return actions.keep_picture(form.made, viewer()), 201


def _blog_to_describe() -> Any:
    """The blog that was named, or the first of one's own."""
    if viewer().is_visitor:
        return None
    asked = request.args.get("blog")
    own = bloggers.of_account(viewer().id) if asked is None else []
    return bloggers.by_handle(asked) if asked else own[0] if own else redirect(url_for("desk.front"), 303)


@room.get("/desk/profile/", access=may_edit_profile, loads=_blog_to_describe)
def profile(thing: Blogger) -> Any:
    """What readers see of a blogger, to be changed."""
    return _profile(thing, ProfileForm.of(thing))


@room.post("/desk/profile/", access=may_edit_profile, loads=_blog_to_describe, prepare=ProfileForm.sent_of)
def save_profile(thing: Blogger, form: ProfileForm) -> Any:
    """Keep it."""
    if request.form.get("action") == "pictures":
        return _profile(thing, form)
    if form.errors:
        return _profile(thing, form), 422
    actions.describe(thing, form, viewer())
    flash(_("The profile is saved. Readers see it now."))
    return redirect(url_for("desk.profile", blog=thing.handle), 303)


def _done(post: Post, form: PostForm) -> Any:
    """Say what was done, over the sheet; the link of somebody who was asked to read it is shown this once."""
    if form.secret:
        if lost_plan(post, form):
            flash(plan_lost())
        return review_pages.link(form.asked, form.secret)
    flash(told(post, form))
    return redirect(url_for("desk.edit", post_id=post.id), 303)


def _sheet(blogger: Blogger, post: Post | None, form: PostForm, *, changed: bool = False, left: Unsaved | None = None) -> str:
    """`left` is what the form holds and was not saved; of a form that was sent, it is looked up."""
    if left is None and request.method == "POST":
        left = unsaved.of(viewer().id, post) if post else unsaved.of_new(viewer().id, form.opened.data or "")
    around = queries.around(blogger, post, form)
    dates, front = may_date(viewer(), post), may_choose_for_front(viewer())
    show_plan(form, post, around)
    form.lift_errors(unseen(post, dates=dates, front=front))
    form.appointment.choices = appointment_choices(around, post)
    form.comments.choices = {"open": _("Open"), "closed": _("Closed")}
    form.language.choices = queries.languages(form.language.data or "")
    form.reviewer.choices = reviewer_choices(blogger, post, viewer())
    standing = clearance.standing(post) if post else None
    shown, tried = formatted(form, post), _tried(post)
    beside = queries.beside(post) if post else None
    picked = library.chosen(viewer(), form.picked.data, beside=form.kept.place)
    return render_template(
        "desk/sheet.html",
        blogger=blogger,
        post=post,
        form=form,
        changed=changed,
        left=left,
        kinds=version_kinds(),
        turn=left.turn if left else 0,
        others=unsaved.by_others(viewer().id, post) if post else [],
        arrival=queries.arrival(post) if post else None,
        around=around,
        now=now(),
        top_image=picked or (post.top_image if post else None),
        pictures=library.offered(viewer(), form.sought.data or "", picked),
        checks=checks(form, around, shown or "", consents=consents(post), standing=standing, tried=tried),
        standing=standing,
        is_trying=bool(tried and tried.unknown),
        clocks=clocks(post.publish_at, around) if post and post.publish_at else [],
        clock_changes=bool(post and post.publish_at and clock_changes(post.publish_at, around.clock)),
        may_date=dates,
        may_choose_for_front=front,
        name_slots=slots(form, post),
        colleagues=bloggers.names(),
        formatted=shown,
        beside=beside,
        offered=queries.languages_left(beside) if beside else {},
        original_body=_beside(beside.original) if post and post.is_translation and beside and beside.original else None,
    )


def _beside(original: Post) -> Markup:
    """The text of an original, to be read beside its translation."""
    return marked(at_the_foot(in_sizes(original.html), _("Notes"), _("Back to note"), of="original-"))


def _tried(post: Post | None) -> Tried | None:
    """What is known of the links of a post that is not out; what is not known is asked behind the page, from the saved text."""
    if post is None or post.published_at is not None:
        return None
    hosts = sorted({request.host.lower(), urlsplit(current_app.extensions["settings"].base_url).netloc.lower()} - {""})
    found = links.tried(post.html, hosts)
    if found.are_due:
        try_links.later(post_id=post.id, own_hosts=hosts)
    return found


def _refused(blogger: Blogger, post: Post | None, form: PostForm) -> tuple[str, int]:
    """The sheet with everything that was typed, over the post as it still is; a picture that was sent is chosen there."""
    with despite_refusal():
        if form.made:
            form.picked.data = str(media.keep(form.made, viewer()).id)
    return _sheet(blogger, post, form), 422


def _preview(blogger: Blogger, post: Post | None, form: PostForm) -> Any:
    """The post as readers would see it; nothing is kept."""
    if form.written and asks_for_json():
        return {"html": form.written.html}
    if form.errors or form.written is None:
        return _refused(blogger, post, form)
    around = queries.around(blogger, post, form)
    body = marked(at_the_foot(in_sizes(form.written.html), _("Notes"), _("Back to note")))
    return render_template(
        "desk/preview.html",
        blogger=blogger,
        post=post,
        written=form.written,
        body=body,
        top_image=form.chosen or (post.top_image if post and not form.no_top_image.data else None),
        top_image_alt=form.top_image_alt.data or "",
        focus=form.focus,
        names=form.names_typed("author"),
        translators=form.names_typed("translator"),
        around=around,
        now=now(),
    )


def _profile(blogger: Blogger, form: ProfileForm) -> str:
    form.language.choices = queries.languages(form.language.data or "")
    chosen = {name: library.chosen(viewer(), form[f"{name}_picked"].data) for name in ("photo", "top_image")}
    return render_template(
        "desk/profile.html",
        blogger=blogger,
        form=form,
        own=bloggers.of_account(viewer().id),
        photo=chosen["photo"] or blogger.photo,
        top_image=chosen["top_image"] or blogger.top_image,
        offered={n: library.offered(viewer(), form[f"{n}_sought"].data or "", picked) for n, picked in chosen.items()},
    )


def _all_asked() -> bool:
    asked = request.args.get("of", "own")
    if asked not in ("own", "all"):
        raise Refused(_("Posts are shown of yourself or of all."))
    if asked == "all" and not viewer().is_editor:
        raise Denied
    return asked == "all"


def _state_asked() -> str:
    asked = request.args.get("state", "")
    if asked and asked not in queries.STATES:
        raise Refused(_("A post is a draft, with a reader, scheduled, published or withdrawn."))
    return asked


def before_asked() -> int | None:
    text = request.args.get("before", "")
    if text and not (text.isdecimal() and text.isascii() and 0 < len(text) < 10):
        raise Refused(_("The address of this part of the list is damaged. Go back to its first page."))
    return int(text) if text else None
