"""The state chart of every type is whole, and what would break it is found before the start, by the name of the state or step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from models.base import Record
from models.registry import load_record_types
from models.workflow import Transition, Workflow
from panel.state_checks import workflow_findings

CHARTS = {
    cls.__tablename__: cls
    for cls in load_record_types()
    if cls.__module__.startswith("models.") and cls.workflow is not None
}


def _found(cls: type[Record], steps: Iterable[Transition]) -> set[tuple[str, str]]:
    """Return the id and place of what is found wrong with a type that has these steps."""
    assert cls.workflow is not None
    chart = Workflow(tuple(cls.workflow.states.values()), *steps)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cls, "workflow", chart)
        return {(finding.id, finding.where) for finding in workflow_findings(cls, cls.__name__)}


def _steps(cls: type[Record]) -> list[Transition]:
    assert cls.workflow is not None
    return list(cls.workflow.transitions.values())


@pytest.mark.parametrize("table", sorted(CHARTS))
def test_the_chart_is_whole(table: str) -> None:
    assert _found(CHARTS[table], _steps(CHARTS[table])) == set()


@pytest.mark.parametrize("table", sorted(CHARTS))
def test_a_state_that_nothing_leads_to_is_found(table: str) -> None:
    cls, workflow = CHARTS[table], CHARTS[table].workflow
    assert workflow is not None
    for state in workflow.states:
        if state != workflow.initial:
            left = [step for step in _steps(cls) if step.target != state]
            assert ("W205", f"{cls.__name__}.{state}") in _found(cls, left)


@pytest.mark.parametrize("table", sorted(CHARTS))
def test_a_state_that_nothing_leads_out_of_is_found(table: str) -> None:
    cls, workflow = CHARTS[table], CHARTS[table].workflow
    assert workflow is not None
    for state in workflow.states.values():
        if not state.final:
            left = [_from_elsewhere(step, state.value) for step in _steps(cls)]
            kept = [step for step in left if step.sources]
            assert ("W206", f"{cls.__name__}.{state.value}") in _found(cls, kept)


def _from_elsewhere(step: Transition, state: str) -> Transition:
    return replace(step, source=tuple(source for source in step.sources if source != state))


@pytest.mark.parametrize("table", sorted(CHARTS))
def test_a_step_that_nobody_may_take_is_found(table: str) -> None:
    cls = CHARTS[table]
    for step in _steps(cls):
        if not step.computed:
            others = [other for other in _steps(cls) if other is not step]
            found = _found(cls, [*others, replace(step, by={}, paper={})])
            assert ("W202", f"{cls.__name__}.{step.name}") in found


@pytest.mark.parametrize("table", sorted(CHARTS))
def test_a_step_that_no_meeting_can_decide_is_found(table: str) -> None:
    cls = CHARTS[table]
    for step in _steps(cls):
        others = [other for other in _steps(cls) if other is not step]
        found = _found(cls, [*others, replace(step, decided_by="town_hall")])
        assert ("W212", f"{cls.__name__}.{step.name}") in found
