"""Everybody and nobody x every rule x every method x rows of every kind: each cell is answered as expected, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from models.base import db
from tests.contracts.cells import OPEN, Cell, cells
from tests.contracts.test_routes import SCREENS
from tests.contracts.traces import written
from tests.contracts.world import World
from tests.fixtures.client import PanelClient
from tests.fixtures.report import Report

PEOPLE = (
    None,
    "clerk", "limited", "committee", "desk", "convener", "chair", "auditor", "member", "teller", "department", "admin", "nobody",
)  # fmt: skip
SHORT = {None: ["training"], "committee": ["training"], "member": ["meeting"]}
"""Who and what is looked at in the suite, which has the same questions door by door in ``test_rights``."""
SENT = {"confirmed": "1", "version": "1", "note": "x", "reason": "x"}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_cell_is_answered_as_expected(
    world: World, long_size: bool, report: Report, name: str | None
) -> None:
    if not long_size and name not in SHORT:
        tables: list[str] = []
    else:
        tables = list(SCREENS) if long_size else SHORT[name]
    person = None if name is None else world.people[name]
    client: Any = world.app.test_client() if person is None else world.client(person)
    wrong: list[Any] = []
    rows: Counter[str] = Counter()
    drawn: set[Any] = set()
    for table in tables:
        if person is None:
            # Somebody who is not known: each refusal leaves a sentence in the cookie, so nobody stays for long.
            client = world.app.test_client()
        before = written(world.app)
        taken_out = 0
        for cell in cells(world, person, [table]):
            if cell.method == "GET" and cell.wanted <= OPEN and _drawn(drawn, cell):
                continue
            status = _carried_out(world, client, cell) if cell.writes else _asked(client, cell)
            rows[cell.row] += 1
            taken_out += "/export/" in cell.url or "/table/" in cell.url
            if status not in cell.wanted:
                wrong.append((name, cell.method, cell.url, status, sorted(cell.wanted)))
        changes, events = written(world.app)
        if changes != before[0] or events - before[1] > taken_out:
            wrong.append((name, table, "something was written", before, (changes, events)))
    in_bin = sum(number for kind, number in rows.items() if "in the bin" in kind)
    report(
        "the matrix: rules x methods x people x rows",
        cells=rows.total(), of_own_body=sum(n for kind, n in rows.items() if kind.startswith("own body")),
        of_another_body=sum(n for kind, n in rows.items() if kind.startswith("another body")),
        of_another_office=rows["another office's"], in_the_bin=in_bin, unexpected=len(wrong),
    )  # fmt: skip

    assert wrong == []


def _drawn(drawn: set[Any], cell: Cell) -> bool:
    """Return whether such a page was drawn already: drawing takes the time, being refused does not."""
    what = cell.url.partition("?")[0], cell.row
    if what in drawn:
        return True
    drawn.add(what)
    return False


def _asked(client: PanelClient, cell: Cell) -> int:
    sent = None if cell.method == "GET" else SENT
    return client.open(cell.url, method=cell.method, data=sent).status_code


def _carried_out(world: World, client: PanelClient, cell: Cell) -> int:
    """Send what may be carried out, and take it back."""
    with world.app.app_context():
        bound: Any = db.engines[None]
    assert isinstance(bound, Connection)
    back = bound.begin_nested()
    try:
        return _asked(client, cell)
    finally:
        back.rollback()
