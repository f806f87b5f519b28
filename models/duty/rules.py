"""The rules of a scoring year as a computation needs them, and what they make of what members did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any, NamedTuple

from sqlalchemy import select

from models.base import db
from models.duty.deeds import Deed, concerns
from models.registry import record_type

CENT = Decimal("0.01")
IN_FORCE = ("approved",)
_COLUMNS = (
    "id", "name", "revision", "scoring_year", "group_id", "points", "item_cap", "group_cap", "least", "split", "joint_points",
    "joint_most", "counts", "part", "from_number", "replaces_id", "state",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one item; the columns of a ``point_rule``, and ``root``: the id of the item's first version."""

    id: int
    name: str
    revision: int
    scoring_year: int
    group_id: int | None
    points: Decimal | None
    item_cap: Decimal | None
    group_cap: Decimal | None
    least: int | None
    split: str
    joint_points: Decimal | None
    joint_most: int | None
    counts: str | None
    part: str
    from_number: int | None
    replaces_id: int | None
    state: str
    root: int


class Key(NamedTuple):
    """What makes two lines of an account the same: the version of an item by its first one."""

    seat_id: int
    root: int
    table: str
    record_id: int
    occasion: str


class Earned(NamedTuple):
    """What a line gives: how many points, on which day, by which version."""

    points: Decimal
    day: date
    rule_id: int


def rules_of(scoring_year: int, *, gate: str = "label") -> dict[int, Rule]:
    """Return every version of every item of a year that is not in the recycle bin, by its id.

    Args:
        scoring_year: the year.
        gate: ``label`` for a computation, ``full`` for what the actor may read.
    """
    cls: Any = record_type("point_rule")
    statement = select(*(getattr(cls, name) for name in _COLUMNS)).where(
        cls.scoring_year == scoring_year, cls.trashed_at.is_(None)
    )
    with db.session.no_autoflush:
        rows = {row.id: row for row in db.session.execute(statement, execution_options={"gate": gate})}

    def root(number: int) -> int:
        seen = {number}
        while number in rows and (before := rows[number].replaces_id) is not None and before not in seen:
            seen.add(before)
            number = before
        return number

    return {number: Rule(**row._mapping, root=root(number)) for number, row in sorted(rows.items())}


def in_force(rules: Mapping[int, Rule]) -> list[Rule]:
    """Return the approved versions, each item's own."""
    return [rule for rule in rules.values() if rule.state in IN_FORCE]


def counted(rules: Iterable[Rule]) -> list[Rule]:
    """Return the items that records are counted for; the others are there to be read."""
    return [rule for rule in rules if rule.counts and rule.points is not None]


def earned(rules: Iterable[Rule], deeds: Mapping[str, list[Deed]]) -> dict[Key, Earned]:
    """Return the lines to which the rules come: a deed counts for each item that is about it.

    Caps are no matter of single lines, see :mod:`models.duty.account`.

    Args:
        rules: the versions in force.
        deeds: source -> deeds in the order of their days.
    """
    found: dict[Key, Earned] = {}
    for rule in counted(rules):
        assert rule.counts is not None
        done: dict[int, int] = defaultdict(int)
        for deed in deeds.get(rule.counts, ()):
            if not concerns(rule.part, deed):
                continue
            done[deed.seat_id] += 1
            if done[deed.seat_id] < (rule.from_number or 1):
                continue
            points = share(rule, deed)
            if points:
                key = Key(deed.seat_id, rule.root, deed.table, deed.record_id, deed.occasion)
                found.setdefault(key, Earned(points, deed.day, rule.id))
    return found


def share(rule: Rule, deed: Deed) -> Decimal:
    """Return what a deed gives to one of those who did it.

    Half for the first, the rest shared equally: rounded down to a hundredth, so that shares never come to more than the points.
    An item about the others alone has no first: everybody it is about is the first of their own.
    """
    assert rule.points is not None
    people = min(deed.people, rule.joint_most or deed.people)
    first = deed.rank == 1 or rule.part == "others"
    if deed.rank > people:
        return Decimal(0)
    if rule.split == "full" or people == 1 or (first and rule.split != "first_half"):
        return rule.points
    if rule.split == "fixed":
        return rule.joint_points or Decimal(0)
    if rule.split == "first_half":
        half = rule.points / 2
        part = half if deed.rank == 1 else (rule.points - half) / (people - 1)
        return part.quantize(CENT, ROUND_DOWN)
    return Decimal(0)
