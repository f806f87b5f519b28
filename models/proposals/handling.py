"""Handling (提案承办): one case in the hands of one unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from models.answering import steps
from models.answering.lifecycle import ACCESS, WORKFLOW
from models.answering.questions import feedback_missing, no_contact_yet, not_satisfied, to_follow_up
from models.answering.states import IN_CHECK, WITH_UNIT
from models.base import Record
from models.deadlines import Clock, Deadline, Question
from models.fields import Choice, choice, code, count, day, flag, note, ref, text, workflow_state
from models.marks import N_
from models.problems import Problem

ROLES = (
    Choice("lead", N_("Lead unit")),
    Choice("joint", N_("Joint unit")),
    Choice("separate", N_("Separate unit")),
)
"""A lead unit answers with the opinions of the joint ones; separate units answer each for itself."""
ROUNDS = (
    Choice("first", N_("First handling")),
    Choice("second", N_("Handled again")),
    Choice("follow_up", N_("Followed up the next year")),
)
JUDGEMENTS = (
    Choice("none", N_("Not asked yet")),
    Choice("open", N_("Feedback asked for")),
    Choice("missing", N_("Feedback missing")),
    Choice("satisfied", N_("Satisfied")),
    Choice("basically", N_("Basically satisfied")),
    Choice("not", N_("Not satisfied")),
)
"""What the proposers say together: the least favourable answer of any of them; who is silent is counted apart."""
TIMES = (
    Choice("plenary", N_("Plenary proposal")),
    Choice("between", N_("Proposal between sessions")),
)


class Handling(Record):
    """A unit receives, contacts the proposer, answers; the proposers judge it. Each round is a row of its own.

    Rows are made by a hand-over, by a change of unit, by handling again and by a follow-up, never by hand.
    """

    __tablename__ = "handling"
    title = N_("Handling")
    plural = N_("Handling of proposals")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "livelihood_project": {"name": "name", "lead_department_id": "department_id", "wording": "answer"},
    }
    carries_on = "proposal_id"
    parent = "proposal_id"
    entered_for = ()
    area_slug = "proposal"
    fact_date_from = "handed_over_on"
    seal_columns = (
        "name", "proposal_id", "department_id", "role", "round", "handed_over_on", "received_on", "due_on", "joint_opinions",
        "answer", "answer_class_id", "answer_number", "drafter", "signed_by", "signed_on", "answered_on",
    )  # fmt: skip

    name: Mapped[str] = text(
        120, label=N_("Case"), required=True, fixed=True, default="", search=True, listed=True
    )
    case_number: Mapped[int] = count(
        label=N_("Case number"), required=True, fixed=True, default=0, sorted=True
    )
    proposal_id: Mapped[int] = ref("proposal", label=N_("Proposal"), required=True, fixed=True)
    handover_id: Mapped[int] = ref(
        "handover", label=N_("Hand-over batch"), required=True, fixed=True, filter=True
    )
    department_id: Mapped[int] = ref(
        "department", label=N_("Handling unit"), required=True, fixed=True, listed=True, filter=True
    )
    former_department_id: Mapped[int | None] = ref(
        "department", label=N_("Unit before the takeover"), fixed=True
    )
    role: Mapped[str] = choice(ROLES, label=N_("Role of the unit"), required=True, fixed=True, listed=True)
    round: Mapped[str] = choice(
        ROUNDS, label=N_("Round of handling"), required=True, fixed=True, default="first", listed=True
    )
    previous_id: Mapped[int | None] = ref("handling", label=N_("Handling before"), fixed=True)
    handing_over_office_id: Mapped[int | None] = ref(
        "department", label=N_("Handing-over office"), fixed=True, filter=True
    )
    timing: Mapped[str] = choice(
        TIMES, label=N_("When it was proposed"), required=True, fixed=True, default="plenary"
    )
    handed_over_on: Mapped[date | None] = day(label=N_("Handed over on"), fixed=True, listed=True)
    received_on: Mapped[date | None] = day(label=N_("Received on"), fixed=True)
    due_on: Mapped[date | None] = day(label=N_("Time limit"), fixed=True, listed=True, index=True)
    first_due_on: Mapped[date | None] = day(label=N_("Time limit without extension"), fixed=True)
    unit_change_asked_on: Mapped[date | None] = day(label=N_("Another unit asked for on"), fixed=True)
    unit_change_reason: Mapped[str | None] = note(
        label=N_("Why another unit"), fixed=True, rows=3, help=N_("And which unit it should be")
    )
    new_department_id: Mapped[int | None] = ref("department", label=N_("Handed over to the unit"), fixed=True)
    extension_asked_on: Mapped[date | None] = day(label=N_("Extension asked for on"), fixed=True)
    extension_to: Mapped[date | None] = day(label=N_("Extended to"), fixed=True)
    extension_reason: Mapped[str | None] = note(label=N_("Why an extension"), fixed=True, rows=3)
    request_decided_by: Mapped[date | None] = day(
        label=N_("Request to be decided by"), fixed=True, help=N_("By the handing-over office")
    )
    joint_opinions: Mapped[str | None] = note(label=N_("Opinions of the joint units"), fixed=True)
    answer: Mapped[str | None] = note(label=N_("Text of the answer"), rows=12)
    answer_class_id: Mapped[int | None] = code("answer_class", label=N_("Answer class"), listed=True)
    answer_number: Mapped[str | None] = text(40, label=N_("Number of the answer"))
    drafter: Mapped[str | None] = text(40, label=N_("Drafted by"))
    signed_by: Mapped[str | None] = text(
        40, label=N_("Signed by the leader of the unit"), help=N_("Name and post")
    )
    signed_on: Mapped[date | None] = day(label=N_("Signed on"))
    answered_on: Mapped[date | None] = day(label=N_("Answered on"), fixed=True)
    feedback: Mapped[str] = choice(
        JUDGEMENTS,
        label=N_("What the proposers think"),
        required=True,
        fixed=True,
        default="none",
        listed=True,
    )
    follow_up: Mapped[bool] = flag(label=N_("To be followed up the next year"), fixed=True)
    rehandling_asked_on: Mapped[date | None] = day(label=N_("Handling again asked for on"), fixed=True)
    rehandling_reason: Mapped[str | None] = note(
        label=N_("Why it is to be handled again"), fixed=True, rows=3
    )
    face_to_face_on: Mapped[date | None] = day(label=N_("Face-to-face meeting on"), fixed=True)
    face_to_face_result: Mapped[str | None] = note(
        label=N_("What the face-to-face meeting agreed"), fixed=True
    )
    desk_remark: Mapped[str | None] = note(
        label=N_("Remark of the desk"), sensitivity="internal", help=N_("Units and members never see it")
    )
    state: Mapped[str] = workflow_state()

    deadline = Deadline(
        due="due_on",
        open=WITH_UNIT,
        answered=IN_CHECK,
        unit="department_id",
        received="received_on",
        label=N_("Answers to proposals"),
        clocks=(
            Clock(
                "request",
                "request_decided_by",
                ("unit_change_asked", "extension_asked"),
                "handing_over_office_id",
                N_("Request of a unit to be decided"),
                N_("Request not decided in time"),
            ),
        ),
        questions=(
            Question("no_contact", N_("No contact yet"), no_contact_yet),
            Question("feedback_missing", N_("Feedback missing"), feedback_missing),
            Question("not_satisfied", N_("Not satisfied"), not_satisfied, "bad"),
            Question("to_follow_up", N_("To be followed up"), to_follow_up),
        ),
    )
    access = ACCESS
    workflow = WORKFLOW

    def before_save(self) -> None:
        """Take name, number and time from the proposal while the case is being prepared."""
        steps.derive(self)

    def problems(self) -> Iterator[Problem]:
        """What a unit must have done before each step, and dates in their order."""
        yield from steps.problems_of(self)

    def after_transition(self, name: str) -> None:
        """Start clocks, make the rows that follow, ask the proposers, and move the case on once every unit has answered."""
        steps.follow(self, name)
