"""Deciding for another: no more than the delegator may, on nobody's own work, under both names, until that very minute.

The two faces of the gate are compared over every type, row and step with what the office expects of the delegator.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from models.access import Delegated, Refused, acting, can
from models.access.errors import OWN_WORK_LENT
from models.access.steps import may_take
from models.base import db
from models.delegations import RESULTS_TOO, kinds_that_are_decided, spoken_of, withheld
from models.history.tables import Change, Event
from models.office.delegation import Delegation
from models.registry import record_type
from models.session import maintenance
from models.transitions import Request, perform
from panel.waiting import queue
from tests.contracts.lending import decision, lend, own_work, plan_answers, written_down
from tests.contracts.pages import form_of
from tests.contracts.steps import STEPS
from tests.contracts.test_faces import TYPES, _may_take
from tests.contracts.traces import written
from tests.contracts.words import Office, flagged
from tests.contracts.world import Person, World
from tests.factories import make
from tests.fixtures.app import as_system

EVERYTHING = frozenset(choice.value.replace("-", "_") for choice in kinds_that_are_decided())
PAIRS = (("chair", "committee"), ("chair", "clerk"), ("desk", "committee"), ("clerk", "committee"))


@pytest.mark.parametrize(("giver", "taker"), PAIRS)
def test_both_faces_lend_what_the_delegator_may_and_no_more(world: World, giver: str, taker: str) -> None:
    """With every kind that can be delegated: reading, and each step on each row, as SQL and as ``can`` say."""
    office, wrong = Office(world), list[Any]()
    chief, person = world.people[giver], world.people[taker]
    with world.acting(chief) as lender, world.acting(person) as own:
        given, tables = spoken_of(EVERYTHING, withheld())
        actor = replace(
            own, delegations=(Delegated(0, lender, given, tables, withheld()),), request_id="lent"
        )
    with world.app.app_context(), acting(actor):
        for table, cls in TYPES.items():
            drafts = flagged(table, "draft")
            rows = {row.id: row for row in db.session.scalars(select(cls))}
            wanted = {
                key
                for key, row in world.living(table).items()
                if office.allowed(person, "read", table, row)
                or (
                    table in tables
                    and row.get("state") not in drafts
                    and _reads(office, chief, table, row, world)
                )
            }
            if set(rows) != wanted:
                wrong.append((table, "read", set(rows) ^ wanted))
            wrong += [(table, key) for key, row in rows.items() if not can(actor, "read", row)]
            for action in ("create", "update", "trash", "export", "correct", "unmask"):
                wrong += [
                    (table, action, key)
                    for key, row in rows.items()
                    if can(actor, action, row) and not can(own, action, row)
                ]
            for name, step in (cls.workflow.transitions if cls.workflow is not None else {}).items():
                wanted = {
                    key
                    for key in rows
                    if _may_take(office, person, table, step, world.rows[table][key])
                    or (table in tables and _by_delegation(office, chief, person, step, table, world, key))
                }
                said = {key for key, row in rows.items() if can(actor, f"transition:{name}", row)}
                seen = set(db.session.scalars(select(cls.id).where(may_take(actor, step, cls))))
                for face, found in (("can", said), ("SQL", seen)):
                    if found != wanted:
                        wrong.append((table, name, face, found ^ wanted))

    assert wrong == []


def _reads(office: Office, chief: Person, table: str, row: dict[str, Any], world: World) -> bool:
    """Return whether the delegator reads the row, and it belongs to no draft."""
    if not office.allowed(chief, "read", table, row):
        return False
    cls = TYPES[table]
    above = cls.__table__.c[cls.parent].info["ref"] if cls.parent else row.get("record_table")
    if above is None or above not in world.rows:
        return True
    if cls.parent is None and above in withheld():
        return False
    owner = world.rows[above].get(row[cls.parent or "record_id"])
    return owner is None or owner.get("state") not in flagged(above, "draft")


def _by_delegation(
    office: Office, chief: Person, person: Person, step: Any, table: str, world: World, key: int
) -> bool:
    row = world.rows[table][key]
    said = STEPS[table][step.name].split("; ")
    return (
        row["state"] in said[0].partition(" > ")[0].split()
        and row["state"] not in flagged(table, "draft")
        and "recalls" not in said
        and _reads(office, chief, table, row, world)
        and office.in_words(chief, step.name, table, row)
        and not own_work(row, chief, person)
    )


def test_both_names_stand_on_the_change_the_event_the_timeline_and_the_seal(world: World, plan: int) -> None:
    lend(world, "chair", "clerk2", "evaluation_round")
    chief, person = world.people["chair"], world.people["clerk2"]
    cls: Any = record_type("evaluation_round")
    with world.acting(person):
        assert perform(cls, plan, "approve_plan", Request(**plan_answers(world))) is not None
        db.session.commit()

    with as_system(world.app), maintenance("history"):
        for table in (Change, Event):
            newest = select(table.actor, table.on_behalf).where(
                table.table_name == "evaluation_round", table.record_id == str(plan)
            )
            found = db.session.execute(newest.order_by(table.id.desc()).limit(1)).one()
            assert tuple(found) == (f"account:{person.account_id}", f"account:{chief.account_id}")
    page = world.client(world.people["auditor"]).get(f"/panel/evaluation-round/details/?id={plan}").text
    seal = page[page.index('class="note seal"') :][:600]
    for name in ("chair 同志", "clerk2 同志"):
        assert name in seal
    assert "chair 同志" in page[page.index('class="timeline') :]


def test_an_act_of_ones_own_names_nobody_else(world: World) -> None:
    """Who may decide it themself decides in their own name, whoever delegated it too."""
    lend(world, "chair", "chair2", "correction")
    waiting = next(
        key
        for key, row in world.living("correction").items()
        if row["state"] == "proposed" and not own_work(row, world.people["chair2"], world.people["chair"])
    )
    with world.acting(world.people["chair2"]) as actor:
        row = db.session.scalars(select(TYPES["correction"]).where(TYPES["correction"].id == waiting)).one()
        assert can(actor, "transition:confirm", row).behalf is None
        assert all(item.behalf == "" for item in queue(actor))


@pytest.mark.parametrize("whose", ["chair", "clerk2"])
@pytest.mark.parametrize("column", ["created_by_id", "submitted_by_id", "hands"])
def test_nobodys_own_work_is_decided_by_delegation(world: World, plan: int, whose: str, column: str) -> None:
    """What the delegator or the delegate drafted, changed or submitted: refused by every door, and not in the inbox."""
    lend(world, "chair", "clerk2", "evaluation_round")
    number = world.people[whose].account_id
    cls: Any = record_type("evaluation_round")
    written_down(
        world, "evaluation_round", plan, **{column: f",998,{number},997," if column == "hands" else number}
    )
    at, url = written(world.app), f"/panel/evaluation-round/transition/approve_plan/?id={plan}"
    with world.acting(world.people["clerk2"]) as actor:
        row = db.session.scalars(select(cls).where(cls.id == plan)).one()
        assert can(actor, "transition:approve_plan", row).sentence == OWN_WORK_LENT
        assert plan not in {item.record_id for item in queue(actor, table="evaluation_round")}
        with pytest.raises(Refused):
            perform(cls, plan, "approve_plan", Request(decision_id=1))
    client = world.client(world.people["clerk2"])
    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    assert written(world.app) == at


def test_the_inbox_the_queue_the_form_and_the_next_one(world: World, plan: int) -> None:
    """What waits for the delegator waits for the delegate, marked; the page says for whom, and the step goes on to the next."""
    client, address = world.client(world.people["committee"]), f"/inbox/evaluation_round/{plan}"
    assert client.get("/inbox").text.count("/inbox/evaluation_round/") == 0
    lend(world, "chair", "committee", "evaluation_round")

    inbox = client.get("/inbox?kind=evaluation_round").text
    assert address.replace("_", "-", 1) in inbox or address in inbox
    assert "chair 同志" in inbox
    page = client.get(address).text
    assert "chair 同志" in page
    assert client.get("/inbox/next").status_code == 303
    url = f"/panel/evaluation-round/transition/approve_plan/?id={plan}&next=/inbox/next"
    asked = client.get(url).text
    assert "chair 同志" in asked
    form = form_of(asked) | {
        "agreed_document": ["邻委〔2020〕9 号"],
        "agreed_on": ["2020-09-20"],
        "decision_id": [str(decision(world))],
    }
    with world.acting(world.people["chair"]):
        decided: Any = db.session.get_one(TYPES["meeting_decision"], int(form["decision_id"][0]))
        words = decided.name
    found = client.get(f"/panel/evaluation-round/lookup/decision_id?q={words}").get_json()["items"]
    form["decision_id__text"] = [item["text"] for item in found if item["id"] == form["decision_id"][0]]
    answer = client.post(url, data=form)
    assert (answer.status_code, answer.location) == (303, "/inbox/next")
    assert address not in client.get("/inbox").text


def test_ticked_rows_are_decided_for_the_delegator_and_only_those(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In bulk: the page names for whom, what is not open is left out."""
    cls = TYPES["correction"]
    assert cls.workflow is not None
    monkeypatch.setitem(
        cls.workflow.transitions, "confirm", replace(cls.workflow.transitions["confirm"], batch=True)
    )
    people = world.people["chair2"], world.people["committee"]
    proposed = {key: row for key, row in world.living("correction").items() if row["state"] == "proposed"}
    own = {key for key, row in proposed.items() if own_work(row, *people)}
    # One of each record: a second correction of the same field would find it changed.
    first = {row["record_id"]: key for key, row in proposed.items() if key not in own}
    rows = sorted([*first.values(), min(own)])
    own &= set(rows)
    client = world.client(world.people["committee"])
    ticked = {"do": "confirm", "id": [str(key) for key in rows]}
    assert client.post("/panel/correction/bulk/", data=ticked).status_code == 403
    lend(world, "chair2", "committee", "correction")

    asked = client.post("/panel/correction/bulk/", data=ticked).text
    assert "chair2 同志" in asked
    form = form_of(asked)
    assert {int(key) for key in form["id"]} == set(rows) - own != set()
    assert client.post("/panel/correction/bulk/", data=form).status_code == 303
    with as_system(world.app, organization_id=world.organization_id):
        states = {row.id: row.state for row in db.session.scalars(select(cls).where(cls.id.in_(rows)))}
    assert states == {key: "proposed" if key in own else "confirmed" for key in rows}


def test_a_delegation_is_not_delegated_on(world: World, plan: int) -> None:
    """From the chair to the clerk, from the clerk to the desk: the desk gets the clerk's own rights, not the chair's."""
    lend(world, "chair", "clerk", "evaluation_round")
    lend(world, "clerk", "committee", "evaluation_round")
    cls: Any = record_type("evaluation_round")
    for name, allowed in (("clerk", True), ("committee", False)):
        with world.acting(world.people[name]) as actor:
            row = db.session.scalars(select(cls).where(cls.id == plan)).one()
            assert bool(can(actor, "transition:approve_plan", row)) == allowed


@pytest.mark.parametrize("table", ["seat", "evaluation"])
def test_what_is_withheld_is_not_lent_even_when_it_was_written_down(world: World, table: str) -> None:
    """A delegation of before, or one that came past the panel, gives no right over personnel or results."""
    number = lend(world, "chair", "committee", "evaluation_round")
    with as_system(world.app, organization_id=world.organization_id):
        row = db.session.get_one(Delegation, number)
        db.session.connection().execute(
            Delegation.__table__.update()
            .where(Delegation.__table__.c.id == row.id)
            .values(kinds=f",{table},")
        )
        db.session.commit()
    with world.acting(world.people["committee"]) as actor:
        assert actor.delegations == ()
        assert [item for item in queue(actor, table=table) if item.behalf] == []


def test_a_term_may_decide_otherwise_about_results(world: World) -> None:
    """What is withheld is a setting of the term: with it, an opinion waits for the delegate too; without it, no longer."""
    term: Any = record_type("term_setting")
    with as_system(world.app, organization_id=world.organization_id):
        number = next(key for key, row in world.living("term").items() if row["number"] == 10)
        make(term, term_id=number, setting="delegation_results", value=RESULTS_TOO.write(True))
        db.session.commit()
    lend(world, "chair", "clerk2", "evaluation")
    with world.acting(world.people["clerk2"]) as actor:
        assert "evaluation" in actor.delegations[0].tables
        assert {item.table for item in queue(actor) if item.behalf} == {"evaluation"}
