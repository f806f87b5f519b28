"""From which day until which something is counted: two boxes of a form, or what an address says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from models import clock
from models.marks import N_
from models.problems import Problem
from panel.dates import read_day
from panel.language import translate
from panel.value_problem import ValueProblem

TURNED = N_("The last day lies before the first; please check both.")


class Period(NamedTuple):
    """The days to count, and what is wrong with what was written.

    Attributes:
        first: the first day; where the boxes cannot be understood, the usual one until the business date.
        last: the last day.
        written: box -> what stood in it.
        errors: box -> what is wrong; empty when the days are those asked for.
    """

    first: date
    last: date
    written: dict[str, str]
    errors: dict[str, Problem]

    def field(self, name: str, label: str) -> dict[str, Any]:
        """Return one of the two boxes, for the template: with the day understood, or the typed text and its problem."""
        day = self.first if name == "from" else self.last
        return day_field(
            name, label, self.written[name] if self.errors else day.isoformat(), self.errors.get(name)
        )


def period_asked(args: Mapping[str, str], usual: Callable[[date], date]) -> Period:
    """Return the days asked for.

    Args:
        args: what stands in the boxes ``from`` and ``to``.
        usual: the first day of a period without one, from its last; without that one it ends with the business date.
    """
    today = clock.business_today()
    written = {name: args.get(name, "").strip() for name in ("from", "to")}
    errors: dict[str, Problem] = {}
    last = day_written(written["to"], "to", errors) or today
    first = day_written(written["from"], "from", errors) or usual(last)
    if not errors and last < first:
        errors["to"] = Problem("to", TURNED)
    if errors:
        first, last = usual(today), today
    return Period(first, last, written, errors)


def day_written(text: str, name: str, errors: dict[str, Problem]) -> date | None:
    """Return the day that was typed in a box, None for an empty one; what is wrong goes into the errors."""
    try:
        return read_day(text) if text else None
    except ValueProblem as problem:
        errors[name] = Problem(name, problem.sentence, problem.values)
        return None


def day_field(name: str, label: str, value: str, problem: Problem | None) -> dict[str, Any]:
    """Return a box for a day, for the template."""
    return {
        "kind": "date", "name": name, "label": translate(label), "value": value, "error": sentence_of(problem),
    }  # fmt: skip


def sentence_of(problem: Problem | None) -> str:
    """Return what is wrong in the office's words, ``""`` for nothing."""
    return translate(problem.sentence, **problem.values) if problem is not None else ""
