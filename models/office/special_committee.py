"""SpecialCommittee (专门委员会)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import (
    ADMIN,
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    MEMBER,
    Access,
    all_rows,
    in_area,
)
from models.base import Record
from models.fields import Choice, choice, count, day, ref, text
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.usage import keep_while_used

KINDS = (
    Choice("special_committee", N_("Special committee")),
    Choice("office_unit", N_("Unit of the office")),
)


@keep_while_used
class SpecialCommittee(Record):
    """A standing working body of the committee, or a unit of its office; its desk works as the role of the same name.

    Its director and members are dated rows of the seats.
    """

    __tablename__ = "special_committee"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)
    title = N_("Special committee body")
    plural = N_("Special committee bodies")
    short_list = True

    name: Mapped[str] = text(40, label=N_("Name"), required=True, search=True, listed=True)
    short_name: Mapped[str] = text(20, label=N_("Short name"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(
        KINDS, label=N_("Kind of body"), required=True, default="special_committee", listed=True
    )
    vice_chair_id: Mapped[int | None] = ref("seat", label=N_("Vice chair in charge"), listed=True)
    contact_id: Mapped[int | None] = ref("staff", label=N_("Contact in the office"))
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=0, listed=True)
    valid_from: Mapped[date | None] = day(label=N_("Valid from"))
    valid_until: Mapped[date | None] = day(label=N_("Valid until"))

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT, ADMIN), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """A body does not end before it began."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
