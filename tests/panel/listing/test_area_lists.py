"""Ready-made lists: every one is understood, its number is that of its list, and nobody counts what they do not read."""

import re

import pytest

from models.access import current_actor
from models.base import db
from models.registry import record_types
from panel.listing.filters import read_conditions
from panel.listing.links import Links
from panel.listing.ready import AREAS, filled, lists_of_area
from panel.registry import area_labels, views
from tests.factories import make_department, make_seat
from tests.fixtures.app import as_system
from tests.panel.listing.office import asked
from tests.panel.statements import counted

NUMBER = re.compile(r'<a href="(/panel/[^"]+\?[^"]+)"><span>[^<]+</span><b>([\d,+]+)</b>')


@pytest.fixture
def clerk(app, people):
    return people.actor(people.add("clerk"))


def test_every_ready_made_list_is_understood_and_an_office_has_a_dozen_in_each_area(app, clerk):
    with asked(app, clerk):
        for area in area_labels():
            lists = lists_of_area(area, views())
            for ready in lists:
                asked_for = Links.of(filled(ready.arguments, clerk)).conditions()
                _understood, broken = read_conditions(views()[ready.table], current_actor(), asked_for)
                assert broken == [], (ready.table, ready.arguments)
                assert "{" not in filled(ready.arguments, clerk)
            if area in AREAS and area != "people":
                assert len(lists) >= 12, area
    assert {cls.area for cls in record_types()} <= set(area_labels())


def test_the_page_counts_for_whoever_asks_and_each_number_is_that_of_its_list(app, people, client_for):
    with as_system(app, organization_id=people.organization_id):
        make_seat()
        make_seat()
        department = make_department().id
        db.session.commit()
    clerk = client_for("clerk")
    clerk.get("/panel/seat/")
    with counted(app) as sent:
        page = clerk.get("/panel/area/performance/")
    assert page.status_code == 200
    assert len(sent) <= 12
    numbers = {url.replace("&amp;", "&"): number for url, number in NUMBER.findall(page.text)}
    assert numbers["/panel/seat/?state=serving&no_visit=1"] == "2"
    listed = clerk.get("/panel/seat/?state=serving&no_visit=1").text
    assert listed.count("/panel/seat/details/?id=") == 2
    assert 'href="/panel/area/performance/" aria-current="page"' in page.text
    assert clerk.get("/panel/area/nowhere/").status_code == 404
    # Who reads nothing of it has no such page; who reads a part is asked nothing about what they cannot read.
    unit = client_for("department", department_id=department)
    assert unit.get("/panel/area/performance/").status_code == 404
    assert "no_visit" not in unit.get("/panel/area/office/").text
    assert "no_visit=1" not in unit.get("/panel/place/").text
