"""The conversation map: where each pin stands, and on which side its name has room."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from network.conversations.queries import Pin
from network.places.projection import HEIGHT, WIDTH, project

_LETTER, _LINE = 9.5, 20


@dataclass(frozen=True, slots=True)
class Mark:
    """A pin of the map, written in its units, with its name beside it."""

    place: Any
    posts: int
    x: str
    y: str
    radius: str
    text_x: str
    text_y: str
    before: bool


def placed(pins: Sequence[Pin]) -> Sequence[Mark]:
    """The pins from west to east; a name goes after its pin, else before, above or below it, where nothing is in its way."""
    return _placed(tuple(pins))


@lru_cache(maxsize=64)
def _placed(pins: tuple[Pin, ...]) -> Sequence[Mark]:
    points = [project(pin.place.latitude, pin.place.longitude) for pin in pins]
    taken = [(x - 12, y - 12, x + 12, y + 12) for x, y in points]
    marks = []
    for pin, (x, y) in sorted(zip(pins, points, strict=True), key=lambda pair: pair[1]):
        radius = round(min(5.4 + 0.8 * pin.posts, 11), 1)
        width = _LETTER * (len(pin.place.name) + 3)
        gap = radius + 5
        choices = [
            (x + gap + dx, y + dy, before) for dy in (5, -8, 20, -20, 32) for dx, before in ((0.0, False), (-2 * gap, True))
        ]
        boxes = [_box(cx, cy, width, before) for cx, cy, before in choices]
        others = [t for t in taken if t != _own(x, y)]
        best = next((i for i, box in enumerate(boxes) if _inside(box) and not any(_meet(box, t) for t in others)), 0)
        text_x, text_y, before = choices[best]
        taken.append(boxes[best])
        marks.append(Mark(pin.place, pin.posts, _units(x), _units(y), _units(radius), _units(text_x), _units(text_y), before))
    return marks


def _own(x: float, y: float) -> tuple[float, float, float, float]:
    return (x - 12, y - 12, x + 12, y + 12)


def _box(x: float, y: float, width: float, before: bool) -> tuple[float, float, float, float]:
    left = x - width if before else x
    return (left, y - _LINE + 4, left + width, y + 4)


def _inside(box: tuple[float, float, float, float]) -> bool:
    return box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= HEIGHT


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _units(number: float) -> str:
    return f"{number:.1f}"
