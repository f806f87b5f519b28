"""What became of a record, as a column of its list and a condition on it, for every type that is followed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, false, true

from models.base import Record
from models.following import Answer, answers_of
from panel.listing.columns import ListColumn


def following_columns(cls: type[Record]) -> dict[str, ListColumn]:
    """Return a yes-or-no column for each answer about the rows of the type."""
    return {answer.key: _column(answer) for answer in answers_of(cls).values()}


def _column(answer: Answer) -> ListColumn:
    def expression(row: Any) -> Any:
        return case((answer.condition(row), true()), else_=false())

    return ListColumn(answer.label, expression=expression, kind="flag", filter=True)
