"""What may be done with each row of a page, asked of the database in the same statement as the row.

The same rules as ``models.access.can`` in their SQL face; what a page offers is asked again when it is pressed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, true

from models.access import ROLES, Actor, can, held_roles
from models.access.rules import account_parameter
from models.workflow import Transition


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


def may_take(actor: Actor, transition: Transition, cls: Any) -> ColumnElement[bool]:
    """Return the condition under which ``actor`` may take a transition from a row of ``cls``, in person or from signed paper."""
    if actor.system is not None or transition.computed:
        return false()
    by = [
        (role, rules[role]) for rules in (transition.by, transition.paper) for role in ROLES if role in rules
    ]
    found = [rule.sql(cls, role) for role, rule in by if role in actor.roles]
    if not found:
        return false()
    conditions = [cls.state.in_(transition.sources), or_(*found)]
    if transition.recalls:
        conditions.append(cls.submitted_by_id == account_parameter())
    if transition.independent:
        conditions.append(_not_in_hands(actor, cls))
    return and_(*conditions)


def _not_in_hands(actor: Actor, cls: Any) -> ColumnElement[bool]:
    """Return that the actor neither created, changed nor submitted the row since it was last decided."""
    return and_(
        cls.created_by_id.is_distinct_from(account_parameter()),
        cls.submitted_by_id.is_distinct_from(account_parameter()),
        func.coalesce(cls.hands, "").not_like(f"%,{actor.account_id},%"),
    )


def truth(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return a condition as a column that is 1 or 0 on both engines, also where it is unknown."""
    return case((condition, 1), else_=0)
