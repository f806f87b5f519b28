"""Residents' requests: the name stays with the desk, the matter goes on and its end is known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text as sql

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.outreach.resident_request import ResidentRequest
from models.registry import record_type
from models.threads import became, sources_of, turn
from models.transitions import Request, perform
from tests.consultation_factories import make_platform
from tests.contracts.pages import form_of
from tests.factories import make, make_code_item, make_special_committee, put_into
from tests.fixtures.app import People, as_system
from tests.records.asserting import assert_invalid, readable, reload
from tests.records.conftest import As, Entering

_DESK = "clerk committee: update of visit_id"
RIGHTS = {
    "read": "clerk committee chair auditor: read of visit_id",
    "create": _DESK,
    "update trash": f"{_DESK} and in raised/handling/passed_on",
    "export": "clerk chair auditor: read of visit_id",
    "take_up settle end": _DESK,
    "turn": "clerk committee: read of visit_id",
}
STATES = "raised; handling; passed_on; settled final; ended final"
STEPS = {
    "take_up": "raised > handling",
    "pass_on": "raised handling > passed_on; by itself",
    "settle": "raised handling passed_on > settled; asks outcome, answered_on",
    "end": "raised handling passed_on > ended; with a reason",
}
NOUNS = {
    "visit": "visit_id",
    "what was asked": ("name", "situation", "wish"),
    "people affected": ("people_affected", "wording"),
    "villager's name": ("resident_name", "resident_contact"),
    "what became of it": ("outcome", "answered_on", "thread_link.source_id"),
}
DAY = date(2020, 9, 17)


def make_visit(**over: Any) -> Any:
    """Make a visit for requests."""
    kind = make_code_item(table_name="visit_kind", label="进村（社区）").id
    return make(record_type("visit"), **{"name": "走访", "kind_id": kind, "visited_on": DAY} | over)


def make_request(visit_id: int, **over: Any) -> ResidentRequest:
    """Make a request raised at a visit."""
    values = {"visit_id": visit_id, "name": "涵洞积水", "situation": "雨季通行困难。"}
    return make(ResidentRequest, **values | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter requests of every state under visits of two bodies."""
    for body in (frame.own, frame.other):
        visit = make_visit(committee_id=body).id
        for state in ResidentRequest.workflow.states:
            put_into(make_request(visit, resident_name="老周", resident_contact="村口"), state)


def test_a_request_is_looked_into_and_answered(entering: Entering, acting_with: As) -> None:
    with entering():
        number = make_request(make_visit().id, people_affected=3000, wording="近3000人").id
    with acting_with(CLERK):
        perform(ResidentRequest, number, "take_up")
        with assert_invalid("answered_on"):
            answers = {"outcome": "已修好。", "answered_on": date(2020, 9, 16)}
            perform(ResidentRequest, number, "settle", Request(answers=answers))
        answers = {"outcome": "已修好。", "answered_on": date(2020, 9, 20)}
        perform(ResidentRequest, number, "settle", Request(answers=answers))
        row = reload(ResidentRequest, number)
        assert (row.state, row.fact_date, row.people_affected) == ("settled", DAY, 3000)


def test_nothing_is_raised_at_a_visit_that_did_not_take_place(entering: Entering) -> None:
    with entering():
        visit = put_into(make_visit(), "cancelled").id
        db.session.commit()
        with assert_invalid("visit_id"):
            make_request(visit)


def test_members_and_units_read_no_request(entering: Entering, acting_with: As) -> None:
    with entering():
        number = make_request(make_visit().id).id
    with acting_with(MEMBER):
        assert readable(ResidentRequest) == set()
    with acting_with(CHAIR):
        assert readable(ResidentRequest) == {number}


def test_a_desk_sees_the_requests_of_all_visits_and_works_on_its_own(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        own = make_special_committee().id
        mine, other = make_visit(committee_id=own).id, make_visit().id
        numbers = {make_request(visit).id for visit in (mine, other)}
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({own})}):
        assert readable(ResidentRequest) == numbers
        assert make_request(mine, name="路灯").id


@pytest.mark.parametrize("role", [COMMITTEE, CHAIR, AUDITOR])
def test_the_name_is_masked_for_all_but_the_desk_that_keeps_it(
    entering: Entering, people: People, role: str
) -> None:
    with entering():
        number = make_request(make_visit().id, resident_name="老周", resident_contact="村口小卖部").id
        body = make_special_committee().id
    grant: dict[str, Any] = {"special_committee_id": body} if role == COMMITTEE else {}
    page = people.client(people.add(role, **grant)).get(f"/panel/resident-request/details/?id={number}").text
    assert "涵洞积水" in page
    assert "老周" not in page
    assert "村口小卖部" not in page


def test_the_name_is_in_no_list_export_or_history(entering: Entering, people: People) -> None:
    """A clerk reads it on the page of the request; it does not leave by any other door."""
    with entering():
        visit = make_visit().id
        make_request(visit, resident_name="老周", resident_contact="村口小卖部")
    client = people.client(people.add(CLERK))
    number = max(readable_requests(entering))
    assert "老周" in client.get(f"/panel/resident-request/details/?id={number}").text
    assert client.get("/panel/resident-request/").status_code == 200
    for path in ("", "export/csv/"):
        asked = client.get(f"/panel/resident-request/{path}?col=name&col=resident_name&col=resident_contact")
        assert "老周" not in asked.text
        assert "村口小卖部" not in asked.text
    assert "老周" not in client.get(f"/panel/resident-request/history/?id={number}").text
    with entering():
        kept = db.session.connection().execute(sql("SELECT old, new FROM change")).all()
        assert kept
        assert not any("老周" in str(row) or "村口小卖部" in str(row) for row in kept)


def readable_requests(entering: Entering) -> set[int]:
    """Return the ids of all requests."""
    with entering():
        return readable(ResidentRequest)


def test_what_is_made_of_a_request_moves_it_on(entering: Entering, acting_with: As) -> None:
    """The link stays, the request says that it was taken further, and it is still answered at its end."""
    with entering():
        number = make_request(make_visit().id, name="涵洞积水").id
    with acting_with(CLERK) as actor:
        request = reload(ResidentRequest, number)
        values = {"subject": "关于整治涵洞积水的建议", "situation": "雨季通行困难。", "source_kind": "non_member",
                  "source_name": "群众", "reported_on": DAY}  # fmt: skip
        report = make(record_type("opinion_report"), **values)
        turn(actor, request, report)
        db.session.commit()
        assert (request.state, became(request, "opinion_report")) == ("passed_on", True)
        assert [(end.table, end.number) for end in sources_of(report)] == [("resident_request", number)]
        answers = {"outcome": "已列入整治计划。", "answered_on": date(2020, 9, 22)}
        perform(ResidentRequest, number, "settle", Request(answers=answers))
        assert reload(ResidentRequest, number).state == "settled"


def test_no_further_record_begins_with_the_name() -> None:
    """What becomes of a request takes its matter along, never the person."""
    taken = {own for columns in ResidentRequest.turns_into.values() for own in columns.values()}
    assert not taken & {"resident_name", "resident_contact"}


def test_a_platforms_convener_records_who_came_and_reads_a_mask_from_then_on(
    app: Any, office: int, client_for: Any
) -> None:
    with as_system(app, organization_id=office):
        own, other = make_platform(name="桅子村议事室").id, make_platform(name="别村议事室").id
        kind = make_code_item(table_name="visit_kind", label="进村（社区）").id
        db.session.commit()
    convener = client_for(COMMITTEE, platform_id=own)
    form = form_of(convener.get("/panel/visit/new/").text)
    sent = form | {"name": "议事室接待", "kind_id": str(kind), "visited_on": "2020-09-17"}
    assert (
        convener.post(
            "/panel/visit/new/", data=sent | {"platform_id": str(other), "platform_id__text": "别村议事室"}
        ).status_code
        == 403
    )
    made = convener.post(
        "/panel/visit/new/", data=sent | {"platform_id": str(own), "platform_id__text": "桅子村议事室"}
    )
    assert made.status_code == 303
    visit = made.headers["Location"].rpartition("=")[2]
    address = f"/panel/resident-request/new/?visit_id={visit}"
    form = form_of(convener.get(address).text)
    assert "resident_name" in form
    told = {
        "name": "涵洞积水",
        "situation": "雨季通行困难。",
        "resident_name": "老周",
        "resident_contact": "村口",
    }
    made = convener.post(address, data=form | told)
    assert made.status_code == 303
    page = convener.get(made.headers["Location"]).text
    assert "涵洞积水" in page
    assert "老周" not in page
    number = made.headers["Location"].rpartition("=")[2]
    edit = form_of(convener.get(f"/panel/resident-request/edit/?id={number}").text)
    assert "resident_name" not in edit
    assert "老周" in client_for(CLERK).get(made.headers["Location"]).text
