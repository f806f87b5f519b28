"""Somebody for whom a row waits, and what they hand in with a step: told from the expectations, not from the application."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import update

from models.base import db
from models.lookups import title_of
from models.transitions import Request
from tests.contracts.gathered import gathered
from tests.contracts.steps import STEPS
from tests.contracts.test_routes import SCREENS
from tests.contracts.words import Office
from tests.contracts.world import Person, World
from tests.fixtures.app import as_system

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
"""The scan of a signed paper."""


def waiting(world: World, person: Person, table: str, step: str) -> int:
    """Return a row from which the expectations let somebody take the step."""
    office = Office(world)
    sources = STEPS[table][step].partition(" > ")[0].split()
    for key, row in world.living(table).items():
        hands = {
            row["created_by_id"],
            row["submitted_by_id"],
            *(int(n) for n in row["hands"].split(",") if n),
        }
        if row["state"] not in sources or person.account_id in hands:
            continue
        if office.allowed(person, "read", table, row) and office.in_words(person, step, table, row):
            return key
    raise LookupError(f"nothing waits for {person.name} to {step} a {table}")


def somebody(world: World, names: Iterable[str], find: Callable[[Person], int]) -> tuple[Person, int]:
    """Return the first of the people for whom a row is found, with that row."""
    missed = []
    for name in names:
        try:
            return world.people[name], find(world.people[name])
        except LookupError as error:
            missed.append(str(error))
    raise LookupError("; ".join(missed))


def by_hand(world: World, table: str, key: int, **columns: Any) -> None:
    """Write columns of a row past everything, as a test may."""
    cls = SCREENS[table]
    with as_system(world.app):
        db.session.connection().execute(
            update(cls.__table__).where(cls.__table__.c.id == key).values(**columns)
        )
        db.session.commit()


def waiting_for_submission(world: World, person: Person, table: str, step: str) -> int:
    """Return a row that somebody may submit."""
    office = Office(world)
    sources = STEPS[table][step].partition(" > ")[0].split()
    complete = {row["round_id"] for row in world.living("evaluation_round_evaluator").values()}
    for key, row in world.living(table).items():
        if table == "evaluation_round" and key not in complete:
            continue
        if any(row[f"entered_for_{kind}_id"] for kind in SCREENS[table].entered_for):
            continue
        if row["state"] not in sources or not office.allowed(person, "read", table, row):
            continue
        if all(office.in_words(person, name, table, row) for name in (step, "recall")):
            return key
    raise LookupError(f"{person.name} has no {table} to submit")


ANSWERS: dict[str, dict[str, dict[str, Any]]] = gathered("ANSWERS", {})
"""Table -> step -> column -> its value, or what finds it in the world, where the kind of the column does not say it."""


def answers_for(world: World, table: str, step: str) -> Request:
    """Return what a step asks for, filled in by the kind of each column, or as the type's own test file says."""
    own = ANSWERS.get(table, {}).get(step, {})
    said = [part.removeprefix("asks ") for part in STEPS[table][step].split("; ") if part.startswith("asks ")]
    names = [name for part in said for name in part.split(", ")]
    return Request(
        reason="请再核对。",
        answers={
            name: _own(world, own[name])
            if name in own
            else _answer(world, SCREENS[table].__table__.c[name].info)
            for name in names
        },
    )


def typed(world: World, table: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return answers as a form sends them: a reference by its number and its name."""
    found = {name: str(value) for name, value in answers.items()}
    with world.acting(world.people["clerk"]):
        for name, value in answers.items():
            info = SCREENS[table].__table__.c[name].info
            if info["kind"] == "ref":
                found[f"{name}__text"] = title_of(info["ref"], value) or ""
    return found


def _own(world: World, value: Any) -> Any:
    return value(world) if callable(value) else value


def _answer(world: World, info: dict[str, Any]) -> Any:
    if info["kind"] == "ref":
        rows, table = world.living(info["ref"]), info.get("code_table")
        return next(key for key, row in rows.items() if table is None or row["table_name"] == table)
    if info["kind"] == "choice":
        return info["choices"][0].value
    plain = {"day": date(2020, 9, 20), "moment": datetime(2020, 9, 20, 1, 0, tzinfo=UTC), "flag": True}
    numbers = dict.fromkeys(("count", "money", "measure"), 1)
    return (plain | numbers).get(info["kind"], "已办")
