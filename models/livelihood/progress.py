"""Progress (进展情况): how far an indicator is, in a period, in the whole or in one area."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    MEMBER,
    Access,
    by_creator,
    handed,
    in_state,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import day, flag, measure, note, ref, text, year
from models.lookups import columns_of
from models.marks import N_
from models.problems import Problem

WHOLE = "*"
"""Area key of a row for the whole territory; the area itself is empty then."""

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_WORDS = str.maketrans({"一": "1", "二": "2", "三": "3", "四": "4"})
_PERIOD_HELP = N_("Year, quarter or month: 2021, 2021-Q3 or 2021-09")
_PERIOD_SHAPE = N_("Please write the period as year, quarter or month: 2021, 2021-Q3 or 2021-09.")
_OTHER_YEAR = N_("The period lies in another year than %(year)s; please check one of the two.")
_NOTHING_SAID = N_("Please fill in a number or a text: how far is it?")

_unit_may = parent_rule(
    "project_id", handed("lead_department_id") & in_state("running", "reported_done", "evaluated")
)


def normal_period(typed: str | None, year: int | None) -> str:
    """Return the code of a period as it is kept: ``2021``, ``2021-Q3`` or ``2021-09``.

    Understands what offices write (``2021年9月``, ``第三季度``, ``9月`` beside a year); what it cannot read comes back as typed.
    """
    written = unicodedata.normalize("NFKC", typed or "").strip().upper()
    if not written:
        return str(year or "")
    if found := re.fullmatch(r"(?:(\d{4})年?)?\s*(?:第?([一二三四1-4])季度|-?Q([1-4]))", written):
        quarter = (found[2] or found[3]).translate(_WORDS)
        return f"{found[1] or year}-Q{quarter}"
    if found := re.fullmatch(r"(?:(\d{4})[年./-])?\s*(\d{1,2})月?", written):
        return f"{found[1] or year}-{int(found[2]):02}"
    if found := re.fullmatch(r"(\d{4})年?", written):
        return found[1]
    return written


def period_end(period: str) -> date | None:
    """Return the last day of a period, ``None`` for a code that is none."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        return None
    year = int(found["year"])
    month = int(found["month"] or 12)
    if found["quarter"]:
        month = int(found["quarter"]) * 3
    return date(year, month, monthrange(year, month)[1]) if year else None


class Progress(Record):
    """What was reached by the end of a period, counted from the beginning of the year."""

    __tablename__ = "progress"
    __table_args__ = (UniqueConstraint("organization_id", "indicator_id", "territory_key", "year", "period"),)
    title = N_("Progress")
    plural = N_("Progress reports")
    parent = "indicator_id"
    entered_for = ("department",)
    area_slug = "livelihood-project"
    label_columns = ("period", "territory")
    fact_date_from = "period_end"

    indicator_id: Mapped[int] = ref("indicator", label=N_("Indicator"), required=True, listed=True)
    project_id: Mapped[int] = ref(
        "livelihood_project", label=N_("Livelihood project"), required=True, fixed=True
    )
    year: Mapped[int] = year(label=N_("Year"), required=True, listed=True)
    period: Mapped[str] = text(
        7, label=N_("Period"), required=True, listed=True, filter=True, default="", help=_PERIOD_HELP
    )
    period_end: Mapped[date] = day(label=N_("End of the period"), required=True, fixed=True, index=True)
    territory: Mapped[str | None] = text(
        30, label=N_("Territory"), listed=True, filter=True, help=N_("Empty: the whole territory")
    )
    territory_key: Mapped[str] = text(30, label=N_("Area key"), required=True, fixed=True, default=WHOLE)
    territory_target: Mapped[Decimal | None] = measure(
        2, label=N_("Target of the area"), help=N_("Empty: the indicator's own target")
    )
    value: Mapped[Decimal | None] = measure(2, label=N_("Reached"), listed=True)
    done: Mapped[bool] = flag(label=N_("Done"), listed=True)
    description: Mapped[str | None] = note(label=N_("In words"), rows=3)
    reported_by: Mapped[str | None] = text(40, label=N_("Reported by"), listed=True)

    access = Access(
        read={
            role: parent_read("project_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT)
        },
        create={
            CLERK: parent_rule("project_id"),
            COMMITTEE: parent_rule("project_id"),
            DEPARTMENT: _unit_may,
        },
        update={
            CLERK: parent_rule("project_id"),
            COMMITTEE: parent_rule("project_id"),
            DEPARTMENT: _unit_may & by_creator,
        },
        export={role: parent_read("project_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
    )

    def before_save(self) -> None:
        """Derive the project, the period's code and end, and the key of the area (an empty area must be unique as well)."""
        self.territory_key = self.territory or WHOLE
        self.period = normal_period(self.period, self.year)
        typed: int | None = self.year
        if typed is None and _PERIOD.fullmatch(self.period):
            self.year = int(self.period[:4])
        end = period_end(self.period)
        if end is not None:
            self.period_end = self.fact_date = end
        indicator = columns_of("indicator", self.indicator_id, "project_id")
        if indicator is not None:
            self.project_id = indicator.project_id

    def all_problems(self) -> list[Problem]:
        """Say what is wrong with the period first: columns derived from it would only repeat it."""
        if self.period and period_end(self.period) is None:
            return [Problem("period", _PERIOD_SHAPE)]
        return super().all_problems()

    def problems(self) -> Iterator[Problem]:
        """The period lies in the year, and something is reported."""
        if not self.period.startswith(str(self.year)):
            yield Problem("period", _OTHER_YEAR, {"year": self.year})
        if self.value is None and not self.description and not self.done:
            yield Problem("value", _NOTHING_SAID)
