"""What a member did in a year, counted beside the points: numbers of presence say nothing of quality."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from models.base import db
from models.registry import record_type

TAKEN_UP = ("taken_up", "partly")


def period_of(scoring_year: int) -> tuple[date, date]:
    """Return first and last day of a scoring year."""
    return date(scoring_year, 1, 1), date(scoring_year, 12, 31)


def quality_of(member_id: int, seat_id: int, scoring_year: int) -> dict[str, int]:
    """Return the indicators of a member in a year: column of the assessment -> number of records.

    Counted by the date of the fact, in the organization of who acts, whoever may read the rows.
    """
    start, end = period_of(scoring_year)
    training, visit = record_type("training_attendance"), record_type("visit_member")
    contribution, suggestion = record_type("contribution"), record_type("suggestion")
    rows: dict[str, tuple[Any, tuple[ColumnElement[bool], ...]]] = {
        "trainings_attended": (
            training,
            (_column(training, "seat_id") == seat_id, _column(training, "attendance").in_(("full", "part"))),
        ),
        "visits_made": (visit, (_column(visit, "seat_id") == seat_id,)),
        "contributions_confirmed": (
            contribution,
            (_column(contribution, "member_id") == member_id, _column(contribution, "state") == "confirmed"),
        ),
        "suggestions_taken_up": (
            suggestion,
            (_column(suggestion, "member_id") == member_id, _column(suggestion, "state").in_(TAKEN_UP)),
        ),
    }
    found = {}
    with db.session.no_autoflush:
        for name, (cls, conditions) in rows.items():
            statement = select(func.count(cls.id)).where(
                cls.fact_date.between(start, end), cls.trashed_at.is_(None), *conditions
            )
            found[name] = db.session.scalar(statement, execution_options={"gate": "label"}) or 0
    return found


def _column(cls: Any, name: str) -> Any:
    return getattr(cls, name)
