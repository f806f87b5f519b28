"""A draft is tried on the year before it is approved: who has other points, another grade, and why; nothing is written by it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Flask
from sqlalchemy import select

from models.access import CHAIR, CLERK, MEMBER
from models.base import db
from models.duty.computing import compute_points
from models.duty.ledger import reverse
from models.duty.trial import tried_on
from models.office.term_setting import TermSetting
from models.people.seat import Seat
from models.performance.point_entry import PointEntry
from tests.contracts.traces import written
from tests.factories import a_term, make
from tests.fixtures.app import People
from tests.records.conftest import Entering
from tests.records.duty.world import YEAR, make_rule, make_year


def words(sentence: str, **values: Any) -> str:
    """Put the values into a sentence."""
    return sentence % values


def draft(entering: Entering, *, state: str = "submitted") -> tuple[Any, int]:
    """Enter the small year, thresholds near its totals, and a later version of one rule that waits for the meeting."""
    with entering():
        year = make_year()
        make(
            TermSetting,
            term_id=a_term().id,
            setting="assessment_thresholds",
            value="优秀 28；称职 20；不称职 0",
        )
        later = make_rule(
            "捐赠",
            "contribution_donation",
            9,
            state=state,
            replaces_id=year.rules["捐赠"],
            item_cap=Decimal(6),
        )
        return year, later.id


def test_who_changes_grade_and_why(entering: Entering) -> None:
    year, later = draft(entering)
    with entering():
        compute_points(YEAR, words)
        found = tried_on(YEAR, [later])
        assert (found.members, found.before, found.after) == (
            2, {"优秀": 0, "称职": 1, "不称职": 1}, {"优秀": 1, "称职": 0, "不称职": 1},
        )  # fmt: skip
        (one,) = found.changed
        assert (one.seat_id, one.before, one.after) == (year.first, Decimal("25.75"), Decimal("29.75"))
        assert (one.grade_before, one.grade_after, one.changes_grade) == ("称职", "优秀", True)
        assert [tuple(why) for why in one.because] == [("捐赠", 2, 6)]
        assert tried_on(YEAR, []).changed == []


def test_what_was_cancelled_by_hand_is_not_counted_in_a_trial(entering: Entering) -> None:
    _year, later = draft(entering)
    with entering():
        compute_points(YEAR, words)
        reverse(db.session.scalars(select(PointEntry).where(PointEntry.name == "捐赠")).one(), "重复。")
    with entering():
        assert tried_on(YEAR, [later]).changed == []


def test_the_chair_sees_it_before_approving_and_nothing_is_written(
    entering: Entering, people: People, app: Flask
) -> None:
    year, later = draft(entering)
    with entering():
        hidden = make_rule("草稿项目", "contribution", 50, state="draft").id
        person = db.session.get_one(Seat, year.first).member_id
    chair, clerk = people.client(people.add(CHAIR)), people.client(people.add(CLERK))
    member = people.client(people.add(MEMBER, member_id=person, login="member"))
    before = written(app)
    address = f"/panel/point-rule/trial/?year={YEAR}"
    page = chair.get(address).text
    assert "25.75 → 29.75" in page
    assert "捐赠：2 → 6" in page
    assert "草稿项目" not in page
    assert "Nobody" not in chair.get(f"{address}&rule={hidden}").text
    assert "25.75 → " not in chair.get(f"{address}&rule={hidden}").text
    assert (
        f"/panel/point-rule/trial/?year={YEAR}&amp;rule={later}"
        in chair.get(f"/panel/point-rule/details/?id={later}").text
    )
    assert member.get(address).status_code == 403
    assert written(app) == before
    assert "25.75 → 29.75" in clerk.get(f"{address}&rule={later}").text
