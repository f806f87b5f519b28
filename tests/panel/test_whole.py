"""One page for a town, a unit, a person: what all records say about it, as far as its reader reads them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from models.access import AUDITOR, CLERK
from models.base import db
from models.registry import record_type
from tests.answering_factories import make_commitment, make_handling
from tests.factories import (
    make,
    make_code_item,
    make_department,
    make_meeting_decision,
    make_place,
    make_seat,
    make_training_attendance,
    put_into,
)
from tests.fixtures.app import BUSINESS_DATE, People, as_system
from tests.panel.statements import counted
from tests.proposal_factories import make_proposal


def panels(page: str) -> dict[str, str]:
    """Return the heads of the panels: what is counted, and how many there are."""
    found = re.findall(r'<h3 id="([^"]+)-title">(.*?)</h3>', page, re.DOTALL)
    return {name: re.sub(r"<[^>]*>", "", head).split()[-1] for name, head in found}


def test_a_page_tells_what_is_tied_to_a_town_a_unit_and_a_person(
    app: Any,
    office: int,
) -> None:
    people = People(app, office)
    clerk, auditor = people.client(people.add(CLERK)), people.client(people.add(AUDITOR))
    with as_system(app, organization_id=office):
        town = make_place(name="柑子镇", level="town").id
        village = make_place(name="桅子村", level="village", parent_id=town).id
        kind = make_code_item(table_name="visit_kind", label="进村（社区）").id
        for place, day in (
            (town, BUSINESS_DATE),
            (village, BUSINESS_DATE - timedelta(days=9)),
            (make_place().id, BUSINESS_DATE),
        ):
            visit = record_type("visit")
            make(visit, name="走访群众", kind_id=kind, place_id=place, visited_on=day)
        unit = make_department(name="县水务局").id
        late = make_meeting_decision(
            due_on=BUSINESS_DATE - timedelta(days=3), carried_out_by_id=unit, subject="修桥"
        )
        put_into(late, "carrying_out")
        make_meeting_decision(carried_out_by_id=unit)
        draft = make_proposal(state="draft", lead_department_id=unit, name="未提交的提案")
        draft.created_by_id = people.add(None, login="typist")
        make_commitment(make_handling(department_id=unit, state="answered"))
        seat = make_seat()
        member = seat.member_id
        make_training_attendance(seat_id=seat.id)
        db.session.commit()

    page = clerk.get(f"/panel/place/whole/?id={town}").text
    found = panels(page)
    assert found["visit-place_id"] == "2"
    assert found["place-parent_id"] == "1"
    assert f"/panel/visit/?place_id__in={town},{village}" in page
    assert BUSINESS_DATE.isoformat() in page
    assert clerk.get(f"/panel/visit/?place_id__in={town},{village}").text.count("走访群众</a>") == 2
    page = clerk.get(f"/panel/department/whole/?id={unit}").text
    found = panels(page)
    assert (found["meeting-decision-carried_out_by_id"], found["commitment-department_id"]) == ("2", "1")
    assert page.count("逾期 1") >= 1
    # Another's unsubmitted draft is neither named nor counted.
    for client in (clerk, auditor):
        assert "proposal-lead_department_id" not in panels(
            client.get(f"/panel/department/whole/?id={unit}").text
        )
    page = clerk.get(f"/panel/member/whole/?id={member}").text
    assert panels(page)["training-attendance-seat_id"] == "1"
    assert "seat-member_id" not in panels(page)
    assert f"/panel/place/whole/?id={town}" in clerk.get(f"/panel/place/details/?id={town}").text
    assert clerk.get(f"/panel/visit/?place_id={town}&place_id__ne=x").status_code == 200

    def spent() -> int:
        with counted(app) as seen:
            assert clerk.get(f"/panel/place/whole/?id={town}").status_code == 200
        return len(seen)

    before = spent()
    with as_system(app, organization_id=office):
        for number in range(5):
            make(
                record_type("visit"),
                name=f"走访 {number}",
                kind_id=kind,
                place_id=village,
                visited_on=BUSINESS_DATE,
            )
        db.session.commit()
    assert spent() == before
