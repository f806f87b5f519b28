"""Trying rules out on a year before they are approved: who would have how many points, and another grade. Nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from models.duty.account import ZERO, Account, grown
from models.duty.computing import cancelled_by_hand, counted_deeds
from models.duty.grades import Grades
from models.duty.rules import Earned, Key, Rule, earned, in_force, rules_of


class Because(NamedTuple):
    """An item that counts otherwise: what it gave before and what it gives."""

    name: str
    before: Decimal
    after: Decimal


class Changed(NamedTuple):
    """A member whose points would change."""

    seat_id: int
    before: Decimal
    after: Decimal
    grade_before: str
    grade_after: str
    because: list[Because]

    @property
    def changes_grade(self) -> bool:
        """Return whether the grade would be another one."""
        return self.grade_before != self.grade_after


class Trial(NamedTuple):
    """What a trial comes to.

    Attributes:
        changed: whose points would change, those with another grade first.
        members: how many members have points by one of the two sets of rules.
        before: grade -> number of members by the rules in force.
        after: grade -> number of members by the rules that are tried.
    """

    changed: list[Changed]
    members: int
    before: dict[str, int]
    after: dict[str, int]


def tried_on(scoring_year: int, drafts: Collection[int]) -> Trial:
    """Return what the year would come to if the drafts were approved: each puts the version that it names out of force.

    Args:
        scoring_year: the year.
        drafts: rules of the year that are not approved yet; the caller has asked whether the actor reads them.
    """
    rules = rules_of(scoring_year)
    now = in_force(rules)
    tried = [replace(rules[number], state="approved") for number in sorted(drafts) if number in rules]
    replaced = {rule.replaces_id for rule in tried}
    then = [rule for rule in now if rule.id not in replaced] + tried
    deeds = counted_deeds(scoring_year, [*now, *then])
    cancelled = cancelled_by_hand(scoring_year)
    before = _accounts(scoring_year, now, earned(now, deeds), cancelled)
    after = _accounts(scoring_year, then, earned(then, deeds), cancelled)
    grades, found = Grades(scoring_year), []
    counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
    seats = sorted(before.keys() | after.keys())
    for seat in seats:
        old, new = before.get(seat), after.get(seat)
        points = (old.points if old else ZERO, new.points if new else ZERO)
        labels = (grades.of(points[0]).label, grades.of(points[1]).label)
        for counted, label in zip(counts, labels, strict=True):
            counted[label] = counted.get(label, 0) + 1
        if points[0] != points[1]:
            found.append(Changed(seat, *points, *labels, because=_because(old, new)))
    found.sort(key=lambda one: (not one.changes_grade, -abs(one.after - one.before), one.seat_id))
    ordered = [{label: counted.get(label, 0) for label in grades.labels} for counted in counts]
    return Trial(found, len(seats), ordered[0], ordered[1])


def _accounts(
    scoring_year: int, rules: Collection[Rule], lines: Mapping[Key, Earned], cancelled: Collection[Key]
) -> dict[int, Account]:
    sums: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for key, due in lines.items():
        if key not in cancelled:
            sums[key.seat_id][due.rule_id] += due.points
    known = {rule.id: rule for rule in rules}
    return {seat: grown(seat, scoring_year, known, found) for seat, found in sums.items()}


def _because(old: Account | None, new: Account | None) -> list[Because]:
    """Return the items, by their first version, whose counted points differ; and the groups whose cap takes some of it back."""
    sums: dict[int, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    names: dict[int, str] = {}
    for place, account in enumerate((old, new)):
        for group in account.groups if account is not None else ():
            for item in group.items:
                sums[item.rule.root][place] += item.points
                names[item.rule.root] = item.rule.name
    return [Because(names[root], *both) for root, both in sorted(sums.items()) if both[0] != both[1]]
