"""Columns that come back as things: what a page only shows costs a third of what whole rows of the tables cost."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row
from sqlalchemy.orm import Bundle

T = TypeVar("T")


class Made(Bundle[T]):
    """Some columns, or others of these, that become a thing of a kind; None where an outer join found nothing."""

    inherit_cache = True

    def __init__(self, kind: Callable[..., T], *columns: Any) -> None:
        super().__init__(kind.__name__, *columns)
        self.kind = kind

    def create_row_processor(
        self, _query: Any, procs: Sequence[Callable[[Row[Any]], Any]], _labels: Any
    ) -> Callable[[Row[Any]], T]:
        kind = self.kind

        def made(row: Row[Any]) -> Any:
            values = [value(row) for value in procs]
            return None if values[0] is None else kind(*values)

        return made
