"""Who readers see, and their appointments."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from network.admin import actions, queries
from network.admin.asked import PAGE, asked
from network.admin.forms import AppointmentForm, BloggerForm, ClearanceForm, CorrectionForm, NewBloggerForm, WriterForm
from network.admin.room import room
from network.base.database import db
from network.base.forms import Form, refusals
from network.base.language import _, ngettext
from network.base.web import Refused, administrators, viewer
from network.bloggers import queries as kept
from network.bloggers.models import Appointment, Blogger

_ONE = "/admin/bloggers/<int(max=2147483647):blogger_id>/"
_APPOINTMENT = _ONE + "appointments/<int(max=2147483647):appointment_id>/"


def _blogger(blogger_id: int, **_further: Any) -> Blogger | None:
    return kept.find(blogger_id)


def _appointment(blogger_id: int, appointment_id: int) -> Appointment | None:
    found = db.session.get(Appointment, appointment_id)
    return found if found and found.blogger_id == blogger_id else None


@room.get("/admin/bloggers/", access=administrators)
def bloggers() -> Any:
    """Bloggers by name, with their present appointment, and the form for another."""
    return _list(NewBloggerForm())


@room.post("/admin/bloggers/", access=administrators, prepare=NewBloggerForm.sent)
def create_blogger(form: NewBloggerForm) -> Any:
    """A blogger with a first appointment."""
    blogger = None
    if form.is_good:
        profile = (form.handle.data, form.name.data, form.language.data, form.description.data, form.account.account)
        blogger = refusals(form, "handle", actions.create_blogger, viewer(), *profile)
    if blogger is not None:
        _appointed(blogger, form)
    if blogger is None or not form.is_good:
        return _list(form), 422
    return _done(blogger, _("The blog of %(name)s is there.", name=blogger.name))


@room.get(_ONE, access=administrators, loads=_blogger)
def blogger(thing: Blogger) -> Any:
    """One blogger, and all that can be done."""
    return _page(thing)


@room.get(_ONE + "<any(ending, accounts, appointments, clearance):part>/", access=administrators, loads=_blogger)
def blogger_part(thing: Blogger) -> Any:
    """Forms of the page are sent here; to look at, it is one page."""
    return redirect(url_for("admin.blogger", blogger_id=thing.id), 303)


@room.post(_ONE, access=administrators, loads=_blogger, prepare=lambda thing: BloggerForm.sent())
def change_blogger(thing: Blogger, form: BloggerForm) -> Any:
    """Another name, handle or language."""
    if form.is_good:
        told = (form.name.data, form.handle.data, form.language.data)
        refusals(form, "handle", actions.change_blogger, viewer(), thing, *told)
    return _done(thing, _("Saved."), form=form)


@room.post(_ONE + "ending/", access=administrators, loads=_blogger)
def end_blog(thing: Blogger) -> Any:
    """Close a blog, which stays to be read, or open it again."""
    if request.form.get("action") == "reopen":
        actions.reopen_blog(viewer(), thing)
        return _done(thing, _("The blog is open again."))
    actions.end_blog(viewer(), thing)
    return _done(thing, _("The blog has ended. It stays to be read."))


@room.post(_ONE + "clearance/", access=administrators, loads=_blogger, prepare=lambda thing: ClearanceForm.sent())
def change_clearance(thing: Blogger, form: ClearanceForm) -> Any:
    """Whether its posts are cleared before they come out."""
    plans = refusals(form, "clearance", actions.require_clearance, viewer(), thing, form.clearance.data or "") or 0
    back = ngettext(
        "%(num)d planned post is not cleared, and a draft again.",
        "%(num)d planned posts are not cleared, and drafts again.",
        plans,
    )
    return _done(thing, _("Saved.") + (f" {back}" if plans else ""), clearing=form)


@room.post(_ONE + "accounts/", access=administrators, loads=_blogger, prepare=lambda thing: WriterForm.sent())
def change_writers(thing: Blogger, form: WriterForm) -> Any:
    """Put an account on the blog, or take one off."""
    if asked_off := request.form.get("remove", ""):
        return _taken_off(thing, asked_off)
    if form.is_good:
        refusals(form, "account", actions.let_write, viewer(), form.account.account, thing)
    return _done(thing, _("That account may write here now."), giving=form)


@room.post(_ONE + "appointments/", access=administrators, loads=_blogger, prepare=lambda thing: AppointmentForm.sent())
def appoint(thing: Blogger, form: AppointmentForm) -> Any:
    """A further appointment; what was signed under earlier ones stays as it was signed."""
    if form.is_good:
        _appointed(thing, form, ends_on=form.until.day, alongside=form.alongside.data)
    return _done(thing, _("The appointment is there. Earlier posts keep their bylines."), appointing=form)


@room.get(_APPOINTMENT, access=administrators, loads=_appointment)
def appointment(thing: Appointment) -> Any:
    """One appointment, to be corrected."""
    return _appointment_page(thing, CorrectionForm(data=_as_typed(thing)))


@room.post(_APPOINTMENT, access=administrators, loads=_appointment, prepare=lambda thing: CorrectionForm.sent())
def correct_appointment(thing: Appointment, form: CorrectionForm) -> Any:
    """Correct what was wrong; bylines keep their words."""
    blogger = db.session.get_one(Blogger, thing.blogger_id)
    if form.is_good:
        told = (form.role_title.data, form.place.found, form.organisation.data, (form.since, form.until.day))
        refusals(form, "role_title", actions.correct, viewer(), blogger, thing, *told)
    if not form.is_good:
        return _appointment_page(thing, form), 422
    return _done(blogger, _("Saved. Posts keep the bylines under which they were published."))


def _appointed(thing: Blogger, form: Any, **further: Any) -> None:
    told = {"organisation": form.organisation.data, "starts_on": form.since} | further
    refusals(form, "from", lambda: actions.appoint(viewer(), thing, form.role_title.data, form.place.found, **told))


def _as_typed(thing: Appointment) -> dict[str, Any]:
    return {
        "role_title": thing.role,
        "organisation": thing.organisation,
        "place": thing.place.slug if thing.place else "",
        "from": thing.starts_on,
        "until": thing.ends_on,
    }


def _taken_off(thing: Blogger, account_id: str) -> Any:
    writers = {str(account.id): account for account in kept.accounts_of(thing.id)}
    if account_id not in writers:
        raise Refused(_("That account does not write here any more."), 422)
    actions.let_write_no_more(viewer(), writers[account_id], thing)
    return _done(thing, _("The account is off this blog. What was signed stays signed."))


def _done(thing: Blogger, words: str, **forms: Form) -> Any:
    """Say so on the page of the blogger; with a form that was refused, show that."""
    if all(form.is_good for form in forms.values()):
        flash(words)
        return redirect(url_for("admin.blogger", blogger_id=thing.id), 303)
    return _page(thing, **forms), 422


def _page(thing: Blogger, **forms: Any) -> str:
    held = kept.appointments(thing.id)
    form = forms.get("form") or BloggerForm(name=thing.name, handle=thing.handle, language=thing.language)
    return render_template(
        "admin/blogger.html",
        blogger=thing,
        appointments=held,
        signed=queries.signed_under([a.id for a in held]),
        writers=kept.accounts_of(thing.id),
        form=form,
        giving=forms.get("giving") or WriterForm(),
        clearing=forms.get("clearing") or ClearanceForm(clearance=thing.clearance),
        appointing=forms.get("appointing") or AppointmentForm(),
    )


def _appointment_page(thing: Appointment, form: CorrectionForm) -> str:
    return render_template(
        "admin/appointment.html",
        appointment=thing,
        blogger=kept.find(thing.blogger_id),
        signed=queries.signed_under([thing.id])[thing.id],
        form=form,
    )


def _list(form: NewBloggerForm) -> str:
    wanted = asked()
    page = queries.bloggers(PAGE, text=wanted.text, after=wanted.after)
    ids = [b.id for b in page.rows]
    return render_template(
        "admin/bloggers.html", form=form, asked=wanted, page=page, held=kept.present(ids), writers=queries.writers_of(ids)
    )
