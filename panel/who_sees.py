"""Who can see this record: the roles in one line, and for each of them one sentence that says on what condition."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect

from models.access import ROLES
from models.access.sensitivity import CLEARED, sensitivity_of
from models.base import Record
from models.marks import N_
from panel.help.words import rule_words
from panel.language import join, translate
from panel.rights.cells import only_own_drafts, reaches

READ_BY = N_("Read by: %(who)s")
EVERY = N_("all of them")
OWN_DRAFTS = N_("a draft that is not handed in: only who drafted it")
NOT_NOW = N_("not in this state")
NO_RULE = N_("not at all")
MASKED = N_("In full only for %(who)s: %(fields)s")
LINE = N_("%(role)s: %(rows)s")


def who_sees(record: Record) -> dict[str, Any]:
    """Return the sentence and its unfolded lines, from the rules that the gate itself applies.

    Returns:
        ``short``: the roles that the rules let to a record in this state; ``lines``: (role, on what condition) for every
        role of the house; ``masked``: which fields are shown in full to whom.
    """
    cls = type(record)
    state = record.state if record.workflow is not None else None
    lines, reading = [], []
    for role, label in ROLES.items():
        rule = cls.access.read.get(role)
        if rule is None:
            lines.append((translate(label), translate(NO_RULE), False))
            continue
        if not reaches(rule, cls, state):
            lines.append((translate(label), translate(NOT_NOW), False))
            continue
        reading.append(translate(label))
        words = translate(OWN_DRAFTS) if only_own_drafts(rule, cls, state) else rule_words(rule, cls)
        lines.append((translate(label), words or translate(EVERY), True))
    return {
        "short": translate(READ_BY, who=join(reading)),
        "lines": sorted(lines, key=lambda line: not line[2]),
        "masked": _masked(cls),
    }


def _masked(cls: type[Record]) -> list[str]:
    """Return for each step of sensitivity the fields, and who reads them in full."""
    fields: dict[str, list[str]] = {}
    for column in inspect(cls).columns:
        if CLEARED[sensitivity_of(column)] is not None and column.info.get("label"):
            fields.setdefault(sensitivity_of(column), []).append(translate(column.info["label"]))
    cleared = {step: CLEARED[step] or frozenset() for step in fields}
    return [
        translate(MASKED, who=join(translate(ROLES[r]) for r in ROLES if r in cleared[step]), fields=names)
        for step, names in fields.items()
    ]
