"""The page on which the network is modelled, read as its text stands: `model()`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_OURS = Path(__file__).with_name("model-page.txt")
_GIVEN = Path(__file__).resolve().parents[3] / "shared" / "data" / "model-page.txt"


@dataclass(frozen=True)
class Model:
    """What the page says, part by part."""

    name: str
    role: str
    place: str
    title: str
    posted: str
    body: tuple[str, ...]
    day: str
    description: str
    tags: tuple[str, ...]


@cache
def model(path: Path | None = None) -> Model:
    """The model page where it is at hand, else a text of ours in its shape."""
    path = path or (_GIVEN if _GIVEN.exists() else _OURS)
    lines = [" ".join(line.split()) for line in path.read_text("utf-8").splitlines() if line.strip()]
    at = next(i for i, line in enumerate(lines) if line.startswith("Posted "))
    name, held, title = lines[at - 3 : at]
    role, _comma, place = held.rpartition(", ")
    end = lines.index(name, at + 1)
    return Model(
        name=name,
        role=role,
        place=place,
        title=title,
        posted=lines[at],
        body=tuple(lines[at + 1 : end]),
        day=lines[end + 1],
        description=lines[lines.index("RSS feed") + 1],
        tags=tuple(lines[lines.index("Tag cloud") + 1].split()),
    )
