"""Who is cleared for what a column holds, and the mask for the rest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, literal

from models.access.actor import Actor
from models.access.roles import CLERK, MEMBER, STAFF_ROLES
from models.access.rules import scope_parameter

MASK = "••••"

CLEARED: dict[str, frozenset[str] | None] = {
    "open": None,
    "internal": STAFF_ROLES,
    "personal": frozenset({CLERK}),
}
"""Sensitivity -> roles cleared for every row (``None``: everybody). For ``personal`` a member is also cleared for what belongs to
themself (``person_column`` of the record type)."""


def sensitivity_of(column: Any) -> str:
    """Return the sensitivity of a mapped column."""
    return str(column.info.get("sensitivity", "open"))


def cleared(actor: Actor, column: Any, row: Any = None) -> bool:
    """Return whether the actor sees the column plainly: in every row, or in ``row`` when one is given."""
    if actor.system in ("seed", "migration", "operator"):
        return True
    roles = CLEARED[sensitivity_of(column)]
    if roles is None or actor.roles & roles:
        return True
    return row is not None and _is_own(actor, row)


def _is_own(actor: Actor, row: Any) -> bool:
    person = getattr(type(row), "person_column", None)
    return person is not None and MEMBER in actor.roles and getattr(row, person) in actor.scope("member")


def mask_text(value: Any) -> str | None:
    """Return what an uncleared reader sees: that something is there, nothing of what it is."""
    return None if value is None else MASK


def shown(actor: Actor, column: Any, cls: Any) -> ColumnElement[Any]:
    """Return the column, or the mask made inside the SELECT, so that the value never enters Python."""
    attribute = getattr(cls, column.key)
    if cleared(actor, column):
        return attribute  # type: ignore[no-any-return]
    masked = case((attribute.is_(None), None), else_=literal(MASK))
    person = getattr(cls, "person_column", None)
    if person is not None and MEMBER in actor.roles:
        mine = getattr(cls, person).in_(scope_parameter("member"))
        return case((mine, cast(attribute, String)), else_=masked).label(column.key)
    return masked.label(column.key)


def shown_value(actor: Actor, column: Any, row: Any) -> Any:
    """Return the value of the column in a loaded row as this actor may see it."""
    value = getattr(row, column.key)
    return value if cleared(actor, column, row) else mask_text(value)
