"""What a check at start-up found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the check's id, where, and what to do."""

    id: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.id} {self.where}: {self.sentence}"
