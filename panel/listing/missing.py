"""Who has not: yes-or-no columns that hold for rows to which something that should belong is missing.

They are asked only for those who read everything of both kinds: for others "none" would mean "none that I may read".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, false, true

from models import clock
from models.access.beside import beside
from models.base import Record
from models.deadlines import questions_of
from models.marks import N_
from models.registry import record_type
from panel.listing.columns import ListColumn

Further = Callable[[Any], ColumnElement[bool]]

NO_ATTENDANCE = N_("Attendance not recorded")
NO_MEMBERS = N_("Participants not recorded")


@dataclass(frozen=True, slots=True)
class Missing:
    """A question for rows that nothing of a kind belongs to.

    Args:
        of: table of the rows.
        key: name of the column.
        label: what the list is called (English message id).
        table: the kind that is missing.
        column: its column that names the row.
        own: the row's own column that is named, when it is not the number.
        further: a further condition on what would count.
        contrary: the rows that do have some are wanted.
    """

    of: str
    key: str
    label: str
    table: str
    column: str
    own: str = "id"
    further: Further | None = None
    contrary: bool = False


def _this_year(row: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = row.fact_date >= date(clock.business_today().year, 1, 1)
    return found


def _attended(row: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = _this_year(row) & row.attendance.in_(("present", "late", "left_early"))
    return found


def _overdue(row: Any) -> ColumnElement[bool]:
    question = next(q for q in questions_of(record_type("handling")) if q.key == "overdue")
    found: ColumnElement[bool] = question.condition(row)
    return found


_MISSING = (
    Missing("meeting", "no_attendance", NO_ATTENDANCE, "attendance", "meeting_id"),
    Missing("training", "no_attendance", NO_ATTENDANCE, "training_attendance", "training_id"),
    Missing("study_meeting", "no_attendance", NO_ATTENDANCE, "study_attendance", "study_meeting_id"),
    Missing("consultation", "no_members", NO_MEMBERS, "consultation_participant", "consultation_id"),
    Missing("visit", "no_members", NO_MEMBERS, "visit_member", "visit_id"),
    Missing("field_study", "no_members", NO_MEMBERS, "field_study_member", "field_study_id"),
    Missing("field_study", "no_report", N_("Without a report"), "report", "field_study_id"),
    Missing("platform", "no_consultation", N_("No consultation this year"), "consultation", "platform_id", further=_this_year),
    Missing("seat", "no_meeting", N_("At no meeting this year"), "attendance", "seat_id", further=_attended),
    Missing("seat", "no_training", N_("At no training this year"), "training_attendance", "seat_id", further=_attended),
    Missing("seat", "no_visit", N_("On no visit this year"), "visit_member", "seat_id", further=_this_year),
    Missing("seat", "no_proposal", N_("No proposal this year"), "proposal", "member_id", "member_id", _this_year),
    Missing("seat", "no_opinion", N_("No opinion report this year"), "opinion_report", "member_id", "member_id", _this_year),
    Missing("seat", "no_contribution", N_("No contribution this year"), "contribution", "member_id", "member_id", _this_year),
    Missing("place", "no_visit", N_("Not visited this year"), "visit", "place_id", further=_this_year),
    Missing("member_group", "no_visit", N_("No visit this year"), "visit", "member_group_id", further=_this_year),
    Missing(
        "special_committee", "no_evaluation", N_("No evaluation this year"), "evaluation_round", "committee_id",
        further=_this_year,
    ),
    Missing("special_committee", "no_study", N_("No field study this year"), "field_study", "committee_id", further=_this_year),
    Missing("livelihood_project", "no_indicator", N_("Without an indicator"), "indicator", "project_id"),
    Missing(
        "department", "owes_answer", N_("Overdue with an answer"), "handling", "department_id", further=_overdue, contrary=True
    ),
)  # fmt: skip


def missing_columns(cls: type[Record]) -> dict[str, ListColumn]:
    """Return a yes-or-no column for each question of the type about what is missing."""
    return {item.key: _column(item) for item in _MISSING if item.of == cls.__tablename__}


def _column(item: Missing) -> ListColumn:
    def expression(row: Any) -> Any:
        other = beside(record_type(item.table), row)
        more = [item.further(other)] if item.further is not None else []
        named = getattr(other, item.column) == getattr(row, item.own)
        found = exists().where(other.organization_id == row.organization_id, named, *more).correlate(row)
        wanted = found if item.contrary else ~found
        return case((wanted, true()), else_=false())

    return ListColumn(item.label, expression=expression, kind="flag", filter=True, of_table=item.table)
