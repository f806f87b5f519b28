"""Valid rows of the livelihood area for the tests; see ``tests.factories``, which has everything they belong to.

Counted numbers and steps of a round are written as they would stand, without the acts that lead there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from models.livelihood.evaluation import Evaluation
from models.livelihood.evaluation_count import EvaluationCount
from models.livelihood.evaluation_round import EvaluationRound
from models.livelihood.evaluation_round_evaluator import EvaluationRoundEvaluator
from models.livelihood.evaluation_round_option import EvaluationRoundOption
from models.livelihood.evaluation_round_subject import EvaluationRoundSubject
from models.livelihood.indicator import Indicator
from models.livelihood.issued_ballot import IssuedBallot
from models.livelihood.livelihood_project import LivelihoodProject, LivelihoodProjectPartner
from models.livelihood.progress import Progress
from models.livelihood.rectification import Rectification
from models.livelihood.teller_count import TellerCount
from models.livelihood.teller_sheet import TellerSheet
from tests.factories import (
    a_department,
    a_special_committee,
    make,
    make_department,
    make_full_scale,
    make_seat,
    put_into,
)

_numbers = count(1)
YEAR = 2020


def make_livelihood_project(*, state: str = "running", **over: Any) -> LivelihoodProject:
    """Make a project of the county, by default one that runs, led by a unit."""
    number = next(_numbers)
    values = {"name": f"第{number}件民生实事", "year": YEAR, "level": "county", "number": str(number)}
    if "lead_department_id" not in over:
        values["lead_department_id"] = a_department().id
    project = make(LivelihoodProject, **values | over)
    return project if state == "listed" else put_into(project, state)


def make_partner(**over: Any) -> LivelihoodProjectPartner:
    """Make a partner unit of a project."""
    return make(LivelihoodProjectPartner, **over)


def make_indicator(**over: Any) -> Indicator:
    """Make an indicator of a project: 48 of something at least."""
    if "project_id" not in over:
        over["project_id"] = make_livelihood_project().id
    return make(Indicator, **{"name": f"新建公厕{next(_numbers)}", "target": 48, "unit": "座"} | over)


def make_progress(**over: Any) -> Progress:
    """Make a report on an indicator: what was reached in a month of the year."""
    if "indicator_id" not in over:
        over["indicator_id"] = make_indicator().id
    return make(Progress, **{"year": YEAR, "period": f"{YEAR}-08", "value": 30} | over)


def make_evaluation_round(*, state: str = "drafted", **over: Any) -> EvaluationRound:
    """Make a round over projects, by secret ballots in the panel."""
    values = {
        "name": f"第{next(_numbers)}轮民主评议",
        "year": YEAR,
        "number": next(_numbers),
        "methods": ",panel,",
    }
    values["committee_id"] = over.pop("committee_id", None) or a_special_committee().id
    values["scale_id"] = over.pop("scale_id", None) or make_full_scale().id
    # Written into its state at once: a plan that is submitted must have its subjects and evaluators by then.
    return make(EvaluationRound, state=state, **values | over)


def make_round_option(round_id: int, **over: Any) -> EvaluationRoundOption:
    """Make an option of a round's ballot."""
    values = {"code": f"o{next(_numbers)}", "label": "满意", "weight": 100, "favourable": True}
    return make(EvaluationRoundOption, round_id=round_id, **values | over)


def make_round_subject(round_id: int, **over: Any) -> EvaluationRoundSubject:
    """Make a line of a round's ballot, by default a new project."""
    if "project_id" not in over:
        over["project_id"] = make_livelihood_project().id
    return make(EvaluationRoundSubject, round_id=round_id, **over)


def make_round_evaluator(round_id: int, **over: Any) -> EvaluationRoundEvaluator:
    """Make an evaluator of a round, by default a new serving member."""
    if "seat_id" not in over:
        over["seat_id"] = make_seat().id
    return make(EvaluationRoundEvaluator, round_id=round_id, **over)


def make_issued_ballot(evaluator: EvaluationRoundEvaluator, **over: Any) -> IssuedBallot:
    """Make the ballot that was issued to an evaluator."""
    values = {"round_id": evaluator.round_id, "evaluator_id": evaluator.id, "member_id": evaluator.member_id}
    return make(IssuedBallot, **values | over)


def make_teller_sheet(round_id: int, account_id: int, *, handed_in: bool = False, **over: Any) -> TellerSheet:
    """Make a teller's sheet, handed in or not."""
    values = {"present": 6, "issued": 6, "returned": 6, "invalid": 0}
    if handed_in:
        values["handed_in_at"] = datetime(2020, 9, 20, 8, 0, tzinfo=UTC)  # type: ignore[assignment]
    return make(TellerSheet, round_id=round_id, account_id=account_id, **values | over)


def make_teller_count(sheet: TellerSheet, subject_id: int, option_id: int) -> TellerCount:
    """Make one number of a teller's sheet."""
    return make(TellerCount, sheet_id=sheet.id, subject_id=subject_id, option_id=option_id, number=5)


def make_evaluation(
    subject: EvaluationRoundSubject, *, state: str = "opinion_due", **over: Any
) -> Evaluation:
    """Make what a round found about a subject: five valid ballots of six."""
    values: dict[str, Any] = {
        "name": subject.name,
        "round_id": subject.round_id,
        "year": YEAR,
        "subject_id": subject.id,
        "project_id": subject.project_id,
        "department_id": subject.department_id,
        "expected": 6,
        "issued": 6,
        "returned": 6,
        "valid": 5,
        "invalid": 1,
        "outcome": "counted",
        "score": 96,
    }
    if "committee_id" not in over:
        over["committee_id"] = a_special_committee().id
    evaluation = make(Evaluation, **values | {"opinion": "总体评价良好。"} | over)
    return evaluation if state == "opinion_due" else put_into(evaluation, state)


def make_evaluation_count(evaluation: Evaluation, option_id: int) -> EvaluationCount:
    """Make one number of a closed count."""
    return make(EvaluationCount, evaluation_id=evaluation.id, option_id=option_id, number=5)


def make_rectification(evaluation: Evaluation, *, state: str = "demanded", **over: Any) -> Rectification:
    """Make what a unit is asked to put right."""
    values = {
        name: getattr(evaluation, name) for name in ("round_id", "department_id", "committee_id", "name")
    }
    values |= {"evaluation_id": evaluation.id, "demanded": "公示牌未更新。", "due_on": date(2020, 12, 31)}
    rectification = make(Rectification, **values | over)
    return rectification if state == "demanded" else put_into(rectification, state)


def make_owed_rectification(**over: Any) -> Rectification:
    """Make what a unit is asked to put right, with the round and the evaluation that it comes from."""
    unit = over.pop("department_id", None) or make_department().id
    subject = make_round_subject(make_evaluation_round().id, department_id=unit)
    return make_rectification(make_evaluation(subject), **over)
