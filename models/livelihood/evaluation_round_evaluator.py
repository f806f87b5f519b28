"""EvaluationRoundEvaluator (评议人员): one member who evaluates in a round, or steps aside."""

from __future__ import annotations

from collections.abc import Iterator

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
    of_member,
    parent_read,
    parent_rule,
)
from models.balloting.rules import teller_of
from models.base import Record
from models.fields import flag, ref, text
from models.lookups import columns_of
from models.marks import N_
from models.problems import Problem
from models.serving import not_serving_problem

_REASON_NEEDED = N_("Please write why the member steps aside.")

_planning = {role: parent_rule("round_id") for role in (CLERK, COMMITTEE)}
"""As long as the plan itself may be changed."""


class EvaluationRoundEvaluator(Record):
    """A member with a vote in the round; frozen with its plan.

    Who works for a unit concerned has no vote on that unit's subjects, and steps aside from the round as a whole where all of it
    concerns that unit.
    """

    __tablename__ = "evaluation_round_evaluator"
    __table_args__ = (UniqueConstraint("organization_id", "round_id", "seat_id"),)
    title = N_("Evaluator")
    plural = N_("Evaluators")
    parent = "round_id"
    entered_for = ()
    area_slug = "evaluation-round"
    seal_columns = ("seat_id", "name", "department_id", "stepped_aside", "stepped_aside_reason")

    round_id: Mapped[int] = ref("evaluation_round", label=N_("Evaluation round"), required=True)
    seat_id: Mapped[int] = ref("seat", label=N_("Seat"), required=True)
    member_id: Mapped[int] = ref("member", label=N_("Member (person)"), required=True, fixed=True)
    name: Mapped[str] = text(
        60, label=N_("Name of the person"), required=True, fixed=True, default="", listed=True, search=True
    )
    department_id: Mapped[int | None] = ref(
        "department",
        label=N_("Works for the unit"),
        listed=True,
        filter=True,
        help=N_("The subjects of this unit are left out of the member's ballot"),
    )
    stepped_aside: Mapped[bool] = flag(label=N_("Steps aside"), listed=True)
    stepped_aside_reason: Mapped[str | None] = text(
        120, label=N_("Reason for stepping aside"), sensitivity="internal"
    )

    access = Access(
        read={role: parent_read("round_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: (of_member("member_id") & parent_read("round_id")) | parent_rule("round_id", teller_of)},
        create=_planning,
        update=_planning,
        export={role: parent_read("round_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
    )

    def before_save(self) -> None:
        """Derive the person and the name under which they stand on the list."""
        seat = columns_of("seat", self.seat_id, "member_id", "name")
        if seat is not None:
            self.member_id, self.name = seat.member_id, seat.name

    def problems(self) -> Iterator[Problem]:
        """The member is in office; stepping aside has a reason."""
        if self.stepped_aside and not self.stepped_aside_reason:
            yield Problem("stepped_aside_reason", _REASON_NEEDED)
        if "seat_id" in self.changed_columns():
            yield from not_serving_problem("seat_id", self.seat_id, clock.business_today())
