"""Delegations of the furnished offices, and work that nobody who delegates had a hand in."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.base import db
from models.office.delegation import Delegation
from tests.contracts.test_faces import TYPES
from tests.contracts.world import Person, World
from tests.factories import make, make_meeting_decision, put_into
from tests.fixtures.app import BUSINESS_DATE, as_system

WEEK = {"valid_from": date(2020, 9, 21), "valid_until": date(2020, 9, 27), "basis": "委托书"}


def lend(world: World, giver: str, taker: str, *kinds: str, state: str = "in_force", **over: Any) -> int:
    """Write down that somebody delegates kinds of records to somebody, and return the delegation's number."""
    names = {
        "from_account_id": world.people[giver].account_id,
        "to_account_id": world.people[taker].account_id,
    }
    with as_system(world.app, organization_id=world.organization_id):
        named = f",{','.join(kind.replace('_', '-') for kind in kinds)},"
        number: int = make(Delegation, kinds=named, state=state, **WEEK | names | over).id
        db.session.commit()
        return number


def written_down(world: World, table: str, key: int, **columns: Any) -> None:
    """Write down whose hands a row went through."""
    with as_system(world.app, organization_id=world.organization_id):
        put_into(db.session.get_one(TYPES[table], key), world.rows[table][key]["state"], **columns)
        db.session.commit()


def own_work(row: dict[str, Any], *people: Person) -> bool:
    hands = {row["created_by_id"], row["submitted_by_id"], *(int(n) for n in row["hands"].split(",") if n)}
    author = {row.get("entered_for_member_id"), row.get("entered_for_department_id")} - {None}
    return any(person.account_id in hands or author & (person.members | person.units) for person in people)


def waiting_plan(world: World) -> int:
    """Return the submitted plan of a round that waits for a chair, drafted and submitted by somebody who delegates nothing."""
    key = next(key for key, row in world.living("evaluation_round").items() if row["state"] == "submitted")
    written_down(world, "evaluation_round", key, created_by_id=None, submitted_by_id=None, hands="")
    return key


def decision(world: World) -> int:
    with as_system(world.app, organization_id=world.organization_id):
        number: int = make_meeting_decision(kind="chairpersons").id
        db.session.commit()
        return number


def plan_answers(world: World) -> dict[str, Any]:
    return {
        "decision_id": decision(world),
        "answers": {"agreed_document": "邻委〔2020〕9 号", "agreed_on": BUSINESS_DATE},
    }
