"""Term (届)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, all_rows, in_area
from models.base import Record
from models.counting_rules import BASES, MERGED
from models.fields import choice, count, day, flag, measure, text
from models.lookups import rows_where
from models.marks import N_
from models.periods import overlap, period_problem
from models.problems import Problem
from models.usage import keep_while_used

_OVERLAP = N_("Overlaps with %(other)s; two terms do not run at the same time, please check the dates.")
_SHARE = N_("A share is at most the whole; please check both numbers.")


@keep_while_used
class Term(Record):
    """A term of office, usually five years, with the settings that differ by place and by term.

    Each setting is what the office's own rules say; the value it starts with is the one most offices use. Shares are two whole
    numbers, since two thirds is no decimal.
    """

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("organization_id", "number"),)
    title = N_("Term")
    plural = N_("Terms")
    entered_for = ()
    short_list = True
    fact_date_from = "valid_from"

    number: Mapped[int] = count(label=N_("Number of the term"), required=True, lowest=1, listed=True)
    name: Mapped[str] = text(20, label=N_("Name"), required=True, search=True, listed=True)
    valid_from: Mapped[date] = day(label=N_("From"), required=True, listed=True)
    valid_until: Mapped[date | None] = day(label=N_("Until"), listed=True)

    merged_proposals: Mapped[str] = choice(
        MERGED, label=N_("Merged proposals"), required=True, default="inside", filter=False
    )
    percentage_base: Mapped[str] = choice(
        BASES,
        label=N_("Base of percentages"),
        required=True,
        default="accepted",
        filter=False,
        help=N_("Printed beside every percentage"),
    )
    present_parts: Mapped[int] = count(
        label=N_("Present: parts"),
        required=True,
        default=2,
        lowest=1,
        help=N_("Present under this share counts as absent"),
    )
    present_of: Mapped[int] = count(label=N_("Present: of"), required=True, default=3, lowest=1)
    quorum_parts: Mapped[int] = count(label=N_("Quorum: parts"), required=True, default=1, lowest=1)
    quorum_of: Mapped[int] = count(label=N_("Quorum: of"), required=True, default=2, lowest=1)
    quorum_exceeded: Mapped[bool] = flag(
        label=N_("The quorum must be exceeded"),
        default=True,
        filter=False,
        help=N_("More than half, not just half"),
    )
    ballots_shown_from: Mapped[int] = count(
        label=N_("Figures shown from this many ballots"),
        required=True,
        default=5,
        lowest=1,
        unit=N_("ballots"),
    )
    late_after_days: Mapped[int] = count(
        label=N_("Entered late after"),
        required=True,
        default=7,
        unit=N_("days"),
        help=N_("A mark on the entry, never an arrear"),
    )
    half_day_hours: Mapped[Decimal] = measure(
        1,
        label=N_("Training hours of half a day"),
        required=True,
        default=Decimal(4),
        lowest=0,
        unit=N_("hours"),
    )
    yearly_hours: Mapped[Decimal | None] = measure(
        1,
        label=N_("Training hours asked for in a year"),
        lowest=0,
        unit=N_("hours"),
        help=N_("Empty: nothing is asked for"),
    )

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """Terms follow each other; a share is not more than the whole."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
        for other in rows_where("term", "name", "valid_from", "valid_until", where={}, but=self.id):
            if overlap((self.valid_from, self.valid_until), (other.valid_from, other.valid_until)):
                yield Problem("valid_from", _OVERLAP, {"other": other.name})
        for name in ("present", "quorum"):
            if self._setting(f"{name}_parts") > self._setting(f"{name}_of"):
                yield Problem(f"{name}_parts", _SHARE)

    def _setting(self, name: str) -> int:
        """Return a number as it will be stored: a new row takes what was left open from the default."""
        value: int | None = getattr(self, name)
        return int(self.__table__.c[name].default.arg) if value is None else value
