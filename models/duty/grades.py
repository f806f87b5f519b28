"""Which grade so many points come to: places and terms differ, so the thresholds are a setting of the term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from models.lookups import rows_where
from models.marks import N_
from models.problems import Problem
from models.settings import Setting, term_on

NOT_THRESHOLDS = N_(
    "Please write each grade with its least points, the best one first, as in: 优秀 90；良好 80；称职 60；不称职 0."
)
NOT_FALLING = N_(
    "The least points of “%(name)s” are not below those of the grade before; please put the best grade first."
)
_ONE = re.compile(r"(?P<label>.*?[^\s\d.\-])\s*(?P<least>-?\d+(\.\d{1,2})?)")


class Threshold(NamedTuple):
    """A grade and the least points for it."""

    label: str
    least: Decimal


class Grade(NamedTuple):
    """A grade of the code table; ``id`` is ``None`` for one that the table does not have."""

    label: str
    id: int | None


def read_thresholds(text: str) -> list[Threshold]:
    """Return the grades of a text such as ``优秀 90；良好 80；称职 60；不称职 0``, the best first.

    Raises:
        ValueError: when a part is no grade with a number.
    """
    found = []
    for part in filter(None, (part.strip() for part in re.split(r"[；;]", text))):
        match = _ONE.fullmatch(part)
        if match is None:
            raise ValueError(part)
        found.append(Threshold(match["label"], Decimal(match["least"])))
    if not found:
        raise ValueError(text)
    return found


def threshold_problems(text: str) -> Iterator[Problem]:
    """Yield what is wrong with a text as thresholds: unreadable, or not falling."""
    try:
        found = read_thresholds(text)
    except ValueError:
        yield Problem("value", NOT_THRESHOLDS)
        return
    for better, worse in pairwise(found):
        if worse.least >= better.least:
            yield Problem("value", NOT_FALLING, {"name": worse.label})


THRESHOLDS: Setting[str] = Setting(
    "assessment_thresholds",
    N_("Grades of the yearly assessment by points"),
    kind="text",
    default="优秀 90；良好 80；称职 60；不称职 0",
    help=N_(
        "Each grade of the code table with its least points, the best first; the last one holds for all below"
    ),
    check=threshold_problems,
)
"""The default is what 安庆 published; others know three grades or two."""


class Grades:
    """The thresholds of a year's term, with the grades of the code table; read once for any number of members."""

    def __init__(self, scoring_year: int) -> None:
        on = date(scoring_year, 12, 31)
        self._thresholds = read_thresholds(THRESHOLDS.value(on=on))
        term = term_on(on)
        rows = rows_where("code_item", "id", "label", "term_id", where={"table_name": "assessment_grade"})
        self._ids = {row.label: row.id for row in rows if row.term_id in (None, term)}

    def of(self, points: Decimal) -> Grade:
        """Return the grade to which points come."""
        reached = (known.label for known in self._thresholds if points >= known.least)
        label = next(reached, self._thresholds[-1].label)
        return Grade(label, self._ids.get(label))

    @property
    def labels(self) -> list[str]:
        """Return the names of the grades, the best first."""
        return [known.label for known in self._thresholds]
