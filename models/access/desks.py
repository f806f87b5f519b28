"""What came to somebody with a desk that was handed over: its drafts and open papers are theirs to go on with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, exists, inspect
from sqlalchemy.orm import aliased

from models.access.parameters import account_parameter

_item: Callable[[Any], Any] = cache(aliased)


def taken_over(cls: Any) -> ColumnElement[bool]:
    """Return the condition that a row of ``cls`` came to the actor with a desk: authorship stays, responsibility moved."""
    from models.registry import record_type  # noqa: PLC0415 - the gate and the base of all records need each other

    item = _item(record_type("desk_handover_item"))
    return exists().where(
        item.record_table == inspect(cls).mapper.class_.__tablename__,
        item.record_id == cls.id,
        item.taken_by_id == account_parameter(),
        item.trashed_at.is_(None),
    )
