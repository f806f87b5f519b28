"""The cells of the matrix: every rule of the house x every method x everybody x rows, each with the answer that is expected.

The expectation comes from ``routes.py`` and the words of ``expectations.py`` alone. A row stands for its state, whether it is the
own body's or another's, one's own or another office's, living or in the recycle bin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models import clock
from models.access.permissions import IN_THE_BIN
from tests.contracts.routes import NAMES_A_ROW, OTHERS, PARTICULAR, RECORDS
from tests.contracts.steps import STEPS
from tests.contracts.test_rights import _may_take
from tests.contracts.test_routes import SCREENS
from tests.contracts.words import Office, expected
from tests.contracts.world import Person, World

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NOT_THERE = frozenset({404})
REFUSED = frozenset({403, 404})
NO_METHOD = frozenset({404, 405})
OPEN = frozenset({200, 302, 303, 400, 409, 413, 422})
NOT_OFFERED = OPEN | {404}
"""Open to the role, where the address also needs something that is not there: a masked field, a screen without an import."""
ELSEWHERE = frozenset({303, 403, 404, 409})
"""A step that does not start from here: refused, or told on the record's page that somebody was quicker. Nothing is done."""
SEEN_IN_BIN = frozenset({"/details/", "/history/", "/file/"})
BY_THE_ROW = frozenset({"evaluator", "teller", "hear", "second_look", "number", "propose"})
"""Who is named by the row itself, not by a role alone: refused or open, as the row says, and never a fault."""


@dataclass(frozen=True)
class Cell:
    """One request and the statuses that are expected; ``writes``: it may be carried out, and is taken back afterwards."""

    method: str
    url: str
    wanted: frozenset[int]
    row: str
    writes: bool = False


def cells(world: World, person: Person | None, tables: list[str]) -> Iterator[Cell]:
    """Yield the cells of somebody (``None``: nobody is signed in) for the rules of some types.

    A method that an address does not have is refused by the router, whoever asks: each type is asked for those by one of the
    people, in turn.
    """
    turns = [None, *world.people.values()]
    for table in tables:
        turn = turns[list(SCREENS).index(table) % len(turns)]
        cls = SCREENS[table]
        rules = {**RECORDS, **PARTICULAR.get(table, {}), "/attach/": OTHERS["/panel/<slug>/attach/"]}
        for rule, methods in rules.items():
            base = f"/panel/{cls.slug()}{_filled(table, rule)}"
            for method in METHODS:
                if method not in methods and person not in (None, turn):
                    continue
                if person is None or method not in methods:
                    yield Cell(method, base, _without(person, method, methods), "no row")
                elif rule in NAMES_A_ROW or rule == "/attach/":
                    yield from _rows(world, person, table, rule, method, methods[method], base)
                else:
                    wanted = _of_type(world, person, table, rule, methods[method])
                    yield Cell(
                        method, base, wanted, "no row", writes=method == "POST" and bool(wanted & OPEN)
                    )


def _without(person: Person | None, method: str, methods: dict[str, str]) -> frozenset[int]:
    if person is not None:
        return NO_METHOD
    if method not in methods:
        return NO_METHOD | {302, 303}
    return frozenset({302 if method == "GET" else 303})


def _filled(table: str, rule: str) -> str:
    """Return the rule with the name of something that is there."""
    steps = STEPS.get(table, {})
    parts = {
        "<field>": "committee_id",
        "<step>": next(iter(steps), "submit"),
        "<kind>": "csv",
        "<child>": next((child.slug() for child in SCREENS.values() if _parent(child) == table), "indicator"),
        "<what>": "members",
    }
    for part, value in parts.items():
        rule = rule.replace(part, value)
    return rule


def _parent(cls: Any) -> str | None:
    return None if cls.parent is None else str(cls.__table__.c[cls.parent].info["ref"])


def _roles(person: Person, table: str, who: str) -> bool:
    """Return whether a role of the person has the act for the type."""
    words = expected(table)
    if who == "a step":
        return any(person.roles & (_takers(table, step)) for step in STEPS.get(table, {}))
    return bool(person.roles & words.get(who, {}).keys())


def _takers(table: str, step: str) -> set[str]:
    words = expected(table)
    return {*words.get(step, {}), *words.get(f"{step} from paper", {})}


def _of_type(world: World, person: Person, table: str, rule: str, who: str) -> frozenset[int]:
    """Return what an address answers that names no row."""
    if who in BY_THE_ROW or (
        _roles(person, table, who) and rule.startswith(("/table/", "/trial/", "/lookup/"))
    ):
        # A table or trial over everything is for who reads everything; a look-up for whose form has the field.
        return OPEN | REFUSED
    if not _roles(person, table, "read") or not _roles(person, table, who):
        return REFUSED
    view = world.app.extensions["xieshang_views"][table]
    whole = (
        rule == "/"
        or (rule == "/new/" and view.can_create)
        or (rule.startswith("/export/") and view.can_export)
    )
    return OPEN if whole else NOT_OFFERED


def _rows(
    world: World, person: Person, table: str, rule: str, method: str, who: str, base: str
) -> Iterator[Cell]:
    office, reads = Office(world), _roles(person, table, "read")
    strange = next(iter(world.foreign[table]))
    yield Cell(method, f"{base}?id={strange}", NOT_THERE if reads else REFUSED, "another office's")
    for key, row, kind in _kinds(world, office, person, table, reads=reads):
        wanted = _of_row(world, office, person, table, rule, who, row) if reads else REFUSED
        yield Cell(
            method,
            f"{base}?id={key}",
            wanted,
            kind,
            writes=method == "POST" and bool(wanted & {200, 303}) and wanted != ELSEWHERE,
        )


def _kinds(
    world: World, office: Office, person: Person, table: str, *, reads: bool
) -> Iterator[tuple[int, dict[str, Any], str]]:
    """Yield one row of each kind; where no role reads the type there is nothing that could tell rows apart."""
    seen = set()
    for key, row in world.rows[table].items():
        body = row.get("committee_id")
        whose = (
            "no body's" if body is None else "own body's" if body in person.committees else "another body's"
        )
        readable = office.allowed(person, "read", table, row)
        acts = (
            tuple(office.allowed(person, act, table, row) for act in ("update", "trash")) if readable else ()
        )
        trashed = row["trashed_at"] is not None
        what: Any = (row.get("state"), whose, readable, acts, trashed) if reads else trashed
        if what not in seen:
            seen.add(what)
            yield key, row, f"{whose}, {'in the bin' if trashed else 'living'}"


def _of_row(  # noqa: PLR0911 - an answer is a row of questions
    world: World, office: Office, person: Person, table: str, rule: str, who: str, row: dict[str, Any]
) -> frozenset[int]:
    """Return what an address answers that names a row of the own office."""
    if not office.allowed(person, "read", table, row):
        return NOT_THERE
    if row["trashed_at"] is not None:
        if rule in SEEN_IN_BIN:
            return frozenset({200})
        if rule == "/restore/":
            fresh = clock.now() - row["trashed_at"] <= IN_THE_BIN
            back = fresh and office.in_words(person, "trash", table, row)
            return frozenset({303}) if back else frozenset({403})
        return NOT_THERE
    if rule == "/restore/":
        return NOT_THERE
    if rule == "/trash/" and office.allowed(person, who, table, row):
        # What hangs on it may hold it where it is; the page says by what.
        return OPEN | {403}
    if who in BY_THE_ROW or rule in (
        "/attach/",
        "/children/<child>/",
        "/roster/<child>/",
        "/move/",
        "/minutes/",
    ):
        # What belongs to the row has rights of its own.
        return OPEN | REFUSED
    if who == "a step":
        step = next(iter(STEPS.get(table, {})), None)
        if step is None or "by itself" in STEPS[table][step]:
            return REFUSED
        if row["state"] not in STEPS[table][step].partition(" > ")[0].split():
            return ELSEWHERE
        return OPEN if _may_take(office, person, table, step, row) else REFUSED
    if not office.allowed(person, who, table, row):
        return REFUSED
    return OPEN if rule in ("/details/", "/history/", "/edit/", "/trash/") else NOT_OFFERED
