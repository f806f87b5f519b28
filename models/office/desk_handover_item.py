"""DeskHandoverItem (交接清单)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, Access, parent_read
from models.base import Record
from models.fields import Choice, choice, choice_of, count, day, ref, text
from models.kinds import kinds_on_desks
from models.marks import N_

KINDS = (
    Choice("draft", N_("Unfinished drafts")),
    Choice("due", N_("Due within 30 days")),
    Choice("waiting", N_("Waiting for a decision")),
    Choice("open", N_("Under way")),
    Choice("duty", N_("Bodies looked after")),
    Choice("right", N_("Rights, ended and given by the administrator")),
)
_read = parent_read("handover_id")


class DeskHandoverItem(Record):
    """One thing on a desk that is handed over, as the system found it on the day of the list."""

    __tablename__ = "desk_handover_item"
    __table_args__ = (Index("ix_desk_handover_item_taken", "taken_by_id", "record_table", "record_id"),)
    title = N_("Item of a handover")
    plural = N_("Handover list")
    entered_for = ()
    parent = "handover_id"
    area_slug = "desk-handover"
    label_columns = ("called",)
    seal_columns = ("kind", "record_table", "record_id", "called", "record_state", "due_on")

    handover_id: Mapped[int] = ref("desk_handover", label=N_("Desk handover"), required=True)
    kind: Mapped[str] = choice(KINDS, label=N_("What it is"), required=True, listed=True, fixed=True)
    record_table: Mapped[str] = choice_of(
        kinds_on_desks, 40, label=N_("Kind of record"), required=True, listed=True, fixed=True
    )
    record_id: Mapped[int] = count(label=N_("Number of the record"), required=True, fixed=True, lowest=1)
    called: Mapped[str | None] = text(200, label=N_("Title"), listed=True, fixed=True)
    record_state: Mapped[str | None] = text(30, label=N_("State"), listed=True, fixed=True)
    due_on: Mapped[date | None] = day(label=N_("Due on"), listed=True, fixed=True)
    taken_by_id: Mapped[int | None] = ref("account", label=N_("Gone on with by"), fixed=True)

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, DEPARTMENT), _read),
        export=dict.fromkeys((CLERK, CHAIR, AUDITOR), _read),
    )
