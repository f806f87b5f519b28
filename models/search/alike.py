"""Records that are called nearly so: found by stretches of the name that they share, weighed by the pairs in common."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import bindparam, cast, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY

from models.search.entries import first_key, last_key, record_of
from models.search.folding import fold, runs
from models.search.following import opened
from models.search.matching import WORDS
from models.search.tables import FTS, SearchEntry
from models.search.terms import OFFICE, TITLE

LOOKED_AT = 300
"""Newest records of which names are weighed."""
LEAST_LIKE = 0.5
"""Of the pairs of both names together, the share that both have, from which on a name is said to resemble another."""
_STRETCH = 4
"""Characters of a stretch; a shorter name has to be shared as a whole."""
_MOST_STRETCHES = 24
_LEAST = 2
_FORMAL = re.compile(r"^关于|的?(建议案|建议|提案|报告|方案|意见|通知|情况反映|请求|问题)$|[0-9]+年度?")
"""What every title of its kind begins or ends with, and years: it tells nothing apart."""


def core_of(called: str) -> str:
    """Return what a name says beyond the words that every title has, folded and without signs; itself when that is all."""
    plain = "".join(runs(fold(called)))
    core = plain
    while (shorter := _FORMAL.sub("", core)) != core:
        core = shorter
    return core if len(core) >= _LEAST else plain


def likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how much two names have in common: twice the pairs of both by the pairs of each."""
    first, second = _pairs(core_of(one)), _pairs(core_of(other))
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)} or ({text} if text else set())


def named_alike(table: str, called: str, organization_id: int) -> list[int]:
    """Return the newest records of a type whose name shares a stretch with ``called``, whoever may read them.

    What is written just now and not taken in yet is not among them: this is asked while somebody types.
    """
    core = core_of(called)
    if len(core) < _LEAST:
        return []
    size = min(_STRETCH, len(core))
    stretches = [core[place : place + size] for place in range(len(core) - size + 1)][:_MOST_STRETCHES]
    first = first_key(table)
    with opened(writes=False) as connection:
        key: Any
        if connection.dialect.name == "sqlite":
            phrases = ('"' + " ".join(TITLE + pair for pair in _in_order(part)) + '"' for part in stretches)
            asked = f'"{OFFICE}{organization_id}" AND ({" OR ".join(phrases)})'
            key, condition = (
                WORDS.c.rowid,
                literal_column(FTS).op("MATCH")(bindparam(None, asked, unique=True)),
            )
        else:
            phrases = (
                "(" + " <-> ".join(f"'{TITLE}{pair}'" for pair in _in_order(part)) + ")" for part in stretches
            )
            asked = f"'{OFFICE}{organization_id}' & ({' | '.join(phrases)})"
            question: Any = bindparam(None, asked, unique=True)
            key, condition = SearchEntry.key, SearchEntry.terms.op("@@")(cast(question, TSQUERY))
        statement = (
            select(key)
            .where(condition, key > first, key <= last_key(table))
            .order_by(key.desc())
            .limit(LOOKED_AT)
        )
        return [record_of(found) for found in connection.scalars(statement)]


def _in_order(text: str) -> list[str]:
    return [text[place : place + 2] for place in range(len(text) - 1)]
