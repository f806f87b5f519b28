"""Who decides for whom: a right of one's own, lent within one's side, for some days; confirmed by who lends it, or by a chair."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.access import ADMIN, CHAIR, CLERK, COMMITTEE, Refused, can
from models.base import db
from models.delegations import kinds_that_are_decided, spoken_of, withheld
from models.office.correction import Correction
from models.office.delegation import Delegation
from models.problems import Invalid
from models.transitions import Request, offered, perform
from tests.factories import make, make_department, make_special_committee
from tests.fixtures.app import People, as_system
from tests.records.asserting import assert_invalid, assert_refused, reload
from tests.records.conftest import Entering

_FROM, _PARTY = "me as from_account_id", "me as from_account_id/to_account_id"
RIGHTS = {
    "read": f"clerk: all or {_PARTY}; committee department: {_PARTY}; chair auditor: all",
    "create": f"clerk: all; committee chair department: {_FROM}",
    "update trash": f"clerk: all and in drafted; committee chair department: {_FROM} and in drafted",
    "export": "clerk chair auditor: all",
    "correct": "clerk: all",
    "confirm": f"clerk committee department: {_FROM}; "
    f"chair: {_FROM} or others as from_account_id/to_account_id/created_by_id",
    "end": f"clerk: all or {_PARTY}; committee department: {_PARTY}; chair: all",
    "withdraw": f"clerk committee department: {_PARTY}; chair: all",
}
STATES = "drafted; in_force frozen; ended frozen final; withdrawn frozen final"
STEPS = {
    "confirm": "drafted > in_force; seals; queued",
    "end": "in_force > ended",
    "withdraw": "in_force > withdrawn; with a reason",
}
NOUNS = {
    "from": "from_account_id",
    "to": "to_account_id",
    "kinds of records": "kinds",
    "from-to": ("valid_from", "valid_until"),
    "written basis": "basis",
    "no chain, nothing of one's own work": "holds for every kind: models.access lends a delegator's own grants alone",
}

LAST_YEAR = {"valid_from": date(2019, 9, 1), "valid_until": date(2019, 9, 30)}
THIS_WEEK = {"valid_from": date(2020, 9, 21), "valid_until": date(2020, 9, 27)}
PAPER = {"basis": "委托书（2020 年 9 月 21 日）"}


def furnish(frame: Any, people: Any) -> None:
    """Enter delegations of every state for the contracts; none of them gives a right on the business date."""
    pairs = (("chair", "clerk2"), ("committee", "clerk"), ("clerk", "chair2"))
    for giver, taker in pairs:
        for state in Delegation.workflow.states:
            named = {"from_account_id": people[giver].account_id, "to_account_id": people[taker].account_id}
            row = make(Delegation, kinds=",evaluation-round,", state=state, **LAST_YEAR, **PAPER, **named)
            row.created_by_id = people["clerk"].account_id if giver == "committee" else None
    db.session.flush()


class Desk:
    """A chair, another chair, two clerks, and a desk's director, who delegate to each other."""

    def __init__(self, people: People) -> None:
        self.people = people
        with as_system(people.app, organization_id=people.organization_id):
            body = make_special_committee().id
            units = [make_department().id for _ in range(2)]
            db.session.commit()
        self.chair = people.add(CHAIR)
        self.other = people.add(CHAIR, login="chair2")
        self.clerk = people.add(CLERK)
        self.second = people.add(CLERK, login="clerk2")
        self.director = people.add(COMMITTEE, special_committee_id=body)
        self.unit = people.add("department", department_id=units[0])
        self.colleague = people.add("department", login="unit2", department_id=units[0])
        self.stranger = people.add("department", login="unit3", department_id=units[1])

    def draw_up(
        self, by: int, giver: int, taker: int, kinds: str = ",evaluation-round,", /, **over: Any
    ) -> int:
        """Let somebody draw up a delegation and return its number."""
        with self.people.acting(by):
            row = make(
                Delegation, **{"from_account_id": giver, "to_account_id": taker, "kinds": kinds} | THIS_WEEK | PAPER | over
            )  # fmt: skip
            db.session.commit()
            return row.id

    def take(self, who: int, number: int, step: str, reason: str | None = None) -> str:
        """Let somebody take a step and return the state that it led to."""
        with self.people.acting(who):
            row = perform(Delegation, number, step, Request(reason=reason))
            assert row is not None
            db.session.commit()
            return str(row.state)


@pytest.fixture
def desk(people: People) -> Desk:
    return Desk(people)


def test_a_clerk_draws_it_up_and_the_delegator_confirms(desk: Desk) -> None:
    number = desk.draw_up(desk.clerk, desk.chair, desk.second)

    assert desk.take(desk.chair, number, "confirm") == "in_force"
    with desk.people.acting(desk.chair):
        assert reload(Delegation, number).name == "chair 同志 → clerk2 同志"


def test_another_chair_confirms_what_a_clerk_drew_up(desk: Desk) -> None:
    assert desk.take(desk.other, desk.draw_up(desk.clerk, desk.chair, desk.second), "confirm") == "in_force"


def test_nobody_confirms_what_is_to_their_own_advantage(desk: Desk) -> None:
    """Neither the clerk who drew it up, nor the delegate, who may be a chair."""
    to_chair = desk.draw_up(desk.clerk, desk.chair, desk.other)
    to_clerk = desk.draw_up(desk.clerk, desk.chair, desk.clerk)
    for who, number in ((desk.other, to_chair), (desk.clerk, to_chair), (desk.clerk, to_clerk)):
        with desk.people.acting(who), assert_refused():
            perform(Delegation, number, "confirm")


def test_a_chair_draws_up_only_what_they_delegate_themselves(desk: Desk) -> None:
    for who, taker in ((desk.other, desk.second), (desk.director, desk.director)):
        with pytest.raises(Refused):
            desk.draw_up(who, desk.chair, taker)


@pytest.mark.parametrize("who", ["chair", "second", "other"])
def test_delegator_delegate_or_a_chair_withdraws_it_with_a_reason(desk: Desk, who: str) -> None:
    number = desk.draw_up(desk.clerk, desk.chair, desk.second)
    desk.take(desk.chair, number, "confirm")

    with desk.people.acting(getattr(desk, who)), assert_invalid("reason"):
        perform(Delegation, number, "withdraw")
    assert desk.take(getattr(desk, who), number, "withdraw", "提前返岗。") == "withdrawn"


def test_it_is_registered_as_ended_once_its_last_day_is_over(desk: Desk) -> None:
    number = desk.draw_up(desk.clerk, desk.chair, desk.second)
    past = desk.draw_up(desk.clerk, desk.chair, desk.second, **LAST_YEAR)
    for one in (number, past):
        desk.take(desk.chair, one, "confirm")

    with desk.people.acting(desk.clerk), assert_invalid("valid_until"):
        perform(Delegation, number, "end")
    assert desk.take(desk.clerk, past, "end") == "ended"


@pytest.mark.parametrize(
    ("giver", "taker", "kind", "field"),
    [
        ("chair", "chair", "evaluation-round", "to_account_id"),
        ("chair", "unit", "evaluation-round", "to_account_id"),
        ("unit", "stranger", "rectification", "to_account_id"),
        ("unit", "clerk", "rectification", "to_account_id"),
        ("unit", "colleague", "training", "kinds"),
    ],
)
def test_a_right_of_ones_own_goes_to_somebody_of_the_same_side(
    desk: Desk, giver: str, taker: str, kind: str, field: str
) -> None:
    """Not to oneself, not to a unit, not from unit to unit; and nobody lends what they do not have."""
    with pytest.raises(Invalid) as caught:
        desk.draw_up(desk.clerk, getattr(desk, giver), getattr(desk, taker), f",{kind},")
    assert field in {problem.field for problem in caught.value.problems}


def test_a_unit_delegates_to_a_colleague_of_the_unit(desk: Desk) -> None:
    number = desk.draw_up(desk.unit, desk.unit, desk.colleague, ",rectification,")

    assert desk.take(desk.unit, number, "confirm") == "in_force"


def test_who_keeps_accounts_acts_for_nobody(desk: Desk) -> None:
    desk.people.grant(desk.second, ADMIN)
    with pytest.raises(Invalid) as caught:
        desk.draw_up(desk.clerk, desk.chair, desk.second)
    assert {problem.field for problem in caught.value.problems} == {"to_account_id"}


@pytest.mark.parametrize("kind", ["seat", "seat-assignment", "evaluation", "role-grant", "delegation"])
def test_personnel_results_and_rights_are_never_delegated(desk: Desk, kind: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.draw_up(desk.clerk, desk.chair, desk.second, f",{kind},")
    assert {problem.field for problem in caught.value.problems} == {"kinds"}


def test_what_belongs_to_a_record_goes_with_it_but_for_what_is_withheld(entering: Entering) -> None:
    with entering():
        given, reached = spoken_of({"evaluation_round", "seat"}, withheld())

    assert given == {"evaluation_round"}
    assert {"evaluation_round_subject", "attachment"} <= reached
    assert not {"evaluation", "seat", "seat_assignment", "issued_ballot"} & reached
    assert {"account", "role_grant", "delegation"}.isdisjoint(
        choice.value.replace("-", "_") for choice in kinds_that_are_decided()
    )


def test_who_acts_for_whom_stands_and_an_earlier_end_is_a_correction(desk: Desk) -> None:
    number = desk.draw_up(desk.clerk, desk.chair, desk.second)
    desk.take(desk.chair, number, "confirm")

    def correct(field: str, text: str) -> None:
        with desk.people.acting(desk.clerk):
            row = make(
                Correction,
                record_table="delegation",
                record_id=number,
                field=field,
                new_text=text,
                reason="笔误",
            )
            perform(Correction, row.id, "submit")
            db.session.commit()
            made = row.id
        with desk.people.acting(desk.other):
            perform(Correction, made, "confirm")
            db.session.commit()

    correct("valid_until", "2020-09-25")
    for field, text in (
        ("valid_until", "2020-12-31"),
        ("to_account_id", str(desk.clerk)),
        ("kinds", ",meeting,"),
    ):
        with pytest.raises(Invalid):
            correct(field, text)
    with desk.people.acting(desk.clerk):
        assert reload(Delegation, number).valid_until == date(2020, 9, 25)


def test_the_delegate_reads_it_and_others_of_the_desk_do_not(desk: Desk) -> None:
    number = desk.draw_up(desk.clerk, desk.chair, desk.director)
    with desk.people.acting(desk.director) as actor:
        row = db.session.scalars(select(Delegation).where(Delegation.id == number)).one()
        assert [step.name for step in offered(row)] == []
        assert not can(actor, "update", row)
    outsider = desk.people.add(COMMITTEE, login="outsider", special_committee_id=_body(desk))
    with desk.people.acting(outsider):
        assert db.session.scalars(select(Delegation)).all() == []


def _body(desk: Desk) -> int:
    with as_system(desk.people.app, organization_id=desk.people.organization_id):
        number = make_special_committee().id
        db.session.commit()
        return number


def test_the_form_offers_what_can_be_delegated_and_says_who_confirms(desk: Desk) -> None:
    client = desk.people.client(desk.clerk)
    form = client.get("/panel/delegation/new/").text
    assert 'value="evaluation-round"' in form
    for kind in ("seat", "evaluation", "role-grant"):
        assert f'value="{kind}"' not in form
    number = desk.draw_up(desk.clerk, desk.chair, desk.second)
    assert "下一步：chair 同志" in client.get(f"/panel/delegation/details/?id={number}").text
