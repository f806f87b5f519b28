"""What is looked at before the application starts: a wrong declaration stops it and says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Float, LargeBinary, Numeric, UniqueConstraint, inspect

from models.access import ROLES
from models.access.policy import ACTIONS
from models.access.sensitivity import CLEARED, sensitivity_of
from models.base import Record
from panel.finding import Finding
from panel.listing.ordering import sort_without_index
from panel.state_checks import workflow_findings

if TYPE_CHECKING:
    from panel.record_view import RecordView

MOST_COLUMNS = 60
UNIQUE_ACROSS_ORGANIZATIONS = frozenset({("account", "login")})
"""Unique without the organization: a login names one person in the whole database."""


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
        yield from workflow_findings(cls, where)
    if cls.__table__.info.get("history") is False:
        yield Finding("M108", where, "is a record type outside the history; only Operational rows may be.")
    yield from _deadline_findings(cls, where)


def _deadline_findings(cls: type[Record], where: str) -> Iterator[Finding]:
    deadline = cls.deadline
    if deadline is None:
        return
    of_clocks = [name for clock in deadline.clocks for name in (clock.due, clock.unit)]
    named = (deadline.due, deadline.unit, deadline.received, deadline.matter, *deadline.only, *of_clocks)
    for name in named:
        if name is not None and name not in cls.__table__.c:
            yield Finding(
                "M109", where, f"has a deadline that names the column {name!r}, which does not exist."
            )
    known = cls.workflow.states if cls.workflow is not None else {}
    for state in (*deadline.open, *(state for clock in deadline.clocks for state in clock.open)):
        if state not in known:
            yield Finding("M109", where, f"has a deadline that names the unknown state {state!r}.")


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
