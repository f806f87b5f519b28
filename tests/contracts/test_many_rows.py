"""A list costs the same for some hundred rows and for ten thousand: as many statements, and none of them once for each row."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

import pytest
from sqlalchemy import UniqueConstraint, insert

from models import history
from models.base import Record, db
from models.session import maintenance
from models.writing import context_of
from tests.contracts.test_routes import SCREENS
from tests.contracts.world import World
from tests.fixtures.app import as_system
from tests.fixtures.client import PanelClient
from tests.panel.statements import counted

FEW, MANY = 1_500, 10_000
"""More than a page of every state, so that each list asks how many there are; and what an office has in ten years."""
TOGETHER = 500
"""So many rows are inserted with one statement."""
WIDE = ("proposal", "handling", "opinion_report", "attendance")
"""The types of which an office has most rows, or the widest."""
MOST_LINKS = 14
AGAIN = 3
"""A page asks one thing so often at most: for the list, for the menu, for what waits."""
_SKIPPED = frozenset({"id"})


@pytest.mark.parametrize("table", WIDE)
def test_ten_thousand_rows_ask_no_more_than_a_few_hundred(world: World, table: str) -> None:
    """The list as it opens, and each of its tabs, orders and filters that the page offers."""
    client, url = world.client(world.people["clerk"]), f"/panel/{SCREENS[table].slug()}/"
    _fill(world, table, 1, FEW)
    addresses = [url, *_offered(client.get(url).text, url)]
    assert len(addresses) > 3
    before = {address: _asked(world, client, address) for address in addresses}

    _fill(world, table, FEW + 1, MANY)

    after = {address: _asked(world, client, address) for address in addresses}
    assert {
        address: (before[address], after[address])
        for address in addresses
        if before[address] < after[address]
    } == {}
    page = client.get(url).text
    assert page.count("<tr") < 200
    assert "1,000+" in page


def test_no_list_asks_for_each_row(world: World) -> None:
    """Every type with all rows of the office: no statement is sent again and again, as it would be for each row of the page."""
    client, wrong = world.client(world.people["clerk"]), {}
    for table, cls in SCREENS.items():
        with counted(world.app) as sent:
            answer = client.get(f"/panel/{cls.slug()}/")
        if answer.status_code == 200 and sent:
            statement, times = Counter(sent).most_common(1)[0]
            if times > AGAIN:
                wrong[table] = (times, statement[:200])
    assert wrong == {}


def _offered(page: str, url: str) -> list[str]:
    """Return the addresses of the same list that the page links to."""
    found = dict.fromkeys(link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', page))
    return [link for link in found if link.startswith(f"{url}?")][:MOST_LINKS]


def _asked(world: World, client: PanelClient, address: str) -> int:
    with counted(world.app) as sent:
        assert client.get(address).status_code == 200, address
    return len(sent)


def _fill(world: World, table: str, first: int, last: int) -> None:
    """Insert rows like those that are there; by their number they differ where two may not be alike."""
    cls = SCREENS[table]
    known = [row for row in world.living(table).values() if row["organization_id"] == world.organization_id]
    varied = _varied(cls)
    rows = [
        {
            name: _other(value, number) if name in varied else value
            for name, value in row.items()
            if name not in _SKIPPED
        }
        for number, row in enumerate(islice(cycle(known), last - first + 1), first)
    ]
    with as_system(world.app, organization_id=world.organization_id) as seed, maintenance("seed"):
        history.bind(db.session.connection(), context_of(seed))
        for place in range(0, len(rows), TOGETHER):
            db.session.execute(insert(cls.__table__), rows[place : place + TOGETHER])
        db.session.commit()


def _varied(cls: type[Record]) -> set[str]:
    """Return a number or a day of every unique constraint, by which the copies differ."""
    found = set()
    for constraint in cls.__table__.constraints:
        if isinstance(constraint, UniqueConstraint) and "id" not in constraint.columns:
            kinds = {column.key: column.info.get("kind") for column in constraint.columns}
            found.add(next(name for name, kind in kinds.items() if kind in ("count", "day")))
    return found


def _other(value: Any, number: int) -> Any:
    if value is None:
        return None
    return value + timedelta(days=number) if isinstance(value, date) else 100_000 + number
