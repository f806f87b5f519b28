"""Rectification (整改): what a unit was asked to put right, what it reports, and what the re-check found."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    Access,
    all_rows,
    handed,
    in_area,
    of_body,
)
from models.balloting import consequences
from models.base import Record
from models.deadlines import Deadline
from models.fields import day, note, ref, text, workflow_state
from models.marks import N_
from models.workflow import State, Transition, Workflow, states

_own = of_body("committee_id") | in_area
_unit = handed("department_id")


class Rectification(Record):
    """Comes into being when a result with a rectification list is fed back. Only the unit says that it has put things right."""

    __tablename__ = "rectification"
    __table_args__ = (UniqueConstraint("organization_id", "evaluation_id"),)
    title = N_("Rectification")
    plural = N_("Rectifications")
    parent = "evaluation_id"
    entered_for = ()
    area_slug = "evaluation-round"

    name: Mapped[str] = text(230, label=N_("Subject"), required=True, fixed=True, search=True, listed=True)
    evaluation_id: Mapped[int] = ref("evaluation", label=N_("Evaluation"), required=True, fixed=True)
    round_id: Mapped[int] = ref(
        "evaluation_round", label=N_("Evaluation round"), required=True, fixed=True, filter=True
    )
    department_id: Mapped[int] = ref(
        "department", label=N_("Unit evaluated"), required=True, fixed=True, listed=True, filter=True
    )
    committee_id: Mapped[int] = ref(
        "special_committee", label=N_("Responsible special committee"), required=True, fixed=True
    )
    demanded: Mapped[str] = note(label=N_("Rectification list"), required=True, fixed=True)
    due_on: Mapped[date | None] = day(label=N_("Rectification due"), fixed=True, listed=True)
    report: Mapped[str | None] = note(label=N_("Report of the unit"), fixed=True, rows=6)
    reported_on: Mapped[date | None] = day(label=N_("Reported by the unit on"), fixed=True, listed=True)
    finding: Mapped[str | None] = note(label=N_("Finding of the re-check"), fixed=True)
    rechecked_on: Mapped[date | None] = day(label=N_("Re-checked on"), fixed=True, listed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={CLERK: all_rows, COMMITTEE: _own, CHAIR: all_rows, AUDITOR: all_rows, DEPARTMENT: _unit},
        trash={},
        export={CLERK: all_rows, COMMITTEE: _own, CHAIR: all_rows, AUDITOR: all_rows},
    )

    deadline = Deadline(
        due="due_on", open=("demanded", "returned"), unit="department_id", label=N_("Rectification report")
    )
    workflow = Workflow(
        states(
            State("demanded", N_("Rectification under way"), "half", fed_back=True),
            State("reported", N_("Rectification reported"), "diamond", fed_back=True),
            State("returned", N_("Returned"), "returned", fed_back=True),
            State("rechecked", N_("Re-checked"), "done", final=True, fed_back=True),
        ),
        Transition(
            "report",
            ("demanded", "returned"),
            "reported",
            N_("Report the rectification"),
            by={DEPARTMENT: _unit},
            paper={CLERK: all_rows},
            submits=True,
            queue=True,
            asks=("report", "reported_on"),
            event="submitted",
        ),
        Transition(
            "recall",
            "reported",
            "demanded",
            N_("Recall"),
            by={DEPARTMENT: _unit},
            paper={CLERK: all_rows},
            recalls=True,
            event="recalled",
        ),
        Transition(
            "return",
            "reported",
            "returned",
            N_("Return for changes"),
            by={CLERK: all_rows, COMMITTEE: _own},
            reason=True,
            event="returned",
        ),
        Transition(
            "recheck",
            "reported",
            "rechecked",
            N_("Register the re-check"),
            by={CLERK: all_rows, COMMITTEE: _own},
            queue=True,
            asks=("finding", "rechecked_on"),
        ),
    )

    def after_transition(self, name: str) -> None:
        """Let the round go on once every unit has reported."""
        consequences.of_rectification(self, name)
