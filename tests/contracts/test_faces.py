"""The two faces of every rule agree with what the office expects: what SELECTs see, and what ``can`` says.

Every record type, every action and every step, everybody of the office, every row in every state.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import false, or_, select, true

from models.access import can
from models.base import db
from models.registry import load_record_types, record_type
from models.workflow import Transition
from tests.contracts.chosen import chosen
from tests.contracts.steps import STEPS
from tests.contracts.words import Office, expected
from tests.contracts.world import Person, World

TYPES = chosen(
    {cls.__tablename__: cls for cls in load_record_types() if cls.__module__.startswith("models.")}
)
ACTIONS = frozenset({"update", "trash", "export", "correct", "unmask"})


def test_no_row_stands_alone(world: World) -> None:
    """The offices have rows of every type, and of every state of every type: what is not there is not tried."""
    for table, cls in TYPES.items():
        assert world.rows[table], f"{table} has no row"
        assert world.foreign[table], f"{table} has no row in the other office"
        if cls.workflow is not None:
            assert set(cls.workflow.states) == {row["state"] for row in world.rows[table].values()}, table


def test_everybody_reads_the_rows_they_should(world: World) -> None:
    office = Office(world)
    wrong = []
    for person in world.people.values():
        with world.acting(person):
            for table, cls in TYPES.items():
                for gate, rows in (("full", world.living(table)), ("trash", world.trashed(table))):
                    wanted = {key for key, row in rows.items() if office.allowed(person, "read", table, row)}
                    seen = set(db.session.scalars(select(cls.id), execution_options={"gate": gate}))
                    wrong.extend(_differences(person, f"read ({gate})", table, seen, wanted))

    assert wrong == []


def test_both_faces_allow_what_they_should(world: World) -> None:
    office = Office(world)
    wrong = []
    for person in world.people.values():
        with world.acting(person) as actor:
            for table, cls in TYPES.items():
                loaded = {
                    row.id: row for row in db.session.scalars(select(cls), execution_options={"gate": "any"})
                }
                readable = {
                    key: row
                    for key, row in world.rows[table].items()
                    if office.allowed(person, "read", table, row)
                }
                wrong.extend(_differences(person, "read (any)", table, set(loaded), set(readable)))
                for action in ACTIONS:
                    wanted = {
                        key for key, row in readable.items() if office.in_words(person, action, table, row)
                    }
                    if cls.access.rules(action):
                        seen = set(db.session.scalars(_selecting(cls, action, person.roles)))  # type: ignore[arg-type]  # a mapped class is hashable, whatever its metaclass declares
                        wrong.extend(_differences(person, f"{action} in SQL", table, seen, wanted))
                    wanted = {
                        key for key, row in readable.items() if office.allowed(person, action, table, row)
                    }
                    said = {key for key, row in loaded.items() if can(actor, action, row)}
                    wrong.extend(_differences(person, action, table, said, wanted))
                assert bool(can(actor, "import", cls)) is bool(
                    person.roles & expected(table).get("create", {}).keys()
                )

    assert wrong == []


def test_a_new_row_may_be_made_where_it_should(world: World) -> None:
    """Each row of the offices is asked for as if it were new and typed by the one who asks."""
    office = Office(world)
    wrong = []
    for person in world.people.values():
        with world.acting(person) as actor:
            for table, cls in TYPES.items():
                wanted = set()
                said = set()
                for key, row in world.living(table).items():
                    typed = row | {"created_by_id": person.account_id}
                    if office.allowed(person, "create", table, typed):
                        wanted.add(key)
                    names = {
                        name: value for name, value in row.items() if name not in ("id", "created_by_id")
                    }
                    with db.session.no_autoflush:
                        if can(actor, "create", cls(**names, created_by_id=person.account_id)):
                            said.add(key)
                wrong.extend(_differences(person, "create", table, said, wanted))

    assert wrong == []


def test_steps_are_open_to_whom_they_should(world: World) -> None:
    office = Office(world)
    wrong = []
    for person in world.people.values():
        with world.acting(person) as actor:
            for table in chosen(STEPS):
                cls = TYPES[table]
                assert cls.workflow is not None
                rows = list(db.session.scalars(select(cls)))
                for name, step in cls.workflow.transitions.items():
                    wanted = {
                        row.id
                        for row in rows
                        if _may_take(office, person, table, step, world.rows[table][row.id])
                    }
                    said = {row.id for row in rows if can(actor, f"transition:{name}", row)}
                    wrong.extend(_differences(person, name, table, said, wanted))

    assert wrong == []


def _may_take(office: Office, person: Person, table: str, step: Transition, row: dict[str, Any]) -> bool:
    """Return whether the expectations let somebody take a step from a row they read."""
    said = STEPS[table][step.name].split("; ")
    if row["state"] not in said[0].partition(" > ")[0].split():
        return False
    by = office.in_words(person, step.name, table, row)
    if not by and not office.in_words(person, f"{step.name} from paper", table, row):
        return False
    if "recalls" in said and row["submitted_by_id"] != person.account_id:
        return False
    hands = {row["created_by_id"], row["submitted_by_id"], *(int(n) for n in row["hands"].split(",") if n)}
    author = {row.get("entered_for_member_id"), row.get("entered_for_department_id")} - {None}
    return not (
        "by another" in said and (person.account_id in hands or author & (person.members | person.units))
    )


@cache
def _selecting(cls: Any, action: str, roles: frozenset[str]) -> Any:
    """Return the statement of the SQL face: the rows that one reads and on which one may do the action."""
    rules = cls.access.rules(action)
    found = [rules[role].sql(cls, role) for role in sorted(roles) if role in rules]
    return select(cls.id).where(or_(false(), *found)).execution_options(gate="any")


def _differences(person: Person, action: str, table: str, found: set[int], wanted: set[int]) -> list[str]:
    return [
        f"{person.name} {action} {table}: {kind} {sorted(rows)}"
        for kind, rows in (("should not", found - wanted), ("should", wanted - found))
        if rows
    ]


def test_another_office_is_another_world(world: World) -> None:
    """Nobody of the other office reads a row of this one, whatever the gate's mode."""
    for stranger in world.strangers.values():
        with world.acting(stranger):
            for cls in TYPES.values():
                for gate in ("any", "label"):
                    statement = select(cls.organization_id).distinct().execution_options(gate=gate)
                    assert set(db.session.scalars(statement)) <= {world.foreign_id}


def test_a_rule_asks_of_its_own_row_also_where_the_statement_has_the_other_table(world: World) -> None:
    """Every child beside every row of its parent's type: as many pairs as children times parents, nothing correlated away."""
    wrong = []
    for name in ("clerk", "committee", "chair", "member", "department"):
        with world.acting(world.people[name]):
            for cls in TYPES.values():
                others = [record_type(cls.__table__.c[cls.parent].info["ref"])] if cls.parent else []
                if "record_table" in cls.__table__.c:
                    others += [TYPES["training"], TYPES["meeting"]]
                for other in others:
                    if other is cls:
                        continue
                    rows, beside = (len(list(db.session.scalars(select(one.id)))) for one in (cls, other))
                    pairs = len(list(db.session.execute(select(cls.id, other.id).join(other, true()))))
                    if pairs != rows * beside:
                        wrong.append((name, cls.__tablename__, other.__tablename__, pairs, rows, beside))

    assert wrong == []
