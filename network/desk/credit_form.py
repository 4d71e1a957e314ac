"""What is said of a picture, as it is typed."""

from typing import Any

from wtforms import SelectField

from network.base.forms import AtMost, Form, LineField, Readable
from network.base.language import _
from network.media.licences import OTHER, choices
from network.media.models import Picture

_FIELDS = ("alt", "credit", "credit_url", "licence", "licence_words")


class CreditForm(Form):
    """Who made a picture, under what terms it is shown, and what it shows."""

    alt = LineField("What does the picture show?", [AtMost(500), Readable()])
    credit = LineField("Who made it", [AtMost(200), Readable()])
    credit_url = LineField("Address of whoever made it", [AtMost(500), Readable()])
    licence = SelectField("Licence", choices=[], validate_choice=False)
    licence_words = LineField("Terms, in words", [AtMost(200), Readable()])

    @classmethod
    def of(cls, picture: Picture) -> "CreditForm":
        form = cls(data={name: getattr(picture, name) for name in _FIELDS})
        form.licence.choices = choices()
        return form

    @classmethod
    def sent_of(cls, thing: Picture) -> "CreditForm":
        form: CreditForm = cls.sent(data={name: getattr(thing, name) for name in _FIELDS})
        form.licence.choices = choices()
        form._read()
        return form

    def fields(self) -> dict[str, Any]:
        """What is kept."""
        return {name: self[name].data or "" for name in _FIELDS}

    def _read(self) -> None:
        address = self.credit_url.data
        if address and (not address.lower().startswith(("https://", "http://")) or " " in address or len(address) < 9):
            self.refuse("credit_url", _("That is no address of a page. Write it as https://example.org/."))
        if self.licence.data not in choices():
            self.refuse("licence", _("Choose one of the licences."))
        if self.licence.data == OTHER and not self.licence_words.data:
            self.refuse("licence_words", _("Say the terms in words."))
