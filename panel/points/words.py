"""Points in words: numbers as an office writes them, and what places call the sources."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from models.duty.deeds import SOURCES
from models.registry import record_type
from panel import values
from panel.language import translate

_SOURCES = {source.value: source.label for source in SOURCES}


def number(points: Decimal | None) -> str:
    """Return points as they are read: 83.5, 10, -2."""
    column: Any = record_type("point_entry").__table__.c.points
    return values.format_for(column, points)


def source_words(value: str | None) -> str:
    """Return what is counted, empty for an item for which nothing is computed."""
    return translate(_SOURCES[value]) if value in _SOURCES else ""
