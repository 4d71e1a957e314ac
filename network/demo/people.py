"""The four who can sign in to the demonstration, with passwords made at random, and the slip of paper that has them."""

import os
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DOMAIN = "global.example"
SLIP = "demo-accounts.txt"
_AUTHOR = "tomasz"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who can sign in, and with what."""

    email: str
    name: str
    role: str
    password: str


def four() -> list[Person]:
    """Administrator, editor, author and reader."""
    named = (
        ("administrator", "Ines Okafor-Brandt", "administrator"),
        ("editor", "Petra Lindholm-Osei", "editor"),
        (_AUTHOR, "Tomasz Birke-Lindqvist", "author"),
        ("reader", "Sam Whitlock-Araya", "reader"),
    )
    return [Person(email=f"{box}@{DOMAIN}", name=name, role=role, password=password()) for box, name, role in named]


def password() -> str:
    """Sixteen letters in groups that can be typed: 49 bits of chance."""
    return "-".join("".join(secrets.choice("bdfghklmnprstv") + secrets.choice("aeiou") for _ in range(2)) for _ in range(4))


def keep_slip(folder: Path, people: Sequence[Person]) -> Path:
    """Write down how to sign in, for the host's eyes alone."""
    lines = ["How to sign in to the demonstration, at /sign-in/:", ""]
    lines += [f"{p.role:15}{p.email:32}{p.password}" for p in people]
    descriptor, temporary = tempfile.mkstemp(dir=folder, suffix=".part")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    Path(temporary).replace(folder / SLIP)
    return folder / SLIP
