"""What ends a backup or its restoring with a sentence."""

from __future__ import annotations

from typing import Any


class BackupProblem(Exception):
    """A backup that cannot be made, read or taken back; its sentence (message id) with its values says why."""

    def __init__(self, sentence: str, **values: Any) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(sentence)
