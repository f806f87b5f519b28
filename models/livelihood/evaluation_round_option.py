"""EvaluationRoundOption (本轮评议等次): one option of the ballot, as the plan froze it."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, parent_read
from models.base import Record
from models.fields import count, flag, measure, ref, text
from models.marks import N_


class EvaluationRoundOption(Record):
    """Copied from the scale when the plan is submitted, so that a later change of the scale moves no score."""

    __tablename__ = "evaluation_round_option"
    __table_args__ = (UniqueConstraint("organization_id", "round_id", "code"),)
    title = N_("Option of the round")
    plural = N_("Options of the round")
    parent = "round_id"
    entered_for = ()
    area_slug = "evaluation-round"
    label_columns = ("label",)
    seal_columns = ("rank", "code", "label", "weight", "scored", "valid", "favourable")

    round_id: Mapped[int] = ref("evaluation_round", label=N_("Evaluation round"), required=True, fixed=True)
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=0, fixed=True, listed=True)
    code: Mapped[str] = text(20, label=N_("Code value"), required=True, fixed=True)
    label: Mapped[str] = text(20, label=N_("Option on the ballot"), required=True, fixed=True, listed=True)
    weight: Mapped[Decimal | None] = measure(2, label=N_("Weight"), fixed=True, listed=True)
    scored: Mapped[bool] = flag(label=N_("Scored"), default=True, fixed=True, listed=True, filter=False)
    valid: Mapped[bool] = flag(
        label=N_("Makes a valid ballot"), default=True, fixed=True, listed=True, filter=False
    )
    favourable: Mapped[bool] = flag(label=N_("Favourable"), fixed=True, listed=True, filter=False)

    access = Access(
        read={role: parent_read("round_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        export={role: parent_read("round_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
    )
