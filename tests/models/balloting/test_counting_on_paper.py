"""Ballots on paper: two tellers count each for themself, mismatches are shown, and what they agree on is the count."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from models.access import Refused
from models.balloting.sheets import Mismatch, save_sheet
from models.base import db
from models.livelihood.evaluation import Evaluation
from models.livelihood.issued_ballot import IssuedBallot
from models.livelihood.teller_count import TellerCount
from models.livelihood.teller_sheet import TellerSheet
from tests import factories
from tests.models.balloting.conftest import Opening
from tests.models.balloting.hall import Hall

HEAD = {"present": 20, "issued": 20, "returned": 20, "invalid": 1}


def numbers(hall: Hall, *rows: tuple[int, int, int, int]) -> dict[tuple[int, int], int]:
    """Return a sheet's numbers: for each subject those of the four options in their order."""
    options = [hall.options[code] for code in ("satisfied", "basically", "not", "unknown")]
    return {
        (subject, option): number
        for subject, row in zip(hall.subjects, rows, strict=True)
        for option, number in zip(options, row, strict=True)
    }


def enter(hall: Hall, teller: int, of: Mapping[tuple[int, int], int], **head: Any) -> None:
    with hall.act(hall.teller(teller)):
        save_sheet(hall.round_id, of, **{**HEAD, **head})


def seen(hall: Hall, actor: Any, cls: Any) -> int:
    with hall.act(actor):
        return len(db.session.scalars(select(cls)).all())


def test_equal_sheets_close_the_count(opening: Opening) -> None:
    hall = opening(",paper,", voters=22)
    found = numbers(hall, (10, 5, 2, 2), (19, 0, 0, 0))
    enter(hall, 1, found)
    enter(hall, 2, found)

    assert hall.close_both().status == "counted"

    first, second = hall.evaluations()
    assert (first.returned, first.valid, first.invalid, first.score) == (20, 19, 1, Decimal("82.94"))
    assert (second.score, second.rank, first.rank) == (Decimal(100), 1, 2)
    assert (hall.round().expected, hall.round().present, hall.round().invalid) == (22, 20, 1)
    assert hall.rows(IssuedBallot) == []


def test_mismatches_are_shown_and_a_recount_closes(opening: Opening) -> None:
    hall = opening(",paper,", voters=22)
    enter(hall, 1, numbers(hall, (10, 5, 2, 2), (19, 0, 0, 0)))
    enter(hall, 2, numbers(hall, (10, 4, 3, 2), (19, 0, 0, 0)), present=21)

    outcome = hall.close_both()

    assert outcome.status == "mismatch"
    options, subject = hall.options, hall.subjects[0]
    assert outcome.mismatches == (
        Mismatch(20, 21, field="present"),
        Mismatch(5, 4, subject_id=subject, option_id=options["basically"]),
        Mismatch(2, 3, subject_id=subject, option_id=options["not"]),
    )
    assert hall.round().state == "open"
    assert hall.rows(Evaluation) == []
    enter(hall, 2, numbers(hall, (10, 5, 2, 2), (19, 0, 0, 0)))
    assert hall.close(2).status == "counted"


def test_nobody_sees_a_sheet_before_both_are_in_and_nobody_else_before_the_close(opening: Opening) -> None:
    hall = opening(",paper,", voters=22)
    enter(hall, 1, numbers(hall, (10, 5, 2, 2), (19, 0, 0, 0)))
    hall.close(1)
    enter(hall, 2, numbers(hall, (10, 4, 3, 2), (19, 0, 0, 0)))
    others = [hall.clerk, hall.desk, hall.chair, hall.person("auditor", 77), hall.voter(0)]

    assert [seen(hall, hall.teller(number), TellerSheet) for number in (1, 2)] == [1, 1]
    assert [seen(hall, hall.teller(number), TellerCount) for number in (1, 2)] == [8, 8]
    assert [seen(hall, actor, cls) for actor in others for cls in (TellerSheet, TellerCount)] == [0] * 10

    hall.close(2)
    assert [seen(hall, hall.teller(number), TellerSheet) for number in (1, 2)] == [2, 2]
    assert [seen(hall, actor, TellerSheet) for actor in others] == [0] * 5

    enter(hall, 2, numbers(hall, (10, 5, 2, 2), (19, 0, 0, 0)))
    hall.close(2)
    assert [seen(hall, actor, TellerCount) for actor in others] == [16, 16, 16, 16, 0]


def test_more_ballots_back_than_issued_voids_the_round(opening: Opening) -> None:
    hall = opening(",paper,", voters=22)
    found = numbers(hall, (10, 5, 2, 2), (19, 0, 0, 0))
    for teller in (1, 2):
        enter(hall, teller, found, issued=19)

    outcome = hall.close_both()

    assert (outcome.status, outcome.void_cause) == ("void", "more_returned")
    assert (hall.round().state, hall.round().void_cause) == ("void", "more_returned")
    assert hall.rows(Evaluation) == []


def test_half_of_those_expected_is_no_quorum(opening: Opening) -> None:
    hall = opening(",paper,", voters=40)
    found = numbers(hall, (10, 5, 2, 2), (19, 0, 0, 0))
    for teller in (1, 2):
        enter(hall, teller, found)

    assert hall.close_both().void_cause == "below_quorum"


def test_impossible_numbers_are_refused_at_once(opening: Opening) -> None:
    hall = opening(",paper,", voters=22)
    too_many = numbers(hall, (10, 5, 3, 2), (19, 0, 0, 0))
    below = numbers(hall, (10, 5, -1, 2), (19, 0, 0, 0))
    elsewhere = {(hall.subjects[0], 999): 1}

    for wrong in (too_many, below, elsewhere):
        with pytest.raises(Refused):
            enter(hall, 1, wrong)
    assert hall.rows(TellerCount) == []


def test_an_unfinished_sheet_is_not_handed_in(opening: Opening) -> None:
    hall = opening(",paper,", voters=22)
    with hall.act(hall.teller(1)):
        save_sheet(hall.round_id, present=20)

    with pytest.raises(Refused):
        hall.close(1)


def test_nobody_enters_counts_but_the_tellers_in_person(opening: Opening) -> None:
    hall = opening(",paper,", voters=22)

    for actor in (hall.clerk, hall.desk, hall.chair, hall.voter(0)):
        with pytest.raises(Refused), hall.act(actor):
            save_sheet(hall.round_id, {}, **HEAD)
    with pytest.raises(Refused), hall.act(hall.clerk):
        factories.make(TellerSheet, round_id=hall.round_id, account_id=hall.accounts["clerk"], returned=3)
    assert hall.rows(TellerSheet) == []
