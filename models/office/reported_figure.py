"""ReportedFigure (上报数据台账)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, Access, Actor, all_rows, in_area
from models.access.errors import Refused
from models.base import Record
from models.fields import Choice, choice, choice_of, count, day, note, text
from models.figures import FIGURES
from models.figures.windows import PERIOD, TERM, YEAR
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem

WINDOWS = (
    Choice(PERIOD, N_("Period asked for")),
    Choice(YEAR, N_("Year to date")),
    Choice(TERM, N_("Term to date")),
)
"""The columns of the summary that are reported; the same period a year earlier is a comparison."""
NEVER_CHANGED = N_("A reported figure is never changed or removed; what changed since is shown beside it.")
_FUTURE = N_("This day lies in the future; please write the day on which the figure was reported.")


def figures() -> list[Choice]:
    """Return every figure of the summary by its key."""
    return [Choice(figure.key, figure.label) for figure in FIGURES.values()]


def may_report(actor: Actor) -> bool:
    """Return whether the actor may send figures: a clerk whose areas cover the ledger, or the desk that looks after it."""
    slug = ReportedFigure.slug()
    return (CLERK in actor.roles and actor.covers(slug)) or (COMMITTEE in actor.roles and slug in actor.areas)


class ReportedFigure(Record):
    """One figure as it was sent to somebody: the number, the rule by which it was counted, and the very rows it counted.

    The step "report these figures" of the summary alone writes it, from what it counts in that moment. It is never changed: a
    number sent again is another line, and the two are compared row by row.
    """

    __tablename__ = "reported_figure"
    title = N_("Reported figure")
    plural = N_("Reported figures")
    entered_for = ()
    fact_date_from = "reported_on"

    key: Mapped[str] = choice_of(figures, 40, label=N_("Figure"), required=True, fixed=True, listed=True)
    name: Mapped[str] = text(
        80, label=N_("Figure as it was called"), required=True, fixed=True, search=True, listed=True
    )
    window: Mapped[str] = choice(
        WINDOWS, label=N_("Column of the summary"), required=True, fixed=True, default=PERIOD
    )
    first_day: Mapped[date] = day(label=N_("Figure counted from"), required=True, fixed=True, listed=True)
    last_day: Mapped[date] = day(label=N_("Figure counted until"), required=True, fixed=True, listed=True)
    value: Mapped[int] = count(label=N_("Number reported"), required=True, fixed=True, listed=True)
    unit: Mapped[str] = text(20, label=N_("Unit of the number"), required=True, fixed=True)
    parts: Mapped[str | None] = note(label=N_("Parts of the number"), fixed=True)
    definition: Mapped[str] = note(label=N_("What counted at that time"), required=True, fixed=True)
    conditions: Mapped[str] = note(
        label=N_("Rule at that time, as an address"), required=True, fixed=True, stays=True
    )
    rows: Mapped[str] = note(
        label=N_("Rows counted"), required=True, fixed=True, stays=True, sensitivity="internal"
    )
    reported_to: Mapped[str] = text(
        80, label=N_("Figure reported to"), required=True, fixed=True, search=True, listed=True
    )
    document_number: Mapped[str | None] = text(
        60, label=N_("Document number of the figures"), fixed=True, search=True
    )
    reported_on: Mapped[date] = day(
        label=N_("Figure reported on"), required=True, fixed=True, listed=True, sorted=True
    )
    reported_by: Mapped[str] = text(40, label=N_("Figure reported by"), required=True, fixed=True)

    access = Access(
        read={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows},
        trash={},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """The days follow each other, and nothing was reported tomorrow."""
        yield from period_problem("last_day", self.first_day, self.last_day)
        if self.reported_on > clock.business_today():
            yield Problem("reported_on", _FUTURE)


def _refuse_changes(_mapper: Any, _connection: Any, row: ReportedFigure) -> None:
    state: Any = inspect(row)
    if any(state.attrs[column.key].history.has_changes() for column in ReportedFigure.__table__.c):
        raise Refused(NEVER_CHANGED)


event.listen(ReportedFigure, "before_update", _refuse_changes)
