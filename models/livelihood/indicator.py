"""Indicator (目标任务): what a livelihood project is to reach, and with which money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    MEMBER,
    Access,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import Choice, choice, count, day, measure, money, ref, text
from models.marks import N_
from models.problems import Problem

TARGET_KINDS = (
    Choice("at_least", N_("At least")),
    Choice("at_most", N_("At most")),
    Choice("done", N_("Done or not done")),
    Choice("text", N_("In words")),
)
SOURCES = ("central", "province", "city", "county", "other")
"""Where the money comes from; each has a planned and a paid amount."""

_TARGET_NEEDED = N_("Please fill in the number that is to be reached.")
_TEXT_NEEDED = N_("Please write the target in words.")


class Indicator(Record):
    """One target of a project (项), with its unit, its kind and the funds by source."""

    __tablename__ = "indicator"
    title = N_("Indicator")
    plural = N_("Indicators")
    parent = "project_id"
    area_slug = "livelihood-project"
    label_columns = ("name",)

    project_id: Mapped[int] = ref(
        "livelihood_project", label=N_("Livelihood project"), required=True, listed=True
    )
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=0)
    name: Mapped[str] = text(200, label=N_("Indicator name"), required=True, search=True, listed=True)
    target_kind: Mapped[str] = choice(
        TARGET_KINDS, label=N_("Kind of target"), required=True, listed=True, default="at_least"
    )
    target: Mapped[Decimal | None] = measure(2, label=N_("Target"), listed=True)
    unit: Mapped[str | None] = text(20, label=N_("Unit of measure"), listed=True)
    target_text: Mapped[str | None] = text(200, label=N_("Target in words"), listed=True)
    achieved_by: Mapped[date | None] = day(
        label=N_("To be reached by"), help=N_("Empty: the end of the year")
    )
    planned_central: Mapped[Decimal | None] = money(label=N_("Planned, central funds"))
    planned_province: Mapped[Decimal | None] = money(label=N_("Planned, province funds"))
    planned_city: Mapped[Decimal | None] = money(label=N_("Planned, city funds"))
    planned_county: Mapped[Decimal | None] = money(label=N_("Planned, county funds"))
    planned_other: Mapped[Decimal | None] = money(label=N_("Planned, other funds"))
    paid_central: Mapped[Decimal | None] = money(label=N_("Paid, central funds"))
    paid_province: Mapped[Decimal | None] = money(label=N_("Paid, province funds"))
    paid_city: Mapped[Decimal | None] = money(label=N_("Paid, city funds"))
    paid_county: Mapped[Decimal | None] = money(label=N_("Paid, county funds"))
    paid_other: Mapped[Decimal | None] = money(label=N_("Paid, other funds"))

    access = Access(
        read={
            role: parent_read("project_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT)
        },
        create={role: parent_rule("project_id") for role in (CLERK, COMMITTEE)},
        update={role: parent_rule("project_id") for role in (CLERK, COMMITTEE)},
        export={role: parent_read("project_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
    )

    @property
    def planned(self) -> Decimal:
        """Return the planned funds of all sources together, in yuan."""
        return self._total("planned")

    @property
    def paid(self) -> Decimal:
        """Return the paid funds of all sources together, in yuan."""
        return self._total("paid")

    def _total(self, what: str) -> Decimal:
        return sum((getattr(self, f"{what}_{source}") or Decimal(0) for source in SOURCES), Decimal(0))

    def problems(self) -> Iterator[Problem]:
        """A target in numbers has its number, a target in words its words."""
        if self.target_kind in ("at_least", "at_most") and self.target is None:
            yield Problem("target", _TARGET_NEEDED)
        if self.target_kind == "text" and not self.target_text:
            yield Problem("target_text", _TEXT_NEEDED)
