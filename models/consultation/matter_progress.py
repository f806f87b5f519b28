"""MatterProgress (办理进展): what a unit, town or village has done about a matter by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    Access,
    by_creator,
    handed,
    in_state,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import day, note, ref, text
from models.lookups import columns_of
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem

_NOT_YET = N_("This day lies ahead; please write what was done until today.")
_AT_WORK = parent_rule("matter_id", handed() & in_state("handed_over", "handling"))


class MatterProgress(Record):
    """One report of what was done; entries of a unit are its own and are changed by nobody else but from its paper."""

    __tablename__ = "matter_progress"
    title = N_("Progress of a matter")
    plural = N_("Progress of the matter")
    entered_for = ("department",)
    parent = "matter_id"
    area_slug = "topic"
    fact_date_from = "reported_on"
    label_columns = ("reported_on", "summary")

    matter_id: Mapped[int] = ref(
        "assigned_matter", label=N_("Assigned matter"), required=True, listed=True, filter=True
    )
    reported_on: Mapped[date] = day(label=N_("Stand of"), required=True, listed=True, sorted=True)
    summary: Mapped[str] = text(120, label=N_("Progress made"), required=True, search=True, listed=True)
    details: Mapped[str | None] = note(label=N_("Details"))
    reported_by: Mapped[str | None] = text(
        60, label=N_("Reported by"), listed=True, help=N_("Unit and office held")
    )

    access = Access(
        read={role: parent_read("matter_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, DEPARTMENT)},
        create={role: parent_rule("matter_id") for role in (CLERK, COMMITTEE)} | {DEPARTMENT: _AT_WORK},
        update={role: parent_rule("matter_id") for role in (CLERK, COMMITTEE)}
        | {DEPARTMENT: _AT_WORK & by_creator},
        export={role: parent_read("matter_id") for role in (CLERK, CHAIR, AUDITOR)},
    )

    def problems(self) -> Iterator[Problem]:
        """What was done lies between the handing over and today."""
        matter = columns_of("assigned_matter", self.matter_id, "handed_on")
        yield from period_problem("reported_on", matter.handed_on if matter else None, self.reported_on)
        if self.reported_on > clock.business_today():
            yield Problem("reported_on", _NOT_YET)
