"""The office's own date and the true time, kept apart.

Deadlines, "late" and "in office on that day" use the business date, which a demonstration can fix in the past;
history always uses true time, and that is the database's.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")

_fixed: date | None = None


def fix_business_date(day: date | None) -> None:
    """Fix what "today" means for business rules; ``None`` lets it run with the calendar."""
    global _fixed  # noqa: PLW0603 - one process serves one office, and this is its one setting of time
    _fixed = day


def business_today() -> date:
    """Return the date that rules compare with, in the office's time zone."""
    return _fixed if _fixed is not None else datetime.now(OFFICE_ZONE).date()


def now() -> datetime:
    """Return the true moment, aware, in UTC."""
    return datetime.now(UTC)
