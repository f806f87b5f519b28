"""Holiday (节假日安排)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, all_rows, in_area
from models.base import Record
from models.fields import Choice, choice, day, text
from models.lookups import rows_where
from models.marks import N_
from models.periods import overlap, period_problem
from models.problems import Problem

KINDS = (
    Choice("off", N_("Day off")),
    Choice("working", N_("Make-up working day")),
)
_LONGEST = 31
_SAYS_BOTH = N_("%(other)s names some of these days already; please check the dates.")
_TOO_LONG = N_("A holiday of %(days)s days; please check the dates.")


class Holiday(Record):
    """Days off, or make-up working days on a weekend, as the State Council's yearly notice arranges them (调休)."""

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("organization_id", "starts_on"),)
    title = N_("Holiday")
    plural = N_("Holidays")
    entered_for = ()
    fact_date_from = "starts_on"

    name: Mapped[str] = text(40, label=N_("Name"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(KINDS, label=N_("Kind of day"), required=True, default="off", listed=True)
    starts_on: Mapped[date] = day(label=N_("First day"), required=True, listed=True, sorted=True)
    ends_on: Mapped[date | None] = day(label=N_("Last day"), listed=True, help=N_("Empty for a single day"))
    source: Mapped[str | None] = text(
        120, label=N_("Notice"), listed=True, help=N_("Title and number of the notice that arranges it")
    )

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def before_save(self) -> None:
        """Take a single day for what has no last day."""
        if self.ends_on is None:
            self.ends_on = self.starts_on

    def problems(self) -> Iterator[Problem]:
        """A period in its order, not too long, and no day that another row names."""
        yield from period_problem("ends_on", self.starts_on, self.ends_on)
        days = ((self.ends_on or self.starts_on) - self.starts_on).days + 1
        if days > _LONGEST:
            yield Problem("ends_on", _TOO_LONG, {"days": days})
        for other in rows_where("holiday", "name", "starts_on", "ends_on", where={}, but=self.id):
            if overlap((self.starts_on, self.ends_on), (other.starts_on, other.ends_on)):
                yield Problem("starts_on", _SAYS_BOTH, {"other": other.name})
                return
