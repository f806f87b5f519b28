"""What grants give on the business date: roles, scopes and working areas."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from models import clock
from models.access import ADMIN, AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, actor_or_none
from models.accounts.role_grant import RoleGrant
from models.base import db
from models.engines import _writing
from models.office.department import Department
from models.office.special_committee import SpecialCommittee
from models.office.working_area import WorkingArea
from models.people.member import Member
from models.writing import pen
from tests.fixtures.app import BUSINESS_DATE, People, as_system

TODAY = BUSINESS_DATE


def add(app: Flask, people: People, record_class: type[Any], **values: Any) -> int:
    """Enter a row and return its id."""
    with as_system(app, organization_id=people.organization_id):
        row = record_class(**values)
        db.session.add(row)
        db.session.commit()
        number: int = row.id
        return number


def trash(app: Flask, record_class: type[Any], number: int) -> None:
    with as_system(app):
        row = db.session.get_one(record_class, number)
        with pen(db.session, row, "trash"):
            row.trashed_at = clock.now()
        db.session.commit()


@pytest.fixture
def committee(app: Flask, people: People) -> int:
    return add(app, people, SpecialCommittee, name="提案委员会", short_name="提案委")


def area(app: Flask, people: People, slug: str, committee: int | None = None) -> int:
    return add(app, people, WorkingArea, name=slug, record_kind=slug, committee_id=committee)


def test_each_role_with_its_scope(app: Flask, people: People, committee: int) -> None:
    member = add(app, people, Member, name="张三")
    unit = add(app, people, Department, name="县教育局")

    assert people.actor(people.add(COMMITTEE, special_committee_id=committee)).scope("special_committee") == {
        committee
    }
    assert people.actor(people.add(MEMBER, member_id=member)).scope("member") == {member}
    assert people.actor(people.add(DEPARTMENT, department_id=unit)).scope("department") == {unit}
    for role in (CHAIR, AUDITOR, ADMIN):
        actor = people.actor(people.add(role))
        assert actor.roles == {role}
        assert actor.scopes == {}


def test_several_grants_add_up(app: Flask, people: People, committee: int) -> None:
    other = add(app, people, SpecialCommittee, name="经济委员会", short_name="经济委")
    number = people.add(COMMITTEE, special_committee_id=committee)
    people.grant(number, COMMITTEE, special_committee_id=other)
    people.grant(number, CHAIR)

    actor = people.actor(number)

    assert actor.roles == {COMMITTEE, CHAIR}
    assert actor.scope("special_committee") == {committee, other}


@pytest.mark.parametrize(
    ("dates", "holds"),
    [
        ({"valid_from": TODAY}, True),
        ({"valid_from": date(2020, 9, 24)}, False),
        ({"valid_from": date(2016, 1, 1), "valid_until": TODAY}, True),
        ({"valid_from": date(2016, 1, 1), "valid_until": date(2020, 9, 22)}, False),
    ],
)
def test_a_grant_holds_on_its_days_by_the_business_date(
    people: People, dates: dict[str, Any], holds: bool
) -> None:
    assert people.actor(people.add(CLERK, **dates)).roles == ({CLERK} if holds else set())


def test_a_grant_in_the_recycle_bin_gives_nothing(app: Flask, people: People) -> None:
    number = people.add(None)
    grant = add(app, people, RoleGrant, account_id=number, role=CLERK, valid_from=TODAY)

    assert people.actor(number).roles == {CLERK}
    trash(app, RoleGrant, grant)
    assert people.actor(number).roles == frozenset()


def test_a_body_brings_the_areas_that_its_desk_looks_after(
    app: Flask, people: People, committee: int
) -> None:
    other = add(app, people, SpecialCommittee, name="经济委员会", short_name="经济委")
    area(app, people, "member", committee)
    gone = area(app, people, "department", committee)
    area(app, people, "account", other)
    area(app, people, "role-grant")
    number = people.add(COMMITTEE, special_committee_id=committee)

    assert people.actor(number).areas == {"member", "department"}

    trash(app, WorkingArea, gone)
    actor = people.actor(number)
    assert actor.areas == {"member"}
    assert actor.scope("special_committee") == {committee}


def test_losing_the_last_area_a_desk_keeps_its_body(app: Flask, people: People, committee: int) -> None:
    gone = area(app, people, "department", committee)
    number = people.add(COMMITTEE, special_committee_id=committee)

    trash(app, WorkingArea, gone)

    actor = people.actor(number)
    assert actor.roles == {COMMITTEE}
    assert actor.scope("special_committee") == {committee}
    assert actor.areas == frozenset()


def test_a_clerk_works_everywhere_or_in_the_areas_of_the_grants(app: Flask, people: People) -> None:
    everywhere = people.add(CLERK)
    limited = people.add(CLERK, login="limited", working_area_id=area(app, people, "member"))
    people.grant(limited, CLERK, working_area_id=area(app, people, "department"))

    assert people.actor(everywhere).clerk_areas is None
    actor = people.actor(limited)
    assert actor.clerk_areas == frozenset({"member", "department"})
    assert actor.areas == frozenset()

    people.grant(limited, CLERK)
    assert people.actor(limited).clerk_areas is None


def test_a_clerk_whose_area_is_gone_is_not_let_loose(app: Flask, people: People) -> None:
    gone = area(app, people, "member")
    number = people.add(CLERK, working_area_id=gone)

    trash(app, WorkingArea, gone)

    assert people.actor(number).clerk_areas is not None


def test_an_account_without_grants_has_no_right_but_is_somebody(people: People) -> None:
    number = people.add(None)

    actor = people.actor(number)

    assert actor.roles == frozenset()
    assert actor.key == f"account:{number}"
    assert actor.organization_id == people.organization_id


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that reach the database."""
    found: list[str] = []

    def executed(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            found.append(statement)

    with app.app_context():
        connection = db.engines[None]
    event.listen(connection, "before_cursor_execute", executed)
    yield found
    event.remove(connection, "before_cursor_execute", executed)


def test_two_statements_tell_who_is_there_and_what_they_may_do(people: People, statements: list[str]) -> None:
    client = people.client(people.add(CLERK))
    client.get("/no-such-page")
    statements.clear()

    client.get("/no-such-page")

    assert len(statements) == 2


def test_no_actor_stays_behind_a_request(app: Flask, people: People) -> None:
    client = people.client(people.add(CLERK))
    client.get("/account")
    client.post("/account/sessions/end-others")
    client.get("/no-such-page")

    assert actor_or_none() is None
    assert _writing.get() is False


def test_a_role_taken_away_is_gone_with_the_next_request(app: Flask, people: People) -> None:
    number = people.add(None)
    grant = add(app, people, RoleGrant, account_id=number, role=ADMIN, valid_from=TODAY, state="granted")
    client = people.client(number)
    assert _shows_role(client.get("/account").text)

    trash(app, RoleGrant, grant)

    assert not _shows_role(client.get("/account").text)


def _shows_role(page: str) -> bool:
    facts = page.partition('<dl class="facts">')[2].partition("</dl>")[0]
    return "Administrator" in facts or "系统管理员" in facts
