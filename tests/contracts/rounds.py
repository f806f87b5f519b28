"""Rows of the livelihood area for the contracts: projects, rounds in every state, ballots, counts, results."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from models.base import Record, db
from models.livelihood.evaluation import Evaluation
from models.livelihood.evaluation_round import EvaluationRound
from models.livelihood.livelihood_project import LivelihoodProject
from models.livelihood.rectification import Rectification
from models.writing import pen
from tests import livelihood_factories as make
from tests.factories import make_full_scale

if TYPE_CHECKING:
    from tests.contracts.world import Frame, Person

Trash = Callable[[Record], None]
TypedBy = Callable[[Any, "Person"], Any]


def furnish(frame: Frame, people: dict[str, Person], trash: Trash, typed_by: TypedBy) -> None:
    """Enter the whole area."""
    _projects(frame, people, trash, typed_by)
    scale = make_full_scale().id
    made = _rounds(frame, people, typed_by, scale)
    for state in ("drafted", "submitted", "returned", "plan_approved", "open", "counted", "fed_back"):
        _inside(frame, people, trash, made[state], state)
    _results(frame, people, made)


def _projects(frame: Frame, people: dict[str, Person], trash: Trash, typed_by: TypedBy) -> None:
    for state in LivelihoodProject.workflow.states:
        for body, unit in ((frame.own, frame.unit), (frame.other, frame.other_unit), (None, None)):
            if unit is None and state != "listed":
                continue
            project = make.make_livelihood_project(state=state, committee_id=body, lead_department_id=unit)
            if state == "reported_done":
                submitted_by(project, people["department"])
            if state != "running":
                continue
            make.make_partner(project_id=project.id, department_id=frame.other_unit)
            indicator = make.make_indicator(project_id=project.id)
            make.make_progress(indicator_id=indicator.id)
            typed_by(make.make_progress(indicator_id=indicator.id, period="2020-07"), people["department"])
            from_paper = make.make_progress(
                indicator_id=indicator.id, period="2020-06", entered_for_department_id=unit
            )
            typed_by(from_paper, people["clerk"])
            trash(make.make_progress(indicator_id=indicator.id, period="2020-05"))
            trash(make.make_indicator(project_id=project.id))
    trash(make.make_partner(project_id=make.make_livelihood_project().id, department_id=frame.unit))
    gone = make.make_livelihood_project(committee_id=frame.own, lead_department_id=frame.unit)
    make.make_progress(indicator_id=make.make_indicator(project_id=gone.id).id)
    trash(gone)


def submitted_by(row: Any, person: Person) -> None:
    """Write down who submitted the row, and that it went through their hands."""
    with pen(db.session, row, "derive"):
        row.submitted_by_id = person.account_id
    row.hands = f",{person.account_id},"
    db.session.flush()


def _rounds(frame: Frame, people: dict[str, Person], typed_by: TypedBy, scale: int) -> dict[str, Any]:
    tellers = {"teller1_id": people["teller"].account_id, "teller2_id": people["clerk2"].account_id}
    made = {}
    for state in EvaluationRound.workflow.states:
        for body in (frame.own, frame.other):
            round_ = make.make_evaluation_round(state=state, committee_id=body, scale_id=scale, **tellers)
            if state == "submitted":
                submitted_by(round_, people["committee" if body == frame.own else "chair"])
            if body == frame.own:
                made[state] = round_
    for name in ("clerk", "committee"):
        typed_by(make.make_evaluation_round(committee_id=frame.other, scale_id=scale), people[name])
    return made


def _inside(frame: Frame, people: dict[str, Person], trash: Trash, round_: Any, state: str) -> None:
    option = make.make_round_option(round_.id)
    project = make.make_livelihood_project(committee_id=frame.own, lead_department_id=frame.unit)
    subject = make.make_round_subject(round_.id, project_id=project.id)
    mine = make.make_round_evaluator(round_.id, seat_id=frame.seat.id)
    other = make.make_round_evaluator(round_.id, seat_id=frame.other_seat.id)
    if state == "drafted":
        trash(make.make_round_subject(round_.id))
        trash(make.make_round_evaluator(round_.id, seat_id=frame.teller_seat.id))
    if state not in ("open", "counted"):
        return
    for evaluator in (mine, other):
        make.make_issued_ballot(evaluator)
    for login in ("teller", "clerk2"):
        # In the open round one of the two has handed in; in the counted one both have.
        done = state == "counted" or login == "teller"
        sheet = make.make_teller_sheet(round_.id, people[login].account_id, handed_in=done)
        make.make_teller_count(sheet, subject.id, option.id)


def _results(frame: Frame, people: dict[str, Person], made: dict[str, Any]) -> None:
    rounds = {"fed_back": "fed_back", "void": "void"}
    for state in Evaluation.workflow.states:
        round_ = made[rounds.get(state, "counted")]
        for body, unit in ((frame.own, frame.unit), (frame.other, frame.other_unit)):
            evaluation = _evaluation(round_, body, unit, state)
            if state == "submitted":
                submitted_by(evaluation, people["committee" if body == frame.own else "chair"])
    # A result whose round has left the count behind: nothing is decided about it any more.
    _evaluation(made["void"], frame.own, frame.unit, "submitted")
    for state in Rectification.workflow.states:
        for body, unit in ((frame.own, frame.unit), (frame.other, frame.other_unit)):
            evaluation = _evaluation(made["fed_back"], body, unit, "fed_back")
            rectification = make.make_rectification(evaluation, state=state)
            if state == "reported":
                submitted_by(rectification, people["department"])


def _evaluation(round_: Any, body: int, unit: int, state: str) -> Any:
    project = make.make_livelihood_project(committee_id=body, lead_department_id=unit)
    subject = make.make_round_subject(round_.id, project_id=project.id)
    evaluation = make.make_evaluation(subject, state=state, committee_id=body)
    option = make.make_round_option(round_.id)
    make.make_evaluation_count(evaluation, option.id)
    return evaluation
