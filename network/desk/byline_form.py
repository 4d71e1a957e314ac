"""The names of a byline after the first, as they are typed: one box for who it is, the others for a guest or a colleague."""

import re
from collections.abc import Mapping
from typing import Any

from wtforms import StringField

from network.base.forms import AtMost, Form, LineField, Readable
from network.base.language import _
from network.base.text import line
from network.bloggers import queries as bloggers
from network.bloggers.models import Blogger
from network.posts import actions as posts
from network.posts import bylines
from network.posts.models import Post, PostAuthor

NUMBERS = range(2, 10)
"""The places of further authors: nine may sign together."""

_AT_HANDLE = re.compile(r"@([A-Za-z0-9-]{1,40})$")
_IN_WORDS = ("role", "organisation", "place")


class BylineForm(Form):
    """Boxes `author2_name`, `author2_role` … for each further author, and one for the translator."""

    translator = LineField("Translated by", [AtMost(120), Readable()])

    @staticmethod
    def box(number: int, part: str) -> str:
        """The name of a box."""
        return f"author{number}_{part}"

    def read_names(self, first: Blogger, kept: Mapping[str, str]) -> tuple[posts.Name, ...]:
        """The names as they were typed, in the order asked for; what is wrong is told beside its box.

        A guest who is `kept` stays one, though a blogger may bear that name by now.
        """
        self._guests = {line(kept.get(box)) for box in BOXES if box.endswith(("_name", "translator"))} - {""}
        self.signs_in: dict[tuple[str, int | None], str] = {}
        named = [(self._place(n), self._author(n)) for n in NUMBERS if self._is_used(n)]
        names = [name for _place, name in sorted(named, key=lambda each: each[0]) if name]
        translator = self._who("translator") if self.translator.data else None
        if translator:
            names.append(posts.Name(kind="translator", **translator))
            self.signs_in["translator", translator.get("blogger_id")] = "translator"
        self._require_different(first, names)
        return tuple(names)

    def names_typed(self, kind: str) -> list[str]:
        """The names as they stand in the boxes, for a preview."""
        typed = [self.translator.data] if kind == "translator" else [self[self.box(n, "name")].data for n in NUMBERS]
        return [name.partition(" @")[0] for name in typed if name]

    def box_of(self, why: posts.CannotSign) -> str:
        """The box beside which a refusal is told."""
        name = self.signs_in.get((why.kind, why.blogger_id), "appointment")
        return name.replace("_name", "_as") if why.asks_for_appointment else name

    def _is_used(self, number: int) -> bool:
        return any(self[self.box(number, part)].data for part in ("name", *_IN_WORDS))

    def _place(self, number: int) -> int:
        name = self.box(number, "order")
        typed = self[name].data or str(number)
        if typed.isascii() and typed.isdecimal() and len(typed) < 4:
            return int(typed)
        self.refuse(name, _("Say it as a whole number, such as 2."))
        return number

    def _author(self, number: int) -> posts.Name | None:
        box, words = self.box(number, "name"), {part: self[self.box(number, part)].data or "" for part in _IN_WORDS}
        if not self[box].data:
            self.refuse(box, _("Say who it is, or empty the boxes below, too."))
            return None
        who = self._who(box)
        if who is None:
            return None
        self.signs_in["author", who.get("blogger_id")] = box
        if "blogger_id" not in who:
            return posts.Name(**who, role=words["role"], organisation=words["organisation"], place_name=words["place"])
        for part in _IN_WORDS:
            if words[part]:
                said = _("Leave this empty: a colleague’s role, organisation and place come from their appointment.")
                self.refuse(self.box(number, part), said)
        return posts.Name(**who, appointment_id=self._appointment(number))

    def _appointment(self, number: int) -> int | None:
        name = self.box(number, "as")
        chosen = (self[name].data or "").strip()
        if chosen and not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 10):
            self.refuse(name, _("Choose one of the appointments."))
            return None
        return int(chosen) if chosen else None

    def _who(self, box: str) -> dict[str, Any] | None:
        """A colleague of this network, by @handle or by a name that only one of them bears; else a guest."""
        typed = line(self[box].data)
        if found := _AT_HANDLE.search(typed):
            blogger = bloggers.by_handle(found[1])
            if blogger is None:
                self.refuse(box, _("There is no blogger @%(handle)s. Choose one from the list.", handle=found[1]))
            return {"blogger_id": blogger.id} if blogger else None
        called = [] if typed in self._guests else bloggers.called(typed)
        if len(called) == 1:
            return {"blogger_id": called[0].id}
        if len(called) > 1:
            handles = ", ".join(f"@{each.handle}" for each in called)
            self.refuse(box, _("Several bloggers bear that name: add one of %(handles)s.", handles=handles))
            return None
        if not any(char.isalpha() for char in typed):
            self.refuse(box, _("A name needs a letter."))
            return None
        return {"name": typed}

    def _require_different(self, first: Blogger, names: list[posts.Name]) -> None:
        seen = {("author", str(first.id)), ("author", first.name.casefold())}
        for name in names:
            who = (name.kind, str(name.blogger_id or name.name.casefold()))
            if who in seen:
                box = self.signs_in.get((name.kind, name.blogger_id), "translator")
                self.refuse(box, _("Each name stands in a byline once. Take this one away."))
            seen.add(who)


for _number in NUMBERS:
    for _part, _field in (
        ("name", LineField("Name", [AtMost(120), Readable()])),
        ("role", LineField("Role", [AtMost(150), Readable()])),
        ("organisation", LineField("Organisation", [AtMost(150), Readable()])),
        ("place", LineField("Place", [AtMost(100), Readable()])),
        ("as", StringField("Signs as")),
        ("order", LineField("Place in the line", [AtMost(3)])),
    ):
        setattr(BylineForm, BylineForm.box(_number, _part), _field)

BOXES = (
    *(BylineForm.box(n, part) for n in NUMBERS for part in ("name", *_IN_WORDS, "as", "order")),
    "translator",
)
"""All of them. Two people who change a byline at once are told so by the whole of it, since half of each would be neither’s."""


def kept_names(post: Post) -> dict[str, str]:
    """The further names of a post, in these boxes."""
    fields = dict.fromkeys(BOXES, "")
    authors = [row for row in bylines.further(post) if row.kind == "author"]
    for number, row in zip(NUMBERS, authors, strict=False):
        said = {"name": _typed(row), "order": str(number), "as": str(row.appointment_id or "")}
        if row.blogger_id is None:
            said |= {"role": row.role, "organisation": row.organisation, "place": row.place_name, "as": ""}
        fields |= {BylineForm.box(number, part): text for part, text in said.items()}
    fields["translator"] = ", ".join(_typed(row) for row in post.translators)
    return fields


def _typed(row: PostAuthor) -> str:
    return f"{row.name} @{row.blogger.handle}" if row.blogger else row.name


def whole_byline(fields: Mapping[str, Any]) -> str:
    """All boxes as one text, to tell whether anything in them was changed."""
    return "\n".join(line(fields.get(name) or "") for name in BOXES)
