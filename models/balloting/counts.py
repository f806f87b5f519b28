"""Numbers that came out of a count: written once, never again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import event, select

from models.access.actor import current_actor
from models.access.errors import Refused
from models.base import Record
from models.marks import N_

NEVER_CHANGED = N_(
    "A count is never changed. If it is wrong, the round is voided and a new one is opened; both are kept."
)

RecordType = TypeVar("RecordType", bound=type[Record])


def counted(*columns: str) -> Callable[[RecordType], RecordType]:
    """Refuse every change of the named columns once they hold a number, and the recycle bin; a decorator of record types.

    It holds whoever asks and under whatever pen.
    """

    def decorate(cls: RecordType) -> RecordType:
        event.listen(cls, "before_update", refuse)
        return cls

    def refuse(_mapper: Any, database: Any, record: Record) -> None:
        if current_actor().system == "migration":
            return
        changed = record.changed_columns()
        if "trashed_at" in changed:
            raise Refused(NEVER_CHANGED)
        touched = sorted(changed.intersection(columns))
        if not touched:
            return
        # Asked of the database: the session need not have loaded what it is about to overwrite.
        table = record.__table__
        standing = database.execute(
            select(*(table.c[name] for name in touched)).where(table.c.id == record.id)
        ).one()
        if any(value is not None for value in standing):
            raise Refused(NEVER_CHANGED)

    return decorate
