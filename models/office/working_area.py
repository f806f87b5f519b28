"""WorkingArea (归口分工)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import ADMIN, AUDITOR, CHAIR, CLERK, COMMITTEE, Access, all_rows
from models.base import Record
from models.fields import ref, text
from models.marks import N_
from models.problems import Problem
from models.registry import record_types

_NO_SUCH_RECORD = N_("There is no kind of record called “%(value)s”; please choose one from the list.")


class WorkingArea(Record):
    """Which special committee's desk looks after which kind of record."""

    __tablename__ = "working_area"
    __table_args__ = (UniqueConstraint("organization_id", "record_kind", "committee_id"),)
    title = N_("Working area")
    plural = N_("Working areas")

    name: Mapped[str] = text(40, label=N_("Name"), required=True, search=True, listed=True)
    record_kind: Mapped[str] = text(
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

    def problems(self) -> Iterator[Problem]:
        """The kind of record is the slug of a type that exists."""
        if self.record_kind not in {cls.slug() for cls in record_types()}:
            yield Problem("record_kind", _NO_SUCH_RECORD, {"value": self.record_kind})
