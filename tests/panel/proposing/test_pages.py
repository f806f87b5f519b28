"""The proposal committee's pages: the book with its marks and decisions, the order and the numbers."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from models import clock
from models.base import db
from models.proposals.proposal import Proposal
from models.writing import pen
from tests.contracts.pages import form_of
from tests.factories import (
    a_term,
    make_code_item,
    make_meeting,
    make_meeting_decision,
    make_special_committee,
    make_working_area,
)
from tests.fixtures.app import People, as_system
from tests.proposal_factories import a_plenary_session, make_category, make_plenary_session, make_proposal
from tests.records.asserting import reload


class Desk:
    """The desk of the proposal committee with a browser, and proposals of one session."""

    def __init__(self, app: Flask, people: People) -> None:
        self.app, self.people = app, people
        with as_system(app, organization_id=people.organization_id):
            body = make_special_committee().id
            make_working_area(record_kind="proposal", committee_id=body)
            self.session = a_plenary_session().id
            self.category = make_category().id
            meeting = make_meeting(kind="special_committee", committee_id=body).id
            decision = make_meeting_decision(meeting_id=meeting)
            self.decision, self.named = decision.id, decision.name
            db.session.commit()
        self.client = people.client(people.add("committee", special_committee_id=body))

    def proposals(self, state: str, number: int, **columns: Any) -> list[int]:
        """Enter proposals in a state and return them as they came in."""
        with as_system(self.app, organization_id=self.people.organization_id):
            found = []
            for _one in range(number):
                row = make_proposal(state=state)
                with pen(db.session, row, "derive"):
                    row.category_id = self.category
                    for name, value in columns.items():
                        setattr(row, name, value)
                found.append(row.id)
            db.session.commit()
            return found

    def rows(self, ids: list[int]) -> list[Proposal]:
        """Return the proposals as they stand."""
        with as_system(self.app, organization_id=self.people.organization_id):
            return [reload(Proposal, number) for number in ids]

    def post(self, page: str, **data: Any) -> Any:
        """Send the form of a page with something changed."""
        url = f"/panel/proposal/{page}/"
        form = form_of(self.client.get(url).text)
        shown = re.findall(r'name="shown" value="(\d+)"', self.client.get(url).text)
        return self.client.post(url, data={**form, "shown": shown, "session": str(self.session), **data})


@pytest.fixture
def desk(app: Flask, people: People) -> Desk:
    """Return the desk of the proposal committee."""
    return Desk(app, people)


def test_the_order_is_typed_or_moved_without_a_script_and_numbered_in_one_press(desk: Desk) -> None:
    one, two, three, four = desk.proposals("accepted", 4)

    assert desk.post("numbers", up=str(three)).status_code == 303
    assert [row.case_order for row in desk.rows([one, three, two, four])] == [1, 2, 3, 4]
    assert desk.post("numbers", down=str(one)).status_code == 303
    assert [row.case_order for row in desk.rows([three, one, two, four])] == [1, 2, 3, 4]
    assert desk.post("numbers", do="order", **{f"place-{four}": "1"}).status_code == 303
    assert [row.case_order for row in desk.rows([four, three, one, two])] == [1, 2, 3, 4]
    assert desk.post("numbers", do="number").status_code == 303

    rows = desk.rows([four, three, one, two])
    assert [row.case_number for row in rows] == [1, 2, 3, 4]
    assert {row.state for row in rows} == {"numbered"}


def test_later_ones_follow_on_and_a_retired_number_says_why(desk: Desk) -> None:
    (first,) = desk.proposals("accepted", 1)
    desk.post("numbers", do="number")
    with as_system(desk.app, organization_id=desk.people.organization_id):
        with pen(db.session, row := reload(Proposal, first), "derive"):
            row.state, row.outcome_reason = "withdrawn", "道路已经修通"
        db.session.commit()
    (second,) = desk.proposals("accepted", 1)

    answer = desk.post("numbers", do="number")

    assert "2" in desk.client.get(answer.location).text
    assert desk.rows([second])[0].case_number == 2
    assert "道路已经修通" in desk.client.get("/panel/proposal/numbers/").text


def test_the_numbers_of_now_are_shown_while_the_next_session_is_prepared(desk: Desk) -> None:
    desk.proposals("accepted", 1)
    with as_system(desk.app, organization_id=desk.people.organization_id):
        coming, term = clock.business_today() + timedelta(120), a_term().id
        window = {"proposals_from": None, "proposals_until": None}
        make_plenary_session(
            term_id=term, number=9, opens_on=coming, closes_on=coming + timedelta(2), **window
        )
        db.session.commit()
    assert 'value="number"' in desk.client.get("/panel/proposal/numbers/").text


def test_only_what_was_shown_is_numbered(desk: Desk) -> None:
    """Another proposal is accepted between showing and pressing: nothing is numbered, and the page says so."""
    (one,) = desk.proposals("accepted", 1)
    shown = form_of(desk.client.get("/panel/proposal/numbers/").text)
    desk.proposals("accepted", 1)

    answer = desk.client.post("/panel/proposal/numbers/", data={**shown, "shown": [str(one)], "do": "number"})

    assert desk.rows([one])[0].case_number is None
    assert "已有变化" in desk.client.get(answer.location).text


def test_the_book_marks_and_decides_as_marked_all_or_none(desk: Desk) -> None:
    accept, refuse = desk.proposals("second_looked", 2)
    with as_system(desk.app, organization_id=desk.people.organization_id):
        reason = make_code_item(table_name="proposal_refusal").id
        db.session.commit()
    marks = {f"mark-{accept}": "accept", f"mark-{refuse}": "not_accept"}
    assert desk.post("book", do="marks", **marks).status_code == 303
    assert [row.proposed for row in desk.rows([accept, refuse])] == ["accept", "not_accept"]
    ticked = {"id": [str(accept), str(refuse)], "do": "decide"}
    assert desk.post("book", **ticked).status_code == 422
    given = ticked | {"decision_id": str(desk.decision), "decision_id__text": desk.named}

    asked = desk.post("book", **given)
    assert (asked.status_code, "2 件" in asked.text) == (200, True)
    assert desk.post("book", confirmed="1", **given).status_code == 422
    assert {row.state for row in desk.rows([accept, refuse])} == {"second_looked"}
    with as_system(desk.app, organization_id=desk.people.organization_id):
        with pen(db.session, row := reload(Proposal, refuse), "derive"):
            row.refusal_id, row.outcome_reason = reason, "建议空洞"
        db.session.commit()
    assert desk.post("book", confirmed="1", **given).status_code == 303

    rows = desk.rows([accept, refuse])
    assert [row.state for row in rows] == ["accepted", "not_accepted"]
    assert {row.decision_id for row in rows} == {desk.decision}


def test_nothing_is_decided_without_a_tick_or_a_mark(desk: Desk) -> None:
    (unmarked,) = desk.proposals("second_looked", 1)

    for ids in ([], [str(unmarked)], ["999999"], ["x"]):
        chosen = {"decision_id": str(desk.decision), "decision_id__text": desk.named}
        answer = desk.post("book", do="decide", id=ids, confirmed="1", **chosen)
        assert answer.status_code == 422
    assert desk.rows([unmarked])[0].state == "second_looked"


def test_members_and_chairs_have_no_way_to_the_book(people: People, desk: Desk) -> None:
    for role in ("chair", "auditor", "admin"):
        client = people.client(people.add(role, login=f"{role}-book"))
        for page in ("book", "numbers"):
            assert client.get(f"/panel/proposal/{page}/").status_code == 403
    assert desk.client.get("/panel/proposal/book/?session=999999").status_code == 404
