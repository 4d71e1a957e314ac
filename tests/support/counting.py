"""Counts the questions that are asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from network.base.database import db

_NO_QUESTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


class Questions:
    """The statements that were sent; `str()` shows them one a line."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __str__(self) -> str:
        return "\n".join(" ".join(statement.split()) for statement in self.statements)

    @property
    def count(self) -> int:
        return len(self.statements)


@contextmanager
def counting(app: Flask) -> Iterator[Questions]:
    """`with counting(app) as questions: site.get("/")`, then `questions.count`."""
    asked = Questions()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(_NO_QUESTION):
            asked.statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
