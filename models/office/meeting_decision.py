"""MeetingDecision (会议议定事项)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, Access, parent_read, parent_rule
from models.base import Record
from models.deadlines import Deadline
from models.fields import Choice, choice, count, day, note, ref, text, workflow_state
from models.lookups import columns_of, is_new, title_of, uses_of
from models.marks import N_
from models.problems import Problem
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

OUTCOMES = (
    Choice("decided", N_("Decided")),
    Choice("postponed", N_("Postponed")),
    Choice("sent_back", N_("Sent back")),
)
_NOT_HELD = N_("The meeting is not registered as held; please do that first.")
_NOTHING_TO_DO = N_("Only what was decided is carried out; this item was postponed or sent back.")
_MOVED_RECORDS = N_("%(count)s records rest on this decision; it stays decided.")
_DESK = {CLERK: parent_read("meeting_id"), COMMITTEE: parent_rule("meeting_id")}


@keep_while_used
class MeetingDecision(Record):
    """One item that a meeting dealt with. The records it moved name it as the decision they rest on; one may move many."""

    __tablename__ = "meeting_decision"
    __table_args__ = (UniqueConstraint("organization_id", "meeting_id", "item_number"),)
    title = N_("Meeting decision")
    plural = N_("Meeting decisions")
    entered_for = ()
    parent = "meeting_id"
    area_slug = "meeting"

    meeting_id: Mapped[int] = ref("meeting", label=N_("Meeting"), required=True, listed=True, filter=True)
    item_number: Mapped[int] = count(label=N_("Item number"), required=True, lowest=1, listed=True)
    name: Mapped[str] = text(
        120, label=N_("Meeting and item"), required=True, fixed=True, default="", search=True
    )
    subject: Mapped[str] = text(80, label=N_("Matter"), required=True, search=True, listed=True)
    content: Mapped[str] = note(label=N_("Wording of the decision"), required=True)
    outcome: Mapped[str] = choice(
        OUTCOMES, label=N_("Outcome"), required=True, default="decided", listed=True
    )
    carried_out_by_id: Mapped[int | None] = ref(
        "department", label=N_("Carried out by the unit"), filter=True
    )
    carried_out_by: Mapped[str | None] = text(
        60, label=N_("Carried out by"), help=N_("Where it is no unit of the list")
    )
    due_on: Mapped[date | None] = day(label=N_("Due on"), listed=True)
    done_on: Mapped[date | None] = day(label=N_("Carried out on"))
    result: Mapped[str | None] = note(label=N_("Result"))
    state: Mapped[str] = workflow_state()

    access = Access(
        read={role: parent_read("meeting_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("meeting_id") for role in (CLERK, CHAIR, AUDITOR)},
    )
    deadline = Deadline(
        due="due_on",
        open=("registered", "carrying_out"),
        unit="carried_out_by_id",
        label=N_("Carrying out of a decision"),
        matter="subject",
        only={"outcome": ("decided",)},
    )
    workflow = Workflow(
        states(
            State("registered", N_("Decision registered"), "ring"),
            State("carrying_out", N_("Being carried out"), "half"),
            State("carried_out", N_("Carried out"), "done", final=True),
        ),
        Transition(
            "start",
            "registered",
            "carrying_out",
            N_("Hand over for carrying out"),
            by=_DESK,
            needs=("due_on",),
        ),
        Transition(
            "finish",
            ("registered", "carrying_out"),
            "carried_out",
            N_("Register as carried out"),
            by=_DESK,
            asks=("done_on", "result"),
        ),
    )

    def before_save(self) -> None:
        """Name the row by meeting, number and matter, and date it as the meeting."""
        parts = (title_of("meeting", self.meeting_id), self.item_number, self.subject)
        self.name = " ".join(str(part) for part in parts if part not in (None, ""))[:120]
        meeting = columns_of("meeting", self.meeting_id, "fact_date")
        if meeting is not None:
            self.fact_date = meeting.fact_date

    def problems(self) -> Iterator[Problem]:
        """Only a meeting that was held decides; only what was decided is carried out; what records rest on stays decided."""
        meeting = columns_of("meeting", self.meeting_id, "state")
        if meeting is not None and meeting.state == "planned":
            yield Problem("meeting_id", _NOT_HELD)
        outcome = self.outcome or "decided"
        if outcome != "decided" and self.state != "registered":
            yield Problem("outcome", _NOTHING_TO_DO)
        if outcome != "decided" and not is_new(self) and (count_ := uses_of("meeting_decision", self.id)):
            yield Problem("outcome", _MOVED_RECORDS, {"count": count_})
