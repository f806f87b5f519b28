"""WorkingArea (归口分工)."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import ADMIN, AUDITOR, CHAIR, CLERK, COMMITTEE, Access, all_rows
from models.base import Record
from models.fields import choice_of, ref, text
from models.kinds import kinds_of_records
from models.marks import N_


class WorkingArea(Record):
    """Which special committee's desk looks after which kind of record."""

    __tablename__ = "working_area"
    __table_args__ = (UniqueConstraint("organization_id", "record_kind", "committee_id"),)
    title = N_("Working area")
    plural = N_("Working areas")

    name: Mapped[str] = text(40, label=N_("Name"), required=True, search=True, listed=True)
    record_kind: Mapped[str] = choice_of(
        kinds_of_records,
        40,
        label=N_("Kind of record"),
        required=True,
        listed=True,
        help=N_("Whose records the desk looks after"),
    )
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Looked after by"), listed=True, filter=True
    )

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, ADMIN), all_rows),
        create={CLERK: all_rows},
        update={CLERK: all_rows},
        export={CLERK: all_rows, AUDITOR: all_rows},
    )
