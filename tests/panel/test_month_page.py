"""The calendar: what is held and what falls due, each on its day, for whoever may read it."""

from datetime import date

from models.base import db
from panel.month_page import month_asked
from tests.factories import make_department, make_meeting, make_training
from tests.fixtures.app import add_organization, as_system
from tests.panel.statements import counted


def test_a_month_shows_what_is_held_to_whoever_reads_it(app, people, client_for):
    with as_system(app, organization_id=people.organization_id):
        make_training(name="九月培训班", starts_on=date(2020, 9, 1), ends_on=date(2020, 9, 2))
        make_training(name="八月培训班", starts_on=date(2020, 8, 31), ends_on=None)
        make_meeting(name="第三季度协商会")
        department = make_department().id
        db.session.commit()
    clerk = client_for("clerk")
    clerk.get("/calendar")
    with counted(app) as sent:
        page = clerk.get("/calendar?month=2020-09").text
    assert len(sent) <= 14
    assert "九月培训班" in page
    assert "八月培训班" not in page
    assert "/calendar?month=2020-08" in page
    assert "/calendar?month=2020-10" in page
    assert "九月培训班" not in clerk.get("/calendar?month=2020-09&kind=visit").text
    assert "kind=visit" in clerk.get("/calendar?month=2020-09&kind=visit").text
    for odd in ("2020-13", "0-1", "²²²²-01", "x", "2020-9-9", "9999-12"):
        assert clerk.get(f"/calendar?month={odd}&kind=nothing").status_code == 200
    # A unit reads no training; another office nothing of this one.
    assert (
        "九月培训班"
        not in client_for("department", department_id=department).get("/calendar?month=2020-09").text
    )
    elsewhere = add_organization(app, "政协广安市委员会", "广安")
    stranger = people.client(people.add("clerk", login="stranger", organization_id=elsewhere))
    assert "培训班" not in stranger.get("/calendar?month=2020-09").text


def test_a_month_is_read_as_it_is_written():
    assert month_asked("2021-2") == date(2021, 2, 1)
