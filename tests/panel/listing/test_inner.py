"""The alias under which a page is found is shared by all threads of a server, and complete before any of them sees it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect

from models.registry import load_record_types
from panel.listing.query import inner


def test_every_column_of_a_shared_alias_is_looked_up_when_it_is_made() -> None:
    types: list[Any] = [cls for cls in load_record_types() if cls.__module__.startswith("models.")]
    assert types
    for cls in types:
        inner.cache_clear()
        assert set(inspect(cls).column_attrs.keys()) <= vars(inner(cls)).keys(), cls.__tablename__
