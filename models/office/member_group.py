"""MemberGroup (委员小组)."""

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
from models.levels import LEVELS
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.usage import keep_while_used

KINDS = (
    Choice("member_group", N_("Group of members")),
    Choice("town_liaison", N_("Liaison group of towns")),
    Choice("sector_group", N_("Working group of sectors")),
    Choice("higher_session", N_("Group at a higher committee's session")),
    Choice("other", N_("Other group")),
)


@keep_while_used
class MemberGroup(Record):
    """A group in which members work between sessions; also the county's group at the session of the city.

    Its leaders and members are dated rows of the seats.
    """

    __tablename__ = "member_group"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)
    title = N_("Member group")
    plural = N_("Member groups")
    entered_for = ()
    short_list = True

    name: Mapped[str] = text(60, label=N_("Name"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(
        KINDS, label=N_("Kind of group"), required=True, default="member_group", listed=True
    )
    level: Mapped[str] = choice(
        LEVELS, label=N_("Level of the committee"), required=True, default="county", listed=True
    )
    place_id: Mapped[int | None] = ref("place", label=N_("Area"), filter=True)
    vice_chair_id: Mapped[int | None] = ref("seat", label=N_("Vice chair in charge"), listed=True)
    contact_id: Mapped[int | None] = ref("staff", label=N_("Contact in the office"), listed=True)
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=0)
    valid_from: Mapped[date | None] = day(label=N_("Valid from"))
    valid_until: Mapped[date | None] = day(label=N_("Valid until"))

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT, ADMIN), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """A group does not end before it began."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
