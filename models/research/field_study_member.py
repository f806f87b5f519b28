"""FieldStudyMember (调研组成员)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, parent_read, parent_rule
from models.base import Record
from models.fields import Choice, choice, ref, text
from models.lookups import another_like, columns_of, is_new
from models.marks import N_
from models.names import initials_of, stroke_key
from models.problems import Problem
from models.serving import not_serving_problem

ROLES = (
    Choice("member", N_("Member of the team")),
    Choice("leader", N_("Leader of the team")),
    Choice("drafter", N_("Drafter of the report")),
)
_EXACTLY_ONE = N_("Please name exactly one: a member's seat, a staff member, or a guest.")
_GUEST_BODY = N_("Please write which body the guest comes from.")
_TWICE = N_("This person stands in the team already.")
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("field_study_id"))


class FieldStudyMember(Record):
    """One person of the team of a field study: a seat, a staff member, or a guest with name and body.

    The name is kept as it was that day.
    """

    __tablename__ = "field_study_member"
    __table_args__ = (
        UniqueConstraint("organization_id", "field_study_id", "seat_id"),
        UniqueConstraint("organization_id", "field_study_id", "staff_id"),
    )
    title = N_("Member of the field team")
    plural = N_("Members of the field team")
    parent = "field_study_id"
    area_slug = "field-study"
    entered_for = ()

    field_study_id: Mapped[int] = ref(
        "field_study", label=N_("Field study"), required=True, listed=True, filter=True
    )
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True, listed=True
    )
    initials: Mapped[str] = text(40, label=N_("Initials"), required=True, fixed=True, default="", search=True)
    name_strokes: Mapped[str] = text(
        80, label=N_("Order by surname strokes"), required=True, fixed=True, default="", sorted=True
    )
    seat_id: Mapped[int | None] = ref("seat", label=N_("Member"), filter=True)
    staff_id: Mapped[int | None] = ref("staff", label=N_("Staff member"), filter=True)
    guest_name: Mapped[str | None] = text(40, label=N_("Guest"))
    guest_body: Mapped[str | None] = text(60, label=N_("Body of the guest"))
    role: Mapped[str] = choice(
        ROLES, label=N_("Role in the team"), required=True, default="member", listed=True
    )

    access = Access(
        read={role: parent_read("field_study_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("field_study_id") for role in (CLERK, CHAIR, AUDITOR)},
    )

    def before_save(self) -> None:
        """Take the day from the field study, and the name from the person once."""
        study = columns_of("field_study", self.field_study_id, "starts_on")
        if study is not None:
            self.fact_date = study.starts_on
        if is_new(self) or self.changed_columns() & {"seat_id", "staff_id", "guest_name"}:
            self.name = self._name()
            self.initials = initials_of(self.name)
            self.name_strokes = stroke_key(self.name)

    def _name(self) -> str:
        for table, number in (("seat", self.seat_id), ("staff", self.staff_id)):
            person = columns_of(table, number, "name")
            if person is not None:
                return str(person.name)
        return self.guest_name or ""

    def problems(self) -> Iterator[Problem]:
        """One person, in office on the day if a member, once in a team."""
        if sum(value not in (None, "") for value in (self.seat_id, self.staff_id, self.guest_name)) != 1:
            yield Problem("seat_id", _EXACTLY_ONE)
        if self.guest_name and not self.guest_body:
            yield Problem("guest_body", _GUEST_BODY)
        if self.guest_name and another_like(self, "field_study_id", "guest_name", "guest_body"):
            yield Problem("guest_name", _TWICE)
        if is_new(self) or "seat_id" in self.changed_columns():
            yield from not_serving_problem("seat_id", self.seat_id, self.fact_date)
