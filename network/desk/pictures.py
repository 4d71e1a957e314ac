"""The library: pictures to look for, to describe, to credit and to delete."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from network.base.database import db
from network.base.language import _
from network.base.text import line
from network.base.web import Denied, Refused, asks_for_json, authors, viewer
from network.desk import library
from network.desk.actions import in_text
from network.desk.credit_form import CreditForm
from network.desk.views import before_asked, room
from network.media import actions as media
from network.media import queries
from network.media.models import Picture

PICTURE = "/desk/pictures/<int(max=2147483647):picture_id>/"
_LONGEST_SEARCH = 200


@room.get("/desk/pictures/", access=authors)
def pictures() -> Any:
    """One's own pictures; for editors also everybody's. A script is told those that the sheet offers."""
    of_all, sought = _all_asked(), line(request.args.get("q", ""))[:_LONGEST_SEARCH]
    if asks_for_json():
        limit = library.IN_THE_SHEET
        found = library.newest(viewer(), of_all=of_all, sought=sought, before_id=before_asked(), limit=limit + 1)
        further = found[limit - 1].id if len(found) > limit else None
        return {"pictures": [in_text(picture) for picture in found[:limit]], "next": further}
    page = library.page(viewer(), of_all=of_all, sought=sought, before_id=before_asked())
    return render_template("desk/pictures.html", page=page, of_all=of_all, sought=sought)


@room.get(PICTURE, access=library.may_see, loads=queries.find)
def picture(thing: Picture) -> Any:
    """A picture, what is said of it, and where it stands."""
    return _page(thing, CreditForm.of(thing))


@room.post(PICTURE, access=library.may_change, loads=queries.find, prepare=CreditForm.sent_of)
def change_picture(thing: Picture, form: CreditForm) -> Any:
    """Keep what is said of it, or delete it."""
    if request.form.get("action") == "delete":
        return _delete(thing)
    if form.errors:
        return _page(thing, form), 422
    media.describe(thing, **form.fields())
    flash(_("Saved. Wherever the picture stands, readers see it now."))
    return redirect(url_for("desk.picture", picture_id=thing.id), 303)


def _delete(thing: Picture) -> Any:
    seen = request.form.get("seen", "") if request.form.get("agreed") else ""
    try:
        library.delete(thing, viewer(), seen)
    except Refused as why:
        db.session.rollback()
        return _page(thing, CreditForm.of(thing), refusal=why.sentence), why.status
    flash(_("The picture is deleted."))
    return redirect(url_for("desk.pictures"), 303)


def _page(picture: Picture, form: CreditForm, refusal: str = "") -> str:
    uses = library.uses(viewer(), picture)
    return render_template(
        "desk/picture.html",
        picture=picture,
        form=form,
        uses=uses,
        seen=library.mark(uses),
        is_held=any(use.is_held for use in uses),
        may_change=library.may_change(viewer(), picture),
        refusal=refusal,
    )


def _all_asked() -> bool:
    asked = request.args.get("of", "own")
    if asked not in ("own", "all"):
        raise Refused(_("Pictures are shown of yourself or of all."))
    if asked == "all" and not viewer().is_editor:
        raise Denied
    return asked == "all"
