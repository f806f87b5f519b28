"""What is wrong with one typed value: a sentence, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ValueProblem(ValueError):
    """A typed value that cannot be understood.

    Attributes:
        sentence: English message id with ``%(name)s`` places: what is wrong and what to write.
        values: what fills the places; a list holds message ids of its own.
    """

    def __init__(self, sentence: str, values: Mapping[str, Any] | None = None) -> None:
        self.sentence = sentence
        self.values: dict[str, Any] = dict(values or {})
        super().__init__(sentence % self.values if self.values else sentence)
