"""From text to terms and back: pairs of neighbouring characters (bigrams), in order, so that a word is found as it stands.

A term carries in its first letter where it stands: ``t`` in what a record is called, ``b`` in its text, ``i`` among the pinyin
initials of its name, ``o`` the organization. Each run of characters gives its pairs and its last character alone:
张维翰 gives 张维, 维翰, 翰. A word of three characters is two pairs that follow each other, which only the word itself has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.names import initials_of
from models.search.folding import fold, runs

TITLE, BODY, INITIALS, OFFICE = "t", "b", "i", "o"
MOST_TERMS = 15_000
"""Terms of one record: PostgreSQL knows places up to 16,383. What stands after some fifteen thousand characters is not found."""
LONGEST_NAME = 40
"""A name up to this length is also found by the initials of its characters."""


def terms_of(text: str) -> list[str]:
    """Return the terms of a text in their order."""
    found: list[str] = []
    for run in runs(fold(text)):
        found += [run[place : place + 2] for place in range(len(run))]
    return found


def terms_of_record(
    organization_id: int, called: str, texts: Iterable[str], initials: Iterable[str]
) -> list[str]:
    """Return the terms of a record: its organization, what it is called, the initials of that, and its text."""
    found = [f"{OFFICE}{organization_id}"]
    found += [TITLE + term for term in terms_of(called)]
    letters = list(initials)
    if called and len(called) <= LONGEST_NAME:
        letters.append(initials_of(called))
    for word in dict.fromkeys(letters):
        found += [INITIALS + term for term in terms_of(word)]
    for text in texts:
        found += [BODY + term for term in terms_of(text)]
    return found[:MOST_TERMS]


@dataclass(frozen=True, slots=True)
class Words:
    """Words to look for: each is one or several runs, and every run must stand somewhere in the record."""

    runs: tuple[str, ...]

    def fts5(self, organization_id: int, *, parts: Sequence[str] = (TITLE, INITIALS, BODY)) -> str:
        """Return the question as SQLite's FTS5 takes it."""
        asked = [f'"{OFFICE}{organization_id}"']
        for run in self.runs:
            some = []
            for part in _parts_for(run, parts):
                phrase = '"' + " ".join(part + pair for pair in _pairs(run)) + '"'
                some.append(phrase if len(run) > 1 else phrase + "*")
            asked.append("(" + " OR ".join(some) + ")")
        return " AND ".join(asked)

    def tsquery(self, organization_id: int, *, parts: Sequence[str] = (TITLE, INITIALS, BODY)) -> str:
        """Return the question as PostgreSQL's tsquery takes it."""
        asked = [f"'{OFFICE}{organization_id}'"]
        for run in self.runs:
            some = []
            for part in _parts_for(run, parts):
                phrase = " <-> ".join(f"'{part}{pair}'" for pair in _pairs(run))
                some.append(f"({phrase})" if len(run) > 1 else f"{phrase}:*")
            asked.append("(" + " | ".join(some) + ")")
        return " & ".join(asked)


def words_of(*words: str) -> Words | None:
    """Return what to look for, ``None`` when the words are signs alone."""
    found = tuple(dict.fromkeys(run for word in words for run in runs(fold(word))))
    return Words(found) if found else None


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]


def _parts_for(run: str, parts: Sequence[str]) -> list[str]:
    # Only Latin letters stand among initials.
    return [part for part in parts if part != INITIALS or run.isascii()]


def as_tsvector(terms: Sequence[str]) -> str:
    """Return terms in order as PostgreSQL reads a tsvector; letters, digits and characters alone need no escape."""
    return " ".join(f"'{term}':{place}" for place, term in enumerate(terms, start=1))
