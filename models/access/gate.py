"""The gate for reading: one criterion over every record type, added to every SELECT.

The criterion's function has no closure and a code object of its own per (set of roles, mode), because SQLAlchemy caches what a
lambda criterion gave by its code object.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, false, inspect, literal, or_, select, true
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria

from models.access.actor import Actor, actor_or_none, current_actor
from models.access.errors import NoActor
from models.access.rules import mapped

MODES = ("full", "trash", "any", "label", "system")
"""full: readable and not in the recycle bin; trash: readable and in it; any: both; label: the organization alone, for naming a
referenced row; system: no condition, for the named system actors."""

_SYSTEM_READS: dict[str, frozenset[str] | None] = {
    "sign-in": frozenset(
        {
            "account",
            "role_grant",
            "organization",
            "working_area",
            "member",
            "special_committee",
            "department",
            "seat",
        }
    ),
    "migration": None,
    "seed": None,
    "ballot-box": frozenset({"evaluation_round", "evaluation", "scale_option", "scale"}),
    "sealer": None,
    "operator": None,
}
"""Which tables a system actor reads; ``None`` for all (of its organization, when it is bound to one)."""


def organization_parameter() -> Any:
    """Return a parameter: the current actor's organization."""
    return bindparam(
        "gate_organization", callable_=lambda: current_actor().organization_id or -1, type_=Integer
    )


def readable(cls: Any, roles: frozenset[str]) -> ColumnElement[bool]:
    """Return the row condition of the roles together; nothing is readable without a rule."""
    rules = mapped(cls).access.rules("read")
    found = [rules[role].sql(cls, role) for role in sorted(roles) if role in rules]
    return or_(*found) if found else false()


def _criterion(cls: Any, roles: frozenset[str], mode: str) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [cls.organization_id == organization_parameter()]
    if mode != "label":
        conditions.append(readable(cls, roles))
    if mode == "full":
        conditions.append(cls.trashed_at.is_(None))
    elif mode == "trash":
        conditions.append(cls.trashed_at.is_not(None))
    return and_(*conditions)


def _system_criterion(cls: Any, name: str, bound: bool) -> ColumnElement[bool]:
    allowed = _SYSTEM_READS[name]
    if allowed is not None and mapped(cls).__tablename__ not in allowed:
        return false()
    return cls.organization_id == organization_parameter() if bound else true()


_options: dict[tuple[Any, ...], Any] = {}


def _option(key: tuple[Any, ...]) -> Any:
    """Return the loader option for a key, made once per process."""
    if key not in _options:
        from models.base import Record  # noqa: PLC0415 - the gate and the base of all records need each other

        kind, what, mode = key
        parts = (kind, *([what] if isinstance(what, str) else what), str(mode))
        name = "gate_" + "_".join(parts).replace("-", "_")
        source = f"def {name}(cls):\n    return resolve(cls, {key!r})\n"
        space: dict[str, Any] = {"resolve": _resolve}
        exec(compile(source, f"<gate {name}>", "exec"), space)  # noqa: S102 - the text is made of role names alone
        function: FunctionType = space[name]
        _options[key] = with_loader_criteria(
            Record, function, include_aliases=True, propagate_to_loaders=False, track_closure_variables=False
        )
    return _options[key]


def _resolve(cls: Any, key: tuple[Any, ...]) -> ColumnElement[bool]:
    kind, what, mode = key
    if inspect(cls, raiseerr=False) is None:
        # SQLAlchemy calls once with a stand-in to look at the function; the answer is not used.
        return true()
    if kind == "system":
        return _system_criterion(cls, what, mode)
    return _criterion(cls, frozenset(what), mode)


def option_for(actor: Actor, mode: str) -> Any:
    """Return the criterion that holds for ``actor`` in ``mode``."""
    if actor.system is not None:
        return _option(("system", actor.system, actor.organization_id is not None))
    return _option(("roles", tuple(sorted(actor.roles)), mode))


def gate_reading(state: ORMExecuteState) -> None:
    """Add the criterion to a SELECT (the session's ``do_orm_execute``).

    Refreshing an expired attribute stays ungated: the row was read through the gate by the same actor.
    """
    if not state.is_select or state.is_column_load:
        return
    mode = state.execution_options.get("gate", "full")
    if mode not in MODES or mode == "system":
        raise ValueError(f"unknown gate mode {mode!r}")
    actor = actor_or_none()
    if actor is None:
        raise NoActor("a SELECT without an actor")
    state.statement = state.statement.options(option_for(actor, mode))


def holds_in_database(cls: Any, record_id: int, condition: ColumnElement[bool]) -> bool:
    """Return whether ``condition`` holds for one row, reading no column of it into the session."""
    from models.base import db  # noqa: PLC0415 - the gate and the base of all records need each other

    statement = select(literal(1)).select_from(cls).where(cls.id == record_id, condition)
    with db.session.no_autoflush:
        return db.session.execute(statement, execution_options={"gate": "label"}).first() is not None
