"""Pages in which the network speaks of itself."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from network.accounts import queries as accounts
from network.admin import actions
from network.admin.asked import number
from network.admin.forms import PageForm
from network.admin.room import room
from network.base.language import _
from network.base.web import Refused, editors, viewer
from network.conversations import pages as kept

_EDIT = "/admin/pages/<any(about, 'comment-policy', privacy, accessibility):slug>/"


@room.get("/admin/pages/", access=editors)
def pages() -> Any:
    """All of them, each with when it was last changed."""
    return render_template("admin/pages.html", pages=[kept.page(slug) for slug in kept.SLUGS])


@room.get(_EDIT, access=editors)
def page(slug: str) -> Any:
    """A page in its form, as it stands or, with `?version=`, as it once stood."""
    present = kept.page(slug)
    asked = number(request.args.get("version", ""))
    shown = present if asked is None else kept.version(slug, asked) or abort(404)
    form = PageForm(title=shown.title, source=shown.source, based_on=str(present.version))
    return _form(slug, form, shown_version=shown.version)


@room.post(_EDIT, access=editors, prepare=lambda slug: PageForm.sent())
def change_page(slug: str, form: PageForm) -> Any:
    """Keep what was typed, or show how it would look."""
    if not form.is_good:
        return _form(slug, form), 422
    if request.form.get("action") == "preview":
        return _form(slug, form, preview=True)
    try:
        actions.save_page(viewer(), slug, form.title.data, form.source.data, form.html, based_on=int(form.based_on.data))
    except Refused as why:
        form.refuse("source", why.sentence)
        return _form(slug, form), 422
    flash(_("Saved. Readers see it now."))
    return redirect(url_for("admin.page", slug=slug), 303)


def _form(slug: str, form: PageForm, *, preview: bool = False, shown_version: int | None = None) -> str:
    versions = kept.versions(slug)
    return render_template(
        "admin/page.html",
        slug=slug,
        form=form,
        preview=preview,
        shown_version=shown_version,
        versions=versions,
        names=accounts.names({v.saved_by for v in versions if v.saved_by}),
        here_now=kept.page(slug),
    )
