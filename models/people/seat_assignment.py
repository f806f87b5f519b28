"""SeatAssignment (任职变动)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    in_area,
    of_member,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import Choice, choice, day, ref, text
from models.lookups import columns_of, rows_where
from models.marks import N_
from models.periods import overlap, period_problem
from models.problems import REQUIRED, Problem
from models.serving import outside_term_problem

KINDS = (
    Choice("sector", N_("Sector")),
    Choice("committee", N_("Special committee")),
    Choice("group", N_("Member group")),
    Choice("post", N_("Post in the committee")),
)
POSTS = (
    Choice("chairman", N_("Chairman")),
    Choice("vice_chairman", N_("Vice chairman")),
    Choice("secretary_general", N_("Secretary general")),
    Choice("standing_member", N_("Member of the standing committee")),
    Choice("deputy_secretary_general", N_("Deputy secretary general")),
    Choice("director", N_("Director")),
    Choice("deputy_director", N_("Deputy director")),
    Choice("leader", N_("Group leader")),
    Choice("deputy_leader", N_("Deputy group leader")),
    Choice("convener", N_("Convener")),
    Choice("invited_supervisor", N_("Specially invited supervisor")),
    Choice("ordinary", N_("Ordinary member of the body")),
)
ELECTED = frozenset({"chairman", "vice_chairman", "secretary_general", "standing_member"})
"""Posts that a plenary session elects; every other assignment is decided below it."""

_TARGET = {"sector": "sector_id", "committee": "committee_id", "group": "member_group_id"}
_NOT_FOR_THIS_KIND = N_("Does not belong to this kind of assignment; please leave it empty.")
_TWO_SECTORS = N_(
    "Overlaps with another sector of this seat from %(start)s; a member belongs to one sector at a time."
)
_TWICE = N_("This assignment already stands from %(start)s; please end that row first.")
_PLENARY_NEEDED = N_("This post is elected by a plenary session; please choose its decision.")
_NOT_DECIDED = N_("The meeting has not decided this item; please choose an item that was decided.")
_DESK = {CLERK: parent_read("seat_id"), COMMITTEE: in_area}


class SeatAssignment(Record):
    """Where a seat belonged, or which post it held, from when to when, by which decision and document."""

    __tablename__ = "seat_assignment"
    title = N_("Assignment")
    plural = N_("Assignments")
    entered_for = ()
    parent = "seat_id"
    area_slug = "seat"
    fact_date_from = "valid_from"

    seat_id: Mapped[int] = ref("seat", label=N_("Seat"), required=True, listed=True, filter=True)
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True
    )
    kind: Mapped[str] = choice(KINDS, label=N_("Kind of assignment"), required=True, listed=True)
    sector_id: Mapped[int | None] = ref("sector", label=N_("Sector"), listed=True, filter=True)
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Special committee"), listed=True, filter=True
    )
    member_group_id: Mapped[int | None] = ref(
        "member_group", label=N_("Member group"), listed=True, filter=True
    )
    post: Mapped[str | None] = choice(POSTS, label=N_("Post in the body"), listed=True)
    valid_from: Mapped[date] = day(label=N_("From"), required=True, listed=True)
    valid_until: Mapped[date | None] = day(label=N_("Until"), listed=True)
    decided_at_id: Mapped[int] = ref("meeting_decision", label=N_("Decided at"), required=True)
    document_number: Mapped[str] = text(60, label=N_("Document number"), required=True)

    access = Access(
        read={role: parent_read("seat_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: parent_rule("seat_id", of_member())},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("seat_id") for role in (CLERK, CHAIR, AUDITOR)},
    )

    def before_save(self) -> None:
        """Take the name from the seat."""
        seat = columns_of("seat", self.seat_id, "name")
        self.name = seat.name if seat is not None else ""

    def problems(self) -> Iterator[Problem]:
        """One sector at a time, within the term, and by a decision of the body that may decide it."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
        yield from self._target_problems()
        seat = columns_of("seat", self.seat_id, "term_id")
        if seat is not None:
            yield from outside_term_problem("valid_from", seat.term_id, self.valid_from)
        yield from self._overlap_problems()
        decision = columns_of("meeting_decision", self.decided_at_id, "outcome", "meeting_id")
        if decision is None:
            return
        if decision.outcome != "decided":
            yield Problem("decided_at_id", _NOT_DECIDED)
        meeting = columns_of("meeting", decision.meeting_id, "kind")
        if self.kind == "post" and self.post in ELECTED and (meeting is None or meeting.kind != "plenary"):
            yield Problem("decided_at_id", _PLENARY_NEEDED)

    def _target_problems(self) -> Iterator[Problem]:
        """What the kind asks for is there, and nothing that belongs to another kind."""
        wanted = _TARGET.get(self.kind, "post")
        if getattr(self, wanted) is None:
            yield Problem(wanted, REQUIRED, {"field": self.__table__.c[wanted].info["label"]})
        for kind, column in _TARGET.items():
            if kind != self.kind and getattr(self, column) is not None:
                yield Problem(column, _NOT_FOR_THIS_KIND)

    def _overlap_problems(self) -> Iterator[Problem]:
        columns = ("sector_id", "committee_id", "member_group_id", "post", "valid_from", "valid_until")
        for other in rows_where(
            "seat_assignment", *columns, where={"seat_id": self.seat_id, "kind": self.kind}, but=self.id
        ):
            if not overlap((self.valid_from, self.valid_until), (other.valid_from, other.valid_until)):
                continue
            if self.kind == "sector" and other.sector_id != self.sector_id:
                yield Problem("valid_from", _TWO_SECTORS, {"start": other.valid_from})
            elif all(getattr(other, name) == getattr(self, name) for name in columns[:4]):
                yield Problem("valid_from", _TWICE, {"start": other.valid_from})
