"""What the tests of single record types say about theirs, beside the tables: a new type touches no shared file.

``tests/records/<area>/test_<stem>.py`` may define ``RIGHTS``, ``FIELDS``, ``STATES``, ``STEPS`` and ``NOUNS`` of its type, each
as an entry of the table of the same name, ``BY_STEPS`` (the columns that its steps write by themselves),
``ANSWERS`` (step -> column -> what a step is answered with, where the kind of the column does not say it), and
``furnish(frame, people)``, which enters rows of it, one of every state at least. Of a type that is submitted there must be a row
which somebody with the right may submit as it stands, of one that is approved a row that waits for somebody else.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from typing import Any, TypeVar

from models.registry import load_record_types

Entry = TypeVar("Entry")


def gathered(name: str, table: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the table with the entries of the record types that it does not know, by table name."""
    found: dict[str, Any] = dict(table)
    for cls in load_record_types():
        stem = cls.__tablename__
        if stem in found or not cls.__module__.startswith("models."):
            continue
        module = f"tests.records.{cls.area}.test_{stem}"
        if _exists(module) and hasattr(importlib.import_module(module), name):
            found[stem] = getattr(importlib.import_module(module), name)
    return found


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
