"""What must never be possible: each sentence of the office has its test, here or where the record it is about has its own."""

from __future__ import annotations

import ast
from functools import cache
from typing import Any

import pytest
from sqlalchemy import select

from models.access import DEPARTMENT, cleared
from models.base import db
from models.registry import load_record_types, record_type
from tests.contracts.test_routes import SCREENS
from tests.contracts.traces import written
from tests.contracts.world import World
from tests.sources import ROOT

HERE = "tests/contracts/test_never.py"
_BALLOTS = "tests/models/balloting"
_PROPOSALS = "tests/records/proposals"
_OFFICE = "tests/records/office"

SENTENCES: dict[str, tuple[str, ...]] = {
    "changing or returning a count": (
        f"{_BALLOTS}/test_closing.py::test_a_count_is_never_changed_whoever_holds_the_pen",
        "tests/records/livelihood/test_evaluation_count.py::test_nobody_writes_a_number",
    ),
    "linking a voter with a vote": (
        f"{_BALLOTS}/test_secrecy.py::test_no_copy_of_the_database_joins_a_voter_with_a_vote",
        f"{_BALLOTS}/test_secrecy.py::test_history_and_every_other_table_know_nothing_of_votes",
    ),
    "a vote seen before the close": (
        f"{_BALLOTS}/test_casting.py::test_a_ballot_is_marked_as_used_and_lies_in_the_box_as_an_envelope",
        f"{_BALLOTS}/test_counting_on_paper.py::test_nobody_sees_a_sheet_before_both_are_in_and_nobody_else_before_the_close",
    ),
    "closing a case over not satisfied or with a unit missing": (
        f"{_PROPOSALS}/test_feedback.py::test_a_case_is_never_closed_over_not_satisfied_nor_with_a_unit_missing",
    ),
    "our office setting a unit's work to done": (
        f"{HERE}::test_only_a_unit_says_what_the_unit_has_done",
        f"{_PROPOSALS}/test_handling.py::test_only_the_unit_says_that_it_has_answered",
        "tests/contracts/test_entry_for_others.py::test_a_step_for_a_unit_needs_its_signed_paper",
    ),
    "a unit seeing another unit's feedback": (f"{HERE}::test_a_unit_sees_no_feedback_about_another",),
    "a unit seeing internal review remarks": (
        f"{HERE}::test_a_unit_is_cleared_for_nothing_internal",
        f"{_PROPOSALS}/test_handling.py::test_a_unit_sees_its_own_rows_and_no_remark_of_the_desk",
    ),
    "a unit seeing a draft opinion about it": (f"{HERE}::test_a_unit_sees_no_opinion_before_it_is_fed_back",),
    "a contributor's name reaching the unit complained of": (
        "tests/records/opinions/test_opinion_handover.py::test_the_contributor_is_behind_no_door_of_the_unit",
        "tests/records/opinions/test_instruction.py::test_no_text_for_the_unit_names_who_did_not_agree",
    ),
    "a classified paper stored": (f"{_OFFICE}/test_attachment.py::test_nothing_classified_is_taken",),
    "a seat without meeting and document": (
        "tests/records/people/test_seat.py::test_there_is_no_serving_seat_without_meeting_and_document",
    ),
    "an honour without meeting and document": (
        "tests/models/proposing/test_decisions.py::test_honours_rest_on_a_meeting_and_a_document",
    ),
    "a revocation without meeting and document": (
        "tests/records/people/test_seat.py::test_leaving_is_decided_by_a_meeting_unless_death_or_the_term_ends_it",
    ),
    "points or ranks seen before publication": (
        "tests/records/performance/test_assessment.py::test_nobody_sees_anothers_points_before_they_are_circulated",
        "tests/records/performance/test_point_entry.py::test_a_member_sees_the_own_points_and_nobody_elses",
    ),
    "approving what one drafted, changed since its last submission, or submitted": (
        "tests/contracts/test_writing.py::test_nobody_decides_their_own_work",
        "tests/contracts/test_writing.py::test_a_change_since_the_submission_counts",
    ),
    "approving one's own work through a delegate": (
        "tests/contracts/test_delegation.py::test_nobodys_own_work_is_decided_by_delegation",
    ),
    "a delegate delegating": ("tests/contracts/test_delegation.py::test_a_delegation_is_not_delegated_on",),
    "a number reused": (
        "tests/models/proposing/test_decisions.py::test_cases_are_numbered_on_and_a_withdrawn_number_is_never_given_again",
        "tests/records/opinions/test_bulletin.py::test_numbers_run_within_the_year_and_none_is_used_again",
    ),
    "a deleted or merged person vanishing from an old sign-in sheet": (
        "tests/records/learning/test_training_attendance.py::test_a_merged_person_does_not_vanish_from_the_sheet",
        "tests/contracts/test_writing.py::test_nothing_is_deleted",
    ),
    "a proposal's text altered after submission except by the proposer on return": (
        f"{_PROPOSALS}/test_proposal.py::test_the_text_stands_once_submitted_and_only_the_proposer_changes_it_when_returned",
    ),
    "a co-signature without the signer or the signed paper": (
        f"{_PROPOSALS}/test_proposal_signer.py::test_nobody_signs_for_another_but_from_their_signed_paper",
    ),
    "bulk approval of personnel or evaluation items": (
        f"{HERE}::test_personnel_and_results_are_decided_one_by_one",
    ),
    "a figure reported upward that cannot be reproduced": (
        f"{HERE}::test_no_figure_of_a_record_is_typed_where_its_rows_can_be_counted",
    ),
    "silence counted as satisfied": (
        f"{_PROPOSALS}/test_feedback.py::test_silence_is_missing_and_never_satisfied",
    ),
    "a demonstration record in a printed paper": (
        "tests/panel/test_commands.py::test_demonstration_data_are_not_served_as_an_office",
        f"{HERE}::test_whatever_is_printed_of_a_demonstration_says_so",
    ),
}
"""What must never be possible -> the tests that try it."""

ONE_BY_ONE = ("seat", "assessment", "evaluation", "evaluation_round")
"""Personnel and the results of evaluations: each is opened, read and decided for itself."""

COUNTED = {
    "evaluation": ("expected", "issued", "returned", "valid", "invalid", "score", "rank"),
    "assessment": (
        "points",
        "trainings_attended",
        "visits_made",
        "contributions_confirmed",
        "suggestions_taken_up",
    ),
    "point_entry": ("points",),
}
"""Figures that are kept with a record: the system counts them from rows that stay, and nobody types them."""


@cache
def _tests_of(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_is_tried(sentence: str) -> None:
    for place in SENTENCES[sentence]:
        file, _, name = place.partition("::")
        assert name in _tests_of(file), place


def test_only_a_unit_says_what_the_unit_has_done() -> None:
    """A step by which a unit hands in its own word is its alone; a desk takes it from the unit's signed paper or not at all."""
    tried = 0
    for cls in load_record_types():
        for step in cls.workflow.transitions.values() if cls.workflow is not None else ():
            if step.submits and DEPARTMENT in step.by:
                assert set(step.by) == {DEPARTMENT}, (cls.__tablename__, step.name)
                tried += 1
    assert tried >= 5


def test_a_unit_sees_no_feedback_about_another(world: World) -> None:
    unit, feedback = world.people["department"], record_type("feedback")
    about = {
        key: world.rows["handling"][row["handling_id"]]["department_id"]
        for key, row in world.rows["feedback"].items()
    }
    with world.acting(unit):
        seen = set(db.session.scalars(select(feedback.id), execution_options={"gate": "any"}))

    assert set(about.values()) - unit.units, "there is no feedback about another unit to hide"
    assert seen
    assert {about[key] for key in seen} <= unit.units


def test_a_unit_is_cleared_for_nothing_internal(world: World) -> None:
    """Every internal and personal column of every type that a unit reads is masked for it."""
    plain: list[Any] = []
    with world.acting(world.people["department"]) as actor:
        for cls in load_record_types():
            if DEPARTMENT in cls.access.read:
                plain += [
                    (cls.__tablename__, column.name)
                    for column in cls.__table__.columns
                    if column.info.get("sensitivity", "open") != "open" and cleared(actor, column)
                ]
    assert plain == []


def test_a_unit_sees_no_opinion_before_it_is_fed_back(world: World) -> None:
    unit, evaluation = world.people["department"], record_type("evaluation")
    with world.acting(unit):
        seen = set(db.session.scalars(select(evaluation.id), execution_options={"gate": "any"}))
    own = {key: row for key, row in world.rows["evaluation"].items() if row["department_id"] in unit.units}

    assert {row["state"] for row in own.values()} >= {"opinion_due", "submitted", "approved", "fed_back"}
    assert seen == {key for key, row in own.items() if row["state"] == "fed_back"}


@pytest.mark.parametrize("table", ONE_BY_ONE)
def test_personnel_and_results_are_decided_one_by_one(world: World, table: str) -> None:
    """No step of theirs is offered for many rows, and none is taken when many are ticked all the same."""
    cls, before = SCREENS[table], written(world.app)
    assert cls.workflow is not None
    ids = list(world.living(table))
    for name in ("chair", "chair2", "clerk"):
        client = world.client(world.people[name])
        for step in cls.workflow.transitions.values():
            data = {"do": step.name, "confirmed": "1", "id": ids}
            assert client.post(f"/panel/{cls.slug()}/bulk/", data=data).status_code == 404, step.name
    assert written(world.app) == before


@pytest.mark.parametrize("table", COUNTED)
def test_no_figure_of_a_record_is_typed_where_its_rows_can_be_counted(table: str) -> None:
    columns = record_type(table).__table__.c
    assert [name for name in COUNTED[table] if not columns[name].info["fixed"]] == []


def test_whatever_is_printed_of_a_demonstration_says_so() -> None:
    """Every page that is made for paper stands in a frame that names the demonstration, or names it itself."""
    folder = ROOT / "panel" / "templates"
    frames = {path.name for path in folder.glob("*.html") if "frame.demo" in path.read_text(encoding="utf-8")}
    printed = [path for path in folder.glob("*.html") if path.name.startswith(("printed_", "slip"))]
    assert printed
    for path in printed:
        text = path.read_text(encoding="utf-8")
        extends = text.partition('{% extends "')[2].partition('"')[0]
        assert path.name in frames or extends in frames, path.name
