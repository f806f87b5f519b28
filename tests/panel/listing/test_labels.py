"""What referenced rows are called."""

from dataclasses import replace
from typing import Any

import pytest

from models.access import acting, current_actor
from models.accounts.account import Account
from models.base import db
from models.office.department import Department
from models.office.special_committee import SpecialCommittee
from models.people.member import Member
from models.registry import record_type
from panel.listing.labels import Label, account_names, labels, labels_for, referenced_type
from panel.saving import move_to_bin
from tests.factories import make, make_department
from tests.fixtures.app import add_organization, as_system
from tests.panel.listing.office import asked, enter, statements
from tests.proposal_factories import make_proposal


@pytest.fixture
def bodies(app, office):
    return enter(app, office, *(SpecialCommittee(name=f"第{n}委员会", short_name=f"{n}委") for n in range(3)))


def test_many_ids_cost_one_statement_and_asking_again_none(app, people, bodies):
    with asked(app, people.actor(people.add("clerk"))), statements() as sent:
        first = labels(SpecialCommittee, bodies)
        again = labels(SpecialCommittee, bodies[:1])

    assert first == {n: Label(f"第{i}委员会", False) for i, n in enumerate(bodies)}
    assert again == {bodies[0]: first[bodies[0]]}
    assert len(sent) == 1


def test_nothing_is_kept_for_the_next_request(app, people, bodies):
    with asked(app, people.actor(people.add("clerk"))), statements() as sent:
        labels(SpecialCommittee, bodies)
        with acting(replace(current_actor(), request_id="")):
            labels(SpecialCommittee, bodies)

    assert len(sent) == 2


def test_a_row_in_the_recycle_bin_keeps_its_name_and_is_marked(app, office, people, bodies):
    with people.acting(people.add("clerk")):
        move_to_bin(db.session.get_one(SpecialCommittee, bodies[1]), None)
        db.session.commit()
    with asked(app, people.actor(people.add("clerk", login="second"))):
        assert labels(SpecialCommittee, bodies)[bodies[1]] == Label("第1委员会", True)


def test_a_row_of_another_organization_has_no_name_here(app, people, bodies):
    there = add_organization(app, "政协大竹县委员会", "大竹")
    elsewhere = enter(app, there, SpecialCommittee(name="别处", short_name="别"))
    with asked(app, people.actor(people.add("clerk"))):
        assert labels(SpecialCommittee, [*elsewhere, 999_999]) == {}


def test_who_may_not_read_a_row_still_reads_its_name_where_it_is_referred_to(app, office, people):
    (member,) = enter(app, office, Member(name="张维翰"))
    with asked(app, people.actor(people.add("admin"))):
        assert db.session.get(Member, member) is None
        assert labels(Member, [member]) == {member: Label("张维翰", False)}


def test_one_statement_for_each_type_however_many_columns_name_it(app, office, people):
    old, new = enter(
        app, office, Department(name="县民政局", kind="government"), Department(name="县社工部", kind="party")
    )
    references = {
        name: referenced_type(Department, name)
        for name in ("predecessor_id", "successor_id", "created_by_id")
    }
    rows: list[dict[str, Any]] = [
        {"predecessor_id": old, "successor_id": None, "created_by_id": None},
        {"predecessor_id": "••••", "successor_id": new, "created_by_id": None},
    ]
    with asked(app, people.actor(people.add("clerk"))), statements() as sent:
        found = labels_for(rows, references)

    assert {n: label.text for n, label in found["predecessor_id"].items()} == {
        old: "县民政局",
        new: "县社工部",
    }
    assert found["created_by_id"] == {}
    assert len(sent) == 1


def test_accounts_are_named_for_everybody(app, people):
    clerk = people.add("clerk")
    with asked(app, people.actor(people.add("chair"))):
        assert account_names([clerk]) == {clerk: "clerk 同志"}
        assert referenced_type(Account, "created_by_id") is Account
        assert referenced_type(Account, "login") is None


def test_a_half_filled_form_is_not_saved_by_naming(app, office, people, bodies):
    with people.acting(people.add("clerk")), app.test_request_context("/"):
        db.session.add(SpecialCommittee())
        assert len(labels(SpecialCommittee, bodies)) == 3


def test_beyond_the_most_that_is_kept_it_starts_over(app, people, bodies, monkeypatch):
    monkeypatch.setattr("panel.listing.labels._MOST_KEPT", 2)
    monkeypatch.setattr("panel.listing.labels._AT_ONCE", 2)
    with asked(app, people.actor(people.add("clerk"))):
        assert len(labels(SpecialCommittee, bodies[:1])) == 1
        assert len(labels(SpecialCommittee, bodies)) == 3


def test_system_actors_name_rows_too(app, office, bodies):
    with as_system(app, "operator", office):
        assert len(labels(SpecialCommittee, bodies)) == 3


def test_what_ties_two_rows_together_is_called_by_the_other_one(app, office, people):
    with as_system(app, organization_id=office):
        proposal, unit = make_proposal(), make_department(name="县水务局")
        link = make(record_type("proposal_suggested_unit"), proposal_id=proposal.id, department_id=unit.id).id
        db.session.commit()
    with asked(app, people.actor(people.add("auditor"))):
        cls = record_type("proposal_suggested_unit")
        assert labels(cls, [link])[link].text == "县水务局"
