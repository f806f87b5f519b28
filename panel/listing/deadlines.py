"""What a declared deadline brings to the list of a record type: a column, a filter and a tab for each of its questions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, false, true

from models.base import Record
from models.deadlines import Question, questions_of
from panel.listing.columns import ListColumn


def deadline_columns(cls: type[Record]) -> dict[str, ListColumn]:
    """Return a yes-or-no column for each question of the type, by which its list can be narrowed."""
    return {question.key: _column(question) for question in questions_of(cls)}


def deadline_tabs(cls: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return a tab of the list for each question of the type."""
    return tuple((question.label, f"{question.key}=1") for question in questions_of(cls))


def _column(question: Question) -> ListColumn:
    def expression(row: Any) -> Any:
        return case((question.condition(row), true()), else_=false())

    return ListColumn(question.label, expression=expression, kind="flag", filter=True)
