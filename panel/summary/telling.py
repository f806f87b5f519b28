"""The summary as JSON and as plain text, for programs and for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from models.figures import SECTIONS
from models.figures.windows import Window, Windows
from models.marks import N_
from panel.language import format_number, translate
from panel.summary.counting import Counted

NOT_REPORTED = "not reported"
"""What the JSON says where nothing was entered, in every language the same."""
UNREPORTED = N_("Not reported")
PERIOD_LABEL, YEAR_LABEL, TERM_LABEL, EARLIER_LABEL = (
    N_("Period asked for"),
    N_("Year to date"),
    N_("Term to date"),
    N_("Same period a year earlier"),
)
LABELS = {
    "period": PERIOD_LABEL,
    "year": YEAR_LABEL,
    "term": TERM_LABEL,
    "earlier": EARLIER_LABEL,
}
_KEYS = {"period": "value", "year": "year_to_date", "term": "term_to_date"}


def as_json(counted: Mapping[str, Counted], windows: Windows) -> dict[str, dict[str, Any]]:
    """Return key -> value, year to date, term to date, definition and the address of the list.

    A parted figure has maps as its values: part -> number. Where nothing of the kind was entered the value is ``not reported``.
    """
    return {key: _entry(figure, windows) for key, figure in counted.items() if figure.asked.figure.keyed}


def _entry(counted: Counted, windows: Windows) -> dict[str, Any]:
    found: dict[str, Any] = {
        _KEYS[window.name]: _value(counted, window) for window in windows if window.name in _KEYS
    }
    found["definition"] = counted.asked.definition
    found["list"] = counted.asked.url(windows.period)
    return found


def _value(counted: Counted, window: Window) -> Any:
    if counted.value(window) is None:
        return NOT_REPORTED
    if not counted.asked.figure.by:
        return counted.numbers[window.name]
    return {part: numbers[window.name] for part, numbers in counted.parts.items() if numbers[window.name]}


def as_text(counted: Mapping[str, Counted], windows: Windows) -> Iterator[str]:
    """Yield the lines of the summary as plain text: sections, figures with four columns, parts below, the definition last."""
    for section in SECTIONS:
        figures = [counted[figure.key] for figure in section.figures if figure.key in counted]
        if not figures:
            continue
        yield f"\n{translate(section.title)}"
        for figure in figures:
            unit = translate(figure.asked.figure.unit)
            columns = "; ".join(
                f"{translate(LABELS[window.name])} {_number(figure.value(window))}" for window in windows
            )
            yield f"  {figure.asked.label} ({unit}): {columns}"
            for part, numbers in figure.parts.items():
                columns = "; ".join(_number(numbers[window.name]) for window in windows)
                yield f"    {figure.asked.parts[part]}: {columns}"
            if figure.base and figure.value(windows.period) is not None:
                yield f"    {share_words(figure, windows.period)}"
            yield f"    {figure.asked.definition}"


def _number(number: int | None) -> str:
    return translate(UNREPORTED) if number is None else format_number(number)


def share_words(counted: Counted, window: Window) -> str:
    """Return a share in words, its base with it; without a base there is no percentage."""
    share, base = counted.asked.figure.share, counted.base[window.name]
    assert share is not None
    if not base:
        return translate(N_("No percentage: there are no %(what)s."), what=translate(share.label))
    return translate(
        N_("%(percent)s %% of %(base)s %(what)s"),
        percent=percent(counted.numbers[window.name], base),
        base=format_number(base),
        what=translate(share.label),
    )


def percent(part: int, base: int) -> str:
    """Return a percentage with one decimal, rounded half up and never up to 100 or down to 0 while something is missing."""
    tenths = (2000 * part + base) // (2 * base)
    if tenths >= 1000 and part < base:
        tenths = 999
    if tenths == 0 and part:
        tenths = 1
    return f"{tenths / 10:.1f}".removesuffix(".0")
