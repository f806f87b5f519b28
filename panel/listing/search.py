"""Finding by words: every word must stand somewhere in the searchable columns of a row.

Parts of words are compared, which reads every row that nothing else narrows; the count of what is found is capped like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, inspect, or_

from models.access import Actor, cleared
from models.marks import N_
from panel.listing.columns import names_of
from panel.listing.paging import is_text

NOTHING_TO_SEARCH = N_("This list cannot be searched by words; please use a condition.")
TOO_MANY_WORDS = N_("Please search with at most %(most)s words.")
NOT_A_WORD = N_("The words you search for hold a character that no record can hold; please type them again.")
_MOST_WORDS, _LONGEST = 6, 60
INITIALS = frozenset({"initials"})
"""Columns that hold the first letters of a name's pinyin: only Latin letters can be found there."""


@dataclass(frozen=True, slots=True)
class Search:
    """The words of ``?q=`` and the columns they are looked for in."""

    text: str
    words: tuple[str, ...]
    columns: tuple[str, ...]

    def sql(self, row: Any) -> ColumnElement[bool]:
        """Return the condition on ``row`` (a record type or an alias of it)."""
        return and_(*(self._has(row, word) for word in self.words))

    def _has(self, row: Any, word: str) -> ColumnElement[bool]:
        names = [n for n in self.columns if word.isascii() or n not in INITIALS]
        # A word that could only stand in a column of initials is found nowhere.
        found = [holds(getattr(row, name), word) for name in names]
        return or_(*found) if found else false()


def holds(column: Any, word: str) -> ColumnElement[bool]:
    """Return that the word stands in the column, large and small letters alike.

    Characters without large and small forms, as all Chinese ones, are compared as they are: a third faster over many rows.
    """
    has_case = word.lower() != word.upper()
    found: ColumnElement[bool] = (column.icontains if has_case else column.contains)(word, autoescape=True)
    return found


def searchable(view: Any, actor: Actor) -> tuple[str, ...]:
    """Return the columns in which this actor's words are looked for: declared by the view, never what is masked for the actor.

    A person is found by the traditional form of their name where the record keeps it.
    """
    return clear_columns(view.model, actor, names_of(view.column_searchable_list))


def clear_columns(cls: Any, actor: Actor, names: list[str]) -> tuple[str, ...]:
    """Return those of the columns that the actor sees plainly in every row."""
    columns = inspect(cls).columns
    return tuple(n for n in names if n in columns and cleared(actor, columns[n]))


def read_search(text: str, columns: tuple[str, ...]) -> tuple[Search | None, str]:
    """Return what is searched for, and a sentence when it cannot be.

    Words are divided by spaces, also the wide one of Chinese typing.
    """
    words = tuple(dict.fromkeys(text.split()))
    if not words:
        return None, ""
    if not columns:
        return None, NOTHING_TO_SEARCH
    if len(words) > _MOST_WORDS:
        return None, TOO_MANY_WORDS
    if not is_text(text) or any(len(word) > _LONGEST for word in words):
        return None, NOT_A_WORD
    return Search(text.strip(), words, columns), ""


MOST_WORDS = {"most": _MOST_WORDS}
