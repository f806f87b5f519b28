"""Every record type by its table; the files of an area package are the types."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.base import Record

AREAS = (
    "office",
    "people",
    "learning",
    "consultation",
    "proposals",
    "livelihood",
    "opinions",
    "research",
    "outreach",
    "performance",
    "accounts",
)
"""The areas of the sidebar, in its order; an area without a package has no types yet."""


@cache
def load_record_types() -> tuple[type[Record], ...]:
    """Import every module of every area, so that all tables and mappers exist; return the types by area and table."""
    for area in AREAS:
        try:
            package = importlib.import_module(f"models.{area}")
        except ModuleNotFoundError as missing:
            if missing.name != f"models.{area}":
                raise
            continue
        for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
            importlib.import_module(f"models.{area}.{found.name}")
    importlib.import_module("models.history")
    importlib.import_module("models.search")
    return record_types()


@cache
def record_types() -> tuple[type[Record], ...]:
    """Return the mapped record types known so far, by area and table."""
    from models.base import Record  # noqa: PLC0415 - the gate and the base of all records need each other

    found: list[Any] = []
    stack: list[Any] = list(Record.__subclasses__())
    while stack:
        cls = stack.pop(0)
        stack.extend(cls.__subclasses__())
        if "__table__" in cls.__dict__:
            found.append(cls)
    return tuple(sorted(found, key=lambda c: (AREAS.index(c.area), c.__tablename__)))


@cache
def _by_table() -> dict[str, type[Record]]:
    return {cls.__tablename__: cls for cls in record_types()}


def record_type(name: str) -> type[Record]:
    """Return the record type of a table name or slug.

    :raises KeyError: when there is none.
    """
    return _by_table()[name.replace("-", "_")]


def table_names() -> list[str]:
    """Return the names of all tables of the program, in order: those of record types, and what stands behind them."""
    from models.base import db  # noqa: PLC0415 - the base of all records is found through the registry

    record_types()
    return sorted(db.metadata.tables)


def look_again() -> None:
    """Forget which types there are; a new one has come."""
    record_types.cache_clear()
    _by_table.cache_clear()
