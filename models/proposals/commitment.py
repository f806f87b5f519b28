"""Commitment (答复承诺事项): what an answer promises, by when, and what became of it."""

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
    MEMBER,
    Access,
    all_rows,
    handed,
    in_area,
    in_state,
    parent_read,
    parent_rule,
)
from models.answering.states import TOLD
from models.base import Record
from models.deadlines import Deadline
from models.fields import day, note, ref, text, workflow_state
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import Invalid, Problem
from models.workflow import State, Transition, Workflow, states

_NOT_TOMORROW = N_("This day lies in the future; please write the day on which it was done.")
_NOT_MOVED = N_(
    "The promise stands until %(day)s; please choose a later day, or report it as kept or dropped."
)
_answering = in_state(
    "handling", "extension_asked", "answer_returned", "answer_in_check", "checked", "answered"
)
_drafting = in_state("handling", "answer_returned", "checked", "answered")
_unit = handed()
_promised = in_state("promised", "moved")
_desk = {CLERK: all_rows, COMMITTEE: in_area}


class Commitment(Record):
    """One promise of an answer. The unit says what became of it; the desk opens it again where the evidence is wanting."""

    __tablename__ = "commitment"
    title = N_("Promise of an answer")
    plural = N_("Promises of answers")
    parent = "handling_id"
    entered_for = ()
    area_slug = "proposal"

    name: Mapped[str] = text(200, label=N_("What is promised"), required=True, search=True, listed=True)
    handling_id: Mapped[int] = ref("handling", label=N_("Handling"), required=True, listed=True)
    proposal_id: Mapped[int] = ref("proposal", label=N_("Proposal"), required=True, fixed=True)
    department_id: Mapped[int] = ref(
        "department", label=N_("Handling unit"), required=True, fixed=True, listed=True, filter=True
    )
    due_on: Mapped[date] = day(label=N_("Promised by"), required=True, listed=True, index=True)
    first_due_on: Mapped[date | None] = day(label=N_("First promised by"), fixed=True)
    moved_to: Mapped[date | None] = day(label=N_("New day promised"), fixed=True)
    done_on: Mapped[date | None] = day(label=N_("Kept on"), fixed=True, listed=True)
    evidence: Mapped[str | None] = note(
        label=N_("Evidence"), fixed=True, help=N_("Documents, figures, what can be seen; scans are attached")
    )
    explanation: Mapped[str | None] = note(label=N_("Why it was moved or dropped"), fixed=True, rows=3)
    state: Mapped[str] = workflow_state()

    deadline = Deadline(
        due="due_on", open=("promised", "moved"), unit="department_id", label=N_("Promises of answers")
    )
    access = Access(
        read={role: parent_read("handling_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {
            DEPARTMENT: _unit,
            MEMBER: parent_read("proposal_id") & parent_rule("handling_id", in_state(*TOLD)),
        },
        create={
            CLERK: parent_rule("handling_id", all_rows & _answering),
            COMMITTEE: parent_rule("handling_id", in_area & _answering),
            DEPARTMENT: parent_rule("handling_id", _unit & _drafting),
        },
        update={
            CLERK: parent_rule("handling_id", all_rows & _answering) & in_state("promised"),
            COMMITTEE: parent_rule("handling_id", in_area & _answering) & in_state("promised"),
            DEPARTMENT: parent_rule("handling_id", _unit & in_state("handling", "answer_returned"))
            & in_state("promised"),
        },
        export={role: parent_read("handling_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
    )
    workflow = Workflow(
        states(
            State("promised", N_("Promised"), "half"),
            State("moved", N_("Moved to a later day"), "half"),
            State("kept", N_("Kept"), "done"),
            State("dropped", N_("Dropped"), "ended"),
        ),
        Transition(
            "keep",
            ("promised", "moved"),
            "kept",
            N_("Report as kept"),
            by={DEPARTMENT: _unit},
            paper=_desk,
            asks=("done_on", "evidence"),
        ),
        Transition(
            "move",
            ("promised", "moved"),
            "moved",
            N_("Move to a later day"),
            by={DEPARTMENT: _unit},
            paper=_desk,
            asks=("moved_to", "explanation"),
        ),
        Transition(
            "drop",
            ("promised", "moved"),
            "dropped",
            N_("Drop the promise"),
            by={DEPARTMENT: _unit},
            paper=_desk,
            asks=("explanation",),
            consequence=N_("The proposers can read why it was dropped."),
        ),
        Transition(
            "reopen",
            ("kept", "dropped"),
            "promised",
            N_("Open again"),
            by=_desk,
            reason=True,
            consequence=N_("The unit reports on it once more."),
        ),
    )

    def before_save(self) -> None:
        """Take the proposal and the unit from the handling, and keep the day that was promised first."""
        handling = columns_of("handling", self.handling_id, "proposal_id", "department_id")
        if handling is not None and is_new(self):
            self.proposal_id, self.department_id = handling.proposal_id, handling.department_id
        if self.state == "promised" and (is_new(self) or "due_on" in self.changed_columns()):
            self.first_due_on = self.due_on

    def problems(self) -> Iterator[Problem]:
        """What was done lies in the past."""
        if self.done_on is not None and self.done_on > clock.business_today():
            yield Problem("done_on", _NOT_TOMORROW)

    def after_transition(self, name: str) -> None:
        """Let the promise run until the later day.

        Raises:
            Invalid: the new day is not later.
        """
        if name != "move" or self.moved_to is None:
            return
        if self.moved_to <= self.due_on:
            raise Invalid(self, [Problem("moved_to", _NOT_MOVED, {"day": self.due_on})])
        self.due_on = self.moved_to
