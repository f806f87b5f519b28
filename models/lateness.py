"""Whether something was entered late: a mark on the entry, never an arrear."""

from __future__ import annotations

from models.base import Record
from models.lookups import rows_where
from models.periods import covers
from models.registry import record_type


def entered_late(record: Record) -> bool:
    """Return whether a record was typed more days after its fact than the term of that day allows (``late_after_days``).

    Outside every term what a new term starts with holds.
    """
    days = (record.entry_date - record.fact_date).days
    if days <= 0:
        return False
    for term in rows_where("term", "valid_from", "valid_until", "late_after_days", where={}):
        if covers(record.fact_date, term.valid_from, term.valid_until):
            return days > int(term.late_after_days)
    usual: int = record_type("term").__table__.c.late_after_days.default.arg
    return days > usual
