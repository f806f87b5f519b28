"""Whatever is due on a day stands among the deadlines, is urged, and is urged no more once the answer is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models import history
from models.base import db
from models.deadlines import deadline_types
from models.office.urging import Urging
from models.problems import Invalid
from models.registry import load_record_types
from models.transitions import perform
from models.writing import context_of
from panel.urgings import cases_today
from tests.contracts.acts import answers_for, waiting
from tests.contracts.steps import STEPS
from tests.contracts.world import Person, World
from tests.fixtures.app import BUSINESS_DATE, as_system

TYPES = {cls.__tablename__: cls for cls in load_record_types() if cls.__module__.startswith("models.")}
AWAITED = {cls.__tablename__: cls for cls in deadline_types() if cls.__tablename__ in TYPES}
SOON = BUSINESS_DATE + timedelta(days=3)
"""After every day that the rows of the world know, and within the reminders of the ladder."""

NOT_AWAITED = {
    "urging.due_on": "the due day of what was urged, as it stood then",
    "desk_handover_item.due_on": "the due day of what lies on the desk, as it stood then",
    "handling.first_due_on": "the time limit before it was extended",
    "commitment.first_due_on": "the day first promised",
    "evaluation.rectification_due": "asked of the unit by the rectification, which has the day",
}
"""Due days on which nothing is awaited of the row they stand on."""


def test_every_due_day_is_somebodys_deadline() -> None:
    days = {
        f"{table}.{column.key}"
        for table, cls in TYPES.items()
        for column in cls.__table__.columns
        if column.info.get("kind") == "day" and "due" in column.key.split("_")
    }
    declared = {f"{table}.{cls.deadline.due}" for table, cls in AWAITED.items() if cls.deadline is not None}
    assert days - declared == set(NOT_AWAITED)


def _make_due(world: World, table: str) -> None:
    """Let every living row of a type be due soon and not done, past everything, as a test may."""
    deadline = AWAITED[table].deadline
    assert deadline is not None
    done = {deadline.done: None} if deadline.done else {}
    _write(world, table, world.living(table), **{deadline.due: SOON}, **done)


def _write(world: World, table: str, keys: Iterable[int], **columns: Any) -> None:
    rows = AWAITED[table].__table__
    with as_system(world.app) as seed:
        connection = db.session.connection()
        history.bind(connection, context_of(seed))
        connection.execute(update(rows).where(rows.c.id.in_(list(keys))).values(**columns))
        db.session.commit()


def _urged(world: World, table: str) -> set[int]:
    """Return the rows of a type that the clerk is told to urge today."""
    with world.acting(world.people["clerk"]) as actor:
        return {case.row.record_id for case in cases_today(actor) if case.row.table == table}


def _answers(table: str) -> list[str]:
    """Return the steps by which the answer of a type arrives, what a person submits first."""
    cls = AWAITED[table]
    assert cls.workflow is not None
    assert cls.deadline is not None
    urged = set(cls.deadline.urged)
    steps = [
        step
        for step in cls.workflow.transitions.values()
        if not step.computed and set(step.sources) & urged and step.target not in urged
    ]
    return [step.name for step in sorted(steps, key=lambda step: not step.submits)]


@pytest.mark.parametrize("table", sorted(AWAITED))
def test_what_is_due_is_urged_while_it_is_awaited(world: World, table: str) -> None:
    """Each living row of every state: urged in the declared states, and in no other."""
    deadline = AWAITED[table].deadline
    assert deadline is not None
    _make_due(world, table)
    awaited = {key for key, row in world.living(table).items() if row["state"] in deadline.urged}
    with world.acting(world.people["clerk"]):
        recorded = _taken_already(table)
    assert awaited - recorded
    assert _urged(world, table) == awaited - recorded


def _taken_already(table: str) -> set[int]:
    """Return the rows for which the step of the ladder stands in the log with this due day; none are made so."""
    statement = select(Urging.record_id).where(
        Urging.record_table == table, Urging.due_on == SOON, Urging.step == "second_before"
    )
    return set(db.session.scalars(statement))


@pytest.mark.parametrize("table", sorted(AWAITED))
def test_the_answer_stops_the_urging_by_itself(world: World, table: str) -> None:
    """Somebody answers by a step of the type, or the day on which it was done is filled in; nothing else, and nobody urges."""
    deadline = AWAITED[table].deadline
    assert deadline is not None
    _make_due(world, table)
    before = _urged(world, table)
    if deadline.done is not None:
        key = min(before)
        _write(world, table, [key], **{deadline.done: BUSINESS_DATE})
    else:
        key = _answer(world, table, before)
    assert _urged(world, table) == before - {key}
    with world.acting(world.people["clerk"]):
        db.session.add(Urging(record_table=table, record_id=key, urged_on=BUSINESS_DATE))
        with pytest.raises(Invalid):
            db.session.flush()


def _answer(world: World, table: str, urged: set[int]) -> int:
    """Let somebody answer one of the rows as the expectations allow, and return it."""
    refused = []
    for step in _answers(table):
        for person in world.people.values():
            try:
                key = waiting(world, person, table, step)
                if key in urged and _perform(world, person, table, step, key):
                    return key
            except (LookupError, Invalid) as error:
                refused.append(f"{step} by {person.name}: {error!r}")
    raise AssertionError(f"no answer to a {table} arrives: {refused}")


def _perform(world: World, person: Person, table: str, step: str, key: int) -> bool:
    assert step in STEPS[table]
    with world.acting(person):
        try:
            moved = perform(AWAITED[table], key, step, answers_for(world, table, step)) is not None
            db.session.commit()
        except Invalid:
            db.session.rollback()
            raise
        return moved
