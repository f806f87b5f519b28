"""EvaluationCount (计票结果): how many marks one option got."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, parent_read
from models.balloting.counts import counted
from models.base import Record
from models.fields import count, ref
from models.marks import N_


@counted("evaluation_id", "option_id", "number")
class EvaluationCount(Record):
    """One number of a closed count; written when the count is closed, sealed with the evaluation, never changed."""

    __tablename__ = "evaluation_count"
    __table_args__ = (UniqueConstraint("organization_id", "evaluation_id", "option_id"),)
    title = N_("Result of the count")
    plural = N_("Results of the count")
    parent = "evaluation_id"
    entered_for = ()
    area_slug = "evaluation-round"
    label_columns = ("id",)
    seal_columns = ("option_id", "number")

    evaluation_id: Mapped[int] = ref("evaluation", label=N_("Evaluation"), required=True, fixed=True)
    option_id: Mapped[int] = ref(
        "evaluation_round_option", label=N_("Option on the ballot"), required=True, fixed=True, listed=True
    )
    number: Mapped[int] = count(label=N_("Number of ballots"), required=True, fixed=True, listed=True)

    access = Access(
        read={
            role: parent_read("evaluation_id")
            for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT)
        },
        export={role: parent_read("evaluation_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
    )
