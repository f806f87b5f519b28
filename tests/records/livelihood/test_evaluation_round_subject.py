"""EvaluationRoundSubject: what a round is about, each thing once."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.balloting.planning import take_in_projects
from models.base import db
from models.livelihood.evaluation_round import EvaluationRound
from models.livelihood.evaluation_round_subject import EvaluationRoundSubject
from models.livelihood.livelihood_project import LivelihoodProject
from tests import factories
from tests.models.balloting.hall import Hall, plan
from tests.records.asserting import assert_invalid, assert_refused, readable


def make(hall: Hall, **over: object) -> EvaluationRoundSubject:
    return factories.make(EvaluationRoundSubject, round_id=hall.round_id, **over)


def test_a_project_brings_its_name_and_its_lead_department(planned: Hall) -> None:
    with planned.act(planned.desk):
        first = db.session.scalars(
            select(EvaluationRoundSubject).order_by(EvaluationRoundSubject.rank)
        ).all()[0]

        assert (first.name, first.department_id) == ("县-01 第1件民生实事", planned.departments[0])


def test_a_project_without_a_lead_department_is_not_evaluated(planned: Hall) -> None:
    with planned.system():
        listed = factories.make(LivelihoodProject, name="未定单位", year=2020, number="9").id

    with planned.act(planned.desk), assert_invalid("project_id"):
        make(planned, project_id=listed)


def test_a_subject_stands_once(planned: Hall) -> None:
    with planned.act(planned.desk):
        with pytest.raises(IntegrityError):
            make(planned, project_id=planned.projects[0])
        db.session.rollback()


def test_a_round_about_units_takes_units(furnished: Hall) -> None:
    projects, furnished.projects = furnished.projects, []
    plan(furnished, subject="departments")

    with furnished.act(furnished.desk):
        subject = make(furnished, department_id=furnished.departments[0])
        assert subject.subject_key == f"unit {furnished.departments[0]}"
        db.session.commit()
        with assert_invalid("department_id"):
            make(furnished, project_id=projects[0])


def test_all_projects_of_the_year_are_taken_in_once(planned: Hall) -> None:
    with planned.system():
        for number, year, state in (("7", 2020, "running"), ("8", 2020, "listed"), ("9", 2019, "running")):
            row = factories.make(
                LivelihoodProject, name=number, year=year, number=number, lead_department_id=planned.departments[0],
                committee_id=planned.committee_id,
            )  # fmt: skip
            factories.put_into(row, state)
    with planned.act(planned.desk):
        round_ = db.session.get_one(EvaluationRound, planned.round_id)

        assert [take_in_projects(round_), take_in_projects(round_)] == [1, 0]
        assert len(readable(EvaluationRoundSubject)) == 3


def test_subjects_belong_to_the_desk_as_long_as_the_plan_is_open(planned: Hall) -> None:
    with planned.act(planned.chair), assert_refused():
        make(planned, project_id=planned.projects[0])
    planned.step(planned.desk, "submit")
    with planned.act(planned.desk), assert_refused():
        make(planned, department_id=planned.departments[0], project_id=planned.projects[0])
