"""FormalRecommendation (建议案)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

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
    by_creator,
    handed,
    in_area,
    in_state,
    of_body,
    submitted,
)
from models.base import Record
from models.deadlines import Deadline
from models.fields import Choice, choice, day, note, ref, text, workflow_state
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

BODIES = (
    Choice("plenary", N_("Plenary session")),
    Choice("standing_committee", N_("Standing committee meeting")),
    Choice("chairpersons", N_("Chairpersons' meeting")),
)
_OWN = (of_body() & submitted) | in_area | by_creator
_DESK = {CLERK: all_rows, COMMITTEE: _OWN}
_OPEN = in_state("draft", "returned")
_CHAIR = {CHAIR: submitted}
_GONE_OUT = in_state("sent", "answered", "answer_returned", "closed")


class FormalRecommendation(Record):
    """The strongest paper a committee has: passed by a plenary, the standing committee or the chairpersons' meeting.

    It goes to the county party committee or the government. Whoever receives it must answer: it is closed with an answer only.
    """

    __tablename__ = "formal_recommendation"
    title = N_("Formal recommendation")
    plural = N_("Formal recommendations")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "livelihood_project": {"name": "name", "lead_department_id": "department_id", "wording": "content"},
    }
    carries_on = "report_id"
    fact_date_from = "drafted_on"
    entered_for = ("department",)
    seal_columns = (
        "name",
        "body",
        "committee_id",
        "report_id",
        "situation",
        "content",
        "addressed_to",
        "department_id",
        "drafted_on",
    )

    name: Mapped[str] = text(
        80, label=N_("Title of the recommendation"), required=True, search=True, listed=True
    )
    body: Mapped[str] = choice(
        BODIES, label=N_("Passed by"), required=True, default="standing_committee", listed=True
    )
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), filter=True
    )
    report_id: Mapped[int | None] = ref("report", label=N_("Rests on the report"), filter=True)
    situation: Mapped[str | None] = note(label=N_("Situation"), rows=5)
    content: Mapped[str | None] = note(label=N_("What is recommended"), rows=8)
    addressed_to: Mapped[str | None] = text(80, label=N_("Addressed to"), listed=True)
    department_id: Mapped[int | None] = ref(
        "department", label=N_("Unit that must answer"), listed=True, filter=True
    )
    drafted_on: Mapped[date] = day(
        label=N_("Drafted on"), required=True, default=clock.business_today, sorted=True
    )
    document_number: Mapped[str | None] = text(
        60, label=N_("Document number"), fixed=True, listed=True, search=True
    )
    sent_on: Mapped[date | None] = day(label=N_("Sent on"), fixed=True, listed=True)
    due_on: Mapped[date | None] = day(label=N_("Answer due"), fixed=True, listed=True)
    answer: Mapped[str | None] = note(label=N_("Answer"), fixed=True)
    answered_on: Mapped[date | None] = day(label=N_("Answered on"), fixed=True)
    state: Mapped[str] = workflow_state()

    deadline = Deadline(
        due="due_on",
        open=("sent", "answer_returned"),
        unit="department_id",
        label=N_("Answers to formal recommendations"),
    )
    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: _OWN,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: in_state("passed", "sent", "answered", "answer_returned", "closed"),
            DEPARTMENT: handed() & _GONE_OUT,
        },
        create={CLERK: all_rows, COMMITTEE: of_body() | by_creator},
        update={CLERK: all_rows & _OPEN, COMMITTEE: _OWN & _OPEN},
        export={CLERK: all_rows, COMMITTEE: _OWN, CHAIR: submitted, AUDITOR: submitted},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("submitted", N_("Awaiting a meeting"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("passed", N_("Passed"), "stamp", frozen=True),
            State("sent", N_("Sent, awaiting the answer"), "half", frozen=True),
            State("answered", N_("Answered, to be looked at"), "diamond", frozen=True),
            State("answer_returned", N_("Answer returned"), "returned", frozen=True),
            State("closed", N_("Closed"), "done", frozen=True, final=True),
        ),
        Transition(
            "submit",
            ("draft", "returned"),
            "submitted",
            N_("Submit to the meeting"),
            by=_DESK,
            submits=True,
            needs=("content", "addressed_to", "department_id"),
            event="submitted",
        ),
        Transition("recall", "submitted", "draft", N_("Recall"), by=_DESK, recalls=True, event="recalled"),
        Transition(
            "return",
            "submitted",
            "returned",
            N_("Return for changes"),
            by=_CHAIR,
            reason=True,
            event="returned",
        ),
        Transition(
            "pass",
            "submitted",
            "passed",
            N_("Sign what the meeting passed"),
            by=_CHAIR,
            independent=True,
            seals=True,
            queue=True,
            decided_by=("plenary", "standing_committee", "chairpersons"),
            event="approved",
        ),
        Transition(
            "send",
            "passed",
            "sent",
            N_("Register as sent"),
            by=_DESK,
            asks=("document_number", "sent_on", "due_on"),
            consequence=N_("Whoever receives it must answer by the day written here."),
        ),
        Transition(
            "answer",
            ("sent", "answer_returned"),
            "answered",
            N_("Answer"),
            by={DEPARTMENT: handed()},
            paper={CLERK: all_rows},
            submits=True,
            queue=True,
            asks=("answer", "answered_on"),
            event="answered",
        ),
        Transition(
            "recall_answer",
            "answered",
            "sent",
            N_("Recall"),
            by={DEPARTMENT: handed()},
            paper={CLERK: all_rows},
            recalls=True,
            event="recalled",
        ),
        Transition(
            "return_answer",
            "answered",
            "answer_returned",
            N_("Return for changes"),
            by=_DESK,
            reason=True,
            event="returned",
        ),
        Transition("close", "answered", "closed", N_("Close"), by=_DESK, queue=True),
    )

    def deciding_bodies(self, step: Transition) -> tuple[str, ...]:
        """Return the body that passes this one, which is written on it."""
        return (self.body,) if step.name == "pass" and self.body else step.bodies

    def problems(self) -> Iterator[Problem]:
        """Its dates follow each other."""
        yield from period_problem("sent_on", self.drafted_on, self.sent_on)
        yield from period_problem("due_on", self.sent_on, self.due_on)
        yield from period_problem("answered_on", self.sent_on, self.answered_on)
