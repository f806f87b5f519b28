"""Organization (政协组织)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, func, select
from sqlalchemy.orm import Mapped

from models.access import ADMIN, AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, all_rows
from models.base import Record
from models.fields import choice, flag, ref, text
from models.levels import LEVELS
from models.marks import N_


class Organization(Record):
    """A committee of the consultative conference at one level; every row belongs to one, and it belongs to itself."""

    __tablename__ = "organization"
    title = N_("Organization")
    plural = N_("Organizations")
    entered_for = ()

    name: Mapped[str] = text(60, label=N_("Name"), required=True, search=True, listed=True)
    short_name: Mapped[str] = text(20, label=N_("Short name"), required=True, listed=True)
    level: Mapped[str] = choice(LEVELS, label=N_("Level"), required=True, listed=True)
    parent_id: Mapped[int | None] = ref("organization", label=N_("Higher organization"), fixed=True)
    administrative_code: Mapped[str | None] = text(12, label=N_("Administrative code"), listed=True)
    demonstration: Mapped[bool] = flag(label=N_("Holds demonstration data"), fixed=True)

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT, ADMIN), all_rows),
        update={CLERK: all_rows},
        # An office does not throw itself away.
        trash={},
        export={CLERK: all_rows, AUDITOR: all_rows},
    )


@event.listens_for(Organization, "before_insert")
def _belong_to_itself(_mapper: Any, connection: Any, organization: Organization) -> None:
    if organization.__dict__.get("id") is None:
        table = Organization.__table__
        organization.id = (connection.scalar(select(func.max(table.c.id))) or 0) + 1
    organization.organization_id = organization.id
