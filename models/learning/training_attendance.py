"""TrainingAttendance (参训登记)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

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
from models.fields import Choice, choice, code, measure, ref
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import Problem

ATTENDANCES = (
    Choice("full", N_("The whole course")),
    Choice("part", N_("Part of the course")),
    Choice("leave", N_("On leave")),
    Choice("absent", N_("Absent")),
)
_GUEST_TWICE = N_("This guest is already registered for the training.")
_MORE_THAN_COURSE = N_("The course has %(hours)s hours; please write that or less.")
_WAS_NOT_THERE = N_("Who was on leave or absent has no hours; please check attendance and hours.")
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("training_id"))


class TrainingAttendance(OnePerson, Record):
    """One person at one training: a seat, a staff member, or a guest with name and body."""

    __tablename__ = "training_attendance"
    __table_args__ = (
        UniqueConstraint("organization_id", "training_id", "seat_id"),
        UniqueConstraint("organization_id", "training_id", "staff_id"),
    )
    title = N_("Attendance at a training")
    plural = N_("Attendances at trainings")
    entered_for = ("member",)
    parent = "training_id"
    area_slug = "training"
    once_per = ("training_id",)

    training_id: Mapped[int] = ref("training", label=N_("Training"), required=True, listed=True, filter=True)
    attendance: Mapped[str] = choice(
        ATTENDANCES, label=N_("Attendance"), required=True, default="full", listed=True
    )
    hours: Mapped[Decimal | None] = measure(
        1,
        label=N_("Hours attended"),
        lowest=0,
        unit=N_("hours"),
        listed=True,
        help=N_("Empty: the hours of the course"),
    )
    result_id: Mapped[int | None] = code("training_result", label=N_("Result of the course"), listed=True)

    access = Access(
        read={role: parent_read("training_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: parent_rule("seat_id", of_member())},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("training_id") for role in (CLERK, CHAIR, AUDITOR)},
        correct={role: parent_rule("training_id", action="correct") for role in (CLERK, COMMITTEE)},
    )

    def before_save(self) -> None:
        """Take the day from the training, the name from the person, and the hours from the attendance."""
        training = columns_of("training", self.training_id, "starts_on", "hours")
        if training is not None:
            self.fact_date = training.starts_on
        self.take_name()
        changed = self.changed_columns()
        if not is_new(self) and "attendance" in changed and "hours" not in changed and training is not None:
            # The exception that is ticked carries its hours with it; part of a course has hours of its own.
            self.hours = {"full": training.hours, "part": self.hours}.get(self.attendance, Decimal(0))
        if self.hours is None and training is not None and (self.attendance or "full") == "full":
            self.hours = training.hours
        elif self.hours is None and self.attendance in ("leave", "absent"):
            self.hours = Decimal(0)

    def problems(self) -> Iterator[Problem]:
        """One person, in office on the day if a member, once per training, with no more hours than the course."""
        yield from self.person_problems(_GUEST_TWICE)
        training = columns_of("training", self.training_id, "hours")
        most = training.hours if training is not None else None
        if self.hours is not None and most is not None and self.hours > most:
            yield Problem("hours", _MORE_THAN_COURSE, {"hours": most})
        if self.hours and self.attendance in ("leave", "absent"):
            yield Problem("hours", _WAS_NOT_THERE)
