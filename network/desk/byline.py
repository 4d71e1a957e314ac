"""What the sheet shows of the further names of a byline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from network.base.database import db
from network.base.language import _
from network.bloggers import queries as bloggers
from network.bloggers.models import Blogger
from network.desk.byline_form import NUMBERS, BylineForm
from network.desk.presentation import in_words
from network.posts import bylines
from network.posts.models import Post

_EMPTY = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """The boxes of one further author; of a colleague, the appointments to choose from and what they answered."""

    number: int
    boxes: dict[str, Any]
    appointments: dict[str, str] | None
    consent: str

    @property
    def is_used(self) -> bool:
        return any(self.boxes[part].data for part in ("name", "role", "organisation", "place"))

    @property
    def is_wrong(self) -> bool:
        return any(box.errors for box in self.boxes.values())


def slots(form: BylineForm, post: Post | None) -> list[Slot]:
    """Those that are used, and two empty ones for further names."""
    colleagues = _colleagues(form)
    held = bloggers.appointments_of([blogger.id for blogger in colleagues.values()]) if colleagues else {}
    answers = {row.blogger_id: row.consent for row in bylines.further(post)} if post else {}
    found, empty = [], 0
    for number in NUMBERS:
        blogger = colleagues.get(number)
        boxes = {part: form[form.box(number, part)] for part in ("name", "role", "organisation", "place", "as", "order")}
        choices = None
        if blogger:
            choices = {"": _("The appointment of the day")} if post is None or post.published_at is None else {}
            choices |= {str(a.id): in_words(a) for a in held[blogger.id]}
        slot = Slot(number, boxes, choices, answers.get(blogger.id, "") if blogger else "")
        empty += not slot.is_used
        if slot.is_used or slot.is_wrong or empty <= _EMPTY:
            found.append(slot)
    return found


def consents(post: Post | None) -> Sequence[tuple[str, str]]:
    """Colleagues who have to agree before a post comes out, and what they answered."""
    if post is None or post.published_at:
        return []
    return [(row.name, row.consent) for row in bylines.further(post) if row.blogger_id is not None]


def _colleagues(form: BylineForm) -> dict[int, Blogger]:
    """Who is named by @handle in which box."""
    typed = {n: (form[form.box(n, "name")].data or "").rpartition("@")[2].lower() for n in NUMBERS}
    named = {n: handle for n, handle in typed.items() if handle and "@" in form[form.box(n, "name")].data}
    if not named:
        return {}
    there = {b.handle: b for b in db.session.scalars(bloggers.with_pictures().where(Blogger.handle.in_(named.values())))}
    return {n: there[handle] for n, handle in named.items() if handle in there}
