"""What is typed about a review: whom to ask, on the sheet; what to say, on the page of who was asked."""

from typing import Any

from wtforms import SelectField, StringField

from network.accounts.actions import email_address
from network.base.forms import AtMost, EmailBox, Form, LineField, Readable, TextField, refusals
from network.base.language import _


class AskingFields(Form):
    """Whom an author asks to read a post: an editor of the list, or somebody by name and address."""

    reviewer = SelectField("Who shall read it?", choices=[], validate_choice=False)
    reviewer_name = LineField("Their name", [AtMost(80), Readable()])
    reviewer_email = EmailBox("Their email address", [AtMost(254)])
    review_message = TextField("What do you ask of them?", [AtMost(2000), Readable()])

    reviewer_id: int | None = None
    asked: Any = None
    secret = ""

    def read_reviewer(self) -> None:
        """Somebody must be named in one of the two ways."""
        chosen = (self.reviewer.data or "").strip()
        if chosen.isdecimal() and chosen.isascii() and len(chosen) < 10:
            self.reviewer_id = int(chosen)
        elif chosen:
            self.refuse("reviewer", _("Choose an editor from the list."))
        else:
            if not self.reviewer_name.data:
                self.refuse("reviewer_name", _("Choose an editor, or type the name of whom you ask."))
            if not self.reviewer_email.data:
                self.refuse("reviewer_email", _("Type their email address, so that the answer is signed with it."))
            elif not self.reviewer_email.errors:
                refusals(self, "reviewer_email", email_address, self.reviewer_email.data)


class ReviewForm(Form):
    """A note in the margin, or an answer, and of which version."""

    action = StringField("Action")
    version = StringField("Version")
    place = StringField("Place")
    quote = LineField("Passage", [AtMost(5000), Readable()])
    note = StringField("Note")
    words = TextField("Your answer", [AtMost(5000), Readable()])

    @classmethod
    def sent_for(cls, **_thing: Any) -> "ReviewForm":
        form: ReviewForm = cls.sent()
        if form.does == "note":
            form.words.id = f"say-{form.place.data}"
        return form

    @property
    def does(self) -> str:
        return self.action.data or ""

    def lift_words(self) -> None:
        """What is wrong with words whose box is not on the page any more is told at its head, with the words."""
        self.form_errors.extend(self.words.errors)
        self.words.errors = []

    @property
    def seen(self) -> int:
        """The number of the version that was read; 0 when none was said."""
        return _number(self.version.data)

    @property
    def note_id(self) -> int:
        return _number(self.note.data)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and text.isascii() and len(text) < 10 else 0
