"""Another's word needs the signed paper, and what is typed late says so."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from sqlalchemy import select

from models.access import can
from models.access.errors import OWN_WORK
from models.base import db
from models.office.attachment import Attachment
from models.people.seat import Seat
from panel.waiting import queue
from tests.contracts.acts import PDF, answers_for, typed
from tests.contracts.pages import form_of
from tests.contracts.steps import STEPS
from tests.contracts.test_mass_assignment import stored
from tests.contracts.test_routes import SCREENS
from tests.contracts.traces import written
from tests.contracts.words import Office, expected
from tests.contracts.world import World
from tests.factories import make_member, make_seat, put_into
from tests.fixtures.app import People, as_system


def test_another_word_is_entered_from_the_signed_paper_alone(world: World) -> None:
    """Entered for a unit: without the scan nothing is kept; with it, typist, author and paper stand beside each other."""
    clerk, at = world.people["clerk"], written(world.app)
    client = world.client(clerk)
    unit = next(iter(world.people["department"].units))
    indicator = min(world.living("indicator"))
    data = {"indicator_id": str(indicator), "indicator_id__text": world.rows["indicator"][indicator]["name"],
            "year": "2020", "period": "2020-01", "value": "3", "entered_for_department_id": str(unit),
            "entered_for_department_id__text": world.rows["department"][unit]["name"]}  # fmt: skip
    form = form_of(client.get("/panel/progress/new/").text)

    without = client.post("/panel/progress/new/", data={**form, **data})
    assert without.status_code == 422
    assert written(world.app) == at

    scan = {"signed_paper": (io.BytesIO(PDF), "来函.pdf"), "not_classified": "1"}
    kept = client.post(
        "/panel/progress/new/", data={**form, **data, **scan}, content_type="multipart/form-data"
    )
    assert kept.status_code == 303, kept.text
    number = int(kept.location.rpartition("=")[2])
    with world.acting(clerk):
        row = stored(world, SCREENS["progress"], number)
        papers = select(Attachment.kind).where(
            Attachment.record_table == "progress", Attachment.record_id == number
        )
        assert (row["created_by_id"], row["entered_for_department_id"]) == (clerk.account_id, unit)
        assert list(db.session.scalars(papers)) == ["signed_paper"]


PAPER = [
    (table, action.removesuffix(" from paper"))
    for table in STEPS
    for action in expected(table)
    if action.endswith(" from paper") and not action.startswith("recall")
]


@pytest.mark.parametrize(("table", "step"), PAPER)
def test_a_step_for_a_unit_needs_its_signed_paper(world: World, table: str, step: str) -> None:
    """The desk takes a unit's own step only with the scan, and the history names the typist."""
    clerk, cls, office = world.people["clerk"], SCREENS[table], Office(world)
    client = world.client(clerk)
    sources = STEPS[table][step].partition(" > ")[0].split()
    key = next(
        k
        for k, row in world.living(table).items()
        if row["state"] in sources
        and office.allowed(clerk, "read", table, row)
        and office.in_words(clerk, f"{step} from paper", table, row)
        and not office.in_words(clerk, step, table, row)
    )
    url = f"/panel/{cls.slug()}/transition/{step}/?id={key}"
    given = answers_for(world, table, step)
    data = {"reason": given.reason, **typed(world, table, given.answers)}
    at = written(world.app)

    assert client.post(url, data=data).status_code == 422
    assert client.post(url, data=data | {"signed_paper": (io.BytesIO(PDF), "来函.pdf")},
                       content_type="multipart/form-data").status_code == 422  # fmt: skip
    assert written(world.app) == at
    scan = {"signed_paper": (io.BytesIO(PDF), "来函.pdf"), "not_classified": "1"}
    assert client.post(url, data=data | scan, content_type="multipart/form-data").status_code == 303

    with world.acting(clerk):
        row = stored(world, cls, key)
        assert row["state"] == STEPS[table][step].partition(" > ")[2].partition(";")[0]
        assert row["submitted_by_id"] == clerk.account_id or "submits" not in STEPS[table][step]


def test_a_late_entry_is_marked(world: World) -> None:
    """What is typed long after the fact says so, and is never told as an arrear."""
    client = world.client(world.people["clerk"])
    form = form_of(client.get("/panel/training/new/").text)
    marks = {}
    for day in ("2020-03-01", "2020-09-22"):
        values = {"name": f"补录 {day}", "kind": "county_course", "starts_on": day}
        answer = client.post("/panel/training/new/", data={**form, "form_token": day, **values})
        page = client.get(answer.location).text
        marks[day] = "补录</span>" in page

    assert marks == {"2020-03-01": True, "2020-09-22": False}


def test_what_was_entered_for_somebody_is_their_own_work(app: Flask, people: People) -> None:
    """A chair who is a member does not decide what a clerk typed for that member from signed paper; another chair does."""
    with as_system(app, organization_id=people.organization_id):
        member = make_member().id
        seat = put_into(make_seat(state="proposed"), "checked", entered_for_member_id=member).id
        db.session.commit()
    author, other = people.add("chair"), people.add("chair", login="chair2")
    people.grant(author, "member", member_id=member)
    for who, allowed in ((author, False), (other, True)):
        with people.acting(who) as actor:
            row = db.session.scalars(select(Seat).where(Seat.id == seat)).one()
            answer = can(actor, "transition:seat", row)
            assert bool(answer) is allowed
            assert allowed or answer.sentence == OWN_WORK
            assert (seat in {item.record_id for item in queue(actor, table="seat")}) is allowed
