"""StudyAttendance (学习会议出席)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    of_member,
    parent_read,
    parent_rule,
)
from models.attending import OnePerson
from models.base import Record
from models.fields import Choice, choice, flag, ref
from models.lookups import columns_of
from models.marks import N_
from models.problems import Problem

ATTENDANCES = (
    Choice("present", N_("Was present")),
    Choice("leave", N_("On leave")),
    Choice("absent", N_("Absent")),
)
_GUEST_TWICE = N_("This guest is already registered for the meeting.")
_DID_NOT_SPEAK = N_("Who was on leave or absent did not speak; please check attendance and remark.")
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("study_meeting_id"))


class StudyAttendance(OnePerson, Record):
    """One person at one study meeting: a seat, a staff member, or a guest with name and body."""

    __tablename__ = "study_attendance"
    __table_args__ = (
        UniqueConstraint("organization_id", "study_meeting_id", "seat_id"),
        UniqueConstraint("organization_id", "study_meeting_id", "staff_id"),
    )
    title = N_("Attendance at a study meeting")
    plural = N_("Attendances at study meetings")
    entered_for = ()
    parent = "study_meeting_id"
    area_slug = "study-meeting"
    once_per = ("study_meeting_id",)

    study_meeting_id: Mapped[int] = ref(
        "study_meeting", label=N_("Study meeting"), required=True, listed=True, filter=True
    )
    attendance: Mapped[str] = choice(
        ATTENDANCES, label=N_("Attendance at the meeting"), required=True, default="present", listed=True
    )
    spoke: Mapped[bool] = flag(label=N_("Spoke"), listed=True)

    access = Access(
        read={role: parent_read("study_meeting_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: parent_rule("seat_id", of_member())},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("study_meeting_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
        correct={role: parent_rule("study_meeting_id", action="correct") for role in (CLERK, COMMITTEE)},
    )

    def before_save(self) -> None:
        """Take the day from the meeting and the name from the person."""
        meeting = columns_of("study_meeting", self.study_meeting_id, "held_on")
        if meeting is not None:
            self.fact_date = meeting.held_on
        self.take_name()

    def problems(self) -> Iterator[Problem]:
        """One person, in office on the day if a member, once per meeting; who was not there did not speak."""
        yield from self.person_problems(_GUEST_TWICE)
        if self.spoke and (self.attendance or "present") != "present":
            yield Problem("spoke", _DID_NOT_SPEAK)
