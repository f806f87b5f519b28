"""FieldStudy (调研视察) and the units that came to consult."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    all_rows,
    in_area,
    of_body,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import Choice, choice, day, flag, money, note, ref, text, workflow_state
from models.lookups import any_row
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.serving import not_serving_problem
from models.workflow import State, Transition, Workflow, states

KINDS = (
    Choice("research", N_("Special research")),
    Choice("inspection", N_("Inspection")),
    Choice("study_trip", N_("Study trip")),
    Choice("oversight", N_("Special democratic oversight")),
    Choice("follow_through", N_("Research for following a proposal through")),
)
_NOT_YET = N_("This has not begun; please register it on its first day or later.")
_NO_TEAM = N_("Nobody stands in the team yet; please enter who went first.")
_DESK = {CLERK: all_rows, COMMITTEE: of_body() | in_area}


class FieldStudy(Record):
    """Members go and look: research, inspection, study trip, oversight; with team, places and days, and what was found."""

    __tablename__ = "field_study"
    title = N_("Field study")
    plural = N_("Field studies")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "topic": {
            "subject": "name",
            "situation": "findings",
            "committee_id": "committee_id",
            "leader_id": "leader_id",
            "place": "places",
        },
        "proposal": {"name": "name", "situation": "findings"},
        "opinion_report": {"subject": "name", "situation": "findings", "committee_id": "committee_id"},
    }
    fact_date_from = "starts_on"
    entered_for = ()

    name: Mapped[str] = text(80, label=N_("Topic"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(
        KINDS, label=N_("Kind of field study"), required=True, default="research", listed=True
    )
    plan_basis: Mapped[str | None] = text(
        80,
        label=N_("Item of the yearly plan"),
        help=N_("Or the decision it rests on, where it stands in no plan"),
    )
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), listed=True, filter=True
    )
    leader_id: Mapped[int | None] = ref("seat", label=N_("Led by"), listed=True, filter=True)
    starts_on: Mapped[date] = day(label=N_("First day"), required=True, listed=True, sorted=True)
    ends_on: Mapped[date | None] = day(label=N_("Last day"))
    places: Mapped[str | None] = text(200, label=N_("Places visited"), search=True)
    asked_by_units: Mapped[bool] = flag(
        label=N_("A unit came of its own accord to consult"), help=N_("The units are named above")
    )
    cost: Mapped[Decimal | None] = money(label=N_("Cost"), sensitivity="internal")
    outline: Mapped[str | None] = note(label=N_("What is to be found out"))
    findings: Mapped[str | None] = note(label=N_("What was found"))
    cancelled_because: Mapped[str | None] = note(label=N_("Why it was cancelled"), rows=2, fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER), all_rows),
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )
    workflow = Workflow(
        states(
            State("planned", N_("Planned"), "ring"),
            State("under_way", N_("Study under way"), "half"),
            State("done", N_("Study carried out"), "half"),
            State("concluded", N_("Study concluded"), "done", final=True),
            State("cancelled", N_("Cancelled"), "ended", final=True),
        ),
        Transition("start", "planned", "under_way", N_("Begin"), by=_DESK, needs=("leader_id", "places")),
        Transition("finish", "under_way", "done", N_("Register as carried out"), by=_DESK, asks=("ends_on",)),
        Transition(
            "conclude",
            "done",
            "concluded",
            N_("Conclude"),
            by=_DESK,
            needs=("findings",),
            consequence=N_("Its report goes its own way from here."),
        ),
        Transition(
            "cancel",
            ("planned", "under_way"),
            "cancelled",
            N_("Cancel"),
            by=_DESK,
            asks=("cancelled_because",),
        ),
    )

    def problems(self) -> Iterator[Problem]:
        """It ends after it began, is led by a serving member, has begun when it runs, and has a team when it is done."""
        yield from period_problem("ends_on", self.starts_on, self.ends_on)
        if "leader_id" in self.changed_columns():
            yield from not_serving_problem("leader_id", self.leader_id, self.starts_on)
        if self.state in ("under_way", "done", "concluded") and self.starts_on > clock.business_today():
            yield Problem("starts_on", _NOT_YET)
        if self.state in ("done", "concluded") and not any_row(
            "field_study_member", where={"field_study_id": self.id}
        ):
            yield Problem("", _NO_TEAM)


class FieldStudyDepartment(Record):
    """A unit that took part or came to consult (来商部门)."""

    __tablename__ = "field_study_department"
    __table_args__ = (UniqueConstraint("organization_id", "field_study_id", "department_id"),)
    title = N_("Unit that came to consult")
    plural = N_("Units that came to consult")
    parent = "field_study_id"
    is_link = True
    entered_for = ()
    area_slug = "field-study"
    label_columns = ("id",)

    field_study_id: Mapped[int] = ref("field_study", label=N_("Field study"), required=True)
    department_id: Mapped[int] = ref(
        "department", label=N_("Unit that came to consult"), required=True, listed=True
    )

    access = Access(
        read={role: parent_read("field_study_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        create={role: parent_rule("field_study_id") for role in (CLERK, COMMITTEE)},
        update={role: parent_rule("field_study_id") for role in (CLERK, COMMITTEE)},
    )
