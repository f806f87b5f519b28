"""The gate for reading: one criterion over every record type, added to every SELECT.

The criterion's function has no closure and a code object of its own per (set of roles, mode), because SQLAlchemy caches what a
lambda criterion gave by its code object.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import count
from types import FunctionType
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Integer, and_, bindparam, false, inspect, literal, or_, select, true
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria

from models.access.actor import (
    Actor,
    Lending,
    actor_or_none,
    acts_for,
    current_actor,
    speaking_for,
    spoken_for,
)
from models.access.errors import NoActor
from models.access.rules import mapped, unlent_drafts

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
            "delegation",
            "desk_handover_item",
            "term",
            "term_setting",
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


def readable(cls: Any, roles: frozenset[str], lendings: tuple[Lending, ...] = ()) -> ColumnElement[bool]:
    """Return the row condition of the roles together, and of what is delegated; nothing is readable without a rule."""
    rules = mapped(cls).access.rules("read")
    found = [rules[role].sql(cls, role) for role in sorted(roles) if role in rules]
    found += [condition for lending in lendings if (condition := lent(cls, lending)) is not None]
    return or_(*found) if found else false()


def lent(cls: Any, lending: Lending) -> ColumnElement[bool] | None:
    """Return the condition on the rows of ``cls`` that a delegation lets read: what was handed in and the delegator reads."""
    if mapped(cls).__tablename__ not in lending.tables:
        return None
    rules = mapped(cls).access.rules("read")
    with speaking_for(lending):
        found = [rules[role].sql(cls, role) for role in lending.roles if role in rules]
        return and_(or_(*found), *unlent_drafts(cls, "")) if found else None


def _criterion(
    cls: Any, roles: frozenset[str], mode: str, lendings: tuple[Lending, ...]
) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [cls.organization_id == organization_parameter()]
    if mode != "label":
        conditions.append(readable(cls, roles, lendings))
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
_keys: dict[str, tuple[Any, ...]] = {}
_numbers = count()


def _option(key: tuple[Any, ...]) -> Any:
    """Return the loader option for a key, made once per process."""
    if key not in _options:
        from models.base import Record  # noqa: PLC0415 - the gate and the base of all records need each other

        kind, what, mode, *_shape = key
        parts = (kind, *([what] if isinstance(what, str) else what), str(mode))
        name = "gate_" + "_".join(parts).replace("-", "_") + f"_{next(_numbers)}"
        _keys[name] = key
        source = f"def {name}(cls):\n    return resolve(cls, {name!r})\n"
        space: dict[str, Any] = {"resolve": _resolve}
        exec(compile(source, f"<gate {name}>", "exec"), space)  # noqa: S102 - the text is made of role names alone
        function: FunctionType = space[name]
        _options[key] = with_loader_criteria(
            Record, function, include_aliases=True, propagate_to_loaders=False, track_closure_variables=False
        )
    return _options[key]


def _resolve(cls: Any, name: str) -> ColumnElement[bool]:
    kind, what, mode, *shape = _keys[name]
    if inspect(cls, raiseerr=False) is None:
        # SQLAlchemy calls once with a stand-in to look at the function; the answer is not used.
        return true()
    if kind == "system":
        return _system_criterion(cls, what, mode)
    return _criterion(cls, frozenset(what), mode, tuple(shape[1:]))


def option_for(actor: Actor, mode: str) -> Any:
    """Return the criterion that holds for ``actor`` in ``mode``."""
    if actor.system is not None:
        return _option(("system", actor.system, actor.organization_id is not None))
    desk = "own and taken over" if actor.took_over else "own"
    return _option(("roles", tuple(sorted(actor.roles)), mode, desk, *_lendings_of(actor)))


def _lendings_of(actor: Actor) -> tuple[Lending, ...]:
    """Return what is delegated; in the midst of an act under a delegation, with all that the delegator reads.

    A step looks at other rows to carry itself out (a correction at the record that it corrects); nothing of them is shown.
    """
    behalf = acts_for()
    if behalf is None:
        return actor.lendings
    from models.registry import record_types  # noqa: PLC0415 - the gate and the base of all records need each other

    every = frozenset(cls.__tablename__ for cls in record_types()) - behalf.withheld
    return tuple(
        lending._replace(tables=every) if actor.delegations[lending.slot] is behalf else lending
        for lending in actor.lendings
    )


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
    state.statement = _with(option_for(actor, mode), state.statement)


_kept: WeakKeyDictionary[Any, dict[int, Any]] = WeakKeyDictionary()
"""Statement that is asked again and again -> criterion (``_options`` holds them all) -> the statement with it."""
_MOST_QUESTIONS = 4096
_questions: dict[Hashable, Any] = {}


def keep(statement: Any) -> Any:
    """Return the statement, and remember it with its criteria: for what is asked thousands of times with other parameters.

    Putting the criterion to a statement, and finding out which compiled one serves it, otherwise costs as much as the answer.
    """
    _kept[statement] = {}
    return statement


def _with(option: Any, statement: Any) -> Any:
    gated = _kept.get(statement)
    if gated is None:
        return statement.options(option)
    if id(option) not in gated:
        gated[id(option)] = statement.options(option)
    return gated[id(option)]


def holds_in_database(
    cls: Any, record_id: int, condition: Callable[[], ColumnElement[bool]], *asked: Hashable
) -> bool:
    """Return whether a condition holds for one row, reading no column of it into the session.

    Args:
        cls: the record type.
        record_id: the row.
        condition: makes the condition; called once for each ``asked``.
        asked: what the condition depends on (a rule and a role), beside the type, the delegation for which rules are being
            asked, and whether a desk was taken over.
    """
    from models.base import db  # noqa: PLC0415 - the gate and the base of all records need each other

    actor = actor_or_none()
    question = (cls, spoken_for(), actor is not None and actor.took_over, *asked)
    statement = _questions.get(question)
    if statement is None:
        if len(_questions) >= _MOST_QUESTIONS:
            _questions.clear()
        row = cls.id == bindparam("asked_of", type_=Integer)
        statement = _questions[question] = keep(select(literal(1)).select_from(cls).where(row, condition()))
    with db.session.no_autoflush:
        found = db.session.execute(statement, {"asked_of": record_id}, execution_options={"gate": "label"})
        return found.first() is not None
