"""A post as its author types it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from flask import request
from wtforms import BooleanField, FileField, SelectField, StringField

from network.base.clock import now
from network.base.forms import AtMost, LineField, Readable, TextField, refusals
from network.base.html import undescribed
from network.base.language import _, canonical
from network.base.text import slug, tidy
from network.base.web import viewer
from network.bloggers.models import Blogger
from network.desk import library
from network.desk.byline_form import BOXES, BylineForm, kept_names, whole_byline
from network.desk.focus import focus_of
from network.desk.review_forms import AskingFields
from network.media import actions as media
from network.media.models import Picture
from network.posts import actions as posts
from network.posts import queries
from network.posts.models import Post

ACTIONS = ("save", "pictures", "preview", "publish", "schedule", "unschedule", "withdraw", "review")
_BEFORE_READERS = ("publish", "schedule")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How a post stands before what was typed: fields that a program leaves out stay as they are."""

    fields: dict[str, Any]
    blogger: Blogger
    for_readers: bool = False
    has_picture: bool = False
    place: str = ""


class PostForm(AskingFields, BylineForm):
    """Everything that an author says of a post; `read` makes of it what is kept."""

    title = LineField("Title", [AtMost(200), Readable()])
    standfirst = LineField("Standfirst", [AtMost(500), Readable()])
    body = TextField("Post", [Readable()])
    body_format = StringField("Format")
    tags = LineField("Topics, with commas between them", [AtMost(1000), Readable()])
    language = SelectField("This post is in", choices=[], validate_choice=False)
    appointment = SelectField("Written as", choices=[], validate_choice=False)
    slug = LineField("Last part of the address", [AtMost(100), Readable()])
    date = LineField("Day that it bears", [AtMost(40)])
    top_image = FileField("Picture")
    picked = StringField("Picture of the library")
    sought = LineField("Words of the picture", [AtMost(200), Readable()])
    top_image_alt = LineField("What does it show?", [AtMost(500), Readable()])
    focus_x = LineField("From the left edge, in per cent", [AtMost(3)])
    focus_y = LineField("From the top edge, in per cent", [AtMost(3)])
    no_top_image = BooleanField("Take the picture away")
    best_bit = LineField("Best bit, on the blog", [AtMost(500), Readable()])
    front_best_bit = LineField("Best bit, on the front page", [AtMost(500), Readable()])
    correction = LineField("What did you correct?", [AtMost(500), Readable()])
    comments = SelectField("Comments on this post", choices=[], validate_choice=False)
    publish_at = LineField("When it shall come out", [AtMost(40)])
    reason = LineField("Why is it withdrawn?", [AtMost(500), Readable()])
    seen = StringField("Seen")
    opened = StringField("Opened")
    action = StringField("Action")

    kept: Kept
    written: posts.Written | None = None
    made: media.Made | None = None
    chosen: Picture | None = None
    dated: posts.Dated | None = None
    plan: datetime | None = None
    appointment_id: int | None = None
    names: tuple[posts.Name, ...] = ()
    contested: list[str]
    file_was_sent = False
    focus = ""
    differed = False

    @classmethod
    def new(cls, blogger: Blogger) -> "PostForm":
        """An empty sheet."""
        return cls._with(_of_new(blogger))

    @classmethod
    def of(cls, post: Post) -> "PostForm":
        """The sheet of a post as it is kept."""
        return cls._with(kept(post))

    @classmethod
    def sent_new(cls, thing: Blogger) -> "PostForm":
        return cls._sent(_of_new(thing))

    @classmethod
    def sent_of(cls, thing: Post) -> "PostForm":
        return cls._sent(kept(thing))

    @classmethod
    def _with(cls, kept: Kept) -> "PostForm":
        form = cls(data=kept.fields)
        form.kept = kept
        return form

    @classmethod
    def _sent(cls, kept: Kept) -> "PostForm":
        """What was sent, checked and made ready; slow, so before the transaction."""
        form: PostForm = cls.sent(data=kept.fields)
        form.kept = kept
        if form.was_sent("body") and not form.was_sent("body_format"):
            form.body_format.data = "html"
        form._bring_together()
        form._read()
        return form

    @property
    def does(self) -> str:
        """Which button was pressed."""
        return self.action.data or "save"

    def meet(self, present: Kept) -> None:
        """Bring what was typed together with how the post stands now, field by field.

        What somebody else changed and this person did not is taken over; what both changed, otherwise, is `contested`.
        """
        if self.kept.fields != present.fields:
            self.kept = present
            self._bring_together()
            self._read()

    def _bring_together(self) -> None:
        shown = dict(pair.partition(":")[::2] for pair in (self.seen.data or "").split())
        self.contested = []
        for name, present in marks(self.kept.fields).items():
            boxes = BOXES if name == "byline" else (name,)
            if name not in shown or not self.was_sent(boxes[0]):
                continue
            mine = _mark(self._typed(name))
            if present in (mine, shown[name]):
                continue
            if mine != shown[name]:
                self.contested.append(name)
                continue
            for box in boxes:
                self[box].data = self.kept.fields[box]
            if name == "body":
                self.body_format.data = self.kept.fields["body_format"]

    def _typed(self, name: str) -> str:
        if name == "byline":  # boxes that the sheet did not show hold what is kept now, and not what was kept then
            return whole_byline({box: self[box].data for box in BOXES if self.was_sent(box)})
        return _whole(name, {each: self[each].data for each in (name, "body_format")})

    @property
    def opened_at(self) -> datetime | None:
        """When the empty sheet was opened."""
        try:
            at = datetime.fromisoformat(self.opened.data or "")
        except ValueError:
            return None
        return at if at.tzinfo else None

    def lift_errors(self, names: set[str]) -> None:
        """Say at the head of the page what is wrong with fields that it does not show."""
        for name in names:
            self.form_errors.extend(self[name].errors)
            self[name].errors = []

    def was_sent(self, name: str) -> bool:
        return name in request.form

    def _read(self) -> None:
        if self.does in ("withdraw", "pictures"):
            self.file_was_sent = bool(request.files.get("top_image"))
            return
        if self.does not in ACTIONS:
            self.refuse("action", _("There is no such button. Save, preview, publish, schedule or withdraw."))
        if self.body_format.data not in ("html", "markdown"):
            self.refuse("body_format", _("The text is either Markdown or HTML."))
        if self.comments.data not in ("open", "closed"):
            self.refuse("comments", _("Comments are either open or closed."))
        self._read_choices()
        self._read_text()
        self._read_picture()
        if self.does == "review":
            self.read_reviewer()
        if self.kept.for_readers or self.does in _BEFORE_READERS:
            self._require_complete()
        elif self.does != "preview" and self.written and not (self.written.title or self.written.text):
            self.refuse("title", _("Write a title or a text first."))

    def _read_choices(self) -> None:
        self.language.data = refusals(self, "language", canonical, self.language.data or "") or self.language.data
        chosen = (self.appointment.data or "").strip()
        if chosen.isdecimal() and len(chosen) < 10:
            self.appointment_id = int(chosen)
        elif chosen:
            self.refuse("appointment", _("Choose one of the appointments."))
        self.names = self.read_names(self.kept.blogger, self.kept.fields)
        if self.slug.data and not slug(self.slug.data):
            self.refuse("slug", _("An address needs a letter or a digit."))
        if self.date.data and not self.date.errors:
            self.dated = refusals(self, "date", posts.read_dated, self.date.data)
            if self.dated and self.does == "schedule":
                self.refuse("date", _("A planned post bears the day on which it comes out. Empty this field to schedule it."))
        if self.does == "schedule":
            self._read_plan()

    def _read_plan(self) -> None:
        if not self.publish_at.data:
            return self.refuse("publish_at", _("Say on which day and at what time it shall come out."))
        plan = refusals(self, "publish_at", posts.read_dated, self.publish_at.data)
        if plan is not None and not plan.clock_known:
            return self.refuse("publish_at", _("Say at what time, too, as in 2009-03-25T18:20."))
        self.plan = plan.at if plan else None

    def _read_text(self) -> None:
        if self.errors:
            return
        said = (self.title.data, self.standfirst.data, self.body.data, self.body_format.data, self.language.data, self.tags.data)
        self.written = refusals(self, "body", posts.write, *(text or "" for text in said))

    def _read_picture(self) -> None:
        file = request.files.get("top_image")
        if file and file.filename:
            self.file_was_sent = True
            self.made = refusals(self, "top_image", media.read, file.read(), file.filename)
        if self.picked.data:
            self._read_picked()
        self.focus = focus_of(self)

    def _read_picked(self) -> None:
        """A picture of the library brings its words along, where none were typed."""
        self.chosen = library.chosen(viewer(), self.picked.data, beside=self.kept.place)
        if self.chosen is None:
            self.refuse("picked", _("That picture is not in your library, or it was deleted. Choose another."))
        elif not self.top_image_alt.data:
            self.top_image_alt.data = self.chosen.alt

    def _require_complete(self) -> None:
        if self.written and not self.written.title:
            self.refuse("title", _("Readers need a title."))
        if self.written and not self.written.text:
            self.refuse("body", _("Readers need a text."))
        if self.written and undescribed(self.written.html):
            self.refuse("body", _("Say what each picture in the text shows, or mark it as decoration."))
        shown = self.made or self.chosen or (self.kept.has_picture and not self.no_top_image.data)
        if shown and not self.top_image_alt.data:
            self.refuse("top_image_alt", _("Say in words what the top image shows, for those who cannot see it."))


def _of_new(blogger: Blogger) -> Kept:
    fields = {"language": blogger.language, "body_format": "markdown", "comments": "open", "opened": now().isoformat()}
    return Kept(fields=fields, blogger=blogger)


def kept(post: Post) -> Kept:
    """How a post stands, in the fields of its sheet."""
    own, front = queries.best_bit(post, on_front=False), queries.best_bit(post, on_front=True)
    day = posts.day_of(post)
    fields = {
        "title": post.title,
        "standfirst": post.standfirst,
        "body": post.source,
        "body_format": post.body_format,
        "tags": ", ".join(tag.name for tag in queries.tags_of(post)),
        "language": post.language,
        "appointment": str(post.appointment_id or ""),
        "slug": post.slug if post.published_at or post.slug != posts.slug_from(post.title) else "",
        "date": str(day) if day else "",
        "top_image_alt": post.top_image_alt,
        "focus_x": post.top_image_focus.partition(" ")[0],
        "focus_y": post.top_image_focus.partition(" ")[2],
        "best_bit": own.sentence if own else "",
        "front_best_bit": front.sentence if front else "",
        "comments": "open" if post.comments_open else "closed",
        **kept_names(post),
    }
    fields["seen"] = " ".join(f"{name}:{mark}" for name, mark in marks(fields).items())
    return Kept(
        fields=fields,
        blogger=post.blogger,
        for_readers=post.is_out or post.publish_at is not None,
        has_picture=post.top_image_id is not None,
        place=f"post-{post.id}",
    )


def marks(fields: dict[str, Any]) -> dict[str, str]:
    """A short mark of each field that a sheet shows, by which a later one finds out which of them were changed."""
    names = [name for name in fields if name not in ("body_format", "opened", "seen", *BOXES)]
    return {name: _mark(_whole(name, fields)) for name in [*names, "byline"]}


def _whole(name: str, fields: dict[str, Any]) -> str:
    """A text is the same only in the same format; the names of a byline are one."""
    if name == "byline":
        return whole_byline(fields)
    return f"{fields['body_format']} {tidy(fields[name])}" if name == "body" else tidy(fields[name])


def _mark(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()
