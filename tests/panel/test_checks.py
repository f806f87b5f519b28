"""A wrong declaration stops the start, with its id and a sentence that says what to do."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, Float, MetaData, String, Table, UniqueConstraint

from models.access import CHAIR, CLERK, Access, all_rows, never
from models.deadlines import Deadline
from models.learning.training import Training
from models.marks import N_
from models.office.meeting_decision import MeetingDecision
from models.people.member import Member
from models.registry import record_types
from models.workflow import State, Transition, Workflow
from panel import _refuse_wrong_declarations, registry
from panel.checks import WronglyDeclared, all_findings, model_findings, table_of_records, view_findings

PRESS = {CLERK: all_rows}


def ids(findings: Any) -> set[str]:
    return {finding.id for finding in findings}


def test_nothing_is_wrong_with_what_is_declared(app: Flask) -> None:
    with app.app_context():
        assert all_findings(record_types(), registry.views()) == []


def test_the_application_does_not_start_while_something_is_wrong(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Training, "title", "")

    with pytest.raises(WronglyDeclared, match=r"M101 Training: .*give both"):
        _refuse_wrong_declarations(app)


def table_with(*columns: Any, **info: Any) -> Table:
    """Return a table that no metadata of ours knows."""
    return Table("training", MetaData(), *columns, info=info)


def labelled(name: str, type_: Any) -> Column[Any]:
    return Column(name, type_, info={"kind": "text", "label": N_("Name")})


@pytest.mark.parametrize(
    ("expected", "table"),
    [
        ("M102", table_with(*(labelled(f"c{number}", String) for number in range(61)))),
        ("M103", table_with(Column("name", String))),
        ("M104", table_with(labelled("share", Float))),
        ("M105", table_with(labelled("name", String), UniqueConstraint("name"))),
        ("M108", table_with(labelled("name", String), history=False)),
    ],
)
def test_a_wrong_table_is_found(monkeypatch: pytest.MonkeyPatch, expected: str, table: Table) -> None:
    monkeypatch.setattr(Training, "__table__", table)
    monkeypatch.setattr(Training, "workflow", None)

    assert ids(model_findings(Training)) == {expected}


@pytest.mark.parametrize(
    ("expected", "access"),
    [
        ("M106", Access(read={"emperor": all_rows})),
        ("M107", Access(read=PRESS, fields={CLERK: frozenset({"no_such_column"})})),
    ],
)
def test_a_wrong_rule_is_found(monkeypatch: pytest.MonkeyPatch, expected: str, access: Access) -> None:
    monkeypatch.setattr(Member, "access", access)

    assert ids(model_findings(Member)) == {expected}


@pytest.mark.parametrize(
    "deadline",
    [
        Deadline(due="no_such_column", open=("registered",)),
        Deadline(due="due_on", open=("registered",), unit="no_such_column"),
        Deadline(due="due_on", open=("no_such_state",)),
    ],
)
def test_a_wrong_deadline_is_found(monkeypatch: pytest.MonkeyPatch, deadline: Deadline) -> None:
    monkeypatch.setattr(MeetingDecision, "deadline", deadline)

    assert ids(model_findings(MeetingDecision)) == {"M109"}


FIRST, LAST = State("first", N_("Draft"), "dashed"), State("last", N_("Approved"), "stamp", final=True)
STEP = Transition("go", "first", "last", N_("Approve"), by=PRESS)
BACK = Transition("back", "last", "first", N_("Return for changes"), by=PRESS)


@pytest.mark.parametrize(
    ("expected", "workflow"),
    [
        ("W201", Workflow((FIRST, LAST), STEP, replace(STEP, name="other", source="nowhere"))),
        ("W202", Workflow((FIRST, LAST), replace(STEP, by={}))),
        ("W203", Workflow((FIRST, LAST), replace(STEP, by={"emperor": all_rows}))),
        ("W204", Workflow((FIRST, LAST), replace(STEP, needs=("no_such_column",)))),
        ("W205", Workflow((FIRST, LAST, replace(LAST, value="lost")), STEP)),
        ("W206", Workflow((FIRST, replace(LAST, final=False)), STEP)),
        ("W207", Workflow((replace(FIRST, shape="cloud"), LAST), STEP)),  # type: ignore[arg-type]
        ("W208", Workflow((FIRST, LAST), replace(STEP, submits=True))),
        ("W205", Workflow(
            (FIRST, LAST, replace(FIRST, value="island"), replace(FIRST, value="bridge")),
            STEP, replace(STEP, name="on", source="island", target="bridge"),
            replace(STEP, name="off", source="bridge", target="last"),
        )),
        ("W210", Workflow(
            (FIRST, LAST, replace(FIRST, value="round"), replace(FIRST, value="about")),
            STEP, replace(STEP, name="astray", target="round"), replace(STEP, name="on", source="round", target="about"),
            replace(STEP, name="back", source="about", target="round"),
        )),
        ("W211", Workflow((FIRST, LAST), replace(STEP, by={**PRESS, CHAIR: all_rows}))),
        ("W211", Workflow((FIRST, LAST), replace(STEP, by={CLERK: never}))),
        ("W212", Workflow((FIRST, LAST), replace(STEP, decided_by="town_hall"))),
        ("W212", Workflow((FIRST, LAST), replace(STEP, decided_by=("chairpersons", "town_hall")))),
        ("W209", Workflow((FIRST, replace(LAST, final=False)), replace(STEP, seals=True), BACK)),
    ],
)  # fmt: skip
def test_a_wrong_workflow_is_found(
    monkeypatch: pytest.MonkeyPatch, expected: str, workflow: Workflow
) -> None:
    monkeypatch.setattr(Training, "access", Access(read=PRESS))
    monkeypatch.setattr(Training, "workflow", workflow)

    assert ids(model_findings(Training)) == {expected}


@pytest.mark.parametrize(
    ("expected", "attribute", "names"),
    [
        ("V301", "column_list", ("name", "no_such_column")),
        ("V303", "column_searchable_list", ("identity_number",)),
        ("V303", "column_filters", ("phone",)),
        ("V304", "column_sortable_list", ("work_unit",)),
    ],
)
def test_a_view_that_disagrees_with_its_model_is_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch, expected: str, attribute: str, names: tuple[str, ...]
) -> None:
    with app.app_context():
        view = registry.view_of(Member)
        monkeypatch.setattr(view, attribute, names)

        assert expected in ids(view_findings(view))


def test_a_sort_of_a_long_table_has_an_index(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        view = registry.view_of(Member)
        monkeypatch.setattr(view, "column_sortable_list", ("name",))

        assert ids(view_findings(view)) == {"V305"}


def test_the_table_names_the_screen_the_roles_and_the_states_of_every_type(app: Flask) -> None:
    rows = {
        table: (screen, roles, states) for screen, table, roles, states in table_of_records(record_types())
    }

    assert set(rows) == {cls.__tablename__ for cls in record_types() if not cls.is_link}
    assert rows["training"] == (
        "/panel/training/",
        "clerk committee chair auditor member",
        "planned announced held recorded archived",
    )
    assert rows["sector"][2] == "-"
