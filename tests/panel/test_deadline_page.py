"""The page of deadlines: each number is that of the list behind it, and everybody sees what is theirs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from models.base import db
from models.deadlines import deadline_types, questions_of
from tests.answering_factories import make_handling
from tests.factories import make_department, make_meeting_decision, make_member, put_into
from tests.fixtures.app import BUSINESS_DATE, People, add_organization, as_system
from tests.fixtures.client import PanelClient
from tests.livelihood_factories import make_owed_rectification
from tests.panel.statements import counted

TODAY = BUSINESS_DATE
NUMBER = re.compile(r'<dd><a href="([^"]+)" aria-label="[^"]*"><b[^>]*>(\d+)</b>')


def numbers(client: PanelClient, url: str = "/deadlines") -> dict[str, int]:
    """Return address of each list -> the number that the page shows for it."""
    return {link.replace("&amp;", "&"): int(number) for link, number in NUMBER.findall(client.get(url).text)}


def due(days: int, state: str = "carrying_out", **over: Any) -> int:
    """Make a decision that is due in so many days."""
    row = make_meeting_decision(due_on=TODAY + timedelta(days=days), **over)
    return row.id if state == "registered" else put_into(row, state).id


@pytest.fixture
def people(app: Any, office: int) -> People:
    """Return the people of the office."""
    return People(app, office)


@pytest.fixture
def units(app: Any, office: int) -> tuple[int, int]:
    """Enter two units with what they owe, and return them."""
    with as_system(app, organization_id=office):
        first, second = make_department(name="县水务局").id, make_department(name="县交通局").id
        for days in (-30, -1, 0, 7, 8):
            due(days, subject=f"事项{days}", carried_out_by_id=first)
        due(-2, "carried_out", subject="已办事项", carried_out_by_id=first)
        # What was postponed keeps its day and is not awaited.
        due(-3, "registered", subject="缓议事项", outcome="postponed", carried_out_by_id=first)
        due(-5, "registered", subject="邻居事项", carried_out_by_id=second)
        make_owed_rectification(due_on=TODAY - timedelta(days=1), department_id=first)
        db.session.commit()
    return first, second


def test_every_number_is_that_of_the_list_behind_it(people: People, units: tuple[int, int]) -> None:
    clerk = people.client(people.add("clerk"))
    found = numbers(clerk)
    assert found["/panel/meeting-decision/?overdue=1"] == 3
    assert found["/panel/meeting-decision/?due_soon=1"] == 2
    assert found["/panel/rectification/?overdue=1"] == 1
    asked = {
        f"/panel/{cls.slug()}/?{question.key}=1" for cls in deadline_types() for question in questions_of(cls)
    }
    assert set(found) == asked
    for url, number in found.items():
        page = clerk.get(url).text
        assert page.count("/details/?id=") >= number
        assert (number == 0) == ("没有符合" in page or "暂无" in page or page.count("<tbody") == 0), url


def test_the_longest_overdue_stands_first_and_what_is_answered_not_at_all(
    people: People, units: tuple[int, int]
) -> None:
    page = people.client(people.add("clerk")).get("/deadlines").text
    places = [page.find(words) for words in ("逾期 30 天", "逾期 5 天", "逾期 1 天", "今日到期", "还剩 7 天")]
    assert -1 not in places
    assert places == sorted(places)
    assert "还剩 8 天" not in page


def test_one_unit_alone(people: People, units: tuple[int, int]) -> None:
    clerk = people.client(people.add("clerk"))
    page = clerk.get("/deadlines").text
    assert f'href="/deadlines?unit={units[0]}"' in page
    found = numbers(clerk, f"/deadlines?unit={units[1]}")
    assert found[f"/panel/meeting-decision/?overdue=1&carried_out_by_id={units[1]}"] == 1
    assert found[f"/panel/rectification/?overdue=1&department_id={units[1]}"] == 0
    narrowed = clerk.get(f"/deadlines?unit={units[1]}").text
    assert "县交通局" in narrowed
    assert "逾期 30 天" not in narrowed
    assert clerk.get("/deadlines?unit=99999999999").status_code == 200


def test_everybody_sees_what_is_theirs(app: Any, people: People, units: tuple[int, int]) -> None:
    chair = people.client(people.add("chair"))
    assert numbers(chair)["/panel/meeting-decision/?overdue=1"] == 3
    assert 'href="/urging"' not in chair.get("/deadlines").text
    own = people.client(people.add("department", login="own", department_id=units[0]))
    other = people.client(people.add("department", login="other", department_id=units[1]))
    # Units read no decisions of meetings, and only what they themselves are to put right once it was fed back.
    assert "/panel/meeting-decision/?overdue=1" not in numbers(own)
    assert numbers(own)["/panel/rectification/?overdue=1"] == 1
    assert numbers(other)["/panel/rectification/?overdue=1"] == 0
    with as_system(app, organization_id=people.organization_id):
        person = make_member().id
        db.session.commit()
    member = people.client(people.add("member", member_id=person))
    assert member.get("/deadlines").status_code == 403
    assert 'href="/deadlines"' not in member.get("/").text
    assert 'href="/deadlines"' in own.get("/").text


def test_the_handing_over_offices_have_their_own_clocks(app: Any, people: People) -> None:
    """A unit asked for another unit or for more time: the office that decides is late, and nobody urges the unit for it."""
    with as_system(app, organization_id=people.organization_id):
        unit, office = make_department(name="县水务局").id, make_department(name="县政府办").id
        common = {"department_id": unit, "handing_over_office_id": office}
        late = make_handling(
            state="unit_change_asked", request_decided_by=TODAY - timedelta(days=2), **common
        )
        make_handling(state="extension_asked", request_decided_by=TODAY + timedelta(days=1), **common)
        make_handling(state="handling", request_decided_by=TODAY - timedelta(days=9), **common)
        late_id = late.id
        db.session.commit()
    clerk = people.client(people.add("clerk"))
    found = numbers(clerk)
    assert found["/panel/handling/?request=1"] == 2
    assert found["/panel/handling/?request_overdue=1"] == 1
    assert clerk.get("/panel/handling/?request_overdue=1").text.count(f"/details/?id={late_id}") >= 1
    page = clerk.get("/deadlines").text
    assert page.count("逾期 2 天") == 1
    assert f'href="/deadlines?unit={office}"' in page
    assert "逾期 2 天" not in clerk.get("/urging").text


def test_another_organization_counts_its_own(app: Any, people: People, units: tuple[int, int]) -> None:
    other = add_organization(app, "政协清溪县委员会", "清溪")
    client = people.client(people.add("clerk", login="qingxi", organization_id=other))
    assert set(numbers(client).values()) == {0}


def test_the_page_costs_the_same_for_few_rows_and_for_many(
    app: Any, office: int, people: People, units: tuple[int, int]
) -> None:
    clerk = people.client(people.add("clerk"))
    clerk.get("/deadlines")

    def spent() -> int:
        with counted(app) as seen:
            assert clerk.get("/deadlines").status_code == 200
        return len(seen)

    before = spent()
    with as_system(app, organization_id=office):
        for number in range(20):
            due(-number, carried_out_by_id=make_department().id)
        db.session.commit()
    assert spent() == before
