"""Keys that the engine derives for sorting and recognising are told to no reader, of whatever type they are."""

from __future__ import annotations

from flask import Flask

from models.registry import load_record_types, record_type
from panel.derived import DERIVED_KEYS
from panel.history_pages.printing import is_told

ENDINGS = ("_key", "_strokes", "_print")


def test_no_page_and_no_line_tells_a_derived_key(app: Flask) -> None:
    kept = {
        (cls.__tablename__, column.name)
        for cls in load_record_types()
        if cls.__module__.startswith("models.")
        for column in cls.__table__.c
        if column.name.endswith(ENDINGS) or column.name == "initials"
    }
    assert {name for _table, name in kept} >= DERIVED_KEYS, "a key that no type has"
    known = app.extensions["xieshang_views"]
    for table, name in kept:
        assert name in DERIVED_KEYS, f"{table}.{name}"
        assert not is_told(record_type(table), name)
        assert table not in known or name not in known[table].column_details_list, f"{table}.{name}"
