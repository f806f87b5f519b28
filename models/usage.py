"""A row that others name stays: it can be ended or deactivated, not moved to the recycle bin."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import event, inspect

from models.access.errors import Refused
from models.base import Record
from models.lookups import uses_of
from models.marks import N_

RecordType = TypeVar("RecordType", bound=type[Record])

IN_USE = N_("%(count)s records refer to this; it cannot be removed, but it can be ended or deactivated.")


def keep_while_used(cls: RecordType) -> RecordType:
    """Refuse the recycle bin for rows of ``cls`` that others refer to; a decorator of record types."""
    event.listen(cls, "before_update", _refuse_while_used)
    return cls


def _refuse_while_used(_mapper: Any, _connection: Any, record: Record) -> None:
    trashed: Any = inspect(record).attrs.trashed_at
    if trashed.value is not None and trashed.history.has_changes():
        count = uses_of(record.__tablename__, record.id)
        if count:
            raise Refused(IN_USE, count=count)
