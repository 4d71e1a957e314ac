"""The page on which somebody lets programs and letters write for them."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for

from network.accounts.models import Account
from network.base.language import _
from network.base.web import Refused, Room, authors, viewer
from network.bloggers import queries as bloggers
from network.remote import actions, queries
from network.remote.forms import KeyForm, blog_asked

room = Room("remote", __name__)


@room.get("/account/elsewhere/", access=authors)
def page() -> Any:
    """Keys of programs and secret addresses, and how each is used."""
    return _page(KeyForm())


@room.get("/account/elsewhere/<any(keys, ended, mail):part>/", access=authors)
def part(part: str) -> Any:
    """Forms of the page are sent here; to look at, it is one page."""
    return redirect(url_for("remote.page", _anchor="mail" if part == "mail" else "keys"), 303)


@room.post("/account/elsewhere/keys/", access=authors, prepare=KeyForm.tried)
def make_key(form: KeyForm) -> Any:
    """A new key, shown this once."""
    if not form.is_good:
        return _page(form), 429 if form.too_often else 422
    secret = actions.make_token(_own(), form.blogger, form.name.data, form.chosen)
    return _page(KeyForm(), secret=secret), 201


@room.post("/account/elsewhere/ended/", access=authors)
def end_key() -> Any:
    """Lock a program out."""
    mine = {str(token.id): token for token in queries.tokens_of(viewer().id)}
    asked = request.form.get("end", "")
    if asked not in mine:
        raise Refused(_("That key has ended already."), 422)
    actions.end_token(mine[asked], _own())
    flash(_("That program is locked out."))
    return redirect(url_for("remote.page", _anchor="keys"), 303)


@room.post("/account/elsewhere/mail/", access=authors)
def change_address() -> Any:
    """A secret address for a blog, a new one, or none any more."""
    blogger, asked = blog_asked(), request.form.get("action", "")
    if asked == "make" and mail_domain():
        actions.make_address(_own(), blogger)
        flash(_("This is your address now. An earlier one takes no more mail."))
    elif asked == "end":
        actions.end_address(_own(), blogger)
        flash(_("That address takes no more mail."))
    else:
        raise Refused(_("There is no such button."), 422)
    return redirect(url_for("remote.page", _anchor="mail"), 303)


def mail_domain() -> str:
    """What stands after the @; empty where this network takes no mail."""
    settings = current_app.extensions["settings"]
    return str(settings.mail_domain if settings.mail_in else "")


def _page(form: KeyForm, secret: str = "") -> str:
    return render_template(
        "remote/page.html",
        form=form,
        secret=secret,
        own=bloggers.of_account(viewer().id),
        tokens=queries.tokens_of(viewer().id),
        addresses=queries.addresses_of(viewer().id),
        domain=mail_domain(),
    )


def _own() -> Account:
    """Who asks, where `access` has let in nobody else."""
    account: Any = viewer()
    return account  # type: ignore[no-any-return]
