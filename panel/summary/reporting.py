"""The step "report these figures to ...": what was counted is frozen in the ledger, with its rule and the very rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from models import clock
from models.access import Actor, Refused
from models.access.errors import NOT_ALLOWED
from models.figures import FIGURES
from models.figures.windows import Windows
from models.marks import N_
from models.office.reported_figure import WINDOWS, ReportedFigure, may_report
from models.problems import Invalid, Problem
from models.registry import record_type
from models.transitions import add_derived
from panel.language import format_number, translate
from panel.summary.counting import Counted, count
from panel.summary.kept_rows import rows_counted, write_rows

COLUMNS = tuple(choice.value for choice in WINDOWS)
NOTHING_TICKED = N_("No figure is ticked; please tick those that are reported.")
NOT_COUNTED = N_("“%(name)s” was not reported to us, so there is nothing to pass on; please leave it out.")
MOVED = N_("“%(name)s” was %(seen)s on the page and is %(now)s now; please look again before you report it.")
TO_WHOM = N_("Please write to whom the figures are reported.")


def report(
    actor: Actor,
    windows: Windows,
    ticked: Sequence[str],
    *,
    column: str,
    reported_to: str,
    reported_on: date | None,
    document_number: str,
) -> list[ReportedFigure]:
    """Write a line of the ledger for each ticked figure, counted anew in this transaction.

    Args:
        actor: who reports.
        windows: the summary's days.
        ticked: ``key:number`` of each figure, as the page showed it.
        column: which of the columns is reported.
        reported_to: to whom.
        reported_on: on which day; today unless given.
        document_number: of the paper with which they go out, if any.

    Raises:
        Refused: the actor sends no figures.
        Invalid: nothing is ticked, nobody is named, or a number is another one by now.
    """
    if not may_report(actor):
        raise Refused(NOT_ALLOWED)
    seen = dict(tick.partition(":")[::2] for tick in ticked)
    figures = [FIGURES[key] for key in seen if key in FIGURES]
    problems = [] if figures else [Problem("", NOTHING_TICKED)]
    if not reported_to.strip():
        problems.append(Problem("reported_to", TO_WHOM))
    if problems or column not in COLUMNS:
        raise Invalid(None, problems or [Problem("", NOTHING_TICKED)])
    counted = count(actor, windows, figures)
    lines = []
    for key, figure in counted.items():
        problems += _problems(figure, windows, column, seen[key])
        if not problems:
            lines.append(
                line_of(
                    actor,
                    figure,
                    windows,
                    column,
                    reported_to=reported_to.strip(),
                    reported_on=reported_on or clock.business_today(),
                    document_number=document_number.strip() or None,
                    reported_by=actor.label[:40],
                )
            )
    if problems:
        raise Invalid(None, problems)
    add_derived(lines)
    return lines


def _problems(counted: Counted, windows: Windows, column: str, seen: str) -> list[Problem]:
    number = counted.value(getattr(windows, column))
    name = counted.asked.label
    if number is None:
        return [Problem("", NOT_COUNTED, {"name": name})]
    # Beside the number of the period the page carries those of the other columns, in their order.
    shown = dict(zip(COLUMNS, seen.split(","), strict=False)).get(column, "")
    if shown != str(number):
        return [Problem("", MOVED, {"name": name, "seen": shown, "now": format_number(number)})]
    return []


def line_of(actor: Actor, counted: Counted, windows: Windows, column: str, **how: Any) -> Any:
    """Return the line of the ledger for a figure as it was counted, not written yet.

    Args:
        actor: who reports.
        counted: the figure.
        windows: the summary's days.
        column: which of the columns is reported.
        how: to whom, on which day, by whom, with which paper.
    """
    asked, window = counted.asked, getattr(windows, column)
    cls: Any = record_type("reported_figure")
    pairs = asked.pairs(window)
    return cls(
        key=asked.figure.key,
        name=asked.label[:80],
        window=column,
        first_day=window.first,
        last_day=window.last,
        value=counted.value(window),
        unit=translate(asked.figure.unit)[:20],
        parts=_parts(counted, column),
        definition=asked.definition,
        conditions=json.dumps(pairs, ensure_ascii=False),
        rows=write_rows(rows_counted(actor, asked, pairs)),
        **how,
    )


def _parts(counted: Counted, column: str) -> str | None:
    """Return the parts of the number, one to a line."""
    lines = [
        f"{counted.asked.parts[part]}: {format_number(numbers[column])}"
        for part, numbers in counted.parts.items()
    ]
    return "\n".join(lines) or None
