"""How long it takes to find any record among 100,000, on both engines: everywhere, in the palette, in a list, by a look-up.

Run it with ``python -m bench.search [rows]``. Members and meetings are read by a clerk through the gate; the index is made of
the records, as ``flask --app wsgi search rebuild`` makes it. PostgreSQL comes with the development packages.
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
from typing import Any

from flask import g
from sqlalchemy import insert

from bench.list_page import GIVEN, SURNAMES, member
from config import Settings
from models import engines, history, search
from models.access import Actor, acting, system_actor
from models.accounts.account import Account
from models.base import db
from models.office.meeting import Meeting
from models.office.organization import Organization
from models.people.member import Member
from panel import create_app
from panel.listing.choices import find_choices
from panel.listing.query import ListQuery
from panel.registry import view_of
from panel.search.asking import read_words
from panel.search.palette import answer
from panel.search.records import find, shown_groups
from panel.search.resembling import resembled
from tests.engines import ENGINE_NAMES, Databases

ROWS = 100_000
TIMES = 15
TARGET_MS = 50.0
MATTERS = "供水", "道路", "养老", "教育", "医疗", "就业", "环保", "文化", "交通", "住房"
ACTS = "改造", "建设", "养护", "保障", "提升", "整治", "试点", "督查", "调研", "评议"
WORDS = {
    "one record": "李芳77881",
    "some dozens": "养老督查7",
    "a tenth of all": "道路",
    "half of all": "会议",
    "initials": "zw7788",
    "traditional, two words": "環保 評議",
    "nothing": "并不存在",
}


def main() -> None:
    """Make the rows on each engine, look for words, print the median of each."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        Databases.prepare(Path(folder))
        databases = Databases(Path(folder))
        try:
            for engine in ENGINE_NAMES:
                measure(databases.create(engine), engine, rows)
        finally:
            databases.stop()
            Path(folder).mkdir(exist_ok=True)


def measure(url: str, engine: str, rows: int) -> None:
    """Print how long each question takes on one engine."""
    app = create_app(Settings.from_environment({}, database_url=url, secret_key="bench"))  # noqa: S106 - protects nothing
    with app.app_context():
        clerk = fill(rows)
        begun = perf_counter()
        made = search.rebuild()
        search.take_in()
        write(
            f"{engine}: {made:,} records, index made in {perf_counter() - begun:.1f} s; milliseconds, {TIMES} times"
        )
        write(
            f"{'':26}{'all':>9}{'palette':>9}{'list':>9}{'look-up':>9}{'alike':>9}   (median; target {TARGET_MS:g})"
        )
    with app.test_request_context("/search"), acting(clerk):
        for name, words in WORDS.items():
            figures = (
                timed(partial(everything, clerk, words)),
                timed(partial(answer, clerk, read_words(words), "/")),
                timed(partial(one_list, clerk, words)),
                timed(partial(find_choices, Member, clerk, words)),
                timed(partial(resembled, clerk, "meeting", f"关于{words}的会议")),
            )
            write(f"{name:26}" + "".join(f"{figure:9.1f}" for figure in figures))
        db.session.remove()
        db.engine.dispose()


def everything(actor: Actor, words: str) -> Any:
    """Look for words everywhere, as the page does."""
    asked = read_words(words)
    groups, _whole = find(actor, asked)
    return shown_groups(groups, asked)


def one_list(actor: Actor, words: str) -> Any:
    """Look for words in the list of meetings."""
    return ListQuery(view_of(Meeting), actor, {"q": words}, base="/panel/meeting/").page()


def timed(work: Callable[[], Any]) -> float:
    """Return the median time of the work in milliseconds, after one run that is not counted."""
    times = []
    for _ in range(TIMES + 1):
        db.session.remove()
        g.pop("listing_labels", None)
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return statistics.median(times[1:])


def fill(rows: int) -> Actor:
    """Enter an organization, an account, and as many members as meetings; return who looks for them."""
    with db.engine.begin() as connection:
        db.metadata.create_all(connection)
        history.install(connection, db.metadata)
    with engines.writing(), acting(system_actor("seed")):
        office = Organization(name="政协邻水县委员会", short_name="邻水", level="county")
        db.session.add(office)
        db.session.flush()
        account = Account(organization_id=office.id, login="clerk", name="经办人")
        db.session.add(account)
        db.session.commit()
        ids = (office.id, account.id)
    with db.engine.begin() as connection:
        history.uninstall(connection)
    start = datetime(2020, 1, 1, tzinfo=UTC)
    with db.engine.begin() as connection:
        for first in range(0, rows // 2, 5_000):
            some = range(first, min(first + 5_000, rows // 2))
            moments = [start + timedelta(seconds=n) for n in some]
            connection.execute(
                insert(Member), [member(n, *ids, moment) for n, moment in zip(some, moments, strict=True)]
            )
            connection.execute(
                insert(Meeting), [meeting(n, *ids, moment) for n, moment in zip(some, moments, strict=True)]
            )
    with db.engine.begin() as connection:
        history.install(connection, db.metadata)
    return Actor(
        key=f"account:{ids[1]}",
        label="经办人",
        organization_id=ids[0],
        account_id=ids[1],
        roles=frozenset({"clerk"}),
    )


def meeting(number: int, organization_id: int, account_id: int, moment: datetime) -> dict[str, Any]:
    """Return the columns of one meeting."""
    name = f"{MATTERS[number % 10]}{ACTS[number // 10 % 10]}{number}次会议"
    who = f"{SURNAMES[number % 10]}{GIVEN[number // 10 % 10]}{number}"
    return {
        "organization_id": organization_id, "version": 1, "fact_date": date(2020, 1, 1), "entry_date": date(2020, 1, 1),
        "created_at": moment, "changed_at": moment, "changed_by_id": account_id, "created_by_id": account_id, "name": name,
        "agenda": f"一、听取{MATTERS[number // 7 % 10]}情况；二、{who}发言；三、讨论下一步打算，形成意见。",
        "kind": "chairpersons",
        "starts_at": moment, "state": "held", "state_since": moment, "hands": "",
    }  # fmt: skip


def write(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
