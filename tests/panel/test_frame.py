"""What stands around every page: the menu by role, who is signed in, and what the page may cost."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from markupsafe import escape

from models.access import can
from models.base import Record, db
from models.office.organization import Organization
from panel.frame import NOT_IN_MENU, Frame, current_frame
from panel.record_view import RecordView
from panel.registry import views
from tests.factories import make_department, make_member, make_special_committee, make_working_area
from tests.fixtures.app import People, as_system
from tests.panel.statements import counted

SCOPES: dict[str, tuple[str, Callable[[], Record]]] = {
    "committee": ("special_committee_id", make_special_committee),
    "member": ("member_id", make_member),
    "department": ("department_id", make_department),
}


def scope_of(people: People, role: str) -> dict[str, Any]:
    """Return the scope without which a grant of the role cannot be given."""
    if role not in SCOPES:
        return {}
    column, make = SCOPES[role]
    with as_system(people.app, organization_id=people.organization_id):
        row = make().id
        db.session.commit()
    return {column: row}


@pytest.mark.parametrize("role", ["clerk", "committee", "chair", "auditor", "member", "department", "admin"])
def test_the_menu_leads_to_every_list_that_the_role_can_open_and_to_no_other(
    people: People, role: str
) -> None:
    account = people.add(role, **scope_of(people, role))
    known: dict[str, RecordView] = people.app.extensions["xieshang_views"]
    listed = set()

    with people.acting(account) as actor:
        own = {t for t, view in known.items() if view.in_menu and can(actor, "read", view.model)}
    for table in own - NOT_IN_MENU:
        with people.app.test_request_context(f"{known[table].url}/"), people.acting(account) as actor:
            listed |= {url for *_rest, items in Frame(actor).areas for _text, url, _current, _count in items}

    assert listed == {f"{known[table].url}/" for table in own - NOT_IN_MENU}


def menu_of(body: str) -> str:
    return body[body.index('<nav class="side"') : body.index("</nav>")]


def test_the_entry_of_the_page_is_marked_and_only_its_area_is_open(people: People) -> None:
    body = people.client(people.add("clerk")).get("/panel/seat/").text

    menu = menu_of(body)
    assert '<a href="/panel/seat/" aria-current="page">' in menu
    assert menu.count("aria-current") == 1
    assert 'href="/panel/member/"' in menu
    assert 'href="/panel/area/learning/"' in menu, "the link of a closed area leads to its ready-made lists"
    assert 'href="/panel/sector/"' not in menu


def test_a_child_record_marks_the_entry_of_its_parent(people: People) -> None:
    with (
        people.app.test_request_context("/panel/seat-assignment/"),
        people.acting(people.add("clerk")) as actor,
    ):
        frame = Frame(actor)

        assert [area[0] for area in frame.areas if area[4]] == ["people"]
        assert [
            text for *_rest, items in frame.areas for text, _url, current, _count in items if current
        ] == [views()["seat"].plural_of()]


def test_a_clerk_of_one_working_area_is_not_led_to_the_others(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        area = make_working_area(record_kind="training").id
        db.session.commit()
    account = people.add("clerk", working_area_id=area)

    with people.app.test_request_context("/"), people.acting(account) as actor:
        tables = {url for items in Frame(actor)._items.values() for _table, _label, url in items}

    assert "/panel/training/" in tables
    assert "/panel/seat/" not in tables


def test_the_person_the_roles_and_the_organization_stand_on_the_page(people: People) -> None:
    account = people.add("chair", login="chair")
    people.grant(account, "clerk")

    body = people.client(account).get("/").text

    assert "chair 同志" in body
    with people.acting(account) as actor:
        role = Frame(actor).person.role
    assert str(escape(role)) in body
    assert len(role.split("、")) == 2 or len(role.split(", ")) == 2


def test_only_the_auditor_is_led_to_the_whole_history(people: People) -> None:
    for role, led in (("auditor", True), ("clerk", False)):
        assert ('href="/history"' in people.client(people.add(role)).get("/").text) is led


def test_the_demonstration_says_so_with_its_date(people: People) -> None:
    account = people.add("clerk")
    assert "2020-09-23</span>" not in people.client(account).get("/").text
    with as_system(people.app):
        db.session.get_one(Organization, people.organization_id).demonstration = True
        db.session.commit()

    assert 'class="demo"' in people.client(account).get("/").text


def test_a_page_that_can_only_be_read_says_why(app: Flask, people: People) -> None:
    app.extensions["xieshang_read_only"] = "The history's triggers differ."
    try:
        body = people.client(people.add("clerk")).get("/").text
    finally:
        del app.extensions["xieshang_read_only"]

    assert "The history&#39;s triggers differ." in body


def test_a_page_without_a_person_asks_for_nothing(app: Flask) -> None:
    with app.test_request_context("/nowhere"), counted(app) as statements:
        frame = current_frame()
        assert (frame.lang, frame.areas, frame.extra, frame.inbox_count) == ("zh-Hans", [], [], 0)

    assert statements == []


def test_the_menu_is_drawn_once_for_people_with_the_same_roles(app: Flask, people: People) -> None:
    first, second = people.add("chair", login="one"), people.add("chair", login="two")
    people.client(first).get("/")
    drawn = len(app.extensions["xieshang_menus"])

    people.client(second).get("/")

    assert len(app.extensions["xieshang_menus"]) == drawn


def test_the_frame_costs_two_statements_for_who_decides_and_one_for_who_may_be_a_teller(
    app: Flask, people: People
) -> None:
    for role, most in (("chair", 2), ("auditor", 1)):
        account = people.add(role, login=f"{role}-frame")
        with app.test_request_context("/"), people.acting(account) as actor, counted(app) as statements:
            frame = Frame(actor)
            assert frame.inbox_count == 0
            assert frame.areas
        assert len(statements) <= most


def test_the_language_switch_comes_back_to_the_page(people: People) -> None:
    body = people.client(people.add("clerk")).get("/panel/seat/?state=serving").text

    assert 'name="next" value="/panel/seat/?state=serving"' in body
