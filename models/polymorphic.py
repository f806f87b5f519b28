"""Rows about any other record, named by table and number: attachments, corrections.

The database cannot hold such a reference by itself, so the row is checked when it is written, and its rights are asked of the
record it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_

from models.access.actor import Actor, spoken_for
from models.access.beside import beside
from models.access.gate import holds_in_database
from models.access.rules import Rule, all_rows, mapped, submitted, target_of, type_of, unlent_drafts
from models.base import Record
from models.lookups import columns_of
from models.marks import N_
from models.problems import Problem
from models.registry import record_types

_ABOUT_OTHERS = frozenset({"attachment", "correction", "log_entry", "urging"})
_OUTSIDE_AREAS = frozenset({"accounts"})
_NO_SUCH_RECORD = N_("The record that this belongs to was not found; please open it again.")


def parent_types() -> dict[str, type[Record]]:
    """Return table -> record type of everything that such rows can be about."""
    return {
        cls.__tablename__: cls
        for cls in record_types()
        if not cls.is_link and cls.area not in _OUTSIDE_AREAS and cls.__tablename__ not in _ABOUT_OTHERS
    }


Among = Callable[[], Mapping[str, type[Record]]]


class _OfParent(Rule):
    """What the same role may do with the record that ``record_table`` and ``record_id`` name."""

    sentence = N_("as the record it belongs to")

    def __init__(self, action: str, *, unfrozen: bool = False, among: Among | None = None) -> None:
        self.action, self.unfrozen = action, unfrozen
        self._parents = among or parent_types

    def _condition(self, target: Any, cls: type[Record], role: str) -> ColumnElement[bool]:
        rule = cls.access.rules(self.action).get(role)
        if rule is None:
            return false()
        condition = and_(rule.sql(target, role), *unlent_drafts(target, role))
        if not self._asks_no_row(cls, rule):
            condition = and_(condition, target.trashed_at.is_(None))
        if self._spares_frozen(cls):
            condition = and_(condition, target.state.not_in(cls.workflow.frozen_states))  # type: ignore[union-attr]
        owner = self._sealing_owner(cls)
        if owner is not None:
            over: Any = beside(owner, cls)
            states = owner.workflow.frozen_states  # type: ignore[union-attr]  # a type whose seal covers children has a workflow
            sealed = exists().where(over.id == getattr(target, cls.parent or ""), over.state.in_(states))
            condition = and_(condition, ~sealed.correlate(target))
        return condition

    def _sealing_owner(self, cls: type[Record]) -> type[Record] | None:
        """Return the type whose approval covers the rows of ``cls`` as well, where approved records are left out."""
        if not self.unfrozen or cls.parent is None:
            return None
        owner = target_of(cls, cls.parent)
        if cls.__tablename__ not in owner.seal_children or owner.workflow is None:
            return None
        return owner if owner.workflow.frozen_states else None

    def _spares_frozen(self, cls: type[Record]) -> bool:
        return self.unfrozen and cls.workflow is not None and bool(cls.workflow.frozen_states)

    def _asks_no_row(self, cls: type[Record], rule: Rule) -> bool:
        """Return whether the rule of the type lets through every row or none, so that nobody need look for the row."""
        private = cls.workflow is not None and bool(cls.workflow.private_states)
        spares = self._spares_frozen(cls) or self._sealing_owner(cls) is not None
        return rule in (all_rows, submitted) and not private and not spares

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        branches: list[ColumnElement[bool]] = []
        for table, parent in self._parents().items():
            rule = parent.access.rules(self.action).get(role)
            if rule is None or not _is_lent(cls, table):
                continue
            if self._asks_no_row(parent, rule):
                branches.append(and_(cls.record_table == table, rule.sql(parent, role)))
            else:
                target: Any = beside(parent, cls)
                found = exists().where(target.id == cls.record_id, self._condition(target, parent, role))
                branches.append(and_(cls.record_table == table, found.correlate(cls)))
        return or_(false(), *branches)

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        parent = self._parents().get(row.record_table)
        if parent is None or row.record_id is None or not _is_lent(type_of(row), row.record_table):
            return False
        return holds_in_database(
            parent, row.record_id, lambda: self._condition(parent, parent, role), self, role
        )


def _is_lent(cls: Any, about: str) -> bool:
    """Return whether the rule may speak of records of a table: for the actor's own right always, else of what is lent."""
    lending = spoken_for()
    return lending is None or lending.is_about(mapped(cls).__tablename__, about)


def of_parent(action: str = "read", *, unfrozen: bool = False, among: Among | None = None) -> Rule:
    """Rows about a record with which the same role may do ``action``.

    Args:
        action: what the role may do with the record.
        unfrozen: leaves out rows about approved records.
        among: table -> record type of what such rows can be about at all; every type unless given.
    """
    return _OfParent(action, unfrozen=unfrozen, among=among)


def parent_problem(record: Any) -> Iterator[Problem]:
    """Yield a problem when the record that ``record`` is about does not exist in its organization."""
    found = None
    if record.record_table in parent_types():
        found = columns_of(record.record_table, record.record_id, "organization_id")
    if found is None or record.organization_id not in (None, found.organization_id):
        yield Problem("record_id", _NO_SUCH_RECORD)
