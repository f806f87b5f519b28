"""VisitMember (参加走访委员)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, parent_read, parent_rule
from models.base import Record
from models.fields import Choice, choice, ref, text
from models.lookups import columns_of, is_new
from models.marks import N_
from models.names import initials_of, stroke_key
from models.problems import Problem
from models.serving import not_serving_problem

PARTS = (
    Choice("participant", N_("Takes part in the visit")),
    Choice("leader", N_("Leads the visit")),
)
_DESK = {role: parent_rule("visit_id") for role in (CLERK, COMMITTEE)}


class VisitMember(Record):
    """One member on one visit, under the name of that day."""

    __tablename__ = "visit_member"
    __table_args__ = (UniqueConstraint("organization_id", "visit_id", "seat_id"),)
    title = N_("Member on a visit")
    plural = N_("Members on visits")
    entered_for = ()
    parent = "visit_id"
    area_slug = "visit"

    visit_id: Mapped[int] = ref("visit", label=N_("Visit"), required=True, listed=True, filter=True)
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True, listed=True
    )
    initials: Mapped[str] = text(40, label=N_("Initials"), required=True, fixed=True, default="", search=True)
    name_strokes: Mapped[str] = text(
        80, label=N_("Order by surname strokes"), required=True, fixed=True, default="", sorted=True
    )
    seat_id: Mapped[int] = ref("seat", label=N_("Member"), required=True, filter=True)
    part: Mapped[str] = choice(
        PARTS, label=N_("Part in the visit"), required=True, default="participant", listed=True
    )

    access = Access(
        read={role: parent_read("visit_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("visit_id") for role in (CLERK, CHAIR, AUDITOR)},
        correct={role: parent_rule("visit_id", action="correct") for role in (CLERK, COMMITTEE)},
    )

    def before_save(self) -> None:
        """Take the day from the visit, and the name that the member has when the row is written."""
        visit = columns_of("visit", self.visit_id, "visited_on")
        if visit is not None:
            self.fact_date = visit.visited_on
        if is_new(self) or "seat_id" in self.changed_columns():
            person = columns_of("seat", self.seat_id, "name")
            self.name = person.name if person is not None else ""
            self.initials = initials_of(self.name)
            self.name_strokes = stroke_key(self.name)

    def problems(self) -> Iterator[Problem]:
        """Only who served on the day goes on a visit as a member."""
        if is_new(self) or "seat_id" in self.changed_columns():
            yield from not_serving_problem("seat_id", self.seat_id, self.fact_date)
