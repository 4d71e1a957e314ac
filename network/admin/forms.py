"""What editors and administrators type."""

from typing import Any

from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import ValidationError
from wtforms.widgets import NumberInput

from network.accounts.actions import email_address
from network.accounts.models import ROLES
from network.admin.fields import DayField, HandlesField, LanguageField, PlaceField, WriterField
from network.base.forms import AtMost, EmailBox, Form, LineField, Needed, Readable, TextField, refusals
from network.base.html import clean_post, plain
from network.base.language import _
from network.base.text import slug
from network.conversations.pages import LONGEST
from network.posts.models import Tag
from network.posts.queries import tag_by_slug

WAYS_WITH_COMMENTS = ("moderated", "trusted", "open")


def _role() -> RadioField:
    return RadioField("Role", choices=list(ROLES), validate_choice=False)


class _WithRole(Form):
    def validate_role(self, field: Any) -> None:
        if field.data not in ROLES:
            raise ValidationError(_("Choose a role."))


class InviteForm(_WithRole):
    """Somebody who shall sign in."""

    email = EmailBox("Email address", [Needed("Type the address of the person."), AtMost(254)])
    name = LineField("Name", [Needed("Type the name of the person."), AtMost(80), Readable()])
    role = _role()
    blogs = HandlesField("Blogs", [AtMost(500)])

    def validate_email(self, field: Any) -> None:
        if field.data:
            field.data = refusals(self, "email", email_address, field.data) or field.data

    def validate_blogs(self, field: Any) -> None:
        if field.blogs and self.role.data == "reader":
            raise ValidationError(_("A reader writes on no blog. Choose the role of an author, or leave this empty."))


class AccountForm(_WithRole):
    """Who somebody is, and what they may do."""

    name = LineField("Name", [Needed("Type the name of the person."), AtMost(80), Readable()])
    role = _role()


class SuspendForm(Form):
    """Why a sign-in is closed."""

    reason = LineField("Why", [Needed("Say why: it is kept with the account."), AtMost(200)])


class EndForm(Form):
    """That an account shall end for good."""

    sure = BooleanField("Yes, close this account for good")

    def validate_sure(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Tick the box: an account that has ended cannot be opened again."))


class BlogForm(Form):
    """A blog on which an account shall write."""

    handle = HandlesField("Handle of the blog", [Needed("Type the handle of a blog, as in hale."), AtMost(60)])


class ModerationForm(Form):
    """The blogs whose comments a moderator reads."""

    only = HandlesField("Only these blogs", [AtMost(2000)])


class _AppointmentFields(Form):
    """A role in a place, with dates. The days are named `from` and `until`."""

    role_title = LineField("Role, as readers will see it", [Needed("Type a role, such as Consul."), AtMost(120), Readable()])
    organisation = LineField("Organisation", [AtMost(120), Readable()])
    place = PlaceField("Place", [AtMost(120)])

    @property
    def since(self) -> Any:
        return self["from"].day


# `from` is no name in Python.
setattr(_AppointmentFields, "from", DayField("First day"))


class NewBloggerForm(_AppointmentFields):
    """A blogger, and the appointment with which they begin."""

    name = LineField("Name, as readers will see it", [Needed("Type the name of the blogger."), AtMost(80), Readable()])
    handle = LineField("Handle", [Needed("Type a handle: it is the address of the blog."), AtMost(40)])
    language = LanguageField("Language", default="en")
    description = LineField("What the blog is about", [AtMost(300), Readable()])
    account = WriterField("Account that writes on it")


class BloggerForm(Form):
    """Name and address of a blogger."""

    name = LineField("Name, as readers will see it", [Needed("Type the name of the blogger."), AtMost(80), Readable()])
    handle = LineField("Handle", [Needed("Type a handle: it is the address of the blog."), AtMost(40)])
    language = LanguageField("Language")


class ClearanceForm(Form):
    """Whether posts of a blog are read by somebody else before they come out."""

    clearance = RadioField("Before a post comes out", choices=[], validate_choice=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.clearance.choices = [
            ("", _("nobody has to clear it; an author may ask for it")),
            ("asked", _("somebody who was asked approves it: an editor, or anybody by link")),
            ("editors", _("an editor approves it")),
        ]


class WriterForm(Form):
    """An account that shall write on a blog."""

    account = WriterField("Email address of the account", [Needed("Type the address of an account.")])


class CorrectionForm(_AppointmentFields):
    """An appointment as it should have been."""

    until = DayField("Last day")


class AppointmentForm(CorrectionForm):
    """A further appointment."""

    alongside = BooleanField("Held beside the one before it, which does not end")


class TagForm(Form):
    """The name of a topic."""

    name = LineField("Name", [Needed("Type a name."), AtMost(60), Readable()])


class MergeForm(Form):
    """The topic into which another goes. `tag` is it."""

    into = LineField("Merge it into", [Needed("Type the name of the other topic."), AtMost(60)])
    tag: Tag | None = None

    def validate_into(self, field: Any) -> None:
        self.tag = tag_by_slug(slug(field.data or ""))
        if self.tag is None:
            raise ValidationError(_("There is no topic “%(name)s”.", name=field.data))


class PageForm(Form):
    """A page of the network, in Markdown. `html` is what it becomes."""

    title = LineField("Title", [Needed("Type a title."), AtMost(120), Readable()])
    source = TextField("Text", [Needed("Type a text."), AtMost(LONGEST), Readable()])
    based_on = HiddenField(default="0")
    html = ""

    def validate_source(self, field: Any) -> None:
        self.html = clean_post(field.data, "markdown")
        if not plain(self.html):
            raise ValidationError(_("Nothing of this can be shown: it has no words outside its markup."))

    def validate_based_on(self, field: Any) -> None:
        if not (field.data or "").isdecimal() or len(field.data) > 9:
            field.data = "0"


class SettingsForm(Form):
    """What holds for the whole network."""

    name = LineField("Name of the network", [Needed("Type a name."), AtMost(80), Readable()])
    about = LineField("About it, in a sentence", [AtMost(300), Readable()])
    comments = RadioField("Comments", choices=list(WAYS_WITH_COMMENTS), validate_choice=False)
    promise = LineField("How soon comments are read", [AtMost(80), Readable()])
    close_after_days = LineField("Days after which a post takes no more comments", widget=NumberInput(min=0, max=36500))

    def validate_comments(self, field: Any) -> None:
        if field.data not in WAYS_WITH_COMMENTS:
            raise ValidationError(_("Choose how comments are read."))

    def validate_close_after_days(self, field: Any) -> None:
        text = field.data or "0"
        if not text.isdecimal() or len(text) > 5 or int(text) > 36500:
            raise ValidationError(_("Type a whole number of days; 0 means never."))
        field.data = str(int(text))
