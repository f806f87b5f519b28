"""A unit of work is committed once, tried again as a whole, and never half."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from models.base import db
from models.office.department import Department
from models.problems import Invalid
from panel.constraints import TAKEN
from panel.requests import is_worth_another_try, unit_of_work
from tests.fixtures.app import as_system


def _names(app: Flask, office: int) -> list[str]:
    with as_system(app, organization_id=office):
        return list(db.session.scalars(select(Department.name).order_by(Department.name)))


def _busy(message: str = "database is locked", sqlstate: str | None = None) -> OperationalError:
    original: Any = Exception(message)
    if sqlstate:
        original.sqlstate = sqlstate
    return OperationalError("UPDATE", {}, original)


def test_it_is_committed_and_answers(app: Flask, office: int) -> None:
    def work() -> str:
        db.session.add(Department(name="县教育局"))
        return "done"

    with as_system(app, organization_id=office):
        assert unit_of_work(work) == "done"

    assert _names(app, office) == ["县教育局"]


def test_when_two_were_in_each_others_way_it_runs_again_as_a_whole(app: Flask, office: int) -> None:
    runs: list[int | None] = []

    def work() -> int:
        db.session.add(Department(name=f"局{len(runs)}"))
        db.session.flush()
        runs.append(db.session.scalar(select(func.count(Department.id))))
        if len(runs) < 3:
            raise _busy()
        return len(runs)

    with as_system(app, organization_id=office):
        assert unit_of_work(work) == 3

    assert runs == [1, 1, 1]
    assert _names(app, office) == ["局2"]


def test_it_gives_up_after_the_third_time(app: Flask, office: int) -> None:
    runs: list[int | None] = []

    def work() -> None:
        runs.append(1)
        raise _busy()

    with as_system(app, organization_id=office), pytest.raises(OperationalError):
        unit_of_work(work)

    assert len(runs) == 3


def test_another_error_is_not_tried_again_and_leaves_nothing(app: Flask, office: int) -> None:
    runs: list[int | None] = []

    def work() -> None:
        runs.append(1)
        db.session.add(Department(name="县教育局"))
        db.session.flush()
        raise _busy("disk I/O error")

    with as_system(app, organization_id=office), pytest.raises(OperationalError):
        unit_of_work(work)

    assert len(runs) == 1
    assert _names(app, office) == []


def test_a_constraint_becomes_a_problem_with_its_field(app: Flask, office: int) -> None:
    def work() -> None:
        db.session.add_all([Department(name="县教育局"), Department(name="县教育局")])

    with as_system(app, organization_id=office), pytest.raises(Invalid) as caught:
        unit_of_work(work, record_class=Department)

    assert [(p.field, p.sentence) for p in caught.value.problems] == [("name", TAKEN)]
    assert _names(app, office) == []


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (_busy(), True),
        (_busy("database table is locked"), True),
        (_busy("x", "40001"), True),
        (_busy("x", "40P01"), True),
        (_busy("database is locked", "08006"), False),
        (_busy("unable to open database file"), False),
    ],
)
def test_which_errors_are_worth_another_try(error: OperationalError, again: bool) -> None:
    assert is_worth_another_try(error) is again
