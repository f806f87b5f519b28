"""Who may take a step, asked of the database for many rows at once: the SQL face of ``can(actor, "transition:...", row)``."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_

from models.access.actor import Actor, Lending, speaking_for
from models.access.gate import lent
from models.access.parameters import account_parameter, hand_parameter, scope_parameter
from models.access.roles import ROLES
from models.access.rules import mapped
from models.workflow import Transition


def may_take(actor: Actor, transition: Transition, cls: Any) -> ColumnElement[bool]:
    """Return the condition under which ``actor`` may take a transition from a row of ``cls``.

    In person, from signed paper, or by delegation.
    """
    lent = [lent_step(lending, transition, cls) for lending in actor.lendings]
    return or_(own_step(actor, transition, cls), *(condition for condition in lent if condition is not None))


def own_step(actor: Actor, transition: Transition, cls: Any) -> ColumnElement[bool]:
    """Return the condition under which the actor's own grants let them take a transition, in person or from signed paper."""
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
        conditions.append(_not_in_hands(cls))
    return and_(*conditions)


def lent_step(lending: Lending, transition: Transition, cls: Any) -> ColumnElement[bool] | None:
    """Return the condition under which a delegation lets the actor take a transition; ``None`` where it never does."""
    roles = [role for role in lending.roles if role in transition.by]
    if cls.__tablename__ not in lending.tables or transition.recalls or transition.computed or not roles:
        return None
    read = lent(cls, lending)
    if read is None:
        return None
    with speaking_for(lending):
        pressed = or_(*(transition.by[role].sql(cls, role) for role in roles))
        strange_to_giver = _not_in_hands(cls)
    return and_(cls.state.in_(transition.sources), read, pressed, strange_to_giver, _not_in_hands(cls))


def _not_in_hands(cls: Any) -> ColumnElement[bool]:
    """Return that who is asked for neither created, changed nor submitted the row, and that it was not entered for them."""
    conditions = [
        cls.created_by_id.is_distinct_from(account_parameter()),
        cls.submitted_by_id.is_distinct_from(account_parameter()),
        func.coalesce(cls.hands, "").not_like(hand_parameter()),
    ]
    for kind in mapped(cls).entered_for:
        author = getattr(cls, f"entered_for_{kind}_id")
        conditions.append(or_(author.is_(None), author.not_in(scope_parameter(kind))))
    return and_(*conditions)
