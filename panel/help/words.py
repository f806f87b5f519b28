"""Rules and demands in the reader's words, as the page about a kind of record says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from models.access import ROLES, Rule
from models.access.rules import target_of
from models.base import Record
from models.marks import N_
from models.registry import record_type
from models.transitions import meeting_label
from models.workflow import Transition
from panel.language import join, translate

BOTH, EITHER = N_("%(one)s, and %(two)s"), N_("%(one)s, or %(two)s")
BRACKETS = N_("(%(text)s)")
IN_STATES = N_("in state: %(states)s")
OF_ANOTHER = N_("those of “%(what)s” that are: %(rows)s")
AS_PARENT = N_("as %(what)s")
ROLE_AND_ROWS = N_("%(role)s: %(rows)s")
FROM_PAPER = N_("%(role)s (from signed paper)")
THE_SYSTEM = N_("the system, as a consequence of another act")
BY_ANOTHER = N_("not by who drafted, changed or submitted it")
WITH_REASON = N_("with a reason")
DECIDED = N_("with a decision of: %(body)s")
FILLED = N_("filled in before: %(fields)s")
ASKED = N_("asked for on the way: %(fields)s")
RECALLED = N_("by who submitted it, before anybody acted")
FREEZES = N_("the text is frozen from here on; later changes are corrections")
IN_A_BATCH = N_("for several rows at once too")


def rule_words(rule: Rule, cls: type[Record]) -> str:
    """Return which rows a rule lets through, for a reader of the page of ``cls``."""
    parts: tuple[Rule, ...] = getattr(rule, "rules", ())
    if parts:
        joint = BOTH if type(rule) is type(rule & rule) else EITHER
        words = _part_words(parts[0], rule, cls)
        for part in parts[1:]:
            words = translate(joint, one=words, two=_part_words(part, rule, cls))
        return words
    values = getattr(rule, "values", None)
    if values and cls.workflow is not None and set(values) <= set(cls.workflow.states):
        labels = join(translate(cls.workflow.state(value).label) for value in values)
        return translate(IN_STATES, states=labels)
    inner, column, table = (getattr(rule, name, None) for name in ("rule", "column", "table"))
    if table is not None and inner is not None:
        other = record_type(table)
        return translate(OF_ANOTHER, what=translate(other.title), rows=rule_words(inner, other))
    if column is not None and hasattr(rule, "action"):
        owner = target_of(cls, column)
        if inner is None:
            return translate(AS_PARENT, what=translate(owner.title))
        return translate(OF_ANOTHER, what=translate(owner.title), rows=rule_words(inner, owner))
    return translate(rule.sentence) if rule.sentence else ""


def _part_words(part: Rule, whole: Rule, cls: type[Record]) -> str:
    """Return the words of a part, in brackets where "and" stands within "or" or the other way round."""
    words = rule_words(part, cls)
    mixed = getattr(part, "rules", ()) and type(part) is not type(whole)
    return translate(BRACKETS, text=words) if mixed else words


def role_lines(rules: Mapping[str, Rule], cls: type[Record]) -> list[str]:
    """Return "roles: rows" for each rule; roles with the same rows stand together."""
    together: dict[str, list[str]] = {}
    for role in ROLES:
        if role in rules:
            together.setdefault(rule_words(rules[role], cls), []).append(translate(ROLES[role]))
    return [
        translate(ROLE_AND_ROWS, role=join(roles), rows=rows) if rows else join(roles)
        for rows, roles in together.items()
    ]


def takers(step: Transition) -> str:
    """Return who presses a step."""
    if step.computed:
        return translate(THE_SYSTEM)
    found = [translate(ROLES[role]) for role in ROLES if role in step.by]
    found += [translate(FROM_PAPER, role=translate(ROLES[role])) for role in ROLES if role in step.paper]
    return join(found)


def demands(step: Transition, cls: type[Record]) -> str:
    """Return what a step asks for beside the right to press it."""
    return "；".join(_demands(step, cls))


def _demands(step: Transition, cls: type[Record]) -> Iterator[str]:
    if step.bodies:
        yield translate(DECIDED, body=join(translate(meeting_label(kind)) for kind in step.bodies))
    if step.independent:
        yield translate(BY_ANOTHER)
    if step.recalls:
        yield translate(RECALLED)
    if step.reason:
        yield translate(WITH_REASON)
    for sentence, names in ((FILLED, step.needs), (ASKED, step.asks)):
        if names:
            yield translate(sentence, fields=join(translate(_label(cls, name)) for name in names))
    if step.seals:
        yield translate(FREEZES)
    if step.batch:
        yield translate(IN_A_BATCH)


def _label(cls: Any, name: str) -> str:
    return str(cls.__table__.c[name].info["label"])
