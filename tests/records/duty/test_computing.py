"""Points are computed from the records: sums, caps, shares; a second run writes nothing; changes are reverse lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from models.access import CHAIR, MEMBER
from models.base import db
from models.duty.account import account_of, accounts_of
from models.duty.computing import compute_points, difference
from models.duty.deeds import SOURCES, Deed, concerns
from models.duty.ledger import reverse, total
from models.duty.periods import period_of
from models.duty.rules import Rule, rules_of, share
from models.history import timeline
from models.outreach.contribution import Contribution
from models.performance.point_entry import PointEntry
from models.performance.point_rule import PointRule
from tests.factories import put_into
from tests.proposal_factories import a_plenary_session
from tests.records.asserting import reload
from tests.records.conftest import As, Entering
from tests.records.duty.world import DAY, YEAR, make_rule, make_year


def words(sentence: str, **values: Any) -> str:
    """Put the values into a sentence, as the panel would after translating it."""
    return sentence % values


def lines(seat_id: int) -> dict[str, Decimal]:
    """Return item -> sum of its lines."""
    rows = db.session.execute(
        select(PointEntry.name, func.sum(PointEntry.points))
        .where(PointEntry.seat_id == seat_id)
        .group_by(PointEntry.name)
    )
    return {row.name: row[1] for row in rows}


def test_sums_shares_and_caps_come_from_the_records(entering: Entering) -> None:
    with entering():
        year = make_year()
    with entering():
        done = compute_points(YEAR, words)
        assert (len(done.new), len(done.wrong)) == (10, 0)
        assert lines(year.first) == {
            "出席全会": 10, "培训": 4, "提案立案": Decimal("3.75"), "重点提案": 3, "市级采用": 6, "捐赠": 2,
        }  # fmt: skip
        assert lines(year.second) == {
            "缺席全会": -2,
            "会议迟到": -1,
            "提案立案": Decimal("3.75"),
            "重点提案": 1,
        }
    with entering():
        first = account_of(year.first, YEAR)
        presence = first.groups[0]
        assert [presence.raw, presence.cap, presence.points] == [14, 12, 12]
        used = first.item(year.rules["市级采用"])
        assert used is not None
        assert [used.raw, used.points, used.times] == [6, 5, 1]
        assert first.points == total(year.first, YEAR) == Decimal("25.75")
        assert {seat: account.points for seat, account in accounts_of(YEAR).items()} == {
            year.first: Decimal("25.75"), year.second: Decimal("1.75"),
        }  # fmt: skip
        entry = db.session.scalars(select(PointEntry).where(PointEntry.name == "提案立案")).first()
        assert entry is not None
        assert (entry.record_table, entry.record_id, entry.rule_id) == (
            "proposal", year.proposal, year.rules["提案立案"],
        )  # fmt: skip
        history = timeline(db.session(), "point_entry", entry.id).lines
        assert [line.reason for line in history] == ["Computed from the records by the rules of 2020."]


def test_a_second_run_writes_nothing_and_a_change_is_a_reverse_line(entering: Entering) -> None:
    with entering():
        year = make_year()
        compute_points(YEAR, words)
    with entering():
        written = db.session.scalar(select(func.count(PointEntry.id)))
        assert compute_points(YEAR, words).nothing
        assert db.session.scalar(select(func.count(PointEntry.id))) == written
        put_into(reload(Contribution, year.contribution), "declined")
    with entering():
        gone = compute_points(YEAR, words)
        assert (len(gone.new), len(gone.wrong), gone.seats) == (0, 1, {year.first})
        line = db.session.scalars(select(PointEntry).where(PointEntry.reverses_id.is_not(None))).one()
        assert [line.points, line.reason, line.name] == [
            -2,
            "The record no longer counts by this rule.",
            "捐赠",
        ]
        assert total(year.first, YEAR) == Decimal("23.75")
        put_into(reload(Contribution, year.contribution), "confirmed")
    with entering():
        again = compute_points(YEAR, words)
        assert (len(again.new), len(again.wrong)) == (1, 0)
        assert total(year.first, YEAR) == Decimal("25.75")
        occasions = select(PointEntry.occasion).where(PointEntry.name == "捐赠", PointEntry.points > 0)
        assert sorted(db.session.scalars(occasions)) == ["1", "1#2"]
        assert compute_points(YEAR, words).nothing


def test_a_later_version_takes_the_place_of_the_lines_before(entering: Entering) -> None:
    with entering():
        year = make_year()
        compute_points(YEAR, words)
        old = reload(PointRule, year.rules["捐赠"])
        new = make_rule("捐赠", "contribution_donation", 5, replaces_id=old.id).id
        put_into(old, "replaced")
    with entering():
        done = compute_points(YEAR, words)
        assert [(entry.rule_id, why) for entry, why in done.wrong] == [
            (year.rules["捐赠"], "The rule was replaced by a later version.")
        ]
        assert [due.rule_id for _key, due in done.new] == [new]
        assert total(year.first, YEAR) == Decimal("28.75")
        assert compute_points(YEAR, words).nothing


def test_what_a_person_cancelled_stays_cancelled(entering: Entering) -> None:
    with entering():
        year = make_year()
        compute_points(YEAR, words)
        entry = db.session.scalars(select(PointEntry).where(PointEntry.name == "捐赠")).one()
        reverse(entry, "与另一项重复。")
    with entering():
        found = difference(YEAR)
        assert (found.nothing, found.held_back) == (True, 1)
        old = reload(PointRule, year.rules["捐赠"])
        make_rule("捐赠", "contribution_donation", 5, replaces_id=old.id)
        put_into(old, "replaced")
    with entering():
        assert difference(YEAR).held_back == 1
        assert difference(YEAR).nothing


def test_only_approved_rules_of_the_year_count_and_only_within_the_scoring_year(entering: Entering) -> None:
    with entering():
        year = make_year()
        for name in ("出席全会", "缺席全会", "培训", "提案立案", "重点提案", "市级采用"):
            put_into(reload(PointRule, year.rules[name]), "submitted")
        session = a_plenary_session()
        session.scoring_from, session.scoring_until = DAY.replace(month=6), DAY.replace(month=11, day=30)
        db.session.flush()
        assert period_of(YEAR) == (DAY.replace(month=6), DAY.replace(month=11, day=30))
        assert difference(YEAR).nothing
        assert difference(YEAR - 1).nothing


def test_from_which_one_on_and_about_which_works() -> None:
    alone, second = Deed(1, "proposal", 1, DAY), Deed(2, "proposal", 2, DAY, rank=2, people=3)
    body = Deed(1, "proposal", 3, DAY, collective=True)
    told = {part: [concerns(part, deed) for deed in (alone, second, body)]
            for part in ("all", "alone", "joint", "others", "collective")}  # fmt: skip
    assert told == {
        "all": [True, True, True], "alone": [True, False, False], "joint": [False, True, False],
        "others": [False, True, False], "collective": [False, False, True],
    }  # fmt: skip


def test_shares_of_joint_work_never_come_to_more_than_the_points(entering: Entering) -> None:
    with entering():
        make_rule("立案", "proposal_accepted", 25, split="first_half", joint_most=4)
        make_rule("参与", "proposal_key", 3, part="others")
        make_rule("主笔", "proposal_excellent", 10)
        rules = {rule.name: rule for rule in rules_of(YEAR).values()}
    people = [Deed(n, "proposal", 1, DAY, rank=n, people=5) for n in range(1, 6)]

    def shares(name: str) -> list[Decimal]:
        rule: Rule = rules[name]
        return [share(rule, deed) for deed in people]

    assert shares("立案") == [Decimal("12.5"), Decimal("4.16"), Decimal("4.16"), Decimal("4.16"), 0]
    assert shares("主笔") == [10, 0, 0, 0, 0]
    assert shares("参与")[1:] == [3, 3, 3, 3]
    assert share(rules["立案"], Deed(1, "proposal", 1, DAY)) == 25


def test_the_second_of_a_year_counts_where_the_first_does_not(entering: Entering) -> None:
    with entering():
        year = make_year()
        make_rule("第2件起", "proposal_submitted", 5, split="full", from_number=2)
        assert not [key for key, _due in difference(YEAR).new if key.root not in year.rules.values()]
        make_rule("第1件起", "proposal_submitted", 5, split="full")
        assert len([key for key, _due in difference(YEAR).new if key.root not in year.rules.values()]) == 2


def test_every_source_is_read_without_a_mistake(entering: Entering) -> None:
    """A rule for each source: what the small year holds is found under its name, and nothing else."""
    with entering():
        year = make_year()
        for source in SOURCES:
            make_rule(f"来源 {source.value}", source.value, 1)
        rules = rules_of(YEAR)
        names = {rule.root: rule.counts for rule in rules.values() if rule.id not in year.rules.values()}
        found: dict[int, set[str]] = {year.first: set(), year.second: set()}
        for key, _due in difference(YEAR).new:
            if key.root in names and key.seat_id in found:
                found[key.seat_id].add(str(names[key.root]))
    assert found[year.first] == {
        "everybody", "plenary_whole", "plenary_present", "plenary_half", "training_full", "proposal_submitted",
        "proposal_accepted", "proposal_key", "opinion_reported", "opinion_used", "opinion_city", "contribution",
        "contribution_donation",
    }  # fmt: skip
    assert found[year.second] == {"everybody", "plenary_absent", "other_present", "other_late"}


def test_nobody_sees_anothers_lines(entering: Entering, acting_with: As) -> None:
    with entering():
        year = make_year()
        compute_points(YEAR, words)
        member = db.session.scalar(
            select(PointEntry.seat_id).where(PointEntry.seat_id == year.second).limit(1)
        )
        assert member is not None
    with acting_with(MEMBER, scopes={"member": frozenset({-1})}):
        assert accounts_of(YEAR, gate="full") == {}
    with acting_with(CHAIR):
        assert len(accounts_of(YEAR, gate="full")) == 2
