"""Boxes in which editors and administrators name things that there are: blogs, places, days, languages, accounts."""

from typing import Any

from wtforms.validators import ValidationError
from wtforms.widgets import DateInput

from network.accounts import queries as accounts
from network.accounts.models import Account
from network.admin.queries import with_handles
from network.base.database import as_date
from network.base.forms import EmailBox, LineField, refusals
from network.base.language import UnknownLanguage, _, canonical
from network.bloggers.models import Blogger
from network.places import actions as places
from network.places.gazetteer import City
from network.places.models import Place


class HandlesField(LineField):
    """Blogs, by their handles with commas between them. `blogs` is what they are."""

    blogs: tuple[Blogger, ...] = ()

    def pre_validate(self, form: Any) -> None:
        handles = [h.strip().strip("/") for h in (self.data or "").replace("،", ",").split(",") if h.strip()]
        self.blogs = tuple(with_handles([handle.lower() for handle in handles]))
        found = {blogger.handle for blogger in self.blogs}
        missing = [handle for handle in handles if handle.lower() not in found]
        if missing:
            raise ValidationError(_("There is no blog “%(handles)s”. Write its handle, as in hale.", handles=", ".join(missing)))


class PlaceField(LineField):
    """`London, GB`, a slug, or a number of the gazetteer. `found` is what it names."""

    found: Place | City | None = None

    def pre_validate(self, form: Any) -> None:
        if self.data:
            self.found = refusals(form, self.short_name, places.look_up, self.data)


class DayField(LineField):
    """A date, or none. `day` is it."""

    widget = DateInput()
    day: Any = None

    def pre_validate(self, form: Any) -> None:
        if self.data:
            self.day = refusals(form, self.short_name, as_date, self.data)


class LanguageField(LineField):
    """A language tag, in its canonical case."""

    def pre_validate(self, form: Any) -> None:
        try:
            self.data = canonical(self.data or "")
        except UnknownLanguage as why:
            raise ValidationError(f"{why}.") from why


class WriterField(EmailBox):
    """The address of an account that there is, or nothing. `account` is it."""

    account: Account | None = None

    def pre_validate(self, form: Any) -> None:
        self.account = accounts.by_email(self.data) if self.data else None
        if self.data and self.account is None:
            raise ValidationError(_("There is no account for that address. Invite the person first, or leave this empty."))
