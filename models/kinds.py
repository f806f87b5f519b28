"""The kinds of records as choices of a column: which desk looks after what, and what an attachment or a correction is about."""

from __future__ import annotations

from collections.abc import Iterator

from models.fields import Choice
from models.polymorphic import parent_types
from models.registry import record_types


def kinds_of_records() -> Iterator[Choice]:
    """Yield every kind of record by its slug."""
    return (Choice(cls.slug(), cls.plural) for cls in record_types() if not cls.is_link)


def kinds_on_desks() -> Iterator[Choice]:
    """Yield by its table every kind of record that can lie on a desk or name who looks after it."""
    return (Choice(cls.__tablename__, cls.title) for cls in record_types() if not cls.is_link)


def kinds_with_papers() -> Iterator[Choice]:
    """Yield by its table every kind of record that attachments and corrections can be about."""
    return (Choice(table, cls.title) for table, cls in parent_types().items())
