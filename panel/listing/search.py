"""Finding by words: every word must stand somewhere in the searchable columns of a row.

The index of the search answers (:mod:`models.search`): a word in any open text of a row, in either script, or the initials of
its name. What is not in the index is compared part by part, which reads every row that nothing else narrows: columns that
no entry holds, and everything while the index could not be brought up to date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, false, inspect, or_

from models import search as index
from models.access import Actor, cleared
from models.base import db
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
    indexed: Any = None
    """The record type whose entries are asked; ``None`` compares the columns alone."""
    beside: tuple[str, ...] = ()
    """The columns whose words stand in no entry."""

    def sql(self, row: Any) -> ColumnElement[bool]:
        """Return the condition on ``row`` (a record type or an alias of it)."""
        if (
            self.indexed is not None
            and not self.beside
            and (asked := index.words_of(*self.words)) is not None
        ):
            signs = [word for word in self.words if index.words_of(word) is None]
            return and_(
                index.holds_words(self.indexed, row, asked), *(self._has(row, word) for word in signs)
            )
        return and_(*(self._has(row, word) for word in self.words))

    def _has(self, row: Any, word: str) -> ColumnElement[bool]:
        names = [n for n in self.columns if word.isascii() or n not in INITIALS]
        # A word that could only stand in a column of initials is found nowhere.
        asked = index.words_of(word) if self.indexed is not None else None
        if asked is not None:
            names = [name for name in names if name in self.beside]
        found = [holds(getattr(row, name), word) for name in names]
        if asked is not None:
            found.append(index.holds_words(self.indexed, row, asked))
        return or_(*found) if found else false()


def holds(column: Any, word: str) -> ColumnElement[bool]:
    """Return that the word stands in the column, large and small letters alike.

    Characters without large and small forms, as all Chinese ones, are compared as they are: a third faster over many rows.
    """
    has_case = word.lower() != word.upper()
    found: ColumnElement[bool] = (column.icontains if has_case else column.contains)(word, autoescape=True)
    return found


def by_index(search: Search, cls: Any) -> Search:
    """Return the search as the index answers it, brought up to date before; columns that it lacks are compared beside it."""
    if cls.__tablename__ not in index.searched_types():
        return search
    standing = index.take_in()
    if standing.taken:
        # On SQLite a transaction that began before does not see the new entries.
        db.session.commit()
    known = {*index.searched_columns(cls), *INITIALS} if standing.whole else set()
    return replace(search, indexed=cls, beside=tuple(name for name in search.columns if name not in known))


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
