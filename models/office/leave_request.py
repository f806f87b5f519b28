"""LeaveRequest (请假申请)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    all_rows,
    by_creator,
    having,
    in_state,
    of_member,
    parent_rule,
    submitted,
)
from models.attending import by_another
from models.base import Record, db
from models.fields import Choice, choice, day, note, ref, text, workflow_state
from models.lookups import columns_of, is_new, rows_where
from models.marks import N_
from models.presence import HALVES, OFFICIAL, covered, half_days, key, mark_of
from models.problems import Problem
from models.registry import record_type
from models.serving import not_serving_problem
from models.settings import Setting
from models.transitions import add_derived
from models.workflow import State, Transition, Workflow, states
from models.writing import pen

GROUNDS = (
    Choice("illness", N_("Illness")),
    Choice("work", N_("Work of the own unit")),
    Choice("family", N_("Private affairs")),
    Choice(OFFICIAL, N_("Meeting of a higher body or posting elsewhere")),
    Choice("other", N_("Another ground")),
)
APPROVERS = (
    Choice("chair", N_("A member of the chairpersons' meeting")),
    Choice("committee", N_("The responsible special committee")),
    Choice("office", N_("The office")),
)
_LABELS = {
    "plenary": N_("Leave from a plenary session is granted by"),
    "standing_committee": N_("Leave from a standing committee meeting is granted by"),
    "chairpersons": N_("Leave from a chairpersons' meeting is granted by"),
    "party_group": N_("Leave from a party leadership group meeting is granted by"),
    "secretary": N_("Leave from a secretary general's office meeting is granted by"),
    "special_committee": N_("Leave from a special committee meeting is granted by"),
    "proposal_review": N_("Leave from a meeting of the proposal review committee is granted by"),
    "member_group": N_("Leave from a member group meeting is granted by"),
    "other": N_("Leave from another meeting or event is granted by"),
}
_BY_BODY = frozenset({"special_committee", "proposal_review", "member_group", "other"})
LEAVE_APPROVERS: dict[str, Setting[str]] = {
    kind: Setting(
        f"leave_approver_{kind}",
        label,
        kind="choice",
        choices=APPROVERS,
        default="committee" if kind in _BY_BODY else "chair",
        help=N_("Where no special committee is responsible for a meeting, the office grants instead of it"),
    )
    for kind, label in _LABELS.items()
}
"""Kind of meeting -> who grants leave from it, by the rules of the office."""

_BACKWARDS = N_("Ends before it begins; please check days and half-days.")
_OUTSIDE = N_("The meeting has no half-day in this time; please check days and half-days.")
_CLOSED = N_("The meeting is archived; its attendance can then only be corrected.")
_TWICE = N_("Leave is already asked or granted for a part of this time; please look at that request first.")
_OWN = parent_rule("seat_id", of_member())
_OPEN = in_state("draft")
_ASKS = {CLERK: all_rows & by_creator, COMMITTEE: by_creator, MEMBER: _OWN}
_GRANTS = {
    CHAIR: submitted & having("approver", "chair"),
    COMMITTEE: submitted & having("approver", "committee") & parent_rule("meeting_id"),
    CLERK: all_rows & having("approver", "office"),
}
_FROM_PAPER = {CLERK: all_rows & having("approver", "chair", "committee")}
_LEAVE_COLUMNS = ("from_on", "from_half", "until_on", "until_half")


class LeaveRequest(Record):
    """A member asks to be excused from a meeting, or from a part of it; who grants it depends on the kind of meeting.

    What is granted marks the half-days of the attendance by itself.
    """

    __tablename__ = "leave_request"
    title = N_("Leave request")
    plural = N_("Leave requests")
    entered_for = ("member",)
    parent = "meeting_id"
    area_slug = "meeting"

    meeting_id: Mapped[int] = ref("meeting", label=N_("Meeting"), required=True, listed=True, filter=True)
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True
    )
    seat_id: Mapped[int] = ref("seat", label=N_("Member"), required=True, filter=True)
    ground: Mapped[str] = choice(GROUNDS, label=N_("Ground of the leave"), required=True, listed=True)
    from_on: Mapped[date | None] = day(
        label=N_("Leave from"), listed=True, help=N_("Empty: from the beginning")
    )
    from_half: Mapped[str | None] = choice(HALVES, label=N_("From half-day"), filter=False)
    until_on: Mapped[date | None] = day(label=N_("Leave until"), listed=True, help=N_("Empty: to the end"))
    until_half: Mapped[str | None] = choice(HALVES, label=N_("Until half-day"), filter=False)
    reason: Mapped[str] = note(label=N_("Reason of the leave"), required=True, rows=3)
    approver: Mapped[str] = choice(
        APPROVERS, label=N_("Granted by"), required=True, fixed=True, default="chair", listed=True
    )
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: (submitted & parent_rule("meeting_id")) | by_creator,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: _OWN,
        },
        create={CLERK: all_rows, COMMITTEE: parent_rule("meeting_id"), MEMBER: _OWN},
        update={CLERK: all_rows & by_creator & _OPEN, COMMITTEE: by_creator & _OPEN, MEMBER: _OWN & _OPEN},
        export={CLERK: all_rows, CHAIR: submitted, AUDITOR: submitted},
    )
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("asked", N_("Leave asked"), "diamond"),
            State("granted", N_("Leave granted"), "done", final=True),
            State("refused", N_("Leave refused"), "ended", final=True),
        ),
        Transition("submit", "draft", "asked", N_("Ask for leave"), by=_ASKS, submits=True),
        Transition("recall", "asked", "draft", N_("Recall"), by=_ASKS, recalls=True),
        Transition(
            "grant",
            "asked",
            "granted",
            N_("Grant the leave"),
            by=_GRANTS,
            paper=_FROM_PAPER,
            independent=True,
            queue=True,
            tells=("member",),
            consequence=N_(
                "The half-days are marked as leave; a higher body's meeting or a posting as not required."
            ),
        ),
        Transition(
            "refuse",
            "asked",
            "refused",
            N_("Refuse the leave"),
            by=_GRANTS,
            paper=_FROM_PAPER,
            independent=True,
            reason=True,
            queue=True,
            tells=("member",),
        ),
    )

    def before_save(self) -> None:
        """Take name and day, note who grants, and for whom another typed it."""
        seat = columns_of("seat", self.seat_id, "name", "member_id")
        meeting = columns_of("meeting", self.meeting_id, "kind", "fact_date", "committee_id")
        if is_new(self) and seat is not None and by_another(seat.member_id):
            self.entered_for_member_id = seat.member_id
        if self.state in ("draft", None):
            self.name = seat.name if seat is not None else ""
        if meeting is None:
            return
        self.fact_date = meeting.fact_date
        if self.state in ("draft", None):
            approver = LEAVE_APPROVERS[meeting.kind].value(on=meeting.fact_date)
            self.approver = "office" if approver == "committee" and meeting.committee_id is None else approver

    def after_transition(self, name: str) -> None:
        """Mark the half-days of the attendance that nobody has recorded yet, adding those that are missing."""
        if name != "grant":
            return
        cls: Any = record_type("attendance")
        meeting = columns_of("meeting", self.meeting_id, "starts_at", "ends_at")
        assert meeting is not None
        rows = db.session.scalars(
            select(cls).where(
                cls.meeting_id == self.meeting_id, cls.seat_id == self.seat_id, cls.trashed_at.is_(None)
            ),
            execution_options={"gate": "label"},
        ).all()
        mark = mark_of(self.ground)
        for row in rows:
            if row.attendance in ("expected", "absent") and covered(self, (row.held_on, row.half)):
                with pen(db.session, row, "derive"):
                    row.attendance = mark
        known = {(row.held_on, row.half) for row in rows}
        missing = [
            half
            for half in half_days(meeting.starts_at, meeting.ends_at)
            if covered(self, half) and half not in known
        ]
        add_derived(
            cls(
                organization_id=self.organization_id, meeting_id=self.meeting_id, seat_id=self.seat_id, held_on=held_on,
                half=half, attendance=mark,
            )
            for held_on, half in missing
        )  # fmt: skip

    def problems(self) -> Iterator[Problem]:
        """A serving member asks once for a time that the meeting has, before its attendance is closed."""
        meeting = columns_of("meeting", self.meeting_id, "starts_at", "ends_at", "state")
        if is_new(self) or "seat_id" in self.changed_columns():
            yield from not_serving_problem("seat_id", self.seat_id, self.fact_date)
        if (
            meeting is not None
            and meeting.state == "archived"
            and self.state in ("draft", "asked", "granted", None)
        ):
            yield Problem("meeting_id", _CLOSED)
        if self.from_on and self.until_on and self._end() < self._start():
            yield Problem("until_on", _BACKWARDS)
        elif meeting is not None and not any(
            covered(self, half) for half in half_days(meeting.starts_at, meeting.ends_at)
        ):
            yield Problem("from_on", _OUTSIDE)
        if self.state in ("asked", "granted"):
            yield from self._twice_problems()

    def _start(self) -> tuple[date, int]:
        return key((self.from_on or date.min, self.from_half or "morning"))

    def _end(self) -> tuple[date, int]:
        return key((self.until_on or date.max, self.until_half or "evening"))

    def _twice_problems(self) -> Iterator[Problem]:
        meeting = columns_of("meeting", self.meeting_id, "starts_at", "ends_at")
        mine = (
            [h for h in half_days(meeting.starts_at, meeting.ends_at) if covered(self, h)] if meeting else []
        )
        where = {"meeting_id": self.meeting_id, "seat_id": self.seat_id}
        for other in rows_where("leave_request", "state", *_LEAVE_COLUMNS, where=where, but=self.id):
            if other.state in ("asked", "granted") and any(covered(other, half) for half in mine):
                yield Problem("seat_id", _TWICE)
