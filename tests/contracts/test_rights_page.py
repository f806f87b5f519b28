"""What the page of rights says is what ``can`` answers: sampled with the rows of the furnished office, in every state."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from models.access import ROLES, Actor, can
from models.base import db
from panel.rights.cells import cells
from tests.contracts.test_routes import SCREENS
from tests.contracts.world import Person, World
from tests.fixtures.report import Report

ADDRESS = "/rights"
ROWS, KINDS = 2, 10
"""Of each state so many rows are asked about, of every so many-th kind of record; all of them in the long size."""
SHOWN = 0.8
"""The share of the open cells for which the furnished office has a row that shows it: drafts of everybody are not all there."""
Told = dict[tuple[str, str], dict[tuple[str | None, str], bool]]
"""Kind and post -> state and act -> what the page says."""


def test_the_page_says_what_is_so(world: World, long_size: bool, report: Report) -> None:
    """A cell that says "may not" is refused for every row, and most that say "may" are open for some row."""
    tables = sorted(SCREENS)[:: 1 if long_size else KINDS]
    told = _told(world, tables)
    shown, wrong, asked = set(), [], 0
    for person, table, role, state, row, actor in _rows(world, tables, None if long_size else ROWS):
        for (where, action), allowed in told[table, role].items():
            if where != state or action == "create":
                continue
            asked += 1
            if can(actor, action, row):
                shown.add((table, role, state, action))
                if not allowed:
                    wrong.append((person.name, table, state, action))
    may = {
        (*what, *cell)
        for what, said in told.items()
        for cell, allowed in said.items()
        if allowed and cell[1] != "create"
    }
    told_cells = sum(map(len, told.values()))
    report(
        "the page of rights against can()",
        cells=told_cells, open=len(may), shown_by_a_row=len(shown & may), asked=asked, contradicted=len(wrong),
    )  # fmt: skip

    assert wrong == []
    assert len(shown & may) > SHOWN * len(may)


def _told(world: World, tables: list[str]) -> Told:
    """Return what the page says, each cell with a whole sentence."""
    told: Told = {}
    with world.app.test_request_context():
        for table in tables:
            cls = SCREENS[table]
            for role in ROLES:
                said = told.setdefault((table, role), {})
                for state in cls.workflow.states if cls.workflow is not None else (None,):
                    for cell in cells(cls, role, state):
                        said[state, cell.action] = cell.allowed
                        assert cell.why.strip().endswith(("。", ".")), (table, role, state, cell)
    return told


def _rows(
    world: World, tables: list[str], most: int | None
) -> Iterator[tuple[Person, str, str, Any, Any, Actor]]:
    """Yield every row that somebody with a single post reads, at most so many of each state."""
    for person in world.people.values():
        if len(person.roles) != 1:
            continue
        (role,) = person.roles
        with world.acting(person) as actor:
            for table in tables:
                cls, seen = SCREENS[table], defaultdict[Any, int](int)
                for row in db.session.scalars(select(cls)) if role in cls.access.read else ():
                    state = row.state if cls.workflow is not None else None
                    seen[state] += 1
                    if most is None or seen[state] <= most:
                        yield person, table, role, state, row, actor


def test_auditor_and_administrator_read_it_and_nobody_else(world: World) -> None:
    for name, person in world.people.items():
        answer = world.client(person).get(ADDRESS)
        assert answer.status_code == (200 if person.roles & {"auditor", "admin"} else 403), name
        assert (f'href="{ADDRESS}"' in answer.text) == (answer.status_code == 200)
    page = world.client(world.people["auditor"]).get(ADDRESS).text
    assert len(page.encode()) < 150_000
    assert page.count('<th scope="row">') == len(SCREENS)
    assert re.search(r"<script(?![^>]*src=)|\sstyle=", page) is None


def test_a_kind_is_told_by_post_and_state(world: World) -> None:
    client = world.client(world.people["auditor"])
    page = client.get(f"{ADDRESS}?kind=evaluation&role=chair").text

    assert page.count("<caption>") == len(SCREENS["evaluation"].workflow.states)  # type: ignore[union-attr]
    assert "拟稿、修改、提交人除外" in page, "nobody approves what they changed"
    one = client.get(f"{ADDRESS}?kind=evaluation&role=chair&state=submitted").text
    assert one.count("<caption>") == 1
    for odd in (
        "kind=no-such-kind",
        "kind=training&role=king&state=²",
        "role=clerk",
        "kind=livelihood-project-partner",
    ):
        assert client.get(f"{ADDRESS}?{odd}").status_code == 200
    assert client.get(f"{ADDRESS}?kind=training&state=held").text.count("<caption>") == len(ROLES)
