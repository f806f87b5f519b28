"""Computing the points of a year: what the records come to, held against the lines that stand.

A run writes the difference and nothing else: missing lines, and reverse lines for what no longer counts or counts otherwise.
A second run writes nothing. What a person cancelled by hand stays cancelled. All of it is one transaction of whoever starts
it; the history has each line with that person and the reason, and an event that says what the run did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from models import clock
from models.access.actor import current_actor
from models.base import db
from models.duty.deeds import Deed
from models.duty.ledger import CANCELLED, RECOUNTED
from models.duty.periods import period_of
from models.duty.rules import Earned, Key, Rule, counted, earned, in_force, rules_of
from models.duty.sources import deeds_of
from models.marks import N_
from models.registry import record_type
from models.session import maintenance
from models.writing import because, name_writer, tell

NO_LONGER = N_("The record no longer counts by this rule.")
COUNTS_OTHERWISE = N_("Counted anew: the record or the rule has changed.")
REPLACED = N_("The rule was replaced by a later version.")
COMPUTED = N_("Computed from the records by the rules of %(year)s.")
_AT_ONCE = 500

Words = Callable[..., str]


class Standing(NamedTuple):
    """An entry that is not cancelled."""

    id: int
    key: Key
    points: Decimal
    day: Any
    rule_id: int


@dataclass(slots=True)
class Difference:
    """What a run writes: new lines, and standing ones to be cancelled, each with the reason (message id)."""

    scoring_year: int
    new: list[tuple[Key, Earned]] = field(default_factory=list)
    wrong: list[tuple[Standing, str]] = field(default_factory=list)
    unchanged: int = 0
    held_back: int = 0
    """Lines that a person cancelled by hand; they are not written again."""
    posted: Mapping[Key, int] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Return whether the account stands as the records have it."""
        return not self.new and not self.wrong

    @property
    def seats(self) -> set[int]:
        """Return whose account changes."""
        return {key.seat_id for key, _earned in self.new} | {entry.key.seat_id for entry, _why in self.wrong}


def counted_deeds(scoring_year: int, rules: Iterable[Rule]) -> dict[str, list[Deed]]:
    """Return what members did in a scoring year, as far as one of the rules counts it."""
    since, until = period_of(scoring_year)
    return deeds_of(since, until, {rule.counts for rule in counted(rules) if rule.counts})


def difference(scoring_year: int) -> Difference:
    """Return what a run for the year would write; it writes nothing."""
    rules = rules_of(scoring_year)
    wanted = earned(in_force(rules), counted_deeds(scoring_year, in_force(rules)))
    standing, posted, by_hand = _standing(scoring_year, rules)
    found = Difference(scoring_year, posted=posted)
    for key, entry in standing.items():
        due = wanted.get(key)
        if due is None:
            in_use = rules[entry.rule_id].state == "approved"
            found.wrong.append((entry, NO_LONGER if in_use else REPLACED))
        elif (due.points, due.day, due.rule_id) != (entry.points, entry.day, entry.rule_id):
            found.wrong.append((entry, COUNTS_OTHERWISE if due.rule_id == entry.rule_id else REPLACED))
            found.new.append((key, due))
        else:
            found.unchanged += 1
    for key, due in wanted.items():
        if key in standing:
            continue
        if key in by_hand:
            found.held_back += 1
        else:
            found.new.append((key, due))
    return found


def compute_points(scoring_year: int, words: Words) -> Difference:
    """Bring the accounts of a year to what the records come to; the caller commits, and has asked for the right.

    Args:
        scoring_year: the year.
        words: turns a message id and its values into the office's words, for the reasons of reverse lines.
    """
    _lock(scoring_year)
    found = difference(scoring_year)
    if found.nothing:
        return found
    reason = words(COMPUTED, year=scoring_year)
    rows = [_line(scoring_year, key, due, found.posted) for key, due in found.new]
    rows += [_reverse(scoring_year, entry, words(why)) for entry, why in found.wrong]
    _write(rows, reason)
    detail = {
        "year": scoring_year, "new": len(found.new), "cancelled": len(found.wrong), "unchanged": found.unchanged,
        "held_back": found.held_back,
    }  # fmt: skip
    tell("points_computed", table="point_entry", reason=reason, detail=detail)
    return found


def cancelled_by_hand(scoring_year: int) -> set[Key]:
    """Return what a person cancelled, so that no computation counts it."""
    return _standing(scoring_year, rules_of(scoring_year))[2]


def _lock(scoring_year: int) -> None:
    """Let one run for a year wait for another, which holds the year's rules until it is committed."""
    cls: Any = record_type("point_rule")
    statement = select(cls.id).where(cls.scoring_year == scoring_year).order_by(cls.id).with_for_update()
    db.session.execute(statement, execution_options={"gate": "label"}).all()


def _standing(
    scoring_year: int, rules: Mapping[int, Rule]
) -> tuple[dict[Key, Standing], dict[Key, int], set[Key]]:
    """Return the entries that stand, how often each was posted, and what was cancelled by hand."""
    cls: Any = record_type("point_entry")
    columns = (
        cls.id, cls.seat_id, cls.rule_id, cls.record_table, cls.record_id, cls.occasion, cls.points, cls.earned_on,
        cls.reverses_id,
    )  # fmt: skip
    statement = (
        select(*columns).where(cls.scoring_year == scoring_year, cls.trashed_at.is_(None)).order_by(cls.id)
    )
    rows = db.session.execute(statement, execution_options={"gate": "label"}).all()
    cancelled = {row.reverses_id: row.occasion for row in rows if row.reverses_id is not None}
    standing: dict[Key, Standing] = {}
    posted: dict[Key, int] = defaultdict(int)
    by_hand: set[Key] = set()
    for row in rows:
        if row.reverses_id is not None:
            continue
        occasion = row.occasion.partition("#")[0]
        root = rules[row.rule_id].root
        key = Key(row.seat_id, root, row.record_table, row.record_id, occasion)
        posted[key] += 1
        if row.id not in cancelled:
            standing[key] = Standing(row.id, key, row.points, row.earned_on, row.rule_id)
        elif cancelled[row.id].startswith(CANCELLED):
            by_hand.add(key)
    return standing, posted, by_hand


def _line(scoring_year: int, key: Key, due: Earned, posted: Mapping[Key, int]) -> dict[str, Any]:
    times = posted.get(key, 0)
    return {
        "seat_id": key.seat_id, "scoring_year": scoring_year, "points": due.points, "earned_on": due.day,
        "rule_id": due.rule_id, "record_table": key.table, "record_id": key.record_id,
        "occasion": f"{key.occasion}#{times + 1}" if times else key.occasion, "reverses_id": None, "reason": None,
    }  # fmt: skip


def _reverse(scoring_year: int, entry: Standing, reason: str) -> dict[str, Any]:
    return {
        "seat_id": entry.key.seat_id, "scoring_year": scoring_year, "points": -entry.points, "earned_on": entry.day,
        "rule_id": entry.rule_id, "record_table": entry.key.table, "record_id": entry.key.record_id,
        "occasion": f"{RECOUNTED} {entry.id}", "reverses_id": entry.id, "reason": reason,
    }  # fmt: skip


def _write(rows: list[dict[str, Any]], reason: str) -> None:
    """Insert lines as they are: thousands of them, each right by how it was made, which is why no rule is asked for each again.

    The constraints of the database and the triggers of the history hold for them as for every row.
    """
    cls: Any = record_type("point_entry")
    actor, now, today = current_actor(), clock.now(), clock.business_today()
    names = {rule.id: rule.name for rule in rules_of(rows[0]["scoring_year"]).values()}
    stamps = {
        "organization_id": actor.organization_id, "version": 1, "entry_date": today, "created_at": now,
        "created_by_id": actor.account_id, "changed_at": now, "changed_by_id": actor.account_id,
    }  # fmt: skip
    with because(db.session(), reason), maintenance("points"):
        name_writer()
        for start in range(0, len(rows), _AT_ONCE):
            lines = [
                {**row, **stamps, "fact_date": row["earned_on"], "name": names[row["rule_id"]]}
                for row in rows[start : start + _AT_ONCE]
            ]
            db.session.execute(insert(cls), lines)
