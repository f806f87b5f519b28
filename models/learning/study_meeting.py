"""StudyMeeting (学习会议)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
from models.audiences import STUDY_KINDS
from models.base import Record
from models.deadlines import Deadline
from models.fields import choice, day, note, ref, text, workflow_state
from models.lookups import any_row, columns_of
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

_WHICH_BODY = N_("Please say which body meets.")
_NOT_ANOTHER = N_("Belongs to meetings of another kind; please leave it empty.")
_NOT_YET = N_("This meeting has not begun; please register it as held on the day or later.")
_FOLLOW_UP_OPEN = N_(
    "The follow-up has a due day and is not done; please write when it was done before archiving."
)
_NOBODY = N_("Nobody is registered for this meeting yet; please enter who took part first.")
_BODY_OF = {"special_committee": "committee_id", "member_group": "member_group_id"}
_DESK = {CLERK: all_rows, COMMITTEE: of_body() | in_area}


class StudyMeeting(Record):
    """A meeting of one body at which documents are conveyed or studied, with what came of it and what follows.

    The responsible special committee enters it and who took part; a committee's own study meeting is its own.
    """

    __tablename__ = "study_meeting"
    title = N_("Study meeting")
    plural = N_("Study meetings")
    entered_for = ()
    fact_date_from = "held_on"
    seal_children = ("study_attendance", "study_meeting_document")

    name: Mapped[str] = text(80, label=N_("Theme of the study"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(STUDY_KINDS, label=N_("Kind of meeting"), required=True, listed=True)
    committee_id: Mapped[int | None] = ref("special_committee", label=N_("Special committee"), filter=True)
    member_group_id: Mapped[int | None] = ref("member_group", label=N_("Member group"), filter=True)
    held_on: Mapped[date] = day(label=N_("Held on"), required=True, listed=True, sorted=True)
    place: Mapped[str | None] = text(80, label=N_("Where"))
    host: Mapped[str | None] = text(40, label=N_("Chaired by"), listed=True)
    content: Mapped[str | None] = note(label=N_("What was studied and said"))
    outcome: Mapped[str | None] = text(
        80, label=N_("Outcome"), search=True, filter=True, help=N_("Such as an implementing opinion")
    )
    outcome_document: Mapped[str | None] = text(60, label=N_("Document number of the outcome"))
    follow_up: Mapped[str | None] = note(label=N_("Follow-up"))
    follow_up_due_on: Mapped[date | None] = day(label=N_("Follow-up due on"))
    follow_up_done_on: Mapped[date | None] = day(label=N_("Follow-up done on"))
    state: Mapped[str] = workflow_state()

    deadline = Deadline(
        due="follow_up_due_on",
        open=("held", "recorded"),
        done="follow_up_done_on",
        label=N_("Follow-up of study meetings"),
    )
    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER), all_rows),
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, COMMITTEE: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("planned", N_("Planned"), "ring"),
            State("held", N_("Study meeting held"), "half"),
            State("recorded", N_("Attendance recorded"), "done"),
            State("archived", N_("Archived"), "stamp", frozen=True, final=True),
        ),
        Transition("hold", "planned", "held", N_("Register as held"), by=_DESK, needs=("host",)),
        Transition("record", "held", "recorded", N_("Close the register of attendance"), by=_DESK),
        Transition("reopen", "recorded", "held", N_("Reopen the register of attendance"), by=_DESK),
        Transition(
            "archive",
            "recorded",
            "archived",
            N_("Archive"),
            by=_DESK,
            seals=True,
            consequence=N_("Meeting, documents and attendance can then no longer be changed directly."),
        ),
    )

    def problems(self) -> Iterator[Problem]:
        """A body's meeting names its body, and no other kind does; a meeting is held once it has begun."""
        for kind, column in _BODY_OF.items():
            if kind == self.kind and getattr(self, column) is None:
                yield Problem(column, _WHICH_BODY)
        if self.member_group_id is not None and self.kind != "member_group":
            yield Problem("member_group_id", _NOT_ANOTHER)
        yield from period_problem("follow_up_due_on", self.held_on, self.follow_up_due_on)
        yield from period_problem("follow_up_done_on", self.held_on, self.follow_up_done_on)
        if self.state in ("held", "recorded", "archived") and self.held_on > clock.business_today():
            yield Problem("held_on", _NOT_YET)
        if self.state == "archived" and self.follow_up_due_on is not None and self.follow_up_done_on is None:
            yield Problem("follow_up_done_on", _FOLLOW_UP_OPEN)
        if self.state in ("recorded", "archived") and not any_row(
            "study_attendance", where={"study_meeting_id": self.id}
        ):
            yield Problem("", _NOBODY)


class StudyMeetingDocument(Record):
    """A document that was conveyed at a study meeting; one document is heard at many meetings."""

    __tablename__ = "study_meeting_document"
    __table_args__ = (UniqueConstraint("organization_id", "study_meeting_id", "document_id"),)
    title = N_("Document conveyed at a meeting")
    plural = N_("Documents conveyed")
    entered_for = ()
    parent = "study_meeting_id"
    area_slug = "study-meeting"
    label_columns = ("id",)
    is_link = True

    study_meeting_id: Mapped[int] = ref("study_meeting", label=N_("Study meeting"), required=True)
    document_id: Mapped[int] = ref("conveyed_document", label=N_("Conveyed document"), required=True)

    access = Access(
        read={role: parent_read("study_meeting_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        create={role: parent_rule("study_meeting_id") for role in (CLERK, COMMITTEE)},
        update={role: parent_rule("study_meeting_id") for role in (CLERK, COMMITTEE)},
    )

    def before_save(self) -> None:
        """Date the row as its meeting: that day the document was heard."""
        meeting = columns_of("study_meeting", self.study_meeting_id, "held_on")
        if meeting is not None:
            self.fact_date = meeting.held_on
