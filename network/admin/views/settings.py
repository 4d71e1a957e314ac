"""What holds for the whole network."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from network.admin import actions
from network.admin.forms import SettingsForm
from network.admin.room import room
from network.base.language import _
from network.base.site import site
from network.base.web import administrators, viewer


@room.get("/admin/settings/", access=administrators)
def settings() -> Any:
    """The form, with what is in force."""
    return render_template("admin/settings.html", form=SettingsForm(data=vars(site())))


@room.post("/admin/settings/", access=administrators, prepare=SettingsForm.sent)
def change_settings(form: SettingsForm) -> Any:
    """Put what was typed in force at once."""
    if not form.is_good:
        return render_template("admin/settings.html", form=form), 422
    actions.change_settings(viewer(), {name: str(value) for name, value in form.data.items()})
    flash(_("Saved. It holds from now on."))
    return redirect(url_for("admin.settings"), 303)
