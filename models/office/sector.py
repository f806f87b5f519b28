"""Sector (界别)."""

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
from models.lookups import another_like
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.usage import keep_while_used

KINDS = (
    Choice("party", N_("Party")),
    Choice("non_party", N_("Persons without party")),
    Choice("peoples_organization", N_("People's organization")),
    Choice("circle", N_("Circle of society")),
    Choice("special_invitation", N_("Specially invited")),
)
_TWICE = N_("There is already a sector of this name in the term; please use that one.")


@keep_while_used
class Sector(Record):
    """One of the sectors that a committee is made of; each serving member belongs to exactly one, whatever their party.

    Its conveners are dated rows of the seats, so that old papers keep the convener of their day.
    """

    __tablename__ = "sector"
    __table_args__ = (UniqueConstraint("organization_id", "term_id", "name"),)
    title = N_("Sector")
    plural = N_("Sectors")
    entered_for = ()
    short_list = True

    name: Mapped[str] = text(40, label=N_("Name"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(
        KINDS, label=N_("Kind of sector"), required=True, default="circle", listed=True
    )
    term_id: Mapped[int | None] = ref(
        "term", label=N_("Term"), listed=True, filter=True, help=N_("Empty: holds for all terms")
    )
    national_number: Mapped[int | None] = count(label=N_("Number in the national list"), lowest=1)
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
        """A sector does not end before it began, and stands once in a term."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
        # The database's own constraint lets rows without a term pass.
        if self.term_id is None and another_like(self, "term_id", "name"):
            yield Problem("name", _TWICE)
