"""AssignedMatter (交办事项)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from models import consulting
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    Access,
    handed,
    in_state,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.deadlines import Deadline, due_on
from models.fields import day, note, ref, text, workflow_state
from models.lookups import columns_of
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

_EXACTLY_ONE = N_("Please name exactly one: a unit, or a town or village.")
_NO_DUE_DATE = N_("Please write by when “%(matter)s” is to be answered, then hand it over.")
_SENT = ("handed_over", "handling", "answered", "closed")
_UNIT = handed() & in_state(*_SENT, "withdrawn")
_CHANGED_IN = in_state("prepared", "handed_over", "handling")
_DESK = {
    CLERK: parent_rule("topic_id") & _CHANGED_IN,
    COMMITTEE: parent_rule("topic_id") & _CHANGED_IN,
}
_FOR_THE_UNIT = {CLERK: parent_read("topic_id"), COMMITTEE: parent_read("topic_id")}
_LATER = parent_rule("topic_id") & parent_rule("topic_id", in_state("handed_over", "handling"))


@keep_while_used
class AssignedMatter(Record):
    """What a unit, a town or a village is asked to do after a consultation. Only they say that it is answered.

    Our office sends it, urges, and may ask for the answer to be completed; the answer itself is given by the unit in the panel,
    or entered from its signed paper. What is done on the way stands in rows below.
    """

    __tablename__ = "assigned_matter"
    title = N_("Assigned matter")
    plural = N_("Assigned matters")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "livelihood_project": {"name": "name", "lead_department_id": "department_id", "wording": "content"},
        "proposal": {"name": "name", "situation": "content", "advice": "result"},
        "opinion_report": {"subject": "name", "situation": "content", "advice": "result"},
    }
    carries_on = "topic_id"
    entered_for = ()
    parent = "topic_id"
    area_slug = "topic"
    fact_date_from = "handed_on"

    name: Mapped[str] = text(80, label=N_("Matter"), required=True, search=True, listed=True)
    topic_id: Mapped[int] = ref(
        "topic", label=N_("Consultation topic"), required=True, listed=True, filter=True
    )
    content: Mapped[str] = note(label=N_("What is asked"), required=True)
    department_id: Mapped[int | None] = ref(
        "department", label=N_("Handed to the unit"), listed=True, filter=True
    )
    place_id: Mapped[int | None] = ref(
        "place", label=N_("Handed to the town or village"), listed=True, filter=True
    )
    due_on: Mapped[date | None] = day(label=N_("Due on"), listed=True, filter=True)
    handed_on: Mapped[date | None] = day(label=N_("Handed over on"), fixed=True)
    received_on: Mapped[date | None] = day(label=N_("Received on"), fixed=True)
    answered_on: Mapped[date | None] = day(label=N_("Answered on"), fixed=True, listed=True)
    result: Mapped[str | None] = note(label=N_("Result"), fixed=True, rows=5)
    state: Mapped[str] = workflow_state()

    deadline = Deadline(
        due="due_on",
        open=("handed_over", "handling"),
        unit="department_id",
        received="received_on",
        label=N_("Answers to assigned matters"),
    )
    access = Access(
        read={role: parent_read("topic_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {DEPARTMENT: _UNIT},
        create={CLERK: parent_rule("topic_id"), COMMITTEE: parent_rule("topic_id")},
        update=_DESK,
        trash={role: parent_rule("topic_id") & in_state("prepared") for role in (CLERK, COMMITTEE)},
        export={role: parent_read("topic_id") for role in (CLERK, CHAIR, AUDITOR)},
        correct={role: parent_rule("topic_id", action="correct") for role in (CLERK, COMMITTEE)},
    )
    workflow = Workflow(
        states(
            State("prepared", N_("Matter prepared"), "ring"),
            State("handed_over", N_("Handed to units"), "diamond"),
            State("handling", N_("Being handled"), "half"),
            State("answered", N_("Answered"), "done"),
            State("closed", N_("Closed with the topic"), "done", final=True),
            State("dropped", N_("Not handed over"), "ended", final=True),
            State("withdrawn", N_("Matter withdrawn"), "ended", final=True),
        ),
        Transition("send", "prepared", "handed_over", N_("Handed over with the topic"), computed=True),
        Transition(
            "hand_over",
            "prepared",
            "handed_over",
            N_("Hand over"),
            by={CLERK: _LATER, COMMITTEE: _LATER},
            asks=("handed_on",),
        ),
        Transition(
            "receive",
            "handed_over",
            "handling",
            N_("Receive"),
            by={DEPARTMENT: _UNIT},
            paper=_FOR_THE_UNIT,
            asks=("received_on",),
            queue=True,
        ),
        Transition(
            "answer",
            "handling",
            "answered",
            N_("Answer"),
            by={DEPARTMENT: _UNIT},
            paper=_FOR_THE_UNIT,
            submits=True,
            asks=("result", "answered_on"),
            queue=True,
            consequence=N_("The unit says what came of the matter; the participants rate it."),
            event="submitted",
        ),
        Transition(
            "recall",
            "answered",
            "handling",
            N_("Recall"),
            by={DEPARTMENT: _UNIT},
            paper=_FOR_THE_UNIT,
            recalls=True,
            event="recalled",
        ),
        Transition(
            "return",
            "answered",
            "handling",
            N_("Ask to complete the answer"),
            by=_FOR_THE_UNIT,
            reason=True,
            event="returned",
        ),
        Transition("close", "answered", "closed", N_("Closed with the topic"), computed=True),
        Transition("drop", "prepared", "dropped", N_("Not handed over"), computed=True),
        Transition(
            "withdraw", ("handed_over", "handling"), "withdrawn", N_("Matter withdrawn"), computed=True
        ),
    )

    def before_save(self) -> None:
        """Take the due day from the rule of the term where none was written."""
        if self.due_on is None and self.handed_on is not None:
            self.due_on = due_on("assigned_matter", self.handed_on)

    def problems(self) -> Iterator[Problem]:
        """It is asked of exactly one; it is due on a day once it is sent; the days follow one another."""
        if (self.department_id is None) == (self.place_id is None):
            yield Problem("department_id", _EXACTLY_ONE)
        if self.state in _SENT and self.due_on is None:
            yield Problem("due_on", _NO_DUE_DATE, {"matter": self.name})
        topic = columns_of("topic", self.topic_id, "collected_on")
        yield from period_problem("handed_on", topic.collected_on if topic else None, self.handed_on)
        yield from period_problem("due_on", self.handed_on, self.due_on)
        yield from period_problem("received_on", self.handed_on, self.received_on)
        yield from period_problem("answered_on", self.received_on or self.handed_on, self.answered_on)

    def after_transition(self, name: str) -> None:
        """Let the topic go on as its matters do."""
        consulting.of_matter(self, name)
