"""A constraint of the database becomes a field and a sentence; SQL is never shown."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from models.accounts.account import Account
from models.base import Record, db
from models.office.department import Department
from models.office.special_committee import SpecialCommittee
from models.office.working_area import WorkingArea
from models.problems import REQUIRED, Problem
from panel.constraints import GONE, GONE_SOMEWHERE, TAKEN, problem_from
from tests.fixtures.app import as_system

Violate = Callable[..., Problem]


@pytest.fixture
def violate(app: Flask, office: int, monkeypatch: pytest.MonkeyPatch) -> Violate:
    """Return what saves rows past the models' own checks and returns the problem that the database found."""

    def save(*rows: Record, record_class: type[Record] | None) -> Problem:
        for row in rows:
            monkeypatch.setattr(type(row), "all_problems", lambda _self: [])
        with as_system(app, organization_id=office):
            db.session.add_all(rows)
            with pytest.raises(IntegrityError) as caught:
                db.session.flush()
            db.session.rollback()
            return problem_from(caught.value, record_class)

    return save


def _words(problem: Problem) -> str:
    return f"{problem.sentence} {problem.values}"


def test_a_value_that_is_taken_names_its_field(violate: Violate) -> None:
    problem = violate(Department(name="县教育局"), Department(name="县教育局"), record_class=Department)

    assert (problem.field, problem.sentence) == ("name", TAKEN)
    assert problem.values == {"fields": ["Name"]}


def test_a_value_unique_in_the_whole_database_names_its_field(violate: Violate) -> None:
    problem = violate(
        Account(login="clerk", name="甲"), Account(login="clerk", name="乙"), record_class=Account
    )

    assert (problem.field, problem.sentence) == ("login", TAKEN)


def test_several_columns_together_are_named_together(app: Flask, office: int, violate: Violate) -> None:
    with as_system(app, organization_id=office):
        body = SpecialCommittee(name="提案委员会", short_name="提案委")
        db.session.add(body)
        db.session.commit()
        number = body.id

    problem = violate(
        WorkingArea(name="甲", record_kind="member", committee_id=number),
        WorkingArea(name="乙", record_kind="member", committee_id=number),
        record_class=WorkingArea,
    )

    assert problem.field == "committee_id"
    assert problem.values == {"fields": ["Kind of record", "Looked after by"]}


def test_a_value_that_is_missing_names_its_field(violate: Violate) -> None:
    problem = violate(Account(name="甲"), record_class=Account)

    assert (problem.field, problem.sentence, problem.values) == ("login", REQUIRED, {"field": "Login"})


def test_a_row_that_is_gone_is_told_with_the_field_where_the_engine_names_it(
    violate: Violate, engine_name: str
) -> None:
    problem = violate(Department(name="县教育局", successor_id=4711), record_class=Department)

    if engine_name == "postgresql":
        assert (problem.field, problem.sentence) == ("successor_id", GONE)
    else:
        assert (problem.field, problem.sentence) == ("", GONE_SOMEWHERE)


def test_a_problem_of_another_table_is_told_without_a_field(violate: Violate) -> None:
    problem = violate(Department(name="县教育局"), Department(name="县教育局"), record_class=Account)

    assert problem.field == ""
    assert problem.sentence == TAKEN


def test_nothing_of_sql_is_told(violate: Violate) -> None:
    found: list[Any] = [
        violate(Department(name="甲局"), Department(name="甲局"), record_class=Department),
        violate(Department(name="乙局", successor_id=4711), record_class=None),
        problem_from(
            IntegrityError("INSERT INTO department", {}, Exception("something else entirely")), Department
        ),
    ]

    for problem in found:
        assert not any(
            word in _words(problem) for word in ("INSERT", "department", "constraint", "uq_", "fk_", "4711")
        )
