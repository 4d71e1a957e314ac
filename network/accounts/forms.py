"""What people type to sign in, and on the page of their account."""

from functools import partial
from typing import Any

from flask import current_app, request
from wtforms import HiddenField, PasswordField, SelectField

from network.accounts import attempts, queries
from network.accounts.access import local_path
from network.accounts.actions import password_hash, password_is_right
from network.accounts.models import Account
from network.base.forms import AtMost, EmailBox, Form, LineField, Needed, refusals
from network.base.language import _, own_name
from network.base.web import viewer


class LocalField(HiddenField):  # type: ignore[misc]
    """A path on this site; what leads elsewhere is dropped."""

    def process_data(self, value: Any) -> None:
        self.data = local_path(value or "")

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = local_path(valuelist[0]) if valuelist else ""


class SignInForm(Form):
    """An address and a password. What is wrong is never said of one of the two alone."""

    email = EmailBox("Email address", [Needed("Type the email address of your account."), AtMost(254)])
    password = PasswordField("Password", [Needed("Type your password.")])
    next = LocalField()

    account_id = 0
    too_often = False

    def tried(self) -> "SignInForm":
        """Try the password; slow, and counting what fails, so before the transaction."""
        if not self.is_good:
            return self
        email, address = self.email.data, request.remote_addr or ""
        if attempts.too_many_guesses(email, address):
            self.too_often = True
            self.refuse("password", _too_often())
            return self
        account = queries.by_email(email)
        if password_is_right(account, self.password.data) and account is not None:
            self.account_id = account.id
            attempts.guessed_right(email, address)
        else:
            self.refuse("password", _("This address and this password do not belong together, or the account is closed."))
        return self


class _NewPassword(Form):
    """A password, typed twice. `hashed` is what is kept of it."""

    hashed = ""

    def choose(self, account: Account) -> None:
        """Hash it; slow, so before the transaction."""
        first, second = self["password"], self["password_again"]
        if first.errors or second.errors:
            return
        if first.data != second.data:
            self.refuse("password_again", _("The two passwords differ. Type the same one twice."))
            return
        hashing = partial(password_hash, email=account.email, name=account.name)
        self.hashed = refusals(self, "password", hashing, first.data) or ""


class InvitationForm(_NewPassword):
    """The first password of an account, or a new one for one that was lost."""

    password = PasswordField("Password", [Needed("Choose a password.")])
    password_again = PasswordField("The same password again", [Needed("Type the password a second time.")])


class PasswordForm(_NewPassword):
    """Another password, by somebody who knows the present one."""

    old_password = PasswordField("Your password now", [Needed("Type the password that you have now.")])
    password = PasswordField("New password", [Needed("Choose a new password.")])
    password_again = PasswordField("The new password again", [Needed("Type the new password a second time.")])

    too_often = False

    def change(self, account: Account) -> None:
        """Ask for the present password, as often as a person errs, and hash the new one."""
        if asked_again(self, "old_password", account):
            self.choose(account)


class AccountForm(Form):
    """How somebody is called and in which language the menus speak to them."""

    name = LineField("Your name", [Needed("Type your name."), AtMost(80)])
    language = SelectField("Language of the menus", validate_choice=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        spoken = current_app.extensions["interface_languages"]
        self.language.choices = {"": _("As the site")} | {tag: own_name(tag) for tag in spoken}

    def validate_language(self, field: Any) -> None:
        if field.data not in field.choices:
            self.refuse("language", _("The menus do not speak that language. Choose one of the list."))


def asked_again(form: Any, name: str, account: Account) -> bool:
    """Whether a field holds the password of somebody who is signed in, asked as often as a person errs; slow, and counting."""
    box, address = form[name], request.remote_addr or ""
    if box.errors:
        return False
    if attempts.too_many_guesses(account.email, address):
        form.too_often = True
        form.refuse(name, _too_often())
        return False
    if not password_is_right(account, box.data):
        form.refuse(name, _("That is not your password."))
        return False
    attempts.guessed_right(account.email, address)
    return True


def _too_often() -> str:
    return _("Too many wrong passwords. Wait a quarter of an hour, then try again.")


def own_account() -> AccountForm:
    """The form as it stands for whoever asks."""
    account: Any = viewer()
    return AccountForm(name=account.name, language=account.language or "")
