"""One cell of the matrix of rights: may a post do an act with a record of a kind in a state, and by which rule.

Told from the declarations alone (``Access`` and the workflow), without a row: *yes* means that the rule reaches some rows in that
state, and says which; *no* means that it reaches none, whoever asks. What a person may do with a row, ``can`` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.access import ROLES, Rule
from models.access import rules as house
from models.access.errors import FROZEN
from models.access.rules import target_of
from models.base import Record
from models.marks import N_
from models.registry import record_type, record_types
from models.workflow import Transition
from panel.help.words import demands, rule_words
from panel.language import join, translate

ACTIONS = (
    ("read", N_("Read")),
    ("create", N_("Enter")),
    ("update", N_("Edit")),
    ("trash", N_("Recycle bin and back")),
    ("export", N_("Export")),
    ("correct", N_("Propose a correction")),
    ("unmask", N_("Look at a masked value")),
)
NOBODY_MAY = N_("No post may do this.")
OTHERS_MAY = N_("This post has no rule for it; those who have one: %(who)s.")
NOT_IN_STATE = N_("The rule of this post reaches no record in this state: %(rows)s.")
BEGINS = N_("A new record begins in the state “%(state)s”.")
ROWS = N_("Yes: %(rows)s.")
EVERY_ROW = N_("Yes.")
DRAFTS = N_("While it is a draft, only what one drafted oneself.")
ONLY_FIELDS = N_("Only these fields: %(fields)s.")
UNDER_SEAL = N_("Not once the “%(what)s” it belongs to is approved.")
STARTS_FROM = N_("This step starts from: %(states)s.")
BY_THE_SYSTEM = N_("Taken by the system as a consequence of another act, by nobody directly.")
FROM_PAPER = N_("Only entered from the signed paper.")
ALSO = N_("It takes: %(demands)s.")
NOT_READ = N_("This post reads no record in this state, so it can do nothing with one.")
WRITING = frozenset({"create", "update", "trash"})


@dataclass(frozen=True, slots=True)
class Cell:
    """An act of a post on a record in a state: whether it is open on any row, and the sentences that say why."""

    action: str
    label: str
    allowed: bool
    why: str


def cells(cls: type[Record], role: str, state: str | None) -> Iterator[Cell]:
    """Yield every act of a post on records of a kind in a state (``None`` where the kind has no states).

    First what is done with any record, then the steps of the workflow.
    """
    for action, label in ACTIONS:
        if cls.access.rules(action):
            allowed, why = _action(cls, role, state, action)
            yield Cell(action, translate(label), allowed, why)
    for step in cls.workflow.transitions.values() if cls.workflow is not None else ():
        allowed, why = _step(cls, role, str(state), step)
        yield Cell(f"transition:{step.name}", translate(step.label), allowed, why)


def _action(cls: type[Record], role: str, state: str | None, action: str) -> tuple[bool, str]:
    rules = cls.access.rules(action)
    if role not in rules:
        return False, _asked_of_others(rules)
    workflow = cls.workflow
    if action == "create" and workflow is not None and state != workflow.initial:
        return False, translate(BEGINS, state=translate(workflow.state(workflow.initial).label))
    if not reaches(rules[role], cls, state):
        return False, translate(NOT_IN_STATE, rows=rule_words(rules[role], cls))
    if action not in ("read", "create") and not _reads(cls, role, state):
        return False, translate(NOT_READ)
    if action in ("update", "trash") and workflow is not None and state in workflow.frozen_states:
        return False, translate(FROZEN)
    return True, "".join(_why(cls, role, state, action, rules[role]))


def _why(cls: type[Record], role: str, state: str | None, action: str, rule: Rule) -> Iterator[str]:
    words = rule_words(rule, cls)
    yield translate(ROWS, rows=words) if words else translate(EVERY_ROW)
    if action != "create" and only_own_drafts(rule, cls, state):
        yield translate(DRAFTS)
    if action == "update" and role in cls.access.fields:
        labels = (str(cls.__table__.c[name].info["label"]) for name in sorted(cls.access.fields[role]))
        yield translate(ONLY_FIELDS, fields=join(translate(label) for label in labels))
    owner = target_of(cls, cls.parent) if cls.parent is not None else None
    if action in WRITING and owner is not None and cls.__tablename__ in owner.seal_children:
        yield translate(UNDER_SEAL, what=translate(owner.title))


def _step(cls: type[Record], role: str, state: str, step: Transition) -> tuple[bool, str]:
    assert cls.workflow is not None
    if step.computed:
        return False, translate(BY_THE_SYSTEM)
    if role not in step.by and role not in step.paper:
        return False, _asked_of_others({**step.by, **step.paper})
    if state not in step.sources:
        sources = join(translate(cls.workflow.state(source).label) for source in step.sources)
        return False, translate(STARTS_FROM, states=sources)
    open_to = [
        rules[role] for rules in (step.by, step.paper) if role in rules and reaches(rules[role], cls, state)
    ]
    if not open_to:
        return False, translate(NOT_IN_STATE, rows=rule_words({**step.paper, **step.by}[role], cls))
    if not _reads(cls, role, state):
        return False, translate(NOT_READ)
    words = rule_words(open_to[0], cls)
    said = [translate(ROWS, rows=words) if words else translate(EVERY_ROW)]
    if open_to[0] is not step.by.get(role):
        said.append(translate(FROM_PAPER))
    if needed := demands(step, cls):
        said.append(translate(ALSO, demands=needed))
    return True, "".join(said)


def _asked_of_others(rules: Mapping[str, Rule]) -> str:
    who = [translate(ROLES[role]) for role in ROLES if role in rules]
    return translate(OTHERS_MAY, who=join(who)) if who else translate(NOBODY_MAY)


def _reads(cls: type[Record], role: str, state: str | None) -> bool:
    rule = cls.access.read.get(role)
    return rule is not None and reaches(rule, cls, state)


def reaches(rule: Rule, cls: type[Record], state: str | None) -> bool:
    """Return whether a rule can hold for any record of a kind in a state; what depends on something else may hold."""
    parts: tuple[Rule, ...] = getattr(rule, "rules", ())
    if parts:
        each = (reaches(part, cls, state) for part in parts)
        return all(each) if type(rule) is type(rule & rule) else any(each)
    if rule is house.never:
        return False
    if cls.workflow is None or state is None:
        return True
    if rule in (house.submitted, house.in_area):
        return state not in cls.workflow.private_states
    if rule is house.once_fed_back:
        return state in cls.workflow.fed_back_states
    if type(rule) is type(house.in_state()):
        values: tuple[str, ...] = getattr(rule, "values", ())
        return state in values
    return True


def only_own_drafts(rule: Rule, cls: type[Record], state: str | None) -> bool:
    """Return whether a rule over all rows leaves of this state those alone that one drafted oneself."""
    parts: tuple[Rule, ...] = getattr(rule, "rules", (rule,))
    return cls.workflow is not None and state in cls.workflow.private_states and house.all_rows in parts


def kinds() -> list[type[Record]]:
    """Return the kinds of records that have rights of their own, in the order of the tables' names."""
    return [cls for cls in record_types() if not cls.is_link]


def kind_called(slug: str) -> type[Record] | None:
    """Return the kind with this address, ``None`` when there is none."""
    try:
        found = record_type(slug)
    except KeyError:
        return None
    return found if not found.is_link and found.slug() == slug else None
