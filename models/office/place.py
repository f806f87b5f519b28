"""Place (行政区划)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, all_rows, in_area
from models.base import Record
from models.fields import Choice, choice, day, ref, text
from models.lookups import columns_of, rows_where
from models.marks import N_
from models.periods import overlap, period_problem
from models.problems import Problem
from models.usage import keep_while_used

LEVELS_OF_PLACES = (
    Choice("city", N_("Prefecture or city")),
    Choice("county", N_("County or district")),
    Choice("town", N_("Town or subdistrict")),
    Choice("village", N_("Village or community")),
)
_ORDER = [level.value for level in LEVELS_OF_PLACES]

_CODE_SHAPE = N_("An administrative code is made of digits only; please check it.")
_CODE_TAKEN = N_("%(other)s has the same code at the same time; please check code and dates.")
_PARENT_LEVEL = N_("A place belongs to one of a higher level; please choose another one.")
_SUCCESSOR_ITSELF = N_("A place does not follow itself; please choose the one it was merged into.")
_ENDED_WHEN = N_("Please write until when the old name held: the place has a successor.")


@keep_while_used
class Place(Record):
    """A town or village as it was called in a time; after a renaming or merger the old row stays and names its successor.

    A village that kept its code under a new name is two rows, or one row with the name it had before: both are found by
    either name.
    """

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("organization_id", "code", "valid_from"),)
    title = N_("Place")
    plural = N_("Places")
    entered_for = ()

    name: Mapped[str] = text(40, label=N_("Name"), required=True, search=True, listed=True)
    former_names: Mapped[str | None] = text(
        120, label=N_("Former names"), search=True, listed=True, help=N_("Several with a comma between them")
    )
    code: Mapped[str] = text(12, label=N_("Administrative code"), required=True, search=True, listed=True)
    level: Mapped[str] = choice(LEVELS_OF_PLACES, label=N_("Level of the place"), required=True, listed=True)
    parent_id: Mapped[int | None] = ref("place", label=N_("Belongs to"), listed=True, filter=True)
    valid_from: Mapped[date | None] = day(label=N_("Valid from"))
    valid_until: Mapped[date | None] = day(label=N_("Valid until"))
    successor_id: Mapped[int | None] = ref("place", label=N_("Merged or renamed into"), listed=True)

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """A code names one place at a time; what has a successor has ended; a place lies in a larger one."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
        if not (self.code.isascii() and self.code.isdigit()):
            yield Problem("code", _CODE_SHAPE)
        if self.successor_id is not None and self.successor_id == self.id:
            yield Problem("successor_id", _SUCCESSOR_ITSELF)
        elif self.successor_id is not None and self.valid_until is None:
            yield Problem("valid_until", _ENDED_WHEN)
        parent = columns_of("place", self.parent_id, "level")
        if parent is not None and _ORDER.index(parent.level) >= _ORDER.index(self.level):
            yield Problem("parent_id", _PARENT_LEVEL)
        for other in rows_where(
            "place", "name", "valid_from", "valid_until", where={"code": self.code}, but=self.id
        ):
            if overlap((self.valid_from, self.valid_until), (other.valid_from, other.valid_until)):
                yield Problem("code", _CODE_TAKEN, {"other": other.name})
