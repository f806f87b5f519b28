"""A delegation ends that very minute: with its last day, the delegator's own right, or its withdrawal; races included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import select

from models import clock
from models.access import CHAIR, CLERK, Refused, acting, current_actor
from models.access.errors import NO_LONGER_DELEGATED
from models.base import db
from models.engines import writing
from models.history.tables import Event
from models.office.delegation import Delegation
from models.registry import record_type
from models.session import maintenance
from models.transitions import Request, perform
from tests.contracts.lending import WEEK, lend
from tests.contracts.traces import written
from tests.contracts.world import World
from tests.factories import make, make_meeting_decision
from tests.fixtures.app import BUSINESS_DATE, People, add_organization, as_system, make_schema, own_app
from tests.livelihood_factories import make_evaluation_round
from tests.panel.statements import counted


@pytest.mark.parametrize(
    "over",
    [
        {"valid_from": date(2020, 9, 24)},
        {"valid_from": date(2020, 9, 1), "valid_until": date(2020, 9, 22)},
        {"state": "drafted"},
        {"state": "withdrawn"},
    ],
)
def test_what_is_not_in_force_gives_nothing(world: World, over: dict[str, Any]) -> None:
    lend(world, "chair", "committee", "evaluation_round", **over)
    with world.acting(world.people["committee"]) as actor:
        assert actor.delegations == ()


def test_the_right_ends_with_the_day_and_with_the_delegators_own(world: World, plan: int) -> None:
    """The page was opened in time; what is pressed after the last day, or after the delegator's office ended, is refused."""
    lend(world, "chair", "committee", "evaluation_round", valid_until=BUSINESS_DATE)
    client = world.client(world.people["committee"])
    url = f"/panel/evaluation-round/transition/approve_plan/?id={plan}"
    assert client.get(url).status_code == 200
    at = written(world.app)
    clock.fix_business_date(date(2020, 9, 24))
    try:
        assert client.post(url).status_code in (403, 404)
    finally:
        clock.fix_business_date(BUSINESS_DATE)
    assert written(world.app) == at
    assert client.get(url).status_code == 200
    grant: Any = record_type("role_grant")
    with as_system(world.app, organization_id=world.organization_id):
        for row in db.session.scalars(
            select(grant).where(grant.account_id == world.people["chair"].account_id)
        ):
            row.valid_until = date(2020, 9, 22)
        db.session.commit()
    assert client.get(url).status_code in (403, 404)


def test_what_is_withdrawn_between_reading_and_pressing_is_refused(world: World, plan: int) -> None:
    """The request has begun with the right; it asks again under the lock of the delegation before it writes."""
    number = lend(world, "chair", "committee", "evaluation_round")
    cls: Any = record_type("evaluation_round")
    with world.acting(world.people["committee"]):
        bound = current_actor()
    with world.acting(world.people["chair"]):
        perform(Delegation, number, "withdraw", Request(reason="提前返岗。"))
        db.session.commit()
    at = written(world.app)
    with world.app.app_context(), acting(bound), pytest.raises(Refused) as refused:
        perform(cls, plan, "approve_plan", Request(**plan_answers_of(world)))
    assert refused.value.sentence == NO_LONGER_DELEGATED
    assert written(world.app) == at


def plan_answers_of(world: World) -> dict[str, Any]:
    return {"decision_id": next(iter(world.living("meeting_decision")))}


def test_the_number_of_statements_stays_the_same(world: World, plan: int) -> None:
    """One delegation or four, of one kind or several: a page asks as often.

    Beyond a page without any: the delegations, and what the term withholds.
    """
    client = world.client(world.people["committee"])

    def asked(path: str) -> int:
        client.get(path)
        with counted(world.app) as sent:
            assert client.get(path).status_code == 200
        return len(sent)

    paths, elsewhere = ("/panel/evaluation-round/", "/inbox?tab=mine"), "/panel/place/"
    without = asked(elsewhere)
    lend(world, "chair", "committee", "evaluation_round")
    one = [asked(path) for path in paths]
    for giver in ("desk", "clerk", "clerk2"):
        lend(world, giver, "committee", "evaluation_round", "meeting", "training")
    assert [asked(path) for path in paths] == one
    assert asked(elsewhere) == without + 2


@pytest.fixture
def raced(fresh_database: str, tmp_path: Path) -> Iterator[tuple[People, dict[str, int]]]:
    """Yield an office of its own with a delegation in force, and a draft delegation as what is decided."""
    with own_app(fresh_database, instance_folder=tmp_path / "instance") as app:
        make_schema(app)
        people = People(app, add_organization(app, "政协邻水县委员会", "邻水"))
        numbers = {name: people.add(role, login=name) for name, role in (("chair", CHAIR), ("clerk", CLERK))}
        with as_system(app, organization_id=people.organization_id):
            plan = make_evaluation_round(state="submitted").id
            pair = {"from_account_id": numbers["chair"], "to_account_id": numbers["clerk"]}
            delegation = make(Delegation, kinds=",evaluation-round,", state="in_force", **WEEK | pair).id
            decided = make_meeting_decision(kind="chairpersons").id
            db.session.commit()
        yield people, numbers | {"round": plan, "delegation": delegation, "decision": decided}


def test_of_withdrawing_and_deciding_at_once_one_is_first_and_the_other_knows(
    raced: tuple[People, dict[str, int]],
) -> None:
    """Either the plan was approved while the delegation was in force, or it was not approved: never after the withdrawal."""
    people, numbers = raced
    cls: Any = record_type("evaluation_round")
    barrier, outcome = Barrier(2), {}
    clerk, chair = people.actor(numbers["clerk"]), people.actor(numbers["chair"])

    def attempt(name: str, actor: Any, work: Callable[[], Any]) -> None:
        with people.app.app_context(), writing(), acting(actor):
            barrier.wait(timeout=30)
            try:
                work()
                db.session.commit()
                outcome[name] = "done"
            except Refused as refused:
                db.session.rollback()
                outcome[name] = refused.sentence

    given = Request(
        decision_id=numbers["decision"],
        answers={"agreed_document": "邻委〔2020〕9 号", "agreed_on": BUSINESS_DATE},
    )
    works = (
        ("decide", clerk, lambda: perform(cls, numbers["round"], "approve_plan", given)),
        ("withdraw", chair, lambda: perform(Delegation, numbers["delegation"], "withdraw", Request(reason="提前返岗。"))),
    )  # fmt: skip
    threads = [Thread(target=attempt, args=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert outcome["withdraw"] == "done"
    with as_system(people.app, organization_id=people.organization_id), maintenance("history"):
        approved = db.session.get_one(cls, numbers["round"]).state == "plan_approved"
        order = list(
            db.session.scalars(
                select(Event.kind)
                .where(Event.kind.in_(("approve_plan", "approved", "withdraw")))
                .order_by(Event.id)
            )
        )
    if approved:
        assert outcome["decide"] == "done"
        assert order[-1] == "withdraw"
        assert len(order) == 2
    else:
        assert outcome["decide"] == NO_LONGER_DELEGATED
        assert order == ["withdraw"]
