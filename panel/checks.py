"""What is looked at before the application starts: a wrong declaration stops it and says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Float, LargeBinary, Numeric, UniqueConstraint, inspect

from models.access import ROLES
from models.access.policy import ACTIONS
from models.access.sensitivity import CLEARED, sensitivity_of
from models.base import Record
from models.workflow import SHAPES, State, Workflow
from panel.listing.ordering import sort_without_index

if TYPE_CHECKING:
    from panel.record_view import RecordView

MOST_COLUMNS = 60
UNIQUE_ACROSS_ORGANIZATIONS = frozenset({("account", "login")})
"""Unique without the organization: a login names one person in the whole database."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the check's id, where, and what to do."""

    id: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.id} {self.where}: {self.sentence}"


class WronglyDeclared(RuntimeError):
    """The application does not start: its declarations disagree."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(["The application does not start:", *map(str, findings)]))


def model_findings(cls: type[Record]) -> Iterator[Finding]:
    """Yield what is wrong with a record type."""
    where = cls.__name__
    if not cls.is_link and not (cls.title and cls.plural):
        yield Finding("M101", where, "has no title or plural; give both, marked N_().")
    yield from _column_findings(cls, where)
    yield from _rule_findings(cls, where)
    if cls.workflow is not None:
        yield from _workflow_findings(cls, where)
    if cls.__table__.info.get("history") is False:
        yield Finding("M108", where, "is a record type outside the history; only Operational rows may be.")


def _column_findings(cls: type[Record], where: str) -> Iterator[Finding]:
    columns = cls.__table__.columns
    if len(columns) > MOST_COLUMNS:
        yield Finding(
            "M102",
            where,
            f"has {len(columns)} columns; move some into a child type, {MOST_COLUMNS} are the most.",
        )
    for column in columns:
        if "kind" not in column.info or not column.info.get("label"):
            yield Finding(
                "M103",
                f"{where}.{column.key}",
                "is not made by a helper of models.fields, so it has no label.",
            )
        if isinstance(column.type, (Float, Numeric, LargeBinary)):
            yield Finding(
                "M104",
                f"{where}.{column.key}",
                "is a float or binary column; use money(), measure() or an attachment.",
            )
    for constraint in cls.__table__.constraints:
        if not isinstance(constraint, UniqueConstraint):
            continue
        names = tuple(c.name for c in constraint.columns)
        if "organization_id" not in names and (cls.__tablename__, *names) not in UNIQUE_ACROSS_ORGANIZATIONS:
            yield Finding(
                "M105",
                where,
                f"is unique by {', '.join(names)} without the organization; put organization_id first.",
            )


def _rule_findings(cls: type[Record], where: str) -> Iterator[Finding]:
    for action in ACTIONS:
        for role in cls.access.rules(action):
            if role not in ROLES:
                yield Finding("M106", where, f"has a rule to {action} for the unknown role {role!r}.")
    for role in cls.access.fields:
        unknown = cls.access.fields[role] - set(inspect(cls).columns.keys())
        if unknown:
            yield Finding(
                "M107", where, f"lets {role} change columns that do not exist: {', '.join(sorted(unknown))}."
            )


def _workflow_findings(cls: type[Record], where: str) -> Iterator[Finding]:
    workflow = cls.workflow
    assert workflow is not None
    steps = list(workflow.transitions.values())
    yield from _step_findings(cls, where)
    yield from _state_findings(workflow, where)
    if any(step.submits for step in steps) and not any(step.recalls for step in steps):
        yield Finding(
            "W208", where, "can be submitted and not recalled; add the recall before anybody acted."
        )
    if (
        any(step.seals for step in steps)
        and not cls.access.correct
        and not any(s.final for s in _sealed_states(workflow))
    ):
        yield Finding("W209", where, "is approved and nobody may propose a correction; give access.correct.")


def _sealed_states(workflow: Workflow) -> list[State]:
    return [workflow.state(step.target) for step in workflow.transitions.values() if step.seals]


def _step_findings(cls: type[Record], where: str) -> Iterator[Finding]:
    workflow = cls.workflow
    assert workflow is not None
    for step in workflow.transitions.values():
        for value in (*step.sources, step.target):
            if value not in workflow.states:
                yield Finding("W201", f"{where}.{step.name}", f"names the unknown state {value!r}.")
        if not step.computed and not step.by and not step.paper:
            yield Finding(
                "W202", f"{where}.{step.name}", "may be taken by no role; give by=, or mark it computed."
            )
        for role in (*step.by, *step.paper):
            if role not in ROLES:
                yield Finding("W203", f"{where}.{step.name}", f"is for the unknown role {role!r}.")
        for name in (*step.needs, *step.asks):
            if name not in cls.__table__.c:
                yield Finding(
                    "W204", f"{where}.{step.name}", f"needs the column {name!r}, which does not exist."
                )


def _state_findings(workflow: Workflow, where: str) -> Iterator[Finding]:
    reached = {step.target for step in workflow.transitions.values()} | {workflow.initial}
    for state in workflow.states.values():
        if state.value not in reached:
            yield Finding("W205", f"{where}.{state.value}", "is reached by no transition.")
        if not state.final and not workflow.leaving(state.value):
            yield Finding("W206", f"{where}.{state.value}", "is left by no transition and is not final.")
        if state.shape not in SHAPES:
            yield Finding(
                "W207", f"{where}.{state.value}", f"has no shape of the interface ({', '.join(SHAPES)})."
            )


_LISTS = (
    "column_list",
    "column_details_list",
    "column_searchable_list",
    "column_filters",
    "column_sortable_list",
    "form_columns",
    "children_grid",
)


def view_findings(view: RecordView) -> Iterator[Finding]:
    """Yield where a view and its model disagree."""
    where = type(view).__name__
    columns = inspect(view.model).columns
    relations = set(inspect(view.model).relationships.keys())
    computed = set(view.list_columns)
    named = {attribute: [_name(entry) for entry in getattr(view, attribute) or ()] for attribute in _LISTS}
    named["form_sections"] = [name for _title, names in view.form_sections for name in names]
    for attribute, names in named.items():
        for name in names:
            if attribute == "column_filters" and name in relations:
                yield Finding(
                    "V302",
                    where,
                    f"filters by the relationship {name}; filter by its reference column instead.",
                )
            elif name not in columns and name not in computed:
                yield Finding("V301", where, f"names {name!r} in {attribute}; the record has no such column.")
    for attribute in ("column_searchable_list", "column_filters", "column_sortable_list"):
        for name in named[attribute]:
            if name in columns:
                yield from _masked_findings(view, where, attribute, columns[name])
    yield from _index_findings(view, where)
    for name in named["column_sortable_list"]:
        if name in columns and columns[name].nullable:
            yield Finding(
                "V304",
                where,
                f"sorts by {name}, which may be empty; key paging would lose rows. Make it required.",
            )


def _index_findings(view: RecordView, where: str) -> Iterator[Finding]:
    if view.model.short_list:
        return
    default = (
        view.column_default_sort[0]
        if isinstance(view.column_default_sort, tuple)
        else view.column_default_sort
    )
    for name in {default, *map(_name, view.column_sortable_list)}:
        if name in inspect(view.model).columns and sort_without_index(view.model, name):
            yield Finding("V305", where, f"sorts by {name} without an index; give the column sorted=True.")


def _masked_findings(view: RecordView, where: str, attribute: str, column: Any) -> Iterator[Finding]:
    clear = CLEARED[sensitivity_of(column)]
    if clear is None:
        return
    readers = set(view.model.access.read)
    blind = sorted(readers - clear)
    if blind:
        yield Finding(
            "V303",
            where,
            f"offers {column.key} in {attribute}, which {', '.join(blind)} sees masked; take it out.",
        )


def _name(entry: Any) -> str:
    first = entry[0] if isinstance(entry, tuple) else entry
    return first if isinstance(first, str) else str(first.key)


def all_findings(classes: tuple[type[Record], ...], views: dict[str, RecordView]) -> list[Finding]:
    """Return everything that is wrong with the declarations."""
    found = [finding for cls in classes for finding in model_findings(cls)]
    found.extend(finding for view in views.values() for finding in view_findings(view))
    return found


def table_of_records(classes: tuple[type[Record], ...]) -> list[tuple[str, str, str, str]]:
    """Return for each record type: address of its screen, table, roles that read it, and its states."""
    rows = []
    for cls in classes:
        if cls.is_link:
            continue
        roles = " ".join(role for role in ROLES if role in cls.access.read)
        states = " ".join(cls.workflow.states) if cls.workflow is not None else "-"
        rows.append((f"/panel/{cls.slug()}/", cls.__tablename__, roles, states))
    return rows
