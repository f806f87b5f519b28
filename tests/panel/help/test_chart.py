"""The drawing of a state chart: all states and steps are in it, nothing lies on something else, and it fits a phone."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from models.access import CLERK, all_rows
from models.registry import load_record_types
from models.workflow import State, Transition, Workflow
from panel.help.chart import Chart, state_chart, wrapped

CHARTS = {cls.__tablename__: cls.workflow for cls in load_record_types() if cls.workflow is not None}
PHONE = 360


def step(name: str, source: Any, target: str) -> Transition:
    return Transition(name, source, target, name, by={CLERK: all_rows})


def made(*steps: Transition) -> Chart:
    names = ("a", "b", "c", "d")
    return state_chart(Workflow([State(n, n, "ring", final=n == "d") for n in names], *steps))


def extents(chart: Chart) -> list[tuple[float, float, float, float]]:
    """Return where states and numbers lie: left, top, width, height."""
    signs = [(badge.x, badge.y, badge.width, 14.0) for badge in chart.badges]
    return signs + [(box.x, box.y, box.width, box.height) for box in chart.boxes]


@pytest.mark.parametrize("table", sorted(CHARTS))
def test_every_state_and_step_is_drawn_within_the_picture(table: str) -> None:
    workflow = CHARTS[table]
    chart = state_chart(workflow)

    assert [" ".join(box.lines) for box in chart.boxes] == [state.label for state in workflow.states.values()]
    numbers = {int(n) for badge in chart.badges for n in badge.text.split("·")}
    assert numbers == set(range(1, len(workflow.transitions) + 1))
    for x in (float(n) for path in chart.paths for n in re.findall(r"[MH](-?[\d.]+)", path)):
        assert 0 <= x <= chart.width
    for x, y, width, height in extents(chart):
        assert 0 <= x <= chart.width - width
        assert 0 <= y <= chart.height - height


@pytest.mark.parametrize("table", sorted(CHARTS))
def test_nothing_lies_on_something_else(table: str) -> None:
    chart = state_chart(CHARTS[table])

    def apart(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
        return (
            one[0] + one[2] <= two[0]
            or two[0] + two[2] <= one[0]
            or one[1] + one[3] <= two[1]
            or two[1] + two[3] <= one[1]
        )

    assert all(apart(one, two) for one, two in itertools.combinations(extents(chart), 2))


def test_the_usual_way_goes_down_the_middle_and_the_rest_along_the_sides() -> None:
    chart = made(step("on", "a", "b"), step("on2", "b", "c"), step("skip", "a", "d"), step("back", "c", "a"))
    middle = chart.boxes[0].x + chart.boxes[0].width / 2

    assert [path.startswith(f"M{middle:.1f} ") for path in chart.paths] == [True, True, False, False]
    down, up = (float(re.findall(r"H(-?[\d.]+)V", path)[0]) for path in chart.paths[2:])
    assert up < chart.boxes[0].x < chart.boxes[0].x + chart.boxes[0].width < down


def test_steps_to_one_state_share_a_line_and_lines_beside_each_other_do_not_meet() -> None:
    chart = made(
        step("void", ("a", "b"), "d"), step("also", "a", "d"), step("skip", "a", "c"), step("on", "c", "d")
    )
    lanes = [float(found[0]) for path in chart.paths if (found := re.findall(r"H([\d.]+)V", path))]

    assert [badge.text for badge in chart.badges if "·" in badge.text] == ["1·2"]
    assert len(set(lanes)) == 2


def test_every_chart_can_be_read_on_a_phone() -> None:
    wide = {table: state_chart(workflow).width for table, workflow in CHARTS.items()}

    # What is wider is drawn smaller; letters of 14 stay above 10.
    assert {table: width for table, width in wide.items() if width > PHONE * 14 / 10} == {}


def test_long_words_go_on_in_a_second_line() -> None:
    assert wrapped("Draft") == ("Draft",)
    assert wrapped("Opinions of the round approved by a chair") == (
        "Opinions of the round",
        "approved by a chair",
    )
    assert wrapped("已报送县委县政府并等待批示的评议结果") == ("已报送县委县政府并等待批", "示的评议结果")
