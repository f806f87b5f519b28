"""What a member did in a year, counted beside the points: numbers of presence say nothing of quality.

Counted from the same deeds as the points, by the date of the fact, in the organization of who acts, whoever may read the rows.
"""

from __future__ import annotations

from typing import NamedTuple

from models.duty.periods import period_of
from models.duty.sources import deeds_of

_INDICATORS = {
    "trainings_attended": ("training_full", "training_part"),
    "visits_made": ("visit",),
    "contributions_confirmed": ("contribution",),
    "suggestions_taken_up": ("suggestion_taken_up",),
}
"""Column of the assessment -> what is counted for it."""
_OUTCOMES = {
    "proposals": ("proposal_accepted", "proposal_submitted"),
    "opinions": ("opinion_used", "opinion_reported"),
}


class Share(NamedTuple):
    """So many of so many: a part and its base."""

    part: int
    base: int


class Quality(NamedTuple):
    """What stands beside the points.

    Attributes:
        indicators: column of the assessment -> number of records.
        outcomes: ``proposals`` accepted of those handed in, ``opinions`` used of those handed in.
    """

    indicators: dict[str, int]
    outcomes: dict[str, Share]


def quality_of(seat_id: int, scoring_year: int) -> Quality:
    """Return what a member's year shows beside the points."""
    since, until = period_of(scoring_year)
    wanted = {name for names in (*_INDICATORS.values(), *_OUTCOMES.values()) for name in names}
    deeds = deeds_of(since, until, wanted, seat_id=seat_id)
    return Quality(
        {column: sum(len(deeds[name]) for name in names) for column, names in _INDICATORS.items()},
        {key: Share(len(deeds[part]), len(deeds[base])) for key, (part, base) in _OUTCOMES.items()},
    )
