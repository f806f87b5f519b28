"""Rules over rows, each with two faces that must agree: SQL for many rows, Python for the row in hand.

The SQL face reads the actor through ``bindparam(callable_=...)``, so a statement is compiled once and serves everybody with the
same set of roles. Contract tests compare the two faces over every row of the demonstration year.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    false,
    inspect,
    or_,
    true,
)

from models.access.actor import Actor, actor_or_none, spoken_for
from models.access.beside import beside
from models.access.desks import taken_over
from models.access.parameters import account_parameter, flag_parameter, scope_parameter
from models.marks import N_


def mapped(cls: Any) -> Any:
    """Return the record type behind a class or an alias of it."""
    return inspect(cls).mapper.class_


def slug_of(cls: Any) -> str:
    """Return the slug of a record type: its table with hyphens."""
    return str(mapped(cls).__tablename__).replace("_", "-")


class Rule:
    """A condition on rows, combined with ``&`` and ``|``. ``sentence`` explains it to a person."""

    sentence: str = ""

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        """Return the condition for SELECTs over ``cls`` (a record type or an alias of it)."""
        raise NotImplementedError

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        """Return whether it holds for ``row``, an object with the record's attributes (before or after a write)."""
        raise NotImplementedError

    def __and__(self, other: Rule) -> Rule:
        return _All((self, other))

    def __or__(self, other: Rule) -> Rule:
        return _Any((self, other))


class _All(Rule):
    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.sentence = " + ".join(r.sentence for r in rules)

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        return and_(*(rule.sql(cls, role) for rule in self.rules))

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return all(rule.holds(row, actor, role) for rule in self.rules)


class _Any(Rule):
    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.sentence = " / ".join(r.sentence for r in rules)

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        return or_(*(rule.sql(cls, role) for rule in self.rules))

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return any(rule.holds(row, actor, role) for rule in self.rules)


class _Never(Rule):
    sentence = N_("no rows")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        return false()

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return False


class _Submitted(Rule):
    """What its author has handed in; types that are never submitted are open from the start."""

    sentence = N_("submitted rows")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        workflow = mapped(cls).workflow
        if workflow is None or not workflow.private_states:
            return true()
        condition: ColumnElement[bool] = cls.state.not_in(workflow.private_states)
        return condition

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        workflow = type_of(row).workflow
        return workflow is None or row.state not in workflow.private_states


class _ByCreator(Rule):
    """What the actor typed, what was typed for them from paper, or what came to them with a desk that was handed over."""

    sentence = N_("own rows")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        conditions: list[ColumnElement[bool]] = [cls.created_by_id == account_parameter()]
        for kind in mapped(cls).entered_for:
            conditions.append(getattr(cls, f"entered_for_{kind}_id").in_(scope_parameter(kind)))
        actor = actor_or_none()
        if actor is not None and actor.took_over and spoken_for() is None:
            conditions.append(taken_over(cls))
        return or_(*conditions)

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        if (
            actor.account_id is not None
            and row.created_by_id in (actor.account_id, None)
            and _is_mine(row, actor)
        ):
            return True
        cls = type_of(row)
        if any(getattr(row, f"entered_for_{kind}_id") in actor.scope(kind) for kind in cls.entered_for):
            return True
        if not actor.took_over or row.id is None or spoken_for() is not None:
            return False
        from models.access.gate import holds_in_database  # noqa: PLC0415 - the gate and the base of all records need each other

        return holds_in_database(cls, row.id, lambda: taken_over(cls), taken_over)


def _is_mine(row: Any, actor: Actor) -> bool:
    # A row not yet inserted has no creator; whoever inserts it becomes one.
    return row.created_by_id == actor.account_id or row.id is None


class _AllRows(Rule):
    """Every row of the organization but another's unsubmitted draft; for a clerk, within the working areas of the grant."""

    sentence = N_("all rows")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = or_(submitted.sql(cls, role), by_creator.sql(cls, role))
        if not mapped(cls).workflow or not mapped(cls).workflow.private_states:
            condition = true()
        if role == "clerk":
            slug = mapped(cls).area_slug or slug_of(cls)
            name = f"clerk_covers_{slug.replace('-', '_')}"
            condition = and_(condition, flag_parameter(name, lambda actor: actor.covers(slug)))
        return condition

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        cls = type_of(row)
        if role == "clerk" and not actor.covers(cls.area_slug or slug_of(cls)):
            return False
        return submitted.holds(row, actor, role) or by_creator.holds(row, actor, role)


class _Scoped(Rule):
    """Rows whose column names one of the rows that the actor's grants give."""

    def __init__(self, column: str, kind: str, sentence: str) -> None:
        self.column, self.kind, self.sentence = column, kind, sentence

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = getattr(cls, self.column).in_(scope_parameter(self.kind))
        return condition

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return getattr(row, self.column) in actor.scope(self.kind)


class _InArea(Rule):
    """Every row of a type that the actor's body looks after (WorkingArea)."""

    sentence = N_("rows of an assigned working area")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        slug = mapped(cls).area_slug or slug_of(cls)
        in_area_flag = flag_parameter(f"in_area_{slug.replace('-', '_')}", lambda actor: slug in actor.areas)
        return and_(in_area_flag, submitted.sql(cls, role))

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        cls = type_of(row)
        return (cls.area_slug or slug_of(cls)) in actor.areas and submitted.holds(row, actor, role)


class _InState(Rule):
    def __init__(self, values: Collection[str]) -> None:
        self.values = tuple(values)
        self.sentence = N_("in certain states")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = cls.state.in_(self.values)
        return condition

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return row.state in self.values


class _Having(Rule):
    """Rows whose column has one of the values."""

    sentence = N_("rows of certain kinds")

    def __init__(self, column: str, values: Collection[Any]) -> None:
        self.column, self.values = column, tuple(values)

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = getattr(cls, self.column).in_(self.values)
        return condition

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return getattr(row, self.column) in self.values


class _OnceFedBack(Rule):
    """From the states on in which the result has gone back to the unit."""

    sentence = N_("once fed back")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = cls.state.in_(mapped(cls).workflow.fed_back_states)
        return condition

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return row.state in type_of(row).workflow.fed_back_states


class _OwnRow(Rule):
    """The row itself is one that the grants name (a member's own file)."""

    sentence = N_("own file")

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = cls.id.in_(scope_parameter(self.kind))
        return condition

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return row.id in actor.scope(self.kind)


class _Parent(Rule):
    """What holds for the row that ``column`` names; asked of the database, so that nothing enters the session for it."""

    def __init__(self, column: str, rule: Rule | None, *, action: str = "read") -> None:
        self.column, self.rule, self.action = column, rule, action
        self.sentence = N_("as its parent record")

    def _condition(self, target: Any, role: str) -> ColumnElement[bool]:
        rule = self.rule
        if rule is None:
            rule = getattr(mapped(target).access, self.action).get(role)
        if rule is None:
            return false()
        # What lies in the recycle bin took its rows with it; they come back together.
        return and_(rule.sql(target, role), target.trashed_at.is_(None), *unlent_drafts(target, role))

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        target = beside(target_of(mapped(cls), self.column), cls)
        found = exists().where(target.id == getattr(cls, self.column), self._condition(target, role))
        return found.correlate(cls)

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        from models.access.gate import holds_in_database  # noqa: PLC0415 - the gate and the base of all records need each other

        value = getattr(row, self.column)
        if value is None:
            return False
        target = target_of(type_of(row), self.column)
        return holds_in_database(target, value, lambda: self._condition(target, role), self, role)


def unlent_drafts(target: Any, role: str) -> list[ColumnElement[bool]]:
    """Return the further condition on what is seen by delegation: a draft is its author's own, it is not lent."""
    return [] if spoken_for() is None else [submitted.sql(target, role)]


class _Among(Rule):
    """Rows that some row of another table names in a column, one for which ``rule`` holds: a co-signer, a partner unit."""

    def __init__(self, place: str, rule: Rule) -> None:
        self.table, self.column = place.split(".")
        self.rule = rule
        self.sentence = rule.sentence

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        from models.registry import record_type  # noqa: PLC0415 - the gate and the base of all records need each other

        other = beside(record_type(self.table), cls)
        named = exists().where(
            getattr(other, self.column) == cls.id, self.rule.sql(other, role), other.trashed_at.is_(None)
        )
        return named.correlate(cls)

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        from models.access.gate import holds_in_database  # noqa: PLC0415 - the gate and the base of all records need each other

        if row.id is None:
            return False
        cls = type_of(row)
        return holds_in_database(cls, row.id, lambda: self.sql(cls, role), self, role)


def target_of(cls: Any, column: str) -> Any:
    """Return the record type that a reference column of ``cls`` points to."""
    from models.registry import record_type  # noqa: PLC0415 - the gate and the base of all records need each other

    return record_type(cls.__table__.c[column].info["ref"])


def type_of(row: Any) -> Any:
    """Return the record type of a row or of a view of it."""
    return getattr(row, "record_class", None) or type(row)


all_rows: Rule = _AllRows()
submitted: Rule = _Submitted()
by_creator: Rule = _ByCreator()
in_area: Rule = _InArea()
once_fed_back: Rule = _OnceFedBack()
never: Rule = _Never()


def in_state(*values: str) -> Rule:
    """Rows in one of the states."""
    return _InState(values)


def having(column: str, *values: Any) -> Rule:
    """Rows whose column has one of the values (a kind, a flag)."""
    return _Having(column, values)


def of_body(column: str = "committee_id") -> Rule:
    """Rows that the actor's own special committee organises."""
    return _Scoped(column, "special_committee", N_("own body's rows"))


def of_platform(column: str = "platform_id") -> Rule:
    """Rows of the consultation platform that the actor convenes."""
    return _Scoped(column, "platform", N_("own platform's rows"))


def of_member(column: str = "member_id") -> Rule:
    """Rows of the member in person."""
    return _Scoped(column, "member", N_("own rows"))


def handed(column: str = "department_id") -> Rule:
    """Rows handed to the actor's unit."""
    return _Scoped(column, "department", N_("own unit's rows"))


def own_row(kind: str) -> Rule:
    """The row that the grant itself names."""
    return _OwnRow(kind)


def among(place: str, rule: Rule) -> Rule:
    """Rows that a row of another table names at ``place`` (``table.column``), one for which ``rule`` holds.

    ``among("proposal_signer.proposal_id", of_member())``: the proposals that the member co-signs.
    """
    return _Among(place, rule)


def parent_read(column: str) -> Rule:
    """Rows whose parent the same role may read."""
    return _Parent(column, None, action="read")


def parent_rule(column: str, rule: Rule | None = None, *, action: str = "update") -> Rule:
    """Rows for whose parent ``rule`` holds, or the parent's own rule for ``action`` when none is given."""
    return _Parent(column, rule, action=action)


__all__ = [
    "Rule", "account_parameter", "all_rows", "among", "by_creator", "flag_parameter", "handed", "having", "in_area",
    "in_state", "mapped", "never", "of_body", "of_member", "once_fed_back", "own_row", "parent_read", "parent_rule",
    "scope_parameter", "slug_of", "submitted", "target_of", "type_of", "unlent_drafts",
]  # fmt: skip
