"""The one question for rights: ``can(actor, action, record)``; its answer explains itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import inspect

from models import clock
from models.access.actor import Actor, Delegated, speaking_for
from models.access.errors import (
    FROZEN,
    NO_TRANSITION_FROM_HERE,
    NOT_ALLOWED,
    NOT_ALLOWED_ASK,
    OWN_WORK,
    OWN_WORK_LENT,
    TOO_LATE,
    Refused,
)
from models.access.roles import ROLES
from models.access.rules import submitted
from models.workflow import Transition

IN_THE_BIN = timedelta(days=90)
"""So long a record comes back from the recycle bin; after that it stays there for its history, and is entered anew if need be."""
_OPERATOR_ACTIONS = frozenset({"read", "create", "update", "trash", "restore", "import", "export"})
_SYSTEM_WRITERS = frozenset({"seed", "migration"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or no with the sentence that names the rule and the way.

    ``behalf``: the delegation by which alone it is allowed; ``None`` where the actor has the right themself.
    """

    allowed: bool
    sentence: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    behalf: Delegated | None = None

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

    :param action: ``read``, ``create``, ``update``, ``trash``, ``restore``, ``export``, ``import``, ``correct``, ``unmask``,
        ``turn`` (making another record from it), or ``transition:<name>``.
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
        answer = _transition_answer(actor, transition, target)
        return answer if answer else _or_lent(answer, actor, _lent_step, cls, target, transition)
    answer = _own_answer(actor, cls, action, target, before)
    if answer or action != "read":
        return answer
    return _or_lent(answer, actor, _lent_reading, cls, target)


def _own_answer(actor: Actor, cls: Any, action: str, target: Any, before: Any) -> Answer:
    """Answer from the actor's own grants."""
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
    if action == "restore":
        since = before.trashed_at if before is not None else target.trashed_at
        if since is not None and clock.now() - since > IN_THE_BIN:
            return Answer(False, TOO_LATE)
    if action in ("create", "update", "trash", "restore") and target.held_by_seal():
        return Answer(False, FROZEN)
    return YES


def allowed_fields(actor: Actor, cls: Any, action: str = "update") -> frozenset[str] | None:
    """Return the only columns that the actor's roles may change, or ``None`` when a role may change all."""
    roles = held_roles(actor, cls, action)
    if actor.system is not None or any(role not in cls.access.fields for role in roles):
        return None
    return frozenset().union(*(cls.access.fields[role] for role in roles))


def require(actor: Actor, action: str, target: Any, *, before: Any = None) -> Answer:
    """Return what ``can`` answers, which says for whom the actor acts; raise :class:`Refused` unless it is a yes."""
    answer = can(actor, action, target, before=before)
    if not answer:
        raise Refused(answer.sentence, **answer.values)
    return answer


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


def is_own_work(actor: Actor, row: Any) -> bool:
    """Return whether somebody created, changed or submitted the row since it was last decided, or it was entered for them."""
    if actor.account_id is not None and actor.account_id in row.hands_of():
        return True
    kinds = type(row).entered_for
    return any(getattr(row, f"entered_for_{kind}_id") in actor.scope(kind) for kind in kinds)


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
    if transition.independent and is_own_work(actor, target):
        return Answer(False, OWN_WORK)
    return YES


def _or_lent(own: Answer, actor: Actor, ask: Callable[..., Answer | None], *what: Any) -> Answer:
    """Return the answer of the first delegation that allows it; else a delegation's refusal, else the actor's own."""
    refusal = None
    for lending in actor.lendings:
        if what[0].__tablename__ not in lending.tables:
            continue
        with speaking_for(lending):
            answer = ask(actor, actor.delegations[lending.slot], *what)
        if answer:
            return answer
        refusal = answer if refusal is None else refusal
    return own if refusal is None else refusal


def _lent_reading(_actor: Actor, lent: Delegated, cls: Any, target: Any) -> Answer | None:
    """Answer whether the delegator reads it; a draft stays its author's own."""
    roles = held_roles(lent.giver, cls, "read")
    if not roles:
        return None
    if isinstance(target, type):
        return Answer(True, behalf=lent)
    if target.organization_id != lent.giver.organization_id or not submitted.holds(target, lent.giver, ""):
        return None
    rules = cls.access.rules("read")
    found = any(rules[role].holds(target, lent.giver, role) for role in roles)
    return Answer(True, behalf=lent) if found else None


def _lent_step(actor: Actor, lent: Delegated, cls: Any, target: Any, transition: Transition) -> Answer | None:
    """Answer whether the delegator could take the step in person, on work that is neither theirs nor the delegate's."""
    roles = [role for role in ROLES if role in lent.giver.roles and role in transition.by]
    if transition.recalls or transition.computed or not roles:
        return None
    if isinstance(target, type):
        return Answer(True, behalf=lent)
    if target.state not in transition.sources or not _lent_reading(actor, lent, cls, target):
        return None
    if not any(transition.by[role].holds(target, lent.giver, role) for role in roles):
        return None
    if is_own_work(actor, target) or is_own_work(lent.giver, target):
        return Answer(False, OWN_WORK_LENT, {"name": lent.giver.label})
    return Answer(True, behalf=lent)
