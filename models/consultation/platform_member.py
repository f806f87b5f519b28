"""PlatformMember (议事会成员)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, parent_read, parent_rule
from models.base import Record
from models.fields import Choice, choice, day, ref, text
from models.lookups import columns_of, is_new, rows_where
from models.marks import N_
from models.names import initials_of, stroke_key
from models.periods import overlap, period_problem
from models.problems import Problem
from models.serving import not_serving_problem

ROLES_IN_COUNCIL = (
    Choice("member", N_("CPPCC member")),
    Choice("cadre", N_("Village or community cadre")),
    Choice("resident", N_("Resident")),
    Choice("expert", N_("Expert")),
    Choice("department", N_("Representative of a unit")),
    Choice("firm", N_("Representative of a firm")),
)
POSTS = (
    Choice("member", N_("Council member")),
    Choice("convener", N_("Convener")),
    Choice("deputy", N_("Deputy convener")),
    Choice("liaison", N_("Liaison")),
)
_EXACTLY_ONE = N_("Please name exactly one: a member's seat, or the name of somebody from outside.")
_MEMBER_BY_SEAT = N_("A CPPCC member is named by the seat; please choose it.")
_SEAT_IS_MEMBER = N_("A seat stands for a CPPCC member; please choose that role.")
_BODY = N_("Please write which unit or firm sends this person.")
_TWICE = N_("This person already sits in the council at that time.")
_ONE_CONVENER = N_(
    "%(other)s convenes the platform in that time; please write until when, then enter the new one."
)
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("platform_id"))
_READERS = (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)


class PlatformMember(Record):
    """Somebody in the council of a platform, from a day to a day: a member by the seat, everybody else by name alone.

    Of residents the office keeps a name and nothing more: no telephone, no address.
    """

    __tablename__ = "platform_member"
    __table_args__ = (UniqueConstraint("organization_id", "platform_id", "seat_id", "valid_from"),)
    title = N_("Member of the council")
    plural = N_("Council of the platform")
    entered_for = ()
    parent = "platform_id"
    area_slug = "platform"
    fact_date_from = "valid_from"

    platform_id: Mapped[int] = ref(
        "platform", label=N_("Consultation platform"), required=True, listed=True, filter=True
    )
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True, listed=True
    )
    initials: Mapped[str] = text(40, label=N_("Initials"), required=True, fixed=True, default="", search=True)
    name_strokes: Mapped[str] = text(
        80, label=N_("Order by surname strokes"), required=True, fixed=True, default="", sorted=True
    )
    role: Mapped[str] = choice(
        ROLES_IN_COUNCIL, label=N_("Role in the council"), required=True, default="member", listed=True
    )
    post: Mapped[str] = choice(
        POSTS, label=N_("Post in the council"), required=True, default="member", listed=True
    )
    seat_id: Mapped[int | None] = ref("seat", label=N_("Member"), filter=True)
    person_name: Mapped[str | None] = text(
        40, label=N_("Name from outside"), help=N_("The name alone; no telephone, no address")
    )
    body: Mapped[str | None] = text(60, label=N_("Unit, firm or village"), listed=True)
    valid_from: Mapped[date] = day(label=N_("From"), required=True, listed=True)
    valid_until: Mapped[date | None] = day(label=N_("Until"), listed=True)

    access = Access(
        read={role: parent_read("platform_id") for role in _READERS},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("platform_id") for role in (CLERK, CHAIR, AUDITOR)},
    )

    def before_save(self) -> None:
        """Take the name from the seat or from what was written; once written it stays that of the time."""
        if is_new(self) or not self.name or self.changed_columns() & {"seat_id", "person_name"}:
            seat = columns_of("seat", self.seat_id, "name")
            self.name = (str(seat.name) if seat is not None else self.person_name) or ""
        self.initials = initials_of(self.name)
        self.name_strokes = stroke_key(self.name)

    def problems(self) -> Iterator[Problem]:
        """One person, once at a time; one convener at a time; a member was in office when the membership began."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
        if (self.seat_id is None) == (not self.person_name):
            yield Problem("seat_id", _EXACTLY_ONE)
        elif self.seat_id is None and self.role == "member":
            yield Problem("seat_id", _MEMBER_BY_SEAT)
        elif self.seat_id is not None and self.role != "member":
            yield Problem("role", _SEAT_IS_MEMBER)
        if self.role in ("department", "firm") and not self.body:
            yield Problem("body", _BODY)
        if is_new(self) or "seat_id" in self.changed_columns():
            yield from not_serving_problem("seat_id", self.seat_id, self.valid_from)
        yield from self._others_problems()

    def _others_problems(self) -> Iterator[Problem]:
        columns = ("seat_id", "name", "body", "post", "valid_from", "valid_until")
        for other in rows_where(
            "platform_member", *columns, where={"platform_id": self.platform_id}, but=self.id
        ):
            if not overlap((self.valid_from, self.valid_until), (other.valid_from, other.valid_until)):
                continue
            same = (other.seat_id, other.name, other.body) == (self.seat_id, self.name, self.body)
            if same or (self.seat_id is not None and other.seat_id == self.seat_id):
                yield Problem("seat_id" if self.seat_id is not None else "person_name", _TWICE)
            if self.post == "convener" and other.post == "convener":
                yield Problem("post", _ONE_CONVENER, {"other": other.name})
