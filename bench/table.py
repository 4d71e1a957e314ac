"""How figures are shown."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Something that was measured, and the goal where there is one; `met` says whether it is."""

    what: str
    got: str
    goal: str = ""
    met: bool | None = None


def at_most(what: str, got: float, goal: float, unit: str = "", digits: int = 0) -> Figure:
    return Figure(what, f"{got:,.{digits}f}{unit}", f"≤ {goal:g}{unit}", got <= goal)


def at_least(what: str, got: float, goal: float, digits: int = 2) -> Figure:
    return Figure(what, f"{got:,.{digits}f}", f"≥ {goal:g}", got >= goal)


def show(title: str, figures: Iterable[Figure]) -> None:
    """A table, each row as soon as it is known."""
    print(f"\n{title}\n{'─' * 92}")
    for figure in figures:
        verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
        print(f"{figure.what:<56}{figure.got:>14}  {figure.goal:<12}{verdict}".rstrip(), flush=True)
