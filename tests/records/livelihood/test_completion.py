"""Completion and "behind": never clamped, undefined where nothing can be computed. Figures are those of published lists."""

from datetime import date
from decimal import Decimal

import pytest

from models.livelihood.completion import UNKNOWN, Completion, completion, is_behind, share_passed, standings
from models.livelihood.indicator import Indicator
from models.livelihood.progress import Progress
from tests import factories
from tests.models.balloting.hall import DAY, Hall


@pytest.mark.parametrize(
    ("target", "value", "percent"),
    [
        ("27800", "52242", "187.9"),
        ("60", "577", "961.7"),
        ("400", "1089", "272.3"),
        ("80", "121", "151.3"),
        ("30", "30", "100.0"),
        ("4", "2", "50.0"),
        ("9000", "0", "0.0"),
    ],
)
def test_a_percentage_is_that_of_the_published_list(target: str, value: str, percent: str) -> None:
    assert completion("at_least", Decimal(target), Decimal(value)) == Completion("percent", Decimal(percent))


def test_a_rate_under_its_limit_is_met_and_has_no_percentage() -> None:
    assert completion("at_most", Decimal("4.3"), Decimal("3.57")) == Completion("met")
    assert completion("at_most", Decimal("4.3"), Decimal("4.31")) == Completion("exceeded")


def test_what_cannot_be_computed_is_not() -> None:
    assert completion("at_least", Decimal(60), None) == UNKNOWN
    assert completion("at_least", Decimal(0), Decimal(3)) == UNKNOWN
    assert completion("text", None, None) == Completion("text")
    assert completion("done", None, None) == Completion("not_done")
    assert (
        completion("done", None, None, done=True)
        == completion("done", None, Decimal(1))
        == Completion("done")
    )


def test_the_share_of_the_time_passed() -> None:
    assert round(share_passed(2020, DAY), 1) == Decimal("73.0")
    assert share_passed(2020, date(2019, 12, 31)) == 0
    assert share_passed(2020, date(2021, 1, 1)) == 100
    assert share_passed(2020, date(2020, 3, 31), date(2020, 6, 30)) == 50


@pytest.mark.parametrize(
    ("kind", "reached", "today", "behind"),
    [
        ("at_least", "50.0", DAY, True),
        ("at_least", "70.0", DAY, False),
        ("at_least", None, DAY, True),
        ("at_least", None, date(2020, 1, 31), False),
        ("at_least", "99.9", date(2021, 1, 1), True),
        ("at_least", "100.0", date(2021, 1, 1), False),
        ("at_most", None, DAY, False),
        ("at_most", None, date(2021, 1, 1), True),
        ("done", None, DAY, False),
        ("done", None, date(2021, 1, 1), True),
        ("text", None, date(2021, 1, 1), False),
    ],
)
def test_behind(kind: str, reached: str | None, today: date, behind: bool) -> None:
    state = Completion("percent", Decimal(reached)) if reached else UNKNOWN

    assert is_behind(kind, state, 2020, today) is behind


def test_a_project_stands_by_its_slowest_indicator_and_its_latest_report(furnished: Hall) -> None:
    first, second = furnished.projects
    with furnished.act(furnished.clerk):
        beds = factories.make(
            Indicator, project_id=first, name="养老床位", target=Decimal(366), unit="张", rank=1
        )
        centres = factories.make(
            Indicator, project_id=first, name="养老中心", target=Decimal(4), unit="所", rank=2
        )
        factories.make(Indicator, project_id=first, name="建设完成", target_kind="done", rank=0)
        for indicator, period, value, territory in (
            (beds, "2020-08", 100, None),
            (beds, "2020-09", 400, None),
            (beds, "2020-09", 9, "柑子镇"),
            (centres, "2020-09", 2, None),
        ):
            factories.make(
                Progress,
                indicator_id=indicator.id,
                year=2020,
                period=period,
                value=Decimal(value),
                territory=territory,
            )
    with furnished.act(furnished.clerk):
        found = standings([first, second])

    assert [item.completion.percent for item in found[first].indicators] == [
        None,
        Decimal("109.3"),
        Decimal("50.0"),
    ]
    assert found[first].behind
    slowest = found[first].shown
    assert slowest is not None
    assert slowest.name == "养老中心"
    assert slowest.value == 2
    assert found[second].shown is None
    assert not found[second].behind
