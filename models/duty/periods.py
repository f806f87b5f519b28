"""The scoring year: from when until when a member's deeds count for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from models.base import db
from models.registry import record_type


def period_of(scoring_year: int) -> tuple[date, date]:
    """Return first and last day of a scoring year.

    A plenary session can say from when until when the points of its year are counted (places count from December to November);
    that period belongs to the year in which it ends. Without one it is the calendar year.
    """
    cls: Any = record_type("plenary_session")
    statement = (
        select(cls.scoring_from, cls.scoring_until)
        .where(
            cls.scoring_from.is_not(None),
            cls.scoring_until.between(date(scoring_year, 1, 1), date(scoring_year, 12, 31)),
            cls.trashed_at.is_(None),
        )
        .order_by(cls.scoring_until.desc())
        .limit(1)
    )
    with db.session.no_autoflush:
        found = db.session.execute(statement, execution_options={"gate": "label"}).first()
    return (
        (found[0], found[1]) if found is not None else (date(scoring_year, 1, 1), date(scoring_year, 12, 31))
    )
