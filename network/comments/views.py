"""The queue of comments to be read, and the decisions on them."""

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from network.base.html import links
from network.base.language import _
from network.base.web import Refused, Room, authors, viewer
from network.comments import actions, queries
from network.comments.access import may_decide
from network.comments.forms import DecisionForm, decision_words, reason_words, state_words
from network.comments.models import STATES, Comment

room = Room("comments", __name__)
_A_PAGE = 20
_CASE = "/moderation/<int(max=2147483647):comment_id>/"


@room.get("/moderation/", access=authors)
def queue() -> Any:
    """What waits, the oldest first; other states the newest first."""
    state = _state_asked()
    page = queries.queue(viewer(), state, _A_PAGE, request.args.get("before", ""))
    return render_template("comments/queue.html", state=state, cases=queries.cases(page.comments), next=page.next, **_words())


@room.get(_CASE, access=may_decide, loads=queries.find)
def case(thing: Comment) -> Any:
    """One comment, whatever its state."""
    return _case_page(thing)


@room.post(_CASE, access=may_decide, loads=queries.find, prepare=lambda thing: DecisionForm.sent())
def decide(thing: Comment, form: DecisionForm) -> Any:
    """Decide, and go on with the next one."""
    reason, seen = form.reason.data or "", form.seen.data or ""
    try:
        decided = actions.decide(thing, form.decision.data or "", reason=reason, seen=seen, by=viewer())
    except Refused as why:
        return _case_page(thing, _(why.sentence)), why.status
    flash(*_told(thing, decided))
    return redirect(_place_in_queue(thing), 303)


@room.app_context_processor
def _waiting() -> dict[str, Callable[[], int]]:
    """For the bar above the rooms: how many comments wait; asked at most once a request."""

    def comments_waiting() -> int:
        if "comments_waiting" not in g:
            g.comments_waiting = queries.waiting_count(viewer())
        return int(g.comments_waiting)

    return {"comments_waiting": comments_waiting}


def _state_asked() -> str:
    state = request.args.get("state", "waiting")
    if state not in STATES:
        raise Refused(_("Comments are waiting, published, refused, spam or removed. There is no other list of them."))
    return state


def _case_page(comment: Comment, wrong: str = "") -> str:
    case = queries.cases([comment])[0]
    return render_template("comments/case.html", case=case, wrong=wrong, state=comment.state, **_words())


def _words() -> dict[str, Any]:
    return {"reasons": reason_words(), "states": state_words(), "decided": decision_words(), "link_count": links}


def _told(comment: Comment, decided: bool) -> tuple[str, str]:
    """What was decided, for the person who did, or whose decision was found there."""
    state = state_words()[comment.state]
    if decided:
        return _("%(name)s’s comment: %(state)s.", name=comment.author_name, state=state), "message"
    last = queries.decisions([comment.id]).get(comment.id)
    who = last[0].decided_by if last and last[0].decided_by else _("Somebody else")
    words = _(
        "%(who)s was faster: %(name)s’s comment is in “%(state)s”. Nothing was changed.",
        who=who,
        name=comment.author_name,
        state=state,
    )
    return words, "bad"


def _place_in_queue(comment: Comment) -> str:
    """The list from which the decision came, at the case behind this one."""
    state = request.args.get("state", "waiting")
    there = url_for("comments.queue", state=None if state == "waiting" else state, before=request.args.get("before"))
    following = queries.next_waiting(viewer(), comment) if state == "waiting" else None
    return there + (f"#case-{following}" if following else "")
