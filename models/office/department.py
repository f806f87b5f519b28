"""Department (单位)."""

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
from models.fields import Choice, choice, count, day, flag, ref, text
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.usage import keep_while_used

KINDS = (
    Choice("party", N_("Party department")),
    Choice("government", N_("Government department")),
    Choice("other", N_("Other unit")),
)
_OWN_SUCCESSOR = N_("A unit cannot follow itself; please choose another one.")


@keep_while_used
class Department(Record):
    """A unit that handles what the committee hands over; old cases keep the old name, open ones pass to the successor."""

    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)
    title = N_("Unit")
    plural = N_("Units")

    name: Mapped[str] = text(60, label=N_("Name"), required=True, search=True, listed=True)
    short_name: Mapped[str | None] = text(30, label=N_("Short name"), search=True, listed=True)
    kind: Mapped[str] = choice(
        KINDS, label=N_("Kind of unit"), required=True, listed=True, default="government"
    )
    handing_over_office: Mapped[bool] = flag(label=N_("Handing-over office"), listed=True)
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=0, listed=True, sorted=True)
    contact: Mapped[str | None] = text(40, label=N_("Contact person"), sensitivity="internal")
    phone: Mapped[str | None] = text(30, label=N_("Office telephone"), sensitivity="internal")
    valid_from: Mapped[date | None] = day(label=N_("Valid from"))
    valid_until: Mapped[date | None] = day(label=N_("Valid until"))
    predecessor_id: Mapped[int | None] = ref("department", label=N_("Predecessor"))
    successor_id: Mapped[int | None] = ref("department", label=N_("Successor"))

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT, ADMIN), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """A unit does not end before it began, and does not follow itself."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
        for field in ("predecessor_id", "successor_id"):
            if getattr(self, field) is not None and getattr(self, field) == self.id:
                yield Problem(field, _OWN_SUCCESSOR)
