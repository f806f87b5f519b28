"""AspectMark (五个有评定): one item of a check, and what shows that it is met."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, parent_read, parent_rule
from models.aspects import ASPECTS
from models.base import Record
from models.fields import Choice, choice, ref, text
from models.lookups import columns_of
from models.marks import N_

MARKS = (
    Choice("met", N_("Met")),
    Choice("partly", N_("Partly met")),
    Choice("not", N_("Not met")),
    Choice("unmarked", N_("Not marked yet")),
)
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("check_id"))
_READERS = (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)


class AspectMark(Record):
    """Comes into being with the check, without a mark; nobody adds an item of their own or leaves one out."""

    __tablename__ = "aspect_mark"
    __table_args__ = (UniqueConstraint("organization_id", "check_id", "item_id"),)
    title = N_("Mark of an item")
    plural = N_("Marks of the items")
    entered_for = ()
    parent = "check_id"
    area_slug = "platform"

    check_id: Mapped[int] = ref(
        "aspect_check", label=N_("Check of the five aspects"), required=True, fixed=True, filter=True
    )
    item_id: Mapped[int] = ref("aspect_item", label=N_("Item"), required=True, fixed=True, filter=True)
    aspect: Mapped[str] = choice(
        ASPECTS, label=N_("Aspect"), required=True, fixed=True, default="people", listed=True
    )
    name: Mapped[str] = text(
        80, label=N_("Item as checked"), required=True, fixed=True, default="", search=True, listed=True
    )
    mark: Mapped[str] = choice(MARKS, label=N_("Mark given"), required=True, default="unmarked", listed=True)
    evidence: Mapped[str | None] = text(
        200, label=N_("Evidence"), listed=True, help=N_("What shows it: a rule, a ledger, a case")
    )

    access = Access(
        read={role: parent_read("check_id") for role in _READERS},
        update=_DESK,
        trash={},
        export={role: parent_read("check_id") for role in (CLERK, CHAIR, AUDITOR)},
        correct={role: parent_rule("check_id", action="correct") for role in (CLERK, COMMITTEE)},
    )

    def before_save(self) -> None:
        """Keep aspect and wording of the item as they were checked, and the day of the check."""
        item = columns_of("aspect_item", self.item_id, "name", "aspect")
        if item is not None and not self.name:
            self.name, self.aspect = item.name, item.aspect
        check = columns_of("aspect_check", self.check_id, "checked_on")
        if check is not None:
            self.fact_date = check.checked_on
