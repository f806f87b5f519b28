"""The page of the summary: sections of figures in four columns, each number a link to the very rows it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.access import Actor, Refused
from models.access.errors import NOT_ALLOWED
from models.figures import FIGURES, SECTIONS
from models.figures.windows import Window, Windows, windows_of
from models.marks import N_
from models.office.reported_figure import WINDOWS, may_report
from models.problems import Problem
from models.registry import record_type
from panel.language import format_number, translate
from panel.pages import page
from panel.period import Period
from panel.summary.asking import sees, sees_summary
from panel.summary.counting import Counted, count
from panel.summary.report_form import report_form
from panel.summary.tables import tables_for
from panel.summary.telling import LABELS, UNREPORTED, share_words
from panel.summary.wording import wording_of

ADDRESS = "/panel/summary/"
TITLE = N_("Summary of duty performance")
HEADS = {"seat_id": N_("members %(number)s"), "staff_id": N_("staff %(number)s")}
LEDGER = "/panel/reported-figure/"


def summary_page(
    actor: Actor, period: Period, *, typed: Any = None, problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    """Return the page for whoever asks; the number of statements does not grow with the rows.

    Args:
        actor: who asks.
        period: the days.
        typed: what was sent to be reported and refused, as a MultiDict.
        problems: why it was refused.

    Raises:
        Refused: when the actor reads nothing that is counted.
    """
    if not sees_summary(actor, tuple(FIGURES.values())):
        raise Refused(NOT_ALLOWED)
    windows = windows_of(period.first, period.last)
    counted = count(actor, windows)
    return page(
        translate(TITLE),
        address=ADDRESS,
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        days=[period.field("from", N_("From")), period.field("to", N_("Until"))],
        columns=[(window.name, translate(LABELS[window.name]), _days(window)) for window in windows],
        sections=list(_sections(actor, counted, windows)),
        tables=list(tables_for(actor, windows)),
        report=report_form(typed, problems) if may_report(actor) else None,
        ledger_url=LEDGER if sees(actor, record_type("reported_figure")) else None,
    )


def _days(window: Window) -> str:
    return translate(N_("%(first)s to %(last)s"), first=window.first, last=window.last)


def _sections(actor: Actor, counted: Mapping[str, Counted], windows: Windows) -> Iterator[dict[str, Any]]:
    for section in SECTIONS:
        figures = [counted[figure.key] for figure in section.figures if figure.key in counted]
        if figures:
            yield {
                "id": section.key,
                "title": translate(section.title),
                "figures": [_figure(actor, figure, windows) for figure in figures],
            }


def _figure(actor: Actor, counted: Counted, windows: Windows) -> dict[str, Any]:
    asked, reported = counted.asked, counted.value(windows.period) is not None
    return {
        "key": asked.figure.key,
        "label": asked.label,
        "unit": translate(asked.figure.unit),
        "definition": asked.definition,
        "tick": f"{asked.figure.key}:{','.join(_shown(counted, windows))}" if reported else "",
        "cells": [_cell(counted, window) for window in windows],
        "parts": [
            {"label": asked.parts[part], "cells": [_part_cell(counted, window, part) for window in windows]}
            for part in counted.parts
        ],
        "share": (share_words(counted, windows.period), asked.base_url(windows.period))
        if asked.figure.share is not None and reported
        else None,
        "heads": _heads(counted, windows.period) if reported else "",
        "wording": wording_of(actor, asked, windows) if asked.figure.wording else "",
    }


def _shown(counted: Counted, windows: Windows) -> Iterator[str]:
    """Yield the numbers of the columns that can be reported, as the form carries them."""
    for choice in WINDOWS:
        number = counted.value(getattr(windows, choice.value))
        yield "" if number is None else str(number)


def _cell(counted: Counted, window: Window) -> dict[str, Any]:
    number = counted.value(window)
    if number is None:
        return {"text": translate(UNREPORTED), "url": None}
    return {"text": format_number(number), "url": counted.asked.url(window)}


def _part_cell(counted: Counted, window: Window, part: str) -> dict[str, Any]:
    if counted.value(window) is None:
        return {"text": "—", "url": None}
    return {
        "text": format_number(counted.parts[part][window.name]),
        "url": counted.asked.url(window, part),
    }


def _heads(counted: Counted, window: Window) -> str:
    """Return who the heads are, when they are of two kinds: members n, staff m."""
    if counted.asked.figure.kind != "heads" or len(counted.heads) == 1:
        return ""
    some = [
        translate(HEADS[name], number=format_number(numbers[window.name]))
        for name, numbers in counted.heads.items()
    ]
    return translate(N_("of whom %(one)s, %(other)s"), one=some[0], other=some[1])
