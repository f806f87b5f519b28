"""What may be done with each row of a page, asked of the database in the same statement as the row.

The same rules as ``models.access.can`` in their SQL face; what a page offers is asked again when it is pressed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, not_, or_, true

from models.access import Actor, can, held_roles
from models.access.rules import target_of


def may(actor: Actor, action: str, cls: Any) -> ColumnElement[bool]:
    """Return the condition under which ``actor`` may do ``action`` (``update``, ``restore``, ...) on a row of ``cls``."""
    if actor.system is not None:
        return true() if can(actor, action, cls) else false()
    rules = cls.access.rules(action)
    found = [rules[role].sql(cls, role) for role in held_roles(actor, cls, action)]
    if not found:
        return false()
    condition = or_(*found)
    if action in ("update", "trash") and cls.workflow is not None and cls.workflow.frozen_states:
        condition = and_(condition, cls.state.not_in(cls.workflow.frozen_states))
    if action in ("update", "trash", "restore"):
        condition = and_(condition, *_outside_seals(cls))
    return condition


def _outside_seals(cls: Any) -> Iterator[ColumnElement[bool]]:
    """Yield the condition that no approved row, whose seal covers rows of ``cls``, has this one (``Record.held_by_seal``)."""
    owner = target_of(cls, cls.parent) if cls.parent is not None else None
    if owner is None or owner.workflow is None or cls.__tablename__ not in owner.seal_children:
        return
    frozen = owner.state.in_(owner.workflow.frozen_states)
    yield not_(exists().where(owner.id == getattr(cls, cls.parent), frozen).correlate(cls))


def truth(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return a condition as a column that is 1 or 0 on both engines, also where it is unknown."""
    return case((condition, 1), else_=0)
