"""The one question for rights: ``can(actor, action, record)``; its answer explains itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect

from models.access.actor import Actor
from models.access.errors import (
    FROZEN,
    NO_TRANSITION_FROM_HERE,
    NOT_ALLOWED,
    NOT_ALLOWED_ASK,
    OWN_WORK,
    Refused,
)
from models.access.roles import ROLES
from models.workflow import Transition

_OPERATOR_ACTIONS = frozenset({"read", "create", "update", "trash", "restore", "import", "export"})
_SYSTEM_WRITERS = frozenset({"seed", "migration"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or no with the sentence that names the rule and the way."""

    allowed: bool
    sentence: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


class Before:
    """A record as it was before the changes of this session."""

    def __init__(self, record: Any) -> None:
        self._state = inspect(record)
        self.record_class = type(record)

    def __getattr__(self, name: str) -> Any:
        history = self._state.attrs[name].history
        if history.deleted:
            return history.deleted[0]
        return self._state.attrs[name].value


def held_roles(actor: Actor, cls: Any, action: str) -> list[str]:
    """Return the roles of the actor for which the type has a rule for ``action``, in the house's order."""
    rules = cls.access.rules(action)
    return [role for role in ROLES if role in actor.roles and role in rules]


def can(actor: Actor, action: str, target: Any, *, before: Any = None) -> Answer:
    """Answer whether ``actor`` may do ``action`` on ``target``.

    :param action: ``read``, ``create``, ``update``, ``trash``, ``restore``, ``export``, ``import``, ``correct``, ``unmask``, or
        ``transition:<name>``.
    :param target: a record; or a record type, which asks whether the act is possible on any row at all.
    :param before: the row as it was; a rule holds before **and** after a write.
    """
    cls: Any = target if isinstance(target, type) else getattr(target, "record_class", type(target))
    if actor.system is not None:
        answer = _system_answer(actor, action)
        if answer and actor.system == "operator" and not isinstance(target, type):
            return _unfrozen(cls, action, target, before)
        return answer
    if action.startswith("transition:"):
        transition = cls.workflow.transitions[action.removeprefix("transition:")]
        return _transition_answer(actor, transition, target)
    roles = held_roles(actor, cls, action)
    if not roles:
        return _refusal(cls, action)
    if isinstance(target, type):
        return YES
    if target.organization_id not in (None, actor.organization_id):
        return Answer(False, NOT_ALLOWED)
    rules = cls.access.rules(action)
    for role in roles:
        if rules[role].holds(target, actor, role) and (
            before is None or rules[role].holds(before, actor, role)
        ):
            break
    else:
        return _refusal(cls, action)
    return _unfrozen(cls, action, target, before)


def _unfrozen(cls: Any, action: str, target: Any, before: Any) -> Answer:
    """Refuse to change what is approved, or what the seal of an approved row covers."""
    if action in ("update", "trash") and cls.workflow is not None:
        state = before.state if before is not None else target.state
        if state in cls.workflow.frozen_states:
            return Answer(False, FROZEN)
    if action in ("create", "update", "trash", "restore") and target.held_by_seal():
        return Answer(False, FROZEN)
    return YES


def allowed_fields(actor: Actor, cls: Any, action: str = "update") -> frozenset[str] | None:
    """Return the only columns that the actor's roles may change, or ``None`` when a role may change all."""
    roles = held_roles(actor, cls, action)
    if actor.system is not None or any(role not in cls.access.fields for role in roles):
        return None
    return frozenset().union(*(cls.access.fields[role] for role in roles))


def require(actor: Actor, action: str, target: Any, *, before: Any = None) -> None:
    """Raise :class:`Refused` unless ``can`` says yes."""
    answer = can(actor, action, target, before=before)
    if not answer:
        raise Refused(answer.sentence, **answer.values)


def _system_answer(actor: Actor, action: str) -> Answer:
    if actor.system in _SYSTEM_WRITERS:
        return YES
    if actor.system == "operator" and action in _OPERATOR_ACTIONS:
        return YES
    return Answer(False, NOT_ALLOWED)


def _refusal(cls: Any, action: str) -> Answer:
    who = [ROLES[role] for role in ROLES if role in cls.access.rules(action)]
    return Answer(False, NOT_ALLOWED_ASK, {"who": who}) if who else Answer(False, NOT_ALLOWED)


def transition_role(actor: Actor, transition: Transition, row: Any) -> str | None:
    """Return the first of the actor's roles that may press the transition on this row, from paper or in person."""
    for rules in (transition.by, transition.paper):
        for role in ROLES:
            if role in actor.roles and role in rules and rules[role].holds(row, actor, role):
                return role
    return None


def is_from_paper(actor: Actor, transition: Transition, row: Any) -> bool:
    """Return whether the actor could press it only by entering another's signed paper."""
    in_person = any(r in actor.roles and rule.holds(row, actor, r) for r, rule in transition.by.items())
    return not in_person and any(
        r in actor.roles and rule.holds(row, actor, r) for r, rule in transition.paper.items()
    )


def _transition_answer(actor: Actor, transition: Transition, target: Any) -> Answer:
    who = [ROLES[role] for role in ROLES if role in transition.by]
    refusal = Answer(False, NOT_ALLOWED_ASK, {"who": who}) if who else Answer(False, NOT_ALLOWED)
    if not any(role in actor.roles for role in (*transition.by, *transition.paper)):
        return refusal
    if isinstance(target, type):
        return YES
    if target.organization_id != actor.organization_id or not can(actor, "read", target):
        return Answer(False, NOT_ALLOWED)
    if target.state not in transition.sources:
        return Answer(False, NO_TRANSITION_FROM_HERE)
    if transition_role(actor, transition, target) is None:
        return refusal
    if transition.recalls and target.submitted_by_id != actor.account_id:
        return Answer(False, NOT_ALLOWED)
    if transition.independent and actor.account_id in target.hands_of():
        return Answer(False, OWN_WORK)
    return YES
