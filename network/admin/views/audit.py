"""Who did what."""

from typing import Any

from flask import render_template, request

from network.accounts import queries
from network.admin.asked import number
from network.admin.room import room
from network.base.web import administrators

_PAGE = 50


@room.get("/admin/audit/", access=administrators)
def audit() -> Any:
    """Grave acts, the newest first."""
    before = number(request.args.get("before", ""))
    entries = queries.audit_entries(_PAGE + 1, before)
    last = entries[_PAGE - 1].id if len(entries) > _PAGE else None
    return render_template("admin/audit.html", entries=entries[:_PAGE], older=last, is_first=before is None)
