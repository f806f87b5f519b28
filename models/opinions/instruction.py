"""Instruction (领导批示)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    Access,
    all_rows,
    by_creator,
    handed,
    in_area,
    in_state,
    of_body,
)
from models.anonymity import naming_problems
from models.base import Record, db
from models.deadlines import Deadline
from models.fields import choice_of, count, day, note, ref, text, workflow_state
from models.kinds import kinds_with_papers
from models.lookups import columns_of, is_new, rows_where, title_of
from models.marks import N_
from models.periods import period_problem
from models.polymorphic import parent_problem
from models.problems import Problem
from models.registry import record_type
from models.transitions import compute
from models.workflow import State, Transition, Workflow, states

_NO_INSTRUCTION_ON_ONE = N_(
    "An instruction stands on a paper, not on another instruction; please name the paper."
)
_WITH_THE_UNIT = N_("The unit has this already; what was handed over is not changed.")

_OWN = of_body() | in_area | by_creator
_DESK = {CLERK: all_rows, COMMITTEE: _OWN}
_OPEN = in_state("registered", "handed_over")
_WITH_UNIT = handed() & in_state("handed_over", "answered", "returned", "closed")
_TEXT_OF = {"bulletin": ("subject", "content"), "opinion_report": ("edited_subject", "edited_text")}
"""The columns of a paper whose text the unit is given with the instruction."""


class Instruction(Record):
    """What a leader wrote on a paper of the office, word for word: on an issue, an item, a proposal, a report.

    One that asks a unit for something goes to the unit with a date; the unit answers here. The unit reads the text it is given
    and not the paper itself, so the contributor of an item stays unknown to it.
    """

    __tablename__ = "instruction"
    __table_args__ = (Index("ix_instruction_record", "organization_id", "record_table", "record_id"),)
    title = N_("Leader's instruction")
    plural = N_("Leaders' instructions")
    label_columns = ("leader", "about")
    fact_date_from = "instructed_on"
    entered_for = ("department",)

    record_table: Mapped[str] = choice_of(
        kinds_with_papers, 40, label=N_("Kind of record"), required=True, default="bulletin"
    )
    record_id: Mapped[int] = count(label=N_("Number of the record"), required=True, lowest=1)
    about: Mapped[str | None] = text(120, label=N_("Paper"), fixed=True, search=True, listed=True)
    leader: Mapped[str] = text(40, label=N_("Leader"), required=True, search=True, listed=True)
    leader_post: Mapped[str | None] = text(60, label=N_("Post of the leader"), listed=True)
    original_words: Mapped[str] = note(label=N_("Original words"), required=True, search=True)
    instructed_on: Mapped[date] = day(
        label=N_("Instructed on"), required=True, default=clock.business_today, listed=True, sorted=True
    )
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), filter=True
    )
    department_id: Mapped[int | None] = ref(
        "department", label=N_("Unit it is addressed to"), listed=True, filter=True
    )
    matter: Mapped[str | None] = note(
        label=N_("Text for the unit"),
        rows=6,
        help=N_("Empty: the text of the issue, or the edited text of the item"),
    )
    handed_on: Mapped[date | None] = day(label=N_("Handed over on"), fixed=True)
    due_on: Mapped[date | None] = day(label=N_("Reply due"), listed=True)
    reply: Mapped[str | None] = note(label=N_("Reply of the unit"), fixed=True)
    replied_on: Mapped[date | None] = day(label=N_("Replied on"), fixed=True, listed=True)
    state: Mapped[str] = workflow_state()

    deadline = Deadline(
        due="due_on",
        open=("handed_over", "returned"),
        unit="department_id",
        label=N_("Replies to instructions"),
    )
    access = Access(
        read={CLERK: all_rows, COMMITTEE: _OWN, CHAIR: all_rows, AUDITOR: all_rows, DEPARTMENT: _WITH_UNIT},
        create={CLERK: all_rows, COMMITTEE: _OWN, CHAIR: by_creator},
        update={
            CLERK: all_rows & _OPEN,
            COMMITTEE: _OWN & _OPEN,
            CHAIR: by_creator & in_state("registered"),
        },
        export={CLERK: all_rows, COMMITTEE: _OWN, CHAIR: all_rows, AUDITOR: all_rows},
    )
    workflow = Workflow(
        states(
            State("registered", N_("Instruction registered"), "ring"),
            State("noted", N_("Noted, nothing asked of a unit"), "done", final=True),
            State("handed_over", N_("With the unit"), "half"),
            State("answered", N_("Answered, to be looked at"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("closed", N_("Instruction carried out"), "done", final=True),
        ),
        Transition(
            "hand_over",
            "registered",
            "handed_over",
            N_("Hand over to the unit"),
            by=_DESK,
            needs=("department_id", "due_on"),
            asks=("handed_on",),
        ),
        Transition("note_down", "registered", "noted", N_("Note down, nothing is asked of a unit"), by=_DESK),
        Transition(
            "answer",
            ("handed_over", "returned"),
            "answered",
            N_("Reply"),
            by={DEPARTMENT: handed()},
            paper={CLERK: all_rows},
            submits=True,
            queue=True,
            asks=("reply", "replied_on"),
            event="submitted",
        ),
        Transition(
            "recall",
            "answered",
            "handed_over",
            N_("Recall"),
            by={DEPARTMENT: handed()},
            paper={CLERK: all_rows},
            recalls=True,
            event="recalled",
        ),
        Transition(
            "return",
            "answered",
            "returned",
            N_("Return for changes"),
            by=_DESK,
            reason=True,
            event="returned",
        ),
        Transition("close", "answered", "closed", N_("Register as carried out"), by=_DESK, queue=True),
    )

    def before_save(self) -> None:
        """Keep what the paper is called, and the text that the unit is given, until it is handed over."""
        if self.state not in (None, "registered"):
            return
        self.about = (
            (title_of(self.record_table, self.record_id) or "")[:120] if self._stands_on_paper() else ""
        )
        columns = _TEXT_OF.get(self.record_table)
        if not self.matter and columns is not None and self.department_id is not None:
            paper = columns_of(self.record_table, self.record_id, *columns)
            self.matter = "\n".join(filter(None, paper)) if paper is not None else None

    def _stands_on_paper(self) -> bool:
        return any(
            choice.value == self.record_table for choice in self.__table__.c.record_table.info["choices"]
        )

    def problems(self) -> Iterator[Problem]:
        """It stands on a paper that exists; dates follow each other; and no text names who did not agree to be named."""
        yield from parent_problem(self)
        if self.record_table == self.__tablename__:
            yield Problem("record_table", _NO_INSTRUCTION_ON_ONE)
        yield from period_problem("due_on", self.instructed_on, self.due_on)
        yield from period_problem("handed_on", self.instructed_on, self.handed_on)
        yield from period_problem("replied_on", self.handed_on, self.replied_on)
        if self.state == "registered":
            texts = {
                "matter": self.matter,
                "original_words": self.original_words,
                "record_id": self.about,
                "note": self.note,
            }
            yield from naming_problems(self._items(), texts)
        elif not is_new(self):
            for name in sorted(self.changed_columns() & {"matter", "department_id", "original_words"}):
                yield Problem(name, _WITH_THE_UNIT)

    def _items(self) -> list[int]:
        """Return the items that the paper is or is made of, where a unit is to get the text."""
        if self.department_id is None or self.record_table not in _TEXT_OF:
            return []
        if self.record_table == "opinion_report":
            return [self.record_id]
        rows = rows_where("bulletin_item", "opinion_report_id", where={"bulletin_id": self.record_id})
        return [row.opinion_report_id for row in rows]

    def after_transition(self, name: str) -> None:
        """An issue on which a leader wrote something says so."""
        if name in ("hand_over", "note_down") and self.record_table == "bulletin":
            cls: Any = record_type("bulletin")
            issue = db.session.scalar(select(cls).where(cls.id == self.record_id))
            if issue is not None:
                compute(issue, "instruct")
