"""Signing in and out, invitations, and the page of one's own account."""

import json
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from network.accounts import actions, queries, session
from network.accounts.forms import AccountForm, InvitationForm, PasswordForm, SignInForm, own_account
from network.accounts.models import Account
from network.accounts.own_data import own_data
from network.base import errors
from network.base.language import _
from network.base.web import Refused, Room, anyone, signed_in, viewer

room = Room("accounts", __name__)


@room.get("/sign-in/", access=anyone)
def sign_in() -> Any:
    """The form; whoever is signed in already goes on at once."""
    form = SignInForm(next=request.args.get("next", ""))
    if not viewer().is_visitor:
        return redirect(form.next.data or _first_page(viewer()), 303)
    return render_template("accounts/sign_in.html", form=form)


@room.post("/sign-in/", access=anyone, prepare=lambda: SignInForm.sent().tried(), endpoint="try_sign_in")
def try_sign_in(form: SignInForm) -> Any:
    """Sign in with the right password; else the form again, with the address and without the password."""
    account = queries.find(form.account_id) if form.is_good else None
    if account is None or not account.may_sign_in:
        page = make_response(render_template("accounts/sign_in.html", form=form), 429 if form.too_often else 422)
        if form.too_often:
            page.headers["Retry-After"] = "900"
        return page
    session.sign_in(account)
    return redirect(form.next.data or _first_page(account), 303)


@room.post("/sign-out/", access=anyone)
def sign_out() -> Any:
    """End this browser's sign-in; twice is no harm."""
    session.sign_out()
    return redirect(url_for("conversations.front"), 303)


def _link(secret: str) -> InvitationForm:
    """The passwords that were typed, hashed for whom the link invites."""
    form: InvitationForm = InvitationForm.sent()
    if invitation := actions.invitation(secret):
        form.choose(invitation.account)
    return form


@room.get("/invitation/<secret>/", access=anyone)
def invitation(secret: str) -> Any:
    """Who is invited, and two boxes for a password."""
    return _invited(secret, InvitationForm())


@room.post("/invitation/<secret>/", access=anyone, prepare=_link)
def accept(secret: str, form: InvitationForm) -> Any:
    """Choose a password; whoever did is signed in."""
    found = actions.invitation(secret)
    if found is None or not form.is_good:
        return _invited(secret, form)
    account = actions.accept(found, form.hashed)
    actions.audit(account, "invitation accepted", account.email)
    session.sign_in(account)
    return redirect(_first_page(account), 303)


def _invited(secret: str, form: InvitationForm) -> Response:
    """The page of a link. No other site may learn its address, for who has it has the account."""
    found = actions.invitation(secret)
    if found is None:
        words = _("It was used, withdrawn or too old. Ask an administrator of this network for a new one.")
        page = make_response(errors.page(410, _("This link is spent"), words))
    else:
        page = make_response(
            render_template("accounts/invitation.html", form=form, account=found.account), 422 if form.errors else 200
        )
    page.headers["Referrer-Policy"] = "same-origin"
    return page


@room.get("/account/", access=signed_in)
def account() -> Any:
    """Name, language, password, where one is signed in, and a copy of one's data."""
    return _account_page()


@room.get("/account/<any(password, 'sign-ins'):part>/", access=signed_in)
def account_part(part: str) -> Any:
    """Forms of the account page are sent here; to look at, it is one page."""
    return redirect(url_for("accounts.account", _anchor=part), 303)


@room.post("/account/", access=signed_in, prepare=AccountForm.sent)
def change_account(form: AccountForm) -> Any:
    """Another name or language."""
    if not form.is_good:
        return _account_page(form=form), 422
    actions.describe(_own(), form.name.data, form.language.data or None)
    flash(_("Saved."))
    return redirect(url_for("accounts.account"), 303)


def _changed_password() -> PasswordForm:
    form: PasswordForm = PasswordForm.sent()
    form.change(_own())
    return form


@room.post("/account/password/", access=signed_in, prepare=_changed_password)
def change_password(form: PasswordForm) -> Any:
    """Another password; every other browser is signed out, and programs and secret addresses are locked out."""
    if not form.is_good:
        return _account_page(password=form), 429 if form.too_often else 422
    actions.change_password(_own(), form.hashed, keep=session.current_sign_in())
    actions.audit(_own(), "password changed", _own().email)
    flash(_("Your password is changed. All other browsers are signed out."))
    if _own().is_author:
        flash(_("Your keys for programs and your secret mail addresses have ended. Make new ones where you need them."))
    return redirect(url_for("accounts.account"), 303)


@room.post("/account/sign-ins/", access=signed_in)
def end_sign_ins() -> Any:
    """End one sign-in, or all but this one."""
    asked = request.form.get("end", "")
    if asked == "others":
        actions.end_sign_ins(_own(), keep=session.current_sign_in())
        flash(_("All other browsers are signed out."))
    else:
        mine = {str(s.id): s for s in queries.sign_ins(_own())}
        if asked not in mine:
            raise Refused(_("That sign-in has ended already."), 422)
        actions.end_sign_in(mine[asked])
        flash(_("That browser is signed out."))
    return redirect(url_for("accounts.account", _anchor="sign-ins"), 303)


@room.get("/account/export.json", access=signed_in)
def export() -> Response:
    """All that is kept about oneself, as a file."""
    body = json.dumps(own_data(_own()), ensure_ascii=False, indent=1)
    return Response(body, mimetype="application/json", headers={"Content-Disposition": 'attachment; filename="my-data.json"'})


def _account_page(form: AccountForm | None = None, password: PasswordForm | None = None) -> str:
    return render_template(
        "accounts/account.html",
        form=form or own_account(),
        password=password or PasswordForm(),
        sign_ins=queries.sign_ins(_own()),
        this=session.current_sign_in(),
    )


def _own() -> Account:
    """Who asks, where `access` has let in nobody else."""
    account: Any = viewer()
    return account  # type: ignore[no-any-return]


def _first_page(account: Any) -> str:
    """Where somebody's work is."""
    return url_for("desk.front" if account.is_author else "conversations.front")
