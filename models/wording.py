"""Words of message ids inside statements: what a row is called, where a choice of its own names it.

The panel says how a message id is worded for the reader; until then it stands for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, case

from models.fields import Choice

_wording: Callable[[str], str] = str


def word_with(wording: Callable[[str], str]) -> None:
    """Word message ids with this function from now on."""
    global _wording  # noqa: PLW0603 - one process has one panel, which says it once
    _wording = wording


def choice_words(column: Any, choices: Any) -> ColumnElement[str]:
    """Return the SQL of what the values of a choice column are called, in the language of whoever runs the statement."""
    known = tuple(choices)
    if not known:
        return column  # type: ignore[no-any-return]
    return case({choice.value: _words(choice) for choice in known}, value=column, else_=column)


def _words(choice: Choice) -> Any:
    # Worded when the statement runs: statements are kept, their readers change.
    return bindparam(None, callable_=lambda: _wording(choice.label), type_=Text())
