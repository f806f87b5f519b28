"""ConsultationParticipant (协商参加人员)."""

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
from models.base import Record
from models.fields import Choice, choice, flag, ref, text
from models.lookups import another_like, columns_of, is_new
from models.marks import N_
from models.names import initials_of, stroke_key
from models.problems import Problem
from models.serving import not_serving_problem

ATTENDANCES = (
    Choice("present", N_("Attended")),
    Choice("leave", N_("On leave")),
    Choice("absent", N_("Absent")),
)
ROLES_AT_TABLE = (
    Choice("member", N_("CPPCC member")),
    Choice("cadre", N_("Town or village cadre")),
    Choice("resident", N_("Resident")),
    Choice("expert", N_("Expert")),
    Choice("department", N_("Representative of a unit")),
    Choice("firm", N_("Representative of a firm")),
    Choice("leader", N_("County leader")),
    Choice("staff", N_("Staff of the office")),
)
_EXACTLY_ONE = N_(
    "Please name exactly one: a member's seat, a staff member, or somebody from outside by name."
)
_MEMBER_BY_SEAT = N_("A CPPCC member is named by the seat; please choose it.")
_ROLE_FITS = N_("A seat stands for a member and a staff member for the office; please check role and person.")
_TWICE = N_("This person is already registered for the consultation.")
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("consultation_id"))


class ConsultationParticipant(Record):
    """One person at one consultation, with the role in which they sat there; outsiders by name alone.

    The name stays that of the day. Heads are the rows; how often somebody came is counted over all consultations.
    """

    __tablename__ = "consultation_participant"
    __table_args__ = (
        UniqueConstraint("organization_id", "consultation_id", "seat_id"),
        UniqueConstraint("organization_id", "consultation_id", "staff_id"),
    )
    title = N_("Participant")
    plural = N_("Participants")
    entered_for = ()
    parent = "consultation_id"
    area_slug = "topic"

    consultation_id: Mapped[int] = ref(
        "consultation", label=N_("Consultation session"), required=True, listed=True, filter=True
    )
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True, listed=True
    )
    initials: Mapped[str] = text(40, label=N_("Initials"), required=True, fixed=True, default="", search=True)
    name_strokes: Mapped[str] = text(
        80, label=N_("Order by surname strokes"), required=True, fixed=True, default="", sorted=True
    )
    role: Mapped[str] = choice(
        ROLES_AT_TABLE, label=N_("Role at the table"), required=True, default="member", listed=True
    )
    seat_id: Mapped[int | None] = ref("seat", label=N_("Member"), filter=True)
    member_id: Mapped[int | None] = ref("member", label=N_("Member (person)"), fixed=True)
    staff_id: Mapped[int | None] = ref("staff", label=N_("Staff member"), filter=True)
    person_name: Mapped[str | None] = text(
        40, label=N_("Name from outside"), help=N_("The name alone; no telephone, no address")
    )
    body: Mapped[str | None] = text(60, label=N_("Unit, firm or village"), listed=True)
    attendance: Mapped[str] = choice(
        ATTENDANCES, label=N_("Presence"), required=True, default="present", listed=True
    )
    spoke: Mapped[bool] = flag(label=N_("Spoke"), listed=True)

    access = Access(
        read={role: parent_read("consultation_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: of_member()},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("consultation_id") for role in (CLERK, CHAIR, AUDITOR)},
        correct={role: parent_rule("consultation_id", action="correct") for role in (CLERK, COMMITTEE)},
    )

    def before_save(self) -> None:
        """Take the day from the consultation, name and person from who it is; once written the name stays."""
        consultation = columns_of("consultation", self.consultation_id, "fact_date")
        if consultation is not None:
            self.fact_date = consultation.fact_date
        seat = columns_of("seat", self.seat_id, "name", "member_id")
        staff = columns_of("staff", self.staff_id, "name")
        self.member_id = seat.member_id if seat is not None else None
        if is_new(self) or not self.name or self.changed_columns() & {"seat_id", "staff_id", "person_name"}:
            known = seat or staff
            self.name = (str(known.name) if known is not None else self.person_name) or ""
        self.initials = initials_of(self.name)
        self.name_strokes = stroke_key(self.name)

    def problems(self) -> Iterator[Problem]:
        """One person, once, in a role that fits; a member was in office on the day."""
        if sum(value not in (None, "") for value in (self.seat_id, self.staff_id, self.person_name)) != 1:
            yield Problem("seat_id", _EXACTLY_ONE)
        elif self.person_name and self.role == "member":
            yield Problem("seat_id", _MEMBER_BY_SEAT)
        elif (self.seat_id is not None and self.role not in ("member", "leader")) or (
            self.staff_id is not None and self.role != "staff"
        ):
            yield Problem("role", _ROLE_FITS)
        if self.person_name and another_like(self, "consultation_id", "person_name", "body"):
            yield Problem("person_name", _TWICE)
        if is_new(self) or "seat_id" in self.changed_columns():
            yield from not_serving_problem("seat_id", self.seat_id, self.fact_date)
