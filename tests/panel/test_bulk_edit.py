"""One value for many rows: shown before it is written, written in all or in none, never over another's work."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from models.base import db
from models.history import Event
from models.learning.training import Training
from panel.bulk_edit import fields_of
from panel.registry import views
from tests.factories import make_training
from tests.fixtures.app import as_system
from tests.panel.listing.office import asked

ADDRESS = "/panel/training/bulk/"


@pytest.fixture
def rows(app, people):
    """Return three trainings: two that can take a last day in April, and one that begins in September."""
    with as_system(app, organization_id=people.organization_id):
        found = [
            make_training(name="甲班", place="旧址", ends_on=None, starts_on=date(2020, 4, 1)),
            make_training(name="乙班", ends_on=None, starts_on=date(2020, 4, 1)),
            make_training(name="丙班", ends_on=None, starts_on=date(2020, 9, 1)),
        ]
        db.session.commit()
        return [row.id for row in found]


def hidden(page) -> dict[str, list[str]]:
    """Return what the form of the page would send."""
    form = page.text[page.text.index('<form class="whole"') :]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form):
        found.setdefault(name, []).append(value)
    return found


def places(app, people) -> list[str | None]:
    with as_system(app, organization_id=people.organization_id):
        return list(db.session.scalars(select(Training.place).order_by(Training.id)))


def test_a_value_is_previewed_and_written_into_every_row_or_none(app, people, client_for, rows):
    clerk = client_for("clerk")
    assert 'value="edit"' in clerk.get("/panel/training/").text
    first = clerk.post(ADDRESS, data={"do": "edit", "id": rows})
    assert 'value="place"' in first.text
    assert 'type="radio" name="field" value="name"' not in first.text
    second = clerk.post(ADDRESS, data={"do": "edit", "id": rows, "field": "place", "step": "value"})
    assert 'name="place"' in second.text
    seen = clerk.post(ADDRESS, data={"do": "edit", "id": rows, "field": "place", "place": "党校"})
    assert '<del class="old">旧址</del>' in seen.text
    assert places(app, people)[0] == "旧址"

    sent = hidden(seen)
    assert sent["id"] == [str(number) for number in rows]
    done = clerk.post(ADDRESS, data=sent)
    assert done.status_code == 303
    assert places(app, people) == ["党校"] * 3
    with as_system(app, organization_id=people.organization_id):
        event = db.session.scalars(select(Event).where(Event.kind == "bulk_edited")).one()
        assert event.table_name == "training"
        assert str(rows[2]) in (event.detail or "")
        assert "党校" not in (event.detail or "")
    # The same form again is answered as the first; with rows that moved on nothing is written.
    assert clerk.post(ADDRESS, data=sent).status_code == 303
    stale = clerk.post(ADDRESS, data=sent | {"form_token": ["another"], "place": ["县城"]})
    assert stale.status_code == 409
    assert places(app, people) == ["党校"] * 3


def test_rows_that_cannot_take_the_value_are_named_with_the_reason(app, people, client_for, rows):
    clerk = client_for("clerk")
    wrong = clerk.post(ADDRESS, data={"do": "edit", "id": rows, "field": "ends_on", "ends_on": "不是日子"})
    assert wrong.status_code == 422
    seen = clerk.post(ADDRESS, data={"do": "edit", "id": rows, "field": "ends_on", "ends_on": "2020-04-02"})
    assert hidden(seen)["id"] == [str(number) for number in rows[:2]]
    assert seen.text.count('<ins class="new">2020-04-02</ins>') == 2
    # What the preview left out is written by no other way either: all or none.
    data = {"do": "edit", "id": rows, "field": "ends_on", "ends_on": "2020-04-02", "confirmed": "1"}
    versions = {f"version_{number}": "1" for number in rows}
    assert clerk.post(ADDRESS, data=data | versions).status_code == 409
    with as_system(app, organization_id=people.organization_id):
        assert set(db.session.scalars(select(Training.ends_on))) == {None}


def test_what_is_decided_one_by_one_and_what_is_not_theirs_to_edit_offers_nothing(
    app, people, client_for, rows
):
    clerk = people.actor(people.add("clerk"))
    with asked(app, clerk):
        known = views()
        assert not any(fields_of(known[t]) for t in ("evaluation", "seat", "assessment", "correction"))
        assert {"name", "starts_on"} & set(fields_of(known["training"])) == {"starts_on"}
        assert "phone" in fields_of(known["member"])
    chair = client_for("chair")
    data = {"do": "edit", "id": rows, "field": "place", "place": "党校", "confirmed": "1"}
    assert chair.post(ADDRESS, data=data).status_code == 403
    assert chair.post("/panel/seat/bulk/", data=data).status_code == 403
