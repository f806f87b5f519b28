"""Adoption (采用情况)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, all_rows, in_area, parent_read
from models.base import Record
from models.fields import Choice, choice, day, ref, text
from models.levels import LEVELS
from models.lookups import another_like, any_row, columns_of, title_of
from models.marks import N_
from models.problems import Problem

KINDS = (
    Choice("single", N_("Used alone")),
    Choice("composite", N_("Used together with others")),
    Choice("instruction", N_("With a leader's instruction")),
)
_ITEM_OR_ISSUE = N_("Please name the item or the issue that was used.")
_NOT_IN_THERE = N_("This item does not stand in that issue; please check both.")
_TWICE = N_("This use is entered already; please open that row.")
_BEFORE_CHOICE = N_("This item is still a draft or waits to be chosen; it cannot have been used yet.")
_ALIKE = ("opinion_report_id", "bulletin_id", "level", "kind", "adopted_on", "adopted_by")
_DESK = {CLERK: all_rows, COMMITTEE: in_area}


class Adoption(Record):
    """That a body at some level used an item or an issue, and how. Each use is a row of its own: points depend on level and kind.

    The county's own use follows from issuing and is entered by itself; what the city, the province or the nation used is entered
    by the information desk from what those report.
    """

    __tablename__ = "adoption"
    title = N_("Use of an opinion report")
    plural = N_("Uses of opinion reports")
    carries_on = "opinion_report_id"
    label_columns = ("name", "adopted_by")
    parent = "opinion_report_id"
    area_slug = "opinion-report"
    fact_date_from = "adopted_on"
    entered_for = ()

    opinion_report_id: Mapped[int | None] = ref("opinion_report", label=N_("Opinion report"), filter=True)
    bulletin_id: Mapped[int | None] = ref("bulletin", label=N_("Bulletin issue"), filter=True, listed=True)
    name: Mapped[str | None] = text(100, label=N_("What was used"), fixed=True, search=True, listed=True)
    level: Mapped[str] = choice(LEVELS, label=N_("Level"), required=True, default="city", listed=True)
    kind: Mapped[str] = choice(KINDS, label=N_("Kind of use"), required=True, default="single", listed=True)
    adopted_by: Mapped[str] = text(
        80,
        label=N_("Used by"),
        required=True,
        search=True,
        listed=True,
        help=N_("The body or its publication"),
    )
    adopted_on: Mapped[date] = day(
        label=N_("Used on"), required=True, default=clock.business_today, listed=True, sorted=True
    )
    document: Mapped[str | None] = text(80, label=N_("Document or issue there"))

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: in_area,
            CHAIR: all_rows,
            AUDITOR: all_rows,
            MEMBER: parent_read("opinion_report_id"),
        },
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def before_save(self) -> None:
        """Keep what was used by its name."""
        item = title_of("opinion_report", self.opinion_report_id)
        self.name = (item or title_of("bulletin", self.bulletin_id) or "")[:100] or None

    def problems(self) -> Iterator[Problem]:
        """It is about an item or an issue, about both only when the one stands in the other, and entered once."""
        if self.opinion_report_id is None and self.bulletin_id is None:
            yield Problem("opinion_report_id", _ITEM_OR_ISSUE)
            return
        inside = {"opinion_report_id": self.opinion_report_id, "bulletin_id": self.bulletin_id}
        if None not in inside.values() and not any_row("bulletin_item", where=inside):
            yield Problem("bulletin_id", _NOT_IN_THERE)
        report = columns_of("opinion_report", self.opinion_report_id, "state")
        if report is not None and report.state in ("draft", "submitted"):
            yield Problem("opinion_report_id", _BEFORE_CHOICE)
        if another_like(self, *_ALIKE):
            yield Problem("adopted_on", _TWICE)
