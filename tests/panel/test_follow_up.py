"""The page of what became of matters: shares with their base, each number that of its list, everybody counts what they read."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from models.base import db
from models.following import followed_types
from models.office.thread_link import ThreadLink
from models.registry import record_type
from tests.consultation_factories import make_topic
from tests.factories import (
    make,
    make_code_item,
    make_department,
    make_member,
    make_seat,
    make_working_area,
    put_into,
)
from tests.fixtures.app import People, add_organization, as_system
from tests.fixtures.client import PanelClient
from tests.panel.statements import counted

ADDRESS = "/panel/follow-up/"
PERIOD = "from=2020-01-01&to=2020-09-23"
LINK = re.compile(
    r'<a href="(/panel/[^"]+\?traced=1[^"]*)"[^>]*><b>([\d,]+)</b></a>(?: <small class="quiet">([^<]*)</small>)?'
)


def links(client: PanelClient, query: str = PERIOD) -> dict[str, tuple[int, str]]:
    """Return address of a list -> number and share that the page shows for it."""
    page = client.get(f"{ADDRESS}?{query}")
    assert page.status_code == 200
    return {url.replace("&amp;", "&"): (int(number), share) for url, number, share in LINK.findall(page.text)}


def url(slug: str, more: str = "") -> str:
    """Return the address of the list of what is counted in the period."""
    return f"/panel/{slug}/?traced=1&fact_date__ge=2020-01-01&fact_date__le=2020-09-23{more}"


def link(source: Any, target: Any) -> None:
    """Keep that one record came from another."""
    db.session.add(
        ThreadLink(
            source_table=source.__tablename__,
            source_id=source.id,
            target_table=target.__tablename__,
            target_id=target.id,
        )
    )


def make_visit(day: date, *states: str) -> list[Any]:
    """Make a visit that was carried out, with a request in each of the states."""
    kind = make_code_item(table_name="visit_kind", label=f"进村{day}").id
    visit = make(record_type("visit"), name="桅子村走访", kind_id=kind, visited_on=day)
    make(record_type("visit_member"), visit_id=visit.id, seat_id=make_seat().id)
    requests = [
        make(record_type("resident_request"), visit_id=visit.id, name=f"诉求{number}", situation="通行困难。")
        for number, _state in enumerate(states)
    ]
    put_into(visit, "held")
    for request, state in zip(requests, states, strict=True):
        put_into(request, state)
    return requests


@pytest.fixture
def world(app: Any, office: int) -> dict[str, int]:
    """Enter visits with requests, topics on their way, and what lies outside the period."""
    with as_system(app, organization_id=office):
        passed, _raised = make_visit(date(2020, 3, 12), "passed_on", "raised")
        make_visit(date(2020, 4, 1), "settled")
        make_visit(date(2020, 5, 1), "ended", "ended")
        make_visit(date(2020, 6, 1))
        make_visit(date(2019, 12, 31), "settled")
        topics = [
            make_topic(state=state, collected_on=date(2020, 3, 20))
            for state in ("collected", "screened", "ended", "merged")
        ]
        link(passed, topics[0])
        db.session.commit()
        return {"topic": topics[0].id}


@pytest.fixture
def people(app: Any, office: int) -> People:
    """Return the people of the office."""
    return People(app, office)


def test_every_number_has_its_base_and_is_that_of_the_list_behind_it(
    people: People, world: dict[str, int]
) -> None:
    clerk = people.client(people.add("clerk"))
    found = links(clerk, f"{PERIOD}&kind=resident-request")

    assert {address: number for address, (number, _share) in found.items()} == {
        url("visit"): 3,
        url("visit", "&followed_up=1"): 2,
        url("visit", "&ended=1"): 1,
        url("visit", "&stopped=1"): 1,
        url("visit", "&going_on=1"): 1,
        url("resident-request"): 5,
        url("resident-request", "&followed_up=1"): 2,
        url("resident-request", "&ended=1"): 1,
        url("resident-request", "&stopped=1"): 2,
        url("resident-request", "&going_on=1"): 2,
        url("resident-request", "&ended=0&state=raised"): 1,
        url("resident-request", "&ended=0&state=raised&followed_up=0"): 1,
        url("resident-request", "&ended=0&state=passed_on"): 1,
        url("resident-request", "&ended=0&state=ended"): 2,
        url("resident-request", "&ended=0&state=ended&followed_up=0"): 2,
        url("resident-request", "&became_topic=1"): 1,
        url("topic"): 3,
        url("topic", "&stopped=1"): 1,
        url("topic", "&going_on=1"): 2,
    }
    assert "40.0" in found[url("resident-request", "&followed_up=1")][1]
    assert "5" in found[url("resident-request", "&followed_up=1")][1]
    for address, (number, _share) in found.items():
        page = clerk.get(address)
        slug = address.split("/")[2]
        assert page.status_code == 200
        assert len(set(re.findall(rf"/panel/{slug}/details/\?id=(\d+)", page.text))) == number, address


def test_another_period_counts_other_rows_and_a_wrong_one_says_so(
    people: People, world: dict[str, int]
) -> None:
    clerk = people.client(people.add("clerk"))
    before = links(clerk, "from=2019-01-01&to=2019-12-31&kind=resident-request")
    assert {number for number, _share in before.values()} == {1}
    assert "没有统计到" in clerk.get(f"{ADDRESS}?from=2018-01-01&to=2018-12-31").text
    wrong = clerk.get(f"{ADDRESS}?from=someday&to=2020-09-23")
    assert wrong.status_code == 200
    assert 'value="someday"' in wrong.text
    assert "traced=1" not in wrong.text
    assert "起始日期" in clerk.get(f"{ADDRESS}?from=2020-09-23&to=2020-01-01").text
    assert clerk.get(f"{ADDRESS}?kind=nothing&{PERIOD}").status_code == 200


def test_everybody_counts_what_they_read(app: Any, people: People, world: dict[str, int]) -> None:
    with as_system(app, organization_id=people.organization_id):
        person, department = make_member().id, make_department().id
        db.session.commit()
    chair, member = people.client(people.add("chair")), people.client(people.add("member", member_id=person))
    assert links(chair)[url("topic")][0] == 3
    # A member reads no request of residents, so neither these nor the visits, whose answers are read from them.
    own = links(member)
    assert not any(address.startswith(("/panel/visit/", "/panel/resident-request/")) for address in own)
    assert f'href="{ADDRESS}"' in member.get("/").text
    unit = people.client(people.add("department", department_id=department))
    assert unit.get(ADDRESS).status_code == 403
    assert f'href="{ADDRESS}"' not in unit.get("/").text
    other = add_organization(app, "政协清溪县委员会", "清溪")
    assert links(people.client(people.add("clerk", login="qingxi", organization_id=other))) == {}


def test_a_clerk_for_some_kinds_alone_knows_what_became_of_them(
    app: Any, people: People, world: dict[str, int]
) -> None:
    with as_system(app, organization_id=people.organization_id):
        area = make_working_area(record_kind="visit").id
        db.session.commit()
    narrow = people.client(people.add("clerk", working_area_id=area))
    found = links(narrow, f"{PERIOD}&kind=resident-request")
    # The links say no word of what stands at their other end, so they count for whoever may not read it.
    assert found[url("resident-request", "&became_topic=1")][0] == 1
    assert url("topic") not in found


def test_the_page_costs_the_same_for_few_rows_and_for_many(
    app: Any, office: int, people: People, world: dict[str, int]
) -> None:
    clerk = people.client(people.add("clerk"))
    address = f"{ADDRESS}?{PERIOD}&kind=topic"
    clerk.get(address)

    def spent() -> int:
        with counted(app) as seen:
            assert clerk.get(address).status_code == 200
        return len(seen)

    before = spent()
    with as_system(app, organization_id=office):
        for _number in range(20):
            link(make_topic(state="turned", collected_on=date(2020, 5, 1)), make_topic())
        db.session.commit()
    assert spent() == before


def test_every_followed_kind_says_what_is_counted() -> None:
    kinds = {cls.__tablename__ for cls in followed_types()}
    assert kinds == {
        "visit", "resident_request", "topic", "opinion_report", "report", "suggestion", "report_suggestion"
    }  # fmt: skip
