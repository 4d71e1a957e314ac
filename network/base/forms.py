"""Forms: one purpose each, errors in sentences. WTForms without tokens: the origin guard stands in."""

from typing import Any

from flask import request
from wtforms import Form as WTForm
from wtforms import StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import EmailInput

from network.base.language import _
from network.base.text import line, tidy
from network.base.web import Refused


class Form(WTForm):
    """What was typed, and what is wrong with it. Labels are messages, in the interface language of the request."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for box in self:
            box.label.text = _(box.label.text) if box.label.text else ""

    @classmethod
    def sent(cls, **given: Any) -> Any:
        """The form of this request, checked. `form.errors` says in sentences what is wrong."""
        form = cls(request.form, **given)
        form.validate()
        return form

    @property
    def is_good(self) -> bool:
        return not self.errors

    def refuse(self, name: str, sentence: str) -> None:
        """Say of a field what only the database knew."""
        box = self[name]
        box.errors = [*box.errors, sentence]


class Needed:
    """A field that may not be empty; the sentence says what to type."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.field_flags = {"required": True}

    def __call__(self, _form: Any, field: Any) -> None:
        if not (field.data or "").strip():
            field.errors[:] = []
            raise StopValidation(_(self.sentence))


class AtMost:
    """A limit on the number of characters, told with how many there are."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.field_flags = {"maxlength": limit}

    def __call__(self, _form: Any, field: Any) -> None:
        if len(field.data or "") > self.limit:
            raise ValidationError(
                _("This has %(n)s characters; at most %(limit)s are possible.", n=len(field.data), limit=self.limit)
            )


class Readable:
    """Refuses bytes that were not UTF-8: the browser's text arrived damaged."""

    def __call__(self, _form: Any, field: Any) -> None:
        if "\ufffd" in (field.data or ""):
            raise ValidationError(_("Some characters arrived damaged (shown as \ufffd). Type them again."))


class LineField(StringField):
    """One line of text."""

    data: str

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = line(self.data)


class EmailBox(LineField):
    """An email address; what is one, the room that keeps it says."""

    widget = EmailInput()


class TextField(TextAreaField):
    """Several lines of text."""

    data: str

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = tidy(self.data)


def refusals(form: Form, name: str, function: Any, *arguments: Any, **named: Any) -> Any:
    """Call a function that may refuse; its sentence is put beside a field. None when it did."""
    try:
        return function(*arguments, **named)
    except (Refused, ValueError) as why:
        form.refuse(name, str(why) if isinstance(why, Refused) else f"{str(why)[:1].upper()}{str(why)[1:]}.")
        return None
