"""What is looked at in every state chart before the start: wrongly named, unreachable, stuck, undecidable, unassigned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from models.access import ROLES, never
from models.base import Record
from models.registry import record_type
from models.workflow import SHAPES, State, Transition, Workflow
from panel.finding import Finding


def workflow_findings(cls: type[Record], where: str) -> Iterator[Finding]:
    """Yield what is wrong with the states and steps of a record type."""
    workflow = cls.workflow
    assert workflow is not None
    steps = list(workflow.transitions.values())
    yield from _step_findings(cls, where)
    yield from _state_findings(workflow, where)
    if any(step.submits for step in steps) and not any(step.recalls for step in steps):
        yield Finding(
            "W208", where, "can be submitted and not recalled; add the recall before anybody acted."
        )
    if (
        any(step.seals for step in steps)
        and not cls.access.correct
        and not any(s.final for s in _sealed_states(workflow))
    ):
        yield Finding("W209", where, "is approved and nobody may propose a correction; give access.correct.")


def _sealed_states(workflow: Workflow) -> list[State]:
    return [
        workflow.states[step.target]
        for step in workflow.transitions.values()
        if step.seals and step.target in workflow.states
    ]


def _step_findings(cls: type[Record], where: str) -> Iterator[Finding]:
    workflow = cls.workflow
    assert workflow is not None
    for step in workflow.transitions.values():
        place = f"{where}.{step.name}"
        for value in (*step.sources, step.target):
            if value not in workflow.states:
                yield Finding("W201", place, f"names the unknown state {value!r}.")
        if not step.computed and not step.by and not step.paper:
            yield Finding("W202", place, "may be taken by no role; give by=, or mark it computed.")
        for role in (*step.by, *step.paper):
            if role not in ROLES:
                yield Finding("W203", place, f"is for the unknown role {role!r}.")
        for name in (*step.needs, *step.asks):
            if name not in cls.__table__.c:
                yield Finding("W204", place, f"needs the column {name!r}, which does not exist.")
        yield from _taker_findings(cls, step, place)
        for body in sorted(set(step.bodies) - meeting_kinds()):
            yield Finding(
                "W212", place, f"is decided by {body!r}, which is no kind of meeting; name one of them."
            )


def _taker_findings(cls: type[Record], step: Transition, place: str) -> Iterator[Finding]:
    """Yield when whoever is named could never press the step: they do not read such rows, or the rule lets through none."""
    named: Mapping[str, object] = {**step.paper, **step.by}
    known = [role for role in named if role in ROLES]
    blind = [role for role in known if role not in cls.access.read]
    if blind:
        yield Finding(
            "W211",
            place,
            f"is for {', '.join(blind)}, who cannot read such a record; let them, or leave them out.",
        )
    elif known and not step.computed and all(named[role] is never for role in known):
        yield Finding("W211", place, "is for nobody: its rules let through no row.")


def meeting_kinds() -> frozenset[str]:
    """Return the kinds of meeting that there are; a step that is decided names one of them."""
    return frozenset(choice.value for choice in record_type("meeting").__table__.c.kind.info["choices"])


def _state_findings(workflow: Workflow, where: str) -> Iterator[Finding]:
    onward = {(source, step.target) for step in workflow.transitions.values() for source in step.sources}
    reached = _spread({workflow.initial}, onward)
    finals = {state.value for state in workflow.states.values() if state.final}
    ends = _spread(finals, {(target, source) for source, target in onward})
    for state in workflow.states.values():
        place = f"{where}.{state.value}"
        if state.value not in reached:
            yield Finding("W205", place, f"is reached by no way that begins at {workflow.initial!r}.")
        if not state.final and not workflow.leaving(state.value):
            yield Finding("W206", place, "is left by no transition and is not final.")
        elif finals and state.value not in ends:
            yield Finding(
                "W210", place, "leads to no final state, so a row goes round for ever; add the way out."
            )
        if state.shape not in SHAPES:
            yield Finding("W207", place, f"has no shape of the interface ({', '.join(SHAPES)}).")


def _spread(first: Iterable[str], ways: set[tuple[str, str]]) -> set[str]:
    """Return every state that the ways lead to from the first ones, those included."""
    found = set(first)
    while True:
        more = {target for source, target in ways if source in found} - found
        if not more:
            return found
        found |= more
