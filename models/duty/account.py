"""A member's account of a year as a tree: total, group with cap, item with cap, lines with the records that earned them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from models.base import db
from models.duty.rules import Rule, rules_of
from models.registry import record_type

ZERO = Decimal(0)


@dataclass(slots=True)
class Line:
    """One line: an entry, or one with the reverse line that cancels it."""

    id: int
    points: Decimal
    day: date
    table: str
    record_id: int
    reverses_id: int | None
    reason: str | None


@dataclass(slots=True)
class Item:
    """One version of one item with its lines; ``raw`` their sum, ``points`` what is left of it under the cap."""

    rule: Rule
    raw: Decimal
    lines: list[Line] = field(default_factory=list)

    @property
    def points(self) -> Decimal:
        """Return what counts of the lines; a cap holds for what is taken away as well."""
        return capped(self.raw, self.rule.item_cap)

    @property
    def times(self) -> int:
        """Return how many lines stand, cancelled ones left out."""
        cancelled = {line.reverses_id for line in self.lines if line.reverses_id is not None}
        return sum(line.reverses_id is None and line.id not in cancelled for line in self.lines)


@dataclass(slots=True)
class Group:
    """The items of one group; ``None`` as ``group_id`` for those without one."""

    group_id: int | None
    items: list[Item]

    @property
    def cap(self) -> Decimal | None:
        """Return the cap of the group, which any of its items names."""
        if self.group_id is None:
            return None
        return next((item.rule.group_cap for item in self.items if item.rule.group_cap is not None), None)

    @property
    def raw(self) -> Decimal:
        """Return the sum of the items, each under its own cap."""
        return sum((item.points for item in self.items), ZERO)

    @property
    def points(self) -> Decimal:
        """Return what counts of the group."""
        return capped(self.raw, self.cap)


@dataclass(slots=True)
class Account:
    """The points of one seat in one year."""

    seat_id: int
    scoring_year: int
    groups: list[Group]

    @property
    def points(self) -> Decimal:
        """Return the total: what counts of every group."""
        return sum((group.points for group in self.groups), ZERO)

    def item(self, rule_id: int) -> Item | None:
        """Return an item by the version of its rule."""
        return next((item for group in self.groups for item in group.items if item.rule.id == rule_id), None)


def capped(points: Decimal, cap: Decimal | None) -> Decimal:
    """Return what counts of a sum under a cap, which is the same for points given and points taken away."""
    return points if cap is None else max(min(points, cap), -cap)


def grown(
    seat_id: int, scoring_year: int, rules: Mapping[int, Rule], sums: Mapping[int, Decimal],
    lines: Mapping[int, list[Line]] | None = None,
) -> Account:  # fmt: skip
    """Return the account to which sums by version come; items in force without lines stand in it with nought.

    Args:
        seat_id: whose.
        scoring_year: of which year.
        rules: versions of the year by id.
        sums: version -> sum of its lines.
        lines: version -> its lines, where they are wanted.
    """
    groups: dict[int | None, list[Item]] = defaultdict(list)
    for rule in rules.values():
        if rule.id in sums or (rule.state == "approved" and rule.counts):
            item = Item(rule, sums.get(rule.id, ZERO), list((lines or {}).get(rule.id, ())))
            groups[rule.group_id].append(item)
    ordered = sorted(
        groups, key=lambda number: (number is None, min(item.rule.root for item in groups[number]))
    )
    return Account(seat_id, scoring_year, [Group(number, groups[number]) for number in ordered])


def account_of(seat_id: int, scoring_year: int, *, gate: str = "label") -> Account:
    """Return the account of a seat with every line: two statements.

    Args:
        seat_id: whose.
        scoring_year: of which year.
        gate: ``full`` for what the actor may read of it.
    """
    cls: Any = record_type("point_entry")
    statement = (
        select(
            cls.rule_id, cls.id, cls.points, cls.earned_on, cls.record_table, cls.record_id, cls.reverses_id, cls.reason
        )
        .where(cls.seat_id == seat_id, cls.scoring_year == scoring_year, cls.trashed_at.is_(None))
        .order_by(cls.earned_on, cls.id)
    )  # fmt: skip
    lines: dict[int, list[Line]] = defaultdict(list)
    with db.session.no_autoflush:
        for rule_id, *row in db.session.execute(statement, execution_options={"gate": gate}):
            lines[rule_id].append(Line(*row))
    sums = {rule_id: sum((line.points for line in found), ZERO) for rule_id, found in lines.items()}
    return grown(seat_id, scoring_year, rules_of(scoring_year), sums, lines)


def accounts_of(
    scoring_year: int, seats: Iterable[int] | None = None, *, gate: str = "label"
) -> dict[int, Account]:
    """Return the accounts of a year without their lines, by seat: two statements, whatever the number of members.

    Args:
        scoring_year: the year.
        seats: whose accounts; of everybody who has lines when nothing is given.
        gate: ``full`` for those that the actor may read.
    """
    cls: Any = record_type("point_entry")
    statement = (
        select(cls.seat_id, cls.rule_id, func.sum(cls.points))
        .where(cls.scoring_year == scoring_year, cls.trashed_at.is_(None))
        .group_by(cls.seat_id, cls.rule_id)
    )
    if seats is not None:
        statement = statement.where(cls.seat_id.in_(list(seats)))
    sums: dict[int, dict[int, Decimal]] = defaultdict(dict)
    with db.session.no_autoflush:
        for seat_id, rule_id, points in db.session.execute(statement, execution_options={"gate": gate}):
            sums[seat_id][rule_id] = points
    rules = rules_of(scoring_year)
    return {seat_id: grown(seat_id, scoring_year, rules, found) for seat_id, found in sums.items()}
