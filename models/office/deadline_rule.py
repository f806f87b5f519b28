"""DeadlineRule (办理期限规定)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, in_area, parent_read
from models.base import Record, db
from models.deadlines import CASES, STARTS, UNITS, steps
from models.fields import choice, choice_of, count, ref, text, workflow_state
from models.marks import N_
from models.problems import Problem
from models.registry import record_type
from models.transitions import compute, lock
from models.wording import choice_words
from models.workflow import State, Transition, Workflow, states

_DESK = {CLERK: parent_read("term_id"), COMMITTEE: in_area}
_UNIT_MISSING = N_("Please choose whether these are days, working days or months.")
_SHORTER = N_("The latest day lies before the usual one; please check both.")
_ROUGHLY = {"days": 1.0, "working_days": 1.4, "months": 30.5}
"""Days in a unit, for comparing two lengths in different units."""


class DeadlineRule(Record):
    """How long a step may take in a term. Several rules can be kept beside each other as examples; one for a case is in force."""

    __tablename__ = "deadline_rule"
    __table_args__ = (UniqueConstraint("organization_id", "term_id", "step", "case_level", "source"),)
    title = N_("Deadline rule")
    plural = N_("Deadline rules")
    entered_for = ()
    parent = "term_id"
    area_slug = "term"
    label_columns = ("step", "case_level", "source")

    term_id: Mapped[int] = ref("term", label=N_("Term"), required=True, listed=True, filter=True)
    step: Mapped[str] = choice_of(steps, 40, label=N_("What is due"), required=True, listed=True)
    case_level: Mapped[str] = choice(
        CASES, label=N_("Level of case"), required=True, default="any", listed=True
    )
    number: Mapped[int] = count(label=N_("Within"), required=True, lowest=1, highest=1000, listed=True)
    unit: Mapped[str] = choice(UNITS, label=N_("Counted in"), required=True, default="months", listed=True)
    starts_with: Mapped[str] = choice(
        STARTS, label=N_("Counted from"), required=True, default="received", listed=True, filter=False
    )
    latest_number: Mapped[int | None] = count(
        label=N_("Extended, at the latest within"),
        lowest=1,
        highest=1000,
        listed=True,
        help=N_("From the same start; empty: nothing limits an extension"),
    )
    latest_unit: Mapped[str | None] = choice(UNITS, label=N_("Latest counted in"), filter=False)
    source: Mapped[str] = text(
        80,
        label=N_("Rule of"),
        required=True,
        search=True,
        listed=True,
        help=N_("The body and title of the rule, with its year"),
    )
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            role: parent_read("term_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT)
        },
        create=_DESK,
        update=_DESK,
        export={role: parent_read("term_id") for role in (CLERK, CHAIR, AUDITOR)},
    )
    workflow = Workflow(
        states(
            State("example", N_("Kept as an example"), "ring"),
            State("in_force", N_("In force"), "done"),
            State("set_aside", N_("No longer in force"), "ended"),
        ),
        Transition(
            "put_in_force",
            ("example", "set_aside"),
            "in_force",
            N_("Put in force"),
            by=_DESK,
            batch=True,
            consequence=N_("It takes the place of the rule that was in force for the same step and case."),
        ),
        Transition("set_aside", "in_force", "set_aside", N_("Put out of force"), by=_DESK, batch=True),
        Transition("replace", "in_force", "set_aside", N_("Replaced"), computed=True),
    )

    @classmethod
    def label_sql(cls, row: Any = None) -> Any:
        """Return what the row is called: step and level of case in the reader's words, and whose rule it is."""
        row = row or cls
        words = choice_words(row.step, steps()) + " " + choice_words(row.case_level, CASES)
        return words + " " + row.source

    def problems(self) -> Iterator[Problem]:
        """An extension leads beyond the usual day."""
        if self.latest_number is None:
            return
        if self.latest_unit is None:
            yield Problem("latest_unit", _UNIT_MISSING)
        elif self.latest_number * _ROUGHLY[self.latest_unit] < (self.number or 1) * _ROUGHLY[self.unit]:
            yield Problem("latest_number", _SHORTER)

    def after_transition(self, name: str) -> None:
        """Let no two rules be in force for one step and case: who comes later takes the place."""
        if name != "put_in_force":
            return
        # Under the lock of the term: two rules put in force at once would otherwise not see each other.
        lock(record_type("term"), self.term_id)
        cls = DeadlineRule
        others = select(cls).where(
            cls.term_id == self.term_id,
            cls.step == self.step,
            cls.case_level == self.case_level,
            cls.state == "in_force",
            cls.id != self.id,
        )
        for other in db.session.scalars(others.with_for_update(of=cls)):
            compute(other, "replace")
