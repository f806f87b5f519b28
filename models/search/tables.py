"""The tables of the search: for each record its terms, and how far of the history is taken in.

They are rows of the machine: made of the records, made anew at any time, outside the history. SQLite's index over the terms is a
virtual table that three triggers keep equal to ``search_entry``.
"""

# ruff: noqa: S608 - what is put together here are constants

from __future__ import annotations

from sqlalchemy import DDL, BigInteger, Index, Integer, Text, event
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Operational

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
FTS = "search_words"
FTS_TABLES = frozenset({FTS, *(f"{FTS}_{part}" for part in ("data", "idx", "docsize", "config"))})
"""What SQLite makes for the index beside the tables that the models declare."""


class SearchEntry(Operational):
    """What of one record can be looked for (检索条目)."""

    __tablename__ = "search_entry"
    __table_args__ = (
        Index("ix_search_entry_terms", "terms", postgresql_using="gin").ddl_if(dialect="postgresql"),
        {"info": {"history": False}},
    )

    key: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    """Number of the record type in the upper 31 bits, of the record in the lower 32: entries of a type lie together."""
    change_id: Mapped[int] = mapped_column(_NUMBER)
    """The newest change of the record that is taken in."""
    terms: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))


class SearchState(Operational):
    """How far of the history the entries follow (检索进度): one row."""

    __tablename__ = "search_state"
    __table_args__ = ({"info": {"history": False}},)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    made_by: Mapped[int] = mapped_column(Integer)
    """The way of making terms that the entries were made with; another one makes them anew."""
    done: Mapped[int] = mapped_column(_NUMBER)
    """Every change up to this number is taken in, and none with such a number can come to light any more."""
    seen: Mapped[int] = mapped_column(_NUMBER)
    """The newest change that could be read when it was last looked (PostgreSQL)."""
    horizon: Mapped[int] = mapped_column(_NUMBER)
    """The transaction after which none had begun at that moment (PostgreSQL): when all before it have ended, ``done`` is
    ``seen``."""


MAKE_FTS = (
    (
        f"CREATE VIRTUAL TABLE {FTS} USING fts5(terms, content='search_entry', content_rowid='key',"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Cn'\")"
    ),
    (
        f"CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN"
        f" INSERT INTO {FTS} (rowid, terms) VALUES (new.key, new.terms); END"
    ),
    (
        f"CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN"
        f" INSERT INTO {FTS} ({FTS}, rowid, terms) VALUES ('delete', old.key, old.terms); END"
    ),
    (
        f"CREATE TRIGGER search_entry_changed AFTER UPDATE OF terms ON search_entry BEGIN"
        f" INSERT INTO {FTS} ({FTS}, rowid, terms) VALUES ('delete', old.key, old.terms);"
        f" INSERT INTO {FTS} (rowid, terms) VALUES (new.key, new.terms); END"
    ),
)
"""The statements that make SQLite's index; the revision that added it has its own copy."""

for _statement in MAKE_FTS:
    event.listen(
        SearchEntry.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect="sqlite")
    )
event.listen(
    SearchEntry.__table__, "after_drop", DDL(f"DROP TABLE IF EXISTS {FTS}").execute_if(dialect="sqlite")
)
