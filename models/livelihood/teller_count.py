"""TellerCount (计票数): one number on a teller's sheet."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, parent_read
from models.base import Record
from models.fields import count, ref
from models.marks import N_


class TellerCount(Record):
    """How many ballots one teller found marked with an option for a subject. Read as its sheet is."""

    __tablename__ = "teller_count"
    __table_args__ = (UniqueConstraint("organization_id", "sheet_id", "subject_id", "option_id"),)
    title = N_("Counted number")
    plural = N_("Counted numbers")
    parent = "sheet_id"
    entered_for = ()
    area_slug = "evaluation-round"
    label_columns = ("id",)

    sheet_id: Mapped[int] = ref("teller_sheet", label=N_("Counting sheet"), required=True, fixed=True)
    subject_id: Mapped[int] = ref(
        "evaluation_round_subject", label=N_("Subject"), required=True, fixed=True, listed=True
    )
    option_id: Mapped[int] = ref(
        "evaluation_round_option", label=N_("Option on the ballot"), required=True, fixed=True, listed=True
    )
    number: Mapped[int] = count(label=N_("Number of ballots"), required=True, fixed=True, listed=True)

    access = Access(
        read={role: parent_read("sheet_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        export={role: parent_read("sheet_id") for role in (CLERK, AUDITOR)},
    )
