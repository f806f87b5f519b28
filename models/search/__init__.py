"""Finding any record by any of its words (检索): bigrams made here, looked up by the index of the engine.

SQLite's FTS5 and PostgreSQL's ``tsvector`` with GIN answer alike; no extension. What is found is a number of a record and nothing
more: it is shown only when a SELECT through the gate returns the row.
"""

from models.search import tables
from models.search.alike import LEAST_LIKE, likeness, named_alike
from models.search.entries import record_of, searched_columns, searched_types, table_of
from models.search.finding import Hits, candidates
from models.search.folding import fold, places_of, runs
from models.search.following import Standing, catch_up, is_behind, missing, rebuild, take_in
from models.search.matching import ANYWHERE, IN_NAME, found_in, holds_words
from models.search.terms import Words, words_of

__all__ = [
    "ANYWHERE",
    "IN_NAME",
    "LEAST_LIKE",
    "Hits",
    "Standing",
    "Words",
    "candidates",
    "catch_up",
    "fold",
    "found_in",
    "holds_words",
    "is_behind",
    "likeness",
    "missing",
    "named_alike",
    "places_of",
    "rebuild",
    "record_of",
    "runs",
    "searched_columns",
    "searched_types",
    "table_of",
    "tables",
    "take_in",
    "words_of",
]
