"""Completion and "behind": never clamped, undefined where nothing can be computed. Figures are those of published lists."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from sqlalchemy import select

from models.base import db
from models.livelihood.completion import (
    UNKNOWN,
    Completion,
    behind_sql,
    completion,
    is_behind,
    share_passed,
    standings,
)
from models.livelihood.indicator import Indicator
from models.livelihood.livelihood_project import LivelihoodProject
from models.livelihood.progress import Progress
from tests import factories
from tests.livelihood_factories import make_livelihood_project
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


KINDS = ("at_least", "at_most", "done", "text")
TARGETS = ("0", "3", "4.3", "30", "400")
VALUES = (None, "0", "1", "2.995", "3", "18.9", "19", "251.8", "1089")
DUE_DAYS = (None, date(2020, 3, 1), DAY, date(2020, 9, 24), date(2021, 6, 30), date(2019, 12, 1))
YEARS = (2019, 2020, 2021)
EVERY = 13
"""So many combinations further is the next one that is tried: the kinds, days and years meet in all ways all the same."""


def test_the_database_finds_behind_what_the_figures_say_is_behind(furnished: Hall) -> None:
    """Every kind of target under all manner of dates and reports: the condition of the list agrees with the standing shown."""
    with furnished.act(furnished.clerk):
        ids = [
            _project(number, *cells)
            for number, cells in enumerate(list(product(KINDS, TARGETS, VALUES, DUE_DAYS, YEARS))[::EVERY])
        ]
        db.session.commit()
    with furnished.act(furnished.clerk):
        told = {number for number, standing in standings(ids).items() if standing.behind}
        asked = select(LivelihoodProject.id).where(
            LivelihoodProject.id.in_(ids), behind_sql(LivelihoodProject)
        )
        assert set(db.session.scalars(asked)) == told
        assert 20 < len(told) < len(ids) - 20


def _project(number: int, kind: str, target: str, value: str | None, due: date | None, year: int) -> int:
    """Enter a project with one indicator and two reports, the second of which holds; every ninth was reported done."""
    state = "running" if number % 9 else "reported_done"
    project = make_livelihood_project(year=year, number=f"9{number}", state=state).id
    indicator = factories.make(
        Indicator,
        project_id=project,
        name="指标",
        target_kind=kind,
        target=None if kind in ("done", "text") else Decimal(target),
        target_text="完成立项" if kind == "text" else None,
        achieved_by=due,
    )
    if value is not None:
        for month, reached in (("01", Decimal(value) + 5), ("02", Decimal(value))):
            done = kind == "done" and number % 2 == 0
            period = {"year": year, "period": f"{year}-{month}"}
            factories.make(Progress, indicator_id=indicator.id, value=reached, done=done, **period)
    return project
