"""How long a page of a list of 100,000 rows takes, at its beginning and at its end, and with a search.

Run it with ``python -m bench.list_page [rows]``. The rows are members in SQLite, read as a chair reads them: through the gate, a
masked column, the capped count, the labels of who changed them, and drawn.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import Any

from flask import g
from sqlalchemy import insert

from config import Settings
from models import engines
from models.access import Actor, acting, system_actor
from models.accounts.account import Account
from models.base import db
from models.office.organization import Organization
from models.people.member import Member
from panel import create_app
from panel.listing.context import list_context
from panel.listing.query import ListQuery, Page
from panel.listing.render import Look

ROWS = 100_000
TIMES = 40
TARGET_MS = 5.0
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周", "伟芳娜敏静丽强磊军洋"

VIEW = SimpleNamespace(
    model=Member,
    url="/panel/member",
    page_size=20,
    column_list=["name", "gender", "work_unit", "work_post", "phone", "changed_by_id", "changed_at"],
    column_labels={},
    column_filters=["gender"],
    column_searchable_list=["name", "initials", "work_unit"],
    column_sortable_list=["changed_at"],
    column_default_sort=("changed_at", True),
)


def main() -> None:
    """Make the rows, read the pages, print the median of each."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'list.sqlite'}"
        app = create_app(Settings.from_environment({}, database_url=url, secret_key="bench"))  # noqa: S106 - protects nothing
        with app.app_context():
            chair = fill(rows)
        with app.test_request_context("/panel/member/"), acting(chair):
            report(rows, chair)
            db.session.remove()
            db.engine.dispose()


def report(rows: int, chair: Actor) -> None:
    """Print how long each page takes."""
    last = {"before": "end"}
    work: dict[str, dict[str, str]] = {
        "page 1": {},
        "last page": last,
        "100 rows of page 1": {"page_size": "100"},
        "100 rows at the end": {"page_size": "100", **last},
        "filter": {"gender": "female"},
        "search, many found": {"q": "zw"},
        "search, few found": {"q": "李芳99991"},
        "search, few found, Latin": {"q": "zw99991"},
    }
    write(f"{rows:,} rows, SQLite; milliseconds, {TIMES} times; target for reading a page {TARGET_MS:g}")
    write(f"{'':26}{'read':>8}{'':8}{'read and drawn':>16}")
    write(f"{'':26}{'best':>8}{'median':>8}{'best':>8}{'median':>8}")
    for name, args in work.items():
        figures = (*timed(partial(read, chair, args)), *timed(partial(draw, chair, args)))
        write(f"{name:26}" + "".join(f"{figure:8.2f}" for figure in figures))


def read(actor: Actor, args: dict[str, str]) -> Page:
    """Read a page."""
    return ListQuery(VIEW, actor, args, base="/panel/member/").page()


def draw(actor: Actor, args: dict[str, str]) -> dict[str, Any]:
    """Read and draw a page."""
    query = ListQuery(VIEW, actor, args, base="/panel/member/")
    return list_context(query, query.page(), Look(base="/panel/member/"))


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Return the best and the median time of the work in milliseconds, after one run that is not counted.

    Each run has a session and labels of its own, as a request has. On a machine that is busy otherwise only the best says much.
    """
    times = []
    for _ in range(TIMES + 1):
        db.session.remove()
        g.pop("listing_labels", None)
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return min(times[1:]), statistics.median(times[1:])


def fill(rows: int) -> Actor:
    """Enter an organization, an account and the members; return who reads them."""
    with db.engine.begin() as connection:
        db.metadata.create_all(connection)
    with engines.writing(), acting(system_actor("seed")):
        office = Organization(name="政协邻水县委员会", short_name="邻水", level="county")
        db.session.add(office)
        db.session.flush()
        account = Account(organization_id=office.id, login="chair", name="主席")
        db.session.add(account)
        db.session.commit()
        organization_id, account_id = office.id, account.id
    start = datetime(2020, 1, 1, tzinfo=UTC)
    with db.engine.begin() as connection:
        for first in range(0, rows, 10_000):
            some = range(first, min(first + 10_000, rows))
            values = [member(n, organization_id, account_id, start + timedelta(seconds=n)) for n in some]
            connection.execute(insert(Member), values)
    return Actor(
        key=f"account:{account_id}",
        label="主席",
        organization_id=organization_id,
        account_id=account_id,
        roles=frozenset({"chair"}),
    )


def member(number: int, organization_id: int, account_id: int, moment: datetime) -> dict[str, Any]:
    """Return the columns of one member."""
    name = f"{SURNAMES[number % 10]}{GIVEN[number // 10 % 10]}{number}"
    return {
        "organization_id": organization_id,
        "version": 1,
        "fact_date": date(2020, 1, 1),
        "created_at": moment,
        "changed_at": moment,
        "changed_by_id": account_id,
        "name": name,
        "initials": f"zw{number}",
        "name_strokes": name,
        "gender": "female" if number % 3 else "male",
        "work_unit": f"第{number % 500}中学",
        "work_post": "教师",
        "phone": f"1390000{number:05}",
    }


def write(line: str) -> None:
    """Print a line of the report."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
