"""What is declared is what the office expects: the tables written by hand and the models say the same, word for word."""

import pytest

from models.access.policy import ACTIONS
from models.base import Record
from models.registry import load_record_types
from tests.contracts.expectations import FIELDS, RIGHTS
from tests.contracts.steps import STATES, STEPS
from tests.contracts.words import describe, expected

TYPES = {cls.__tablename__: cls for cls in load_record_types() if cls.__module__.startswith("models.")}


def test_every_record_type_is_expected() -> None:
    assert set(RIGHTS) == set(TYPES)
    assert set(STATES) == set(STEPS) == {table for table, cls in TYPES.items() if cls.workflow is not None}


@pytest.mark.parametrize("table", sorted(RIGHTS))
def test_the_rights_are_those_of_the_table(table: str) -> None:
    declared = _declared(TYPES[table])
    wanted = {action: dict(roles) for action, roles in expected(table).items()}

    assert declared == wanted


def _declared(cls: type[Record]) -> dict[str, dict[str, str]]:
    found = {action: dict(cls.access.rules(action)) for action in ACTIONS}
    if cls.turns_into:
        found["turn"] = dict(cls.access.rules("turn"))
    for name, step in (cls.workflow.transitions if cls.workflow is not None else {}).items():
        found[name] = dict(step.by)
        found[f"{name} from paper"] = dict(step.paper)
    return {
        action: {role: describe(rule) for role, rule in rules.items()}
        for action, rules in found.items()
        if rules
    }


def test_the_columns_that_a_role_may_change_are_those_of_the_table() -> None:
    declared = {
        table: {role: " ".join(sorted(columns)) for role, columns in cls.access.fields.items()}
        for table, cls in TYPES.items()
        if cls.access.fields
    }

    assert declared == FIELDS


@pytest.mark.parametrize("table", sorted(STATES))
def test_the_states_are_those_of_the_table(table: str) -> None:
    workflow = TYPES[table].workflow
    assert workflow is not None
    flags = (("private", "draft"), ("frozen", "frozen"), ("final", "final"), ("fed_back", "fed back"))
    declared = [
        " ".join([state.value, *(word for flag, word in flags if getattr(state, flag))])
        for state in workflow.states.values()
    ]

    assert "; ".join(declared) == STATES[table]


@pytest.mark.parametrize("table", sorted(STEPS))
def test_the_steps_are_those_of_the_table(table: str) -> None:
    workflow = TYPES[table].workflow
    assert workflow is not None
    declared = {}
    for name, step in workflow.transitions.items():
        said = [
            f"{' '.join(step.sources)} > {step.target}",
            *(["submits"] if step.submits else []),
            *(["recalls"] if step.recalls else []),
            *(["seals"] if step.seals else []),
            *(["by another"] if step.independent else []),
            *(["with a reason"] if step.reason else []),
            *([f"needs {', '.join(step.needs)}"] if step.needs else []),
            *([f"asks {', '.join(step.asks)}"] if step.asks else []),
            *([f"offers {', '.join(step.offers)}"] if step.offers else []),
            *([f"decided by {' or '.join(step.bodies)}"] if step.bodies else []),
            *(["queued"] if step.queue else []),
            *(["in batches"] if step.batch else []),
            *(["by itself"] if step.computed else []),
        ]
        declared[name] = "; ".join(said)

    assert declared == STEPS[table]
