"""``flask --app wsgi fields``: docs/fields.md, what every record type holds and who may what, as the models declare it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import inspect

from models.access import ROLES, Rule
from models.access.policy import ACTIONS
from models.base import Record
from models.registry import record_types
from models.workflow import Transition, Workflow

HEAD = """# Fields, states and rights

<!-- Written by `flask --app wsgi fields > docs/fields.md`; a test compares the two. -->

Every record type as its model declares it. Labels are the English message ids; the panel shows them in the reader's language.
A rule is always a role and the rows it reaches, for writing before **and** after the write. What is not listed is closed.

Every type also has: number, organization, version, date of the fact, date of entry, who entered and changed it and when, the
recycle bin, a note; most can be entered for a member or a unit from signed paper. A type with states also has: since when, who
submitted it and when, the meeting that decided it, and its seal.
"""


@click.command("fields")
@with_appcontext
def fields() -> None:
    """Print docs/fields.md: every record type with its fields, states, steps and rights."""
    click.echo(field_guide(), nl=False)


def field_guide() -> str:
    """Return the page, in Markdown."""
    lines = [HEAD]
    for cls in record_types():
        if not cls.is_link:
            lines.extend(_record_type(cls))
    return "\n".join(lines).rstrip() + "\n"


def _record_type(cls: type[Record]) -> Iterator[str]:
    yield f"## {cls.title} (`{cls.__tablename__}`)"
    yield ""
    yield " ".join((cls.__doc__ or "").split("\n\n")[0].split())
    yield ""
    screen = f"Screen `/panel/{cls.slug()}/`."
    if cls.parent:
        screen += f" A list under `{cls.__table__.c[cls.parent].info['ref']}`."
    sealed = f" A seal also covers its rows of: {_names(cls.seal_children)}." if cls.seal_children else ""
    yield screen + sealed
    yield ""
    yield from _fields(cls)
    if cls.workflow is not None:
        yield from _states(cls.workflow)
        yield from _steps(cls.workflow)
    yield from _rights(cls)


def _fields(cls: type[Record]) -> Iterator[str]:
    yield "| Field | Column | Kind | |"
    yield "|---|---|---|---|"
    for attribute in inspect(cls).column_attrs:
        if attribute.key in cls.__annotations__:
            column = attribute.columns[0]
            info = column.info | {"required": not column.nullable and column.info["kind"] != "flag"}
            yield f"| {info['label']} | `{attribute.key}` | {info['kind']} | {_notes(info)} |"
    yield ""


def _notes(info: dict[str, Any]) -> str:
    said = [word for word in ("required", "fixed") if info.get(word)]
    if info.get("sensitivity", "open") != "open":
        said.append(info["sensitivity"])
    if info.get("unit"):
        said.append(f"in {info['unit']}")
    if info.get("ref"):
        said.append(f"→ `{info['ref']}`")
    if info.get("choices"):
        said.append(_names([choice.value for choice in info["choices"]]))
    if info.get("history") == "changed":
        said.append("the history says only that it changed")
    return "; ".join(said)


def _states(workflow: Workflow) -> Iterator[str]:
    yield "| State | | Shape | |"
    yield "|---|---|---|---|"
    for state in workflow.states.values():
        marks = ", ".join(
            word.replace("_", " ")
            for word in ("private", "frozen", "final", "fed_back")
            if getattr(state, word)
        )
        yield f"| `{state.value}` | {state.label} | {state.shape} | {marks} |"
    yield ""


def _steps(workflow: Workflow) -> Iterator[str]:
    yield "| Step | From → to | Who | |"
    yield "|---|---|---|---|"
    for step in workflow.transitions.values():
        way = f"{_names(step.sources)} → `{step.target}`"
        yield f"| `{step.name}` {step.label} | {way} | {_who(step)} | {_demands(step)} |"
    yield ""


def _who(step: Transition) -> str:
    if step.computed:
        return "the system"
    paper = [f"{words} (from signed paper)" for words in _roles(step.paper)]
    return "; ".join(_roles(step.by) + paper)


def _demands(step: Transition) -> str:
    found = []
    if step.independent:
        found.append("never by who created, changed or submitted it")
    if step.reason:
        found.append("with a reason")
    if step.bodies:
        found.append(f"with a decision of: {' or '.join(step.bodies)}")
    if step.needs:
        found.append(f"needs {_names(step.needs)}")
    if step.asks:
        found.append(f"asks for {_names(step.asks)}")
    if step.offers:
        found.append(f"takes also {_names(step.offers)}")
    if step.recalls:
        found.append("by who submitted it, before anybody acted")
    if step.seals:
        found.append("seals")
    if step.batch:
        found.append("in a batch too")
    return "; ".join(found)


def _rights(cls: type[Record]) -> Iterator[str]:
    yield "| May | Who |"
    yield "|---|---|"
    for action in ACTIONS:
        rules = cls.access.rules(action)
        if rules:
            yield f"| {action} | {'; '.join(_roles(rules))} |"
    for role, names in cls.access.fields.items():
        yield f"| change only | `{role}`: {_names(sorted(names))} |"
    yield ""


def _roles(rules: Mapping[str, Rule]) -> list[str]:
    """Return "roles: rows" for each rule; roles with the same rule stand together."""
    together: dict[str, list[str]] = {}
    for role in ROLES:
        if role in rules:
            together.setdefault(said(rules[role]), []).append(role)
    return [f"{_names(roles)}: {rows}" for rows, roles in together.items()]


def said(rule: Rule) -> str:
    """Return what a rule says, in words."""
    parts = getattr(rule, "rules", None)
    if parts:
        both = " and " if type(rule) is type(rule & rule) else " or "
        return both.join(f"({said(part)})" if hasattr(part, "rules") else said(part) for part in parts)
    values = getattr(rule, "values", None)
    if values:
        return f"in state {_names(values)}"
    inner = getattr(rule, "rule", None)
    if inner is not None:
        return f"parent: {said(inner)}"
    return rule.sentence or type(rule).__name__


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
