"""IssuedBallot (测评票): that a ballot was issued to an evaluator, and whether one was put into the box. Never what it says."""

from __future__ import annotations

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
from models.balloting.rules import teller_of
from models.base import Record
from models.fields import Choice, choice, flag, ref
from models.marks import N_

WAYS = (Choice("panel", N_("In the panel")), Choice("slip", N_("By slip in the hall")))


class IssuedBallot(Record):
    """One issued ballot. When it was used is known, as it is in a hall; the ballots in the box have no order to compare it with.

    Written by :mod:`models.balloting` alone: nobody casts a ballot by editing a row.
    """

    __tablename__ = "issued_ballot"
    __table_args__ = (UniqueConstraint("organization_id", "round_id", "evaluator_id"),)
    title = N_("Ballot")
    plural = N_("Issued ballots")
    parent = "round_id"
    entered_for = ()
    area_slug = "evaluation-round"
    label_columns = ("id",)

    round_id: Mapped[int] = ref("evaluation_round", label=N_("Evaluation round"), required=True, fixed=True)
    evaluator_id: Mapped[int] = ref(
        "evaluation_round_evaluator", label=N_("Evaluator"), required=True, fixed=True, listed=True
    )
    member_id: Mapped[int] = ref("member", label=N_("Member (person)"), required=True, fixed=True)
    way: Mapped[str] = choice(
        WAYS, label=N_("How it is cast"), required=True, fixed=True, default="panel", listed=True
    )
    in_box: Mapped[bool] = flag(label=N_("Put into the box"), fixed=True, listed=True)

    access = Access(
        read={role: parent_read("round_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: of_member("member_id") | parent_rule("round_id", teller_of)},
        export={role: parent_read("round_id") for role in (CLERK, COMMITTEE, AUDITOR)},
    )
