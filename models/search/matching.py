"""The condition on the rows of a type in which words are found: by the index of the engine, to be put into a gated SELECT."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from models.access import current_actor
from models.base import db
from models.search.entries import first_key, last_key
from models.search.tables import FTS, SearchEntry
from models.search.terms import BODY, INITIALS, TITLE, Words

ANYWHERE = (TITLE, INITIALS, BODY)
IN_NAME = (TITLE, INITIALS)
WORDS = table(FTS, column("rowid", Integer))


def engine_name() -> str:
    """Return which engine answers."""
    return db.engine.dialect.name


def found_in(
    words: Words, parts: tuple[str, ...] = ANYWHERE, organization_id: int | None = None
) -> tuple[Any, Any]:
    """Return the column of the keys and the condition on the index, for a SELECT of keys.

    Args:
        words: what is looked for.
        parts: where.
        organization_id: whose records; of the actor of now unless given.
    """
    office = organization_id if organization_id is not None else current_actor().organization_id or -1
    if engine_name() == "sqlite":
        asked: Any = bindparam(None, words.fts5(office, parts=parts), unique=True)
        return WORDS.c.rowid, literal_column(FTS).op("MATCH")(asked)
    question: Any = bindparam(None, words.tsquery(office, parts=parts), unique=True)
    return SearchEntry.key, SearchEntry.terms.op("@@")(cast(question, TSQUERY))


def holds_words(cls: Any, row: Any, words: Words, parts: tuple[str, ...] = ANYWHERE) -> ColumnElement[bool]:
    """Return that the words stand in a row of ``cls``; ``row`` is the type or an alias of it."""
    key, condition = found_in(words, parts)
    first = first_key(cls.__tablename__)
    ids = select(cast(key - first, Integer)).where(condition, key > first, key <= last_key(cls.__tablename__))
    if engine_name() == "sqlite":
        found: ColumnElement[bool] = row.id.in_(ids)
        return found
    # An array is made once. Of a subquery PostgreSQL may make a join instead, and look every word up for every pair of rows.
    among: ColumnElement[bool] = any_(func.array(ids.scalar_subquery(), type_=ARRAY(Integer))) == row.id
    return among
