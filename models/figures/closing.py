"""Whether a table adds up: its parts against its total, and by how much it does not.

Published tables often do not close: merged cases stand inside the accepted ones or beside them, categories are counted on
another base than the total above them. A table of ours says its base, and names what is missing or too much.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Closing:
    """A total and the sum of its parts."""

    total: int
    added: int

    @property
    def difference(self) -> int:
        """Return what the parts lack (above zero) or have too much (below zero)."""
        return self.total - self.added

    @property
    def closes(self) -> bool:
        """Return whether the parts add up to the total."""
        return self.difference == 0


def closing(total: int, parts: Iterable[int | None]) -> Closing:
    """Hold parts against their total; a part that is not known adds nothing."""
    return Closing(total, sum(part or 0 for part in parts))


def outcome_closing(
    received: int, accepted: int, *, merged: int | None, others: Iterable[int | None], merged_inside: bool
) -> Closing:
    """Hold what became of the proposals against how many were received.

    Args:
        received: how many came in.
        accepted: how many are called accepted.
        merged: how many were merged into others.
        others: turned into opinions, referred, not accepted, withdrawn.
        merged_inside: whether the merged ones are among the accepted, so that they are not added a second time.
    """
    return closing(received, [accepted, None if merged_inside else merged, *others])
