"""The account of points: written by the system alone, once, cancelled by a reverse line, seen by nobody it does not concern."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.access import CHAIR, CLERK, DEPARTMENT, MEMBER
from models.base import db
from models.duty.ledger import post, reverse, total
from models.performance.point_entry import NEVER_CHANGED, PointEntry
from models.problems import Invalid
from models.registry import record_type
from tests.factories import make, make_seat, make_training, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload, trash
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk: all; committee: area; chair auditor: all; member: own of seat_id",
    "export": "clerk: all; committee: area; chair auditor: all",
}
NOUNS = {
    "seat": "seat_id",
    "item": "name",
    "points": "points",
    "source record": ("record_table", "record_id"),
    "rule version": "rule_id",
    "reverse line": ("reverses_id", "reason"),
    "idempotent on re-run": "occasion",
}
DAY = date(2020, 5, 11)


def make_rule(**over: Any) -> Any:
    """Make an approved rule of 2020."""
    values = {"scoring_year": 2020, "name": "学习培训", "points": Decimal(1)}
    return put_into(make(record_type("point_rule"), **values | over), "approved")


def furnish(frame: Any, people: Any) -> None:
    """Enter a line of two members, one of them cancelled."""
    rule, source = make_rule(name="学习培训（明细）"), make_training()
    for seat in (frame.seat, frame.other_seat):
        post(seat.id, rule, Decimal(1), source, DAY)
    entry = post(frame.seat.id, rule, Decimal(1), source, DAY, occasion="2")
    assert entry is not None
    reverse(entry, "重复计分。")


def test_computing_again_writes_nothing_twice(entering: Entering) -> None:
    with entering():
        seat, rule, source = make_seat().id, make_rule(), make_training()
        first = post(seat, rule, Decimal("1.5"), source, DAY)
        assert first is not None
        assert (first.scoring_year, first.name, first.fact_date) == (2020, "学习培训", DAY)
        assert post(seat, rule, Decimal("1.5"), source, DAY) is None
        assert post(seat, rule, Decimal(-2), source, DAY, occasion="2") is not None
        assert total(seat, 2020) == Decimal("-0.5")
        assert total(seat, 2019) == 0


def test_a_wrong_line_is_cancelled_by_its_opposite_once(entering: Entering) -> None:
    with entering():
        seat, rule, source = make_seat().id, make_rule(), make_training()
        entry = post(seat, rule, Decimal(3), source, DAY)
        assert entry is not None
        db.session.commit()
        with assert_invalid("reason"):
            reverse(entry, " ")
        line = reverse(entry, "培训未参加。")
        assert (line.points, line.reverses_id) == (Decimal(-3), entry.id)
        assert total(seat, 2020) == 0
        for again in (entry, line):
            with pytest.raises(Invalid):
                reverse(again, "再来一次。")
        db.session.rollback()


def test_nothing_counts_by_a_rule_that_is_not_in_force(entering: Entering) -> None:
    with entering():
        seat, source = make_seat().id, make_training()
        draft = put_into(make_rule(), "draft")
        with assert_invalid("rule_id"):
            post(seat, draft, Decimal(1), source, DAY)


def test_no_hand_writes_changes_or_removes_a_line(entering: Entering, acting_with: As) -> None:
    """Neither a clerk nor a chair makes one; not even the system changes one; none goes to the recycle bin."""
    with entering():
        seat, rule, source = make_seat().id, make_rule(), make_training()
        entry = post(seat, rule, Decimal(1), source, DAY)
        assert entry is not None
        number = entry.id
        values = {"seat_id": seat, "rule_id": rule.id, "scoring_year": 2020, "points": Decimal(9), "earned_on": DAY,
                  "record_table": "training", "record_id": source.id, "occasion": "9"}  # fmt: skip
    for role in (CLERK, CHAIR):
        with acting_with(role):
            with assert_refused():
                make(PointEntry, **values)
            with assert_refused():
                reload(PointEntry, number).points = Decimal(9)
                db.session.flush()
            with assert_refused():
                trash(PointEntry, number)
    with entering():
        with assert_refused(NEVER_CHANGED):
            reload(PointEntry, number).points = Decimal(9)
            db.session.flush()
        with assert_refused(NEVER_CHANGED):
            trash(PointEntry, number)


def test_a_member_sees_the_own_points_and_nobody_elses(entering: Entering, acting_with: As) -> None:
    with entering():
        mine, other = make_seat(), make_seat()
        rule, source = make_rule(), make_training()
        own = post(mine.id, rule, Decimal(1), source, DAY)
        assert own is not None
        post(other.id, rule, Decimal(1), source, DAY)
        number, member = own.id, mine.member_id
    with acting_with(MEMBER, scopes={"member": frozenset({member})}):
        assert readable(PointEntry) == {number}
    with acting_with(DEPARTMENT, scopes={"department": frozenset({1})}):
        assert readable(PointEntry) == set()
