"""The look-up of a reference through the browser: live for the script, as a page without it."""

import pytest
from werkzeug.datastructures import MultiDict

from models.access import Refused
from models.office.department import Department
from models.people.member import Member
from panel.listing.lookup import comes_from_lookup, with_choice
from tests.fixtures.app import add_organization
from tests.panel.listing.office import asked, departments_view, enter


@pytest.fixture
def units(app, office):
    elsewhere = enter(app, add_organization(app, "政协大竹县委员会", "大竹"), Department(name="大竹县民政局"))
    return [
        *enter(app, office, Department(name="县民政局", short_name="民政局"), Department(name="县教科体局")),
        *elsewhere,
    ]


def test_the_script_is_answered_in_the_form_it_reads(client_for, units):
    answer = client_for("clerk").get("/panel/department/lookup/successor_id?q=民政")

    assert answer.status_code == 200
    assert answer.json["more"] is False
    assert [(item["id"], item["text"]) for item in answer.json["items"]] == [(str(units[0]), "县民政局")]
    assert set(answer.json["items"][0]) == {"id", "text", "hint", "side"}


@pytest.mark.parametrize("name", ["name", "nothing", "organization_id", "__class__"])
def test_what_is_no_reference_has_no_look_up(client_for, name):
    assert client_for("clerk").get(f"/panel/department/lookup/{name}?q=").status_code == 404


def test_who_has_no_use_for_the_rows_is_refused(client_for, units):
    assert client_for("auditor").get("/panel/role-grant/lookup/member_id?q=张").status_code == 403


def test_an_administrator_names_a_member(app, office, client_for):
    enter(app, office, Member(name="张维翰", work_unit="县供销社", phone="139"))
    answer = client_for("admin").get("/panel/role-grant/lookup/member_id?q=zwh")

    assert [item["text"] for item in answer.json["items"]] == ["张维翰"]
    assert "139" not in answer.text


def test_without_script_the_choices_are_a_page_that_carries_what_was_typed(client_for, units):
    client = client_for("clerk")
    typed = {
        "name": "县社工部<",
        "kind": "party",
        "successor_id": "",
        "successor_id__text": "民政",
        "_find": "successor_id",
    }
    page = client.post("/panel/department/new/", data=typed)

    assert page.status_code == 200
    assert f'name="_choice" value="{units[0]}"' in page.text
    assert "县教科体局" not in page.text
    assert 'name="name" value="县社工部&lt;"' in page.text
    assert 'name="_find" value="successor_id"' in page.text


def test_the_choice_comes_back_into_the_form_and_nothing_is_saved(client_for, units):
    client = client_for("clerk")
    back = {
        "name": "县社工部",
        "kind": "party",
        "successor_id": "",
        "successor_id__text": "民政",
        "_chosen": "successor_id",
        "_choice": str(units[0]),
    }
    page = client.post("/panel/department/new/", data=back)

    assert page.status_code == 200
    assert f'name="successor_id" value="{units[0]}"' in page.text
    assert 'value="县民政局"' in page.text
    assert client.get("/panel/department/?q=社工部").text.count("县社工部") == 0


def test_an_id_typed_by_hand_names_nobody(app, people, units):
    with asked(app, people.actor(people.add("clerk"))):
        for choice in (str(units[2]), "999999", "x", "-1", "9" * 20, ""):
            typed = {"_chosen": "successor_id", "_choice": choice, "successor_id": ""}
            assert with_choice(departments_view(), MultiDict(typed))["successor_id"] == ""
        assert with_choice(departments_view(), MultiDict({"_chosen": "", "name": "x"}))["name"] == "x"
        assert comes_from_lookup(MultiDict({"_chosen": ""}))
        assert not comes_from_lookup(MultiDict({"name": "x"}))


def test_a_choice_for_a_field_one_may_not_fill_is_refused(app, people, units):
    with asked(app, people.actor(people.add("department", department_id=units[0]))), pytest.raises(Refused):
        with_choice(departments_view(), MultiDict({"_chosen": "created_by_id", "_choice": str(units[0])}))
