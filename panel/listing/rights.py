"""What may be done with each row of a page, asked of the database in the same statement as the row.

The same rules as ``models.access.can`` in their SQL face; what a page offers is asked again when it is pressed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, or_, true

from models.access import Actor, can, held_roles


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
    return condition


def truth(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return a condition as a column that is 1 or 0 on both engines, also where it is unknown."""
    return case((condition, 1), else_=0)
