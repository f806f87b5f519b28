"""From numbers to score, rank and band: arithmetic only.

Scores differ by place (``ballot_scales``): a mean of weights (100/70/30, "do not know" left out), the share of the favourable
options, or no score at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Option:
    """One option as the round froze it."""

    id: int
    weight: Decimal | None
    scored: bool
    valid: bool
    favourable: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of one subject: for each option how many marks; ``returned`` are the ballots that were asked about it."""

    subject_id: int
    returned: int
    numbers: dict[int, int]

    def valid(self, options: Iterable[Option]) -> int:
        """Return how many of the ballots are valid for this subject: one mark, on an option that makes a valid ballot."""
        return sum(self.numbers.get(option.id, 0) for option in options if option.valid)


def score(computation: str, options: Sequence[Option], tally: Tally) -> Decimal | None:
    """Return the score, 0 to 100 with two digits after the point; ``None`` where there is none.

    :param computation: ``weighted``, ``share`` or ``counts``, as the scale says.
    """
    scored = [option for option in options if option.scored and option.valid]
    base = sum(tally.numbers.get(option.id, 0) for option in scored)
    if computation == "counts" or base == 0:
        return None
    if computation == "weighted":
        total = sum(
            (tally.numbers.get(option.id, 0) * (option.weight or Decimal(0)) for option in scored), Decimal(0)
        )
    else:
        total = Decimal(100 * sum(tally.numbers.get(option.id, 0) for option in scored if option.favourable))
    return (total / base).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)


def ranks(scores: dict[int, Decimal | None]) -> dict[int, int]:
    """Return the rank of each scored subject; equal scores share a rank, the next counts on from their number (1, 1, 3)."""
    ordered = sorted((value for value in scores.values() if value is not None), reverse=True)
    return {subject: ordered.index(value) + 1 for subject, value in scores.items() if value is not None}


def bands(written: str | None) -> list[tuple[Decimal, str]]:
    """Return lowest score and word of each band, highest first, from one band a line (``90 优秀``).

    :raises ValueError: when a line is not a number and a word.
    """
    found = []
    for line in (written or "").splitlines():
        if not line.strip():
            continue
        lowest, _space, word = line.strip().partition(" ")
        number = Decimal(lowest) if lowest.isascii() and lowest.replace(".", "", 1).isdigit() else None
        if number is None or not word.strip() or len(word.strip()) > 20 or number > 100:
            raise ValueError(line)
        found.append((number, word.strip()))
    return sorted(found, reverse=True)


def band(written: str | None, value: Decimal | None) -> str | None:
    """Return the word of the band that a score falls into."""
    if value is None:
        return None
    return next((word for lowest, word in bands(written) if value >= lowest), None)


def quorum_reached(expected: int, present: int, parts: int, of: int, *, exceeded: bool) -> bool:
    """Return whether enough are present: ``parts`` of ``of`` of those expected, or more than that when it must be exceeded."""
    return present * of > expected * parts if exceeded else present * of >= expected * parts
