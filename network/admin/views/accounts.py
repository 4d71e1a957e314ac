"""People who sign in."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from network.accounts import queries as kept
from network.accounts.models import Account
from network.admin import actions, queries
from network.admin.asked import PAGE, asked
from network.admin.forms import AccountForm, BlogForm, EndForm, InviteForm, ModerationForm, SuspendForm
from network.admin.room import room
from network.base.forms import Form, refusals
from network.base.language import _
from network.base.web import Refused, absolute, administrators, viewer
from network.bloggers import queries as bloggers

_ONE = "/admin/accounts/<int(max=2147483647):account_id>/"
_PARTS = "<any(suspension, ending, invitation, blogs, moderation):part>/"


def _account(account_id: int, **_further: Any) -> Account | None:
    return kept.find(account_id)


@room.get("/admin/accounts/", access=administrators)
def accounts() -> Any:
    """Accounts by name, and the form that invites another."""
    return _list(InviteForm(role="author"))


@room.post("/admin/accounts/", access=administrators, prepare=InviteForm.sent)
def invite(form: InviteForm) -> Any:
    """Make an account, and show its link this once."""
    made = None
    if form.is_good:
        name, role = form.name.data, form.role.data
        made = refusals(form, "email", actions.invite, viewer(), form.email.data, name, role, form.blogs.blogs)
    return _link(*made) if made else (_list(form), 422)


@room.get(_ONE, access=administrators, loads=_account)
def account(thing: Account) -> Any:
    """One account, and all that can be done with it."""
    return _page(thing)


@room.get(_ONE + _PARTS, access=administrators, loads=_account)
def account_part(thing: Account) -> Any:
    """Forms of the page are sent here; to look at, it is one page."""
    return redirect(url_for("admin.account", account_id=thing.id), 303)


@room.post(_ONE, access=administrators, loads=_account, prepare=lambda thing: AccountForm.sent())
def change_account(thing: Account, form: AccountForm) -> Any:
    """Another name or role."""
    if form.is_good:
        refusals(form, "role", actions.change_account, viewer(), thing, form.name.data, form.role.data)
    return _done(thing, _("Saved."), form=form)


@room.post(_ONE + "suspension/", access=administrators, loads=_account, prepare=lambda thing: SuspendForm.sent())
def suspend(thing: Account, form: SuspendForm) -> Any:
    """Close the sign-in for a reason, or open it again."""
    if request.form.get("action") == "lift":
        actions.lift_suspension(viewer(), thing)
        return _done(thing, _("The account is open again."))
    if form.is_good:
        refusals(form, "reason", actions.suspend, viewer(), thing, form.reason.data)
    return _done(thing, _("The account is suspended. Its bylines stay."), suspending=form)


@room.post(_ONE + "ending/", access=administrators, loads=_account, prepare=lambda thing: EndForm.sent())
def end(thing: Account, form: EndForm) -> Any:
    """Close the sign-in for good."""
    if form.is_good:
        refusals(form, "sure", actions.end, viewer(), thing)
    return _done(thing, _("The account has ended. Its bylines stay."), ending=form)


@room.post(_ONE + "invitation/", access=administrators, loads=_account)
def invite_again(thing: Account) -> Any:
    """Another link, shown this once; earlier ones stop working."""
    return _link(thing, actions.new_link(viewer(), thing))


@room.post(_ONE + "blogs/", access=administrators, loads=_account, prepare=lambda thing: BlogForm.sent())
def hand_over(thing: Account, form: BlogForm) -> Any:
    """Put the account on a blog, or take it off one."""
    if asked_off := request.form.get("remove", ""):
        return _taken_off(thing, asked_off)
    for blogger in form.handle.blogs:
        refusals(form, "handle", actions.let_write, viewer(), thing, blogger)
    return _done(thing, _("The account may write on that blog now."), giving=form)


@room.post(_ONE + "moderation/", access=administrators, loads=_account, prepare=lambda thing: ModerationForm.sent())
def narrow(thing: Account, form: ModerationForm) -> Any:
    """Of which blogs a moderator reads the comments."""
    if form.is_good:
        actions.narrow_moderation(viewer(), thing, form.only.blogs, queries.narrowed_to(thing.id))
    return _done(thing, _("Saved."), narrowing=form)


def _taken_off(thing: Account, blogger_id: str) -> Any:
    own = {str(blogger.id): blogger for blogger in bloggers.of_account(thing.id)}
    if blogger_id not in own:
        raise Refused(_("The account does not write on that blog any more."), 422)
    actions.let_write_no_more(viewer(), thing, own[blogger_id])
    return _done(thing, _("The account is off that blog. What was signed stays signed."))


def _done(thing: Account, words: str, **forms: Form) -> Any:
    """Say so on the page of the account; with a form that was refused, show that."""
    if all(form.is_good for form in forms.values()):
        flash(words)
        return redirect(url_for("admin.account", account_id=thing.id), 303)
    return _page(thing, **forms), 422


def _page(thing: Account, **forms: Form) -> str:
    blank: dict[str, Callable[[], Form]] = {
        "form": lambda: AccountForm(name=thing.name, role=thing.role),
        "suspending": SuspendForm,
        "ending": EndForm,
        "giving": BlogForm,
        "narrowing": lambda: ModerationForm(only=", ".join(b.handle for b in queries.narrowed_to(thing.id))),
    }
    filled = {name: forms.get(name) or make() for name, make in blank.items()}
    own = bloggers.of_account(thing.id)
    return render_template("admin/account.html", account=thing, blogs=own, **filled)


def _list(form: InviteForm) -> str:
    wanted, states = asked(), queries.account_states()
    state = request.args.get("state", "")
    state = state if state in states else ""
    page = queries.accounts(PAGE, text=wanted.text, state=state, after=wanted.after)
    blogs = queries.blogs_of([a.id for a in page.rows])
    return render_template("admin/accounts.html", form=form, asked=wanted, state=state, states=states, page=page, blogs=blogs)


def _link(thing: Account, secret: str) -> Response:
    """The page with a link: its secret is kept nowhere, so it is shown this once."""
    link = absolute(url_for("accounts.invitation", secret=secret))
    page = make_response(render_template("admin/link.html", account=thing, link=link))
    page.headers["Referrer-Policy"] = "same-origin"
    return page
