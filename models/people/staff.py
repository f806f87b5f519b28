"""Staff (机关干部)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, Access, all_rows, in_area
from models.base import Record
from models.fields import day, ref, text
from models.marks import N_
from models.names import initials_of, stroke_key
from models.periods import period_problem
from models.problems import Problem
from models.usage import keep_while_used


@keep_while_used
class Staff(Record):
    """Somebody who works in the office and is no member: attends courses and meetings, is never scored."""

    __tablename__ = "staff"
    title = N_("Staff member")
    plural = N_("Staff")
    entered_for = ()

    name: Mapped[str] = text(40, label=N_("Name of the person"), required=True, search=True, listed=True)
    initials: Mapped[str] = text(40, label=N_("Initials"), required=True, fixed=True, search=True, default="")
    name_strokes: Mapped[str] = text(
        80, label=N_("Order by surname strokes"), required=True, fixed=True, default="", sorted=True
    )
    post: Mapped[str | None] = text(60, label=N_("Post"), listed=True)
    committee_id: Mapped[int | None] = ref("special_committee", label=N_("Desk"), listed=True, filter=True)
    phone: Mapped[str | None] = text(30, label=N_("Office telephone"), sensitivity="internal")
    valid_from: Mapped[date | None] = day(label=N_("From"), listed=True)
    valid_until: Mapped[date | None] = day(label=N_("Until"), listed=True)

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def before_save(self) -> None:
        """Derive the keys by which lists sort and look-ups find."""
        self.initials = initials_of(self.name or "")
        self.name_strokes = stroke_key(self.name or "")

    def problems(self) -> Iterator[Problem]:
        """Nobody leaves before they came."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
