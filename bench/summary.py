"""How long the summary of an office takes that has kept its records for ten years, and of one ten times as busy.

Run it with ``python -m bench.summary [times]``. A year has 300 proposals and 4,000 attendances at trainings, with the trainings,
members and the other records in proportion; ``times`` multiplies all of it (10 unless given: both are measured). The figures are
read as a clerk reads them, through the gate, in SQLite, and the whole page is drawn.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from flask import Flask, g, render_template_string
from sqlalchemy import insert

from config import Settings
from models import engines
from models.access import Actor, acting, system_actor
from models.accounts.account import Account
from models.base import db
from models.figures.windows import windows_of
from models.learning.training import Training
from models.learning.training_attendance import TrainingAttendance
from models.office.organization import Organization
from models.office.term import Term
from models.opinions.opinion_report import OpinionReport
from models.people.member import Member
from models.people.seat import Seat
from models.proposals.proposal import Proposal
from panel import create_app
from panel.period import period_asked
from panel.summary.counting import count
from panel.summary.page import summary_page

YEARS, PROPOSALS, ATTENDANCES, COURSES, MEMBERS, OPINIONS = 10, 300, 4_000, 40, 300, 400
FIRST, LAST = date(2019, 9, 20), date(2020, 9, 23)
TIMES = 15
TARGET_MS = {1: 300.0, 10: 1_000.0}
BEGAN = datetime(2011, 1, 3, tzinfo=UTC)


def main() -> None:
    """Make the rows, ask for the summary, print the median."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    for busy in sorted({1, most}):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'summary.sqlite'}"
            app = create_app(Settings.from_environment({}, database_url=url, secret_key="bench"))  # noqa: S106 - protects nothing
            with app.app_context():
                clerk, rows = fill(busy)
            report(app, clerk, busy, rows)


def report(app: Flask, clerk: Actor, busy: int, rows: int) -> None:
    """Print how long the figures take, and the page with its tables."""
    figures, pages = [], []
    for _time in range(TIMES + 1):
        with app.test_request_context("/panel/summary/"), acting(clerk):
            g.pop("listing_labels", None)
            start = perf_counter()
            count(clerk, windows_of(FIRST, LAST))
            figures.append((perf_counter() - start) * 1000)
            db.session.remove()
        with app.test_request_context("/panel/summary/"), acting(clerk):
            start = perf_counter()
            page = summary_page(
                clerk, period_asked({"from": FIRST.isoformat(), "to": LAST.isoformat()}, lambda last: last)
            )
            render_template_string("{{ page.sections|length }}", page=page)
            pages.append((perf_counter() - start) * 1000)
            db.session.remove()
    target = TARGET_MS.get(busy)
    words = f"; target {target:g}" if target else ""
    sys.stdout.write(
        f"{rows:,} rows, ten years, {busy} times as busy, SQLite; milliseconds, {TIMES} times{words}\n"
    )
    for name, times in (("figures", figures[1:]), ("page with tables", pages[1:])):
        sys.stdout.write(f"{name:20} best {min(times):8.1f}  median {statistics.median(times):8.1f}\n")
    with app.app_context():
        db.engine.dispose()


def fill(busy: int) -> tuple[Actor, int]:
    """Enter the records of ten years; return who reads them and how many they are."""
    with db.engine.begin() as connection:
        db.metadata.create_all(connection)
    with engines.writing(), acting(system_actor("seed")):
        office = Organization(name="政协邻水县委员会", short_name="邻水", level="county")
        db.session.add(office)
        db.session.flush()
        account = Account(organization_id=office.id, login="clerk", name="经办人")
        term = Term(organization_id=office.id, number=10, name="第十届", valid_from=date(2016, 11, 1))
        db.session.add_all([account, term])
        db.session.commit()
        organization_id, account_id, term_id = office.id, account.id, term.id
    rows = 0
    common = {"organization_id": organization_id, "version": 1, "created_by_id": account_id, "hands": ""}
    tables: list[tuple[Any, Iterator[dict[str, Any]]]] = [
        (Member, _members(busy)),
        (Seat, _seats(busy, term_id)),
        (Training, _trainings(busy)),
        (TrainingAttendance, _attendances(busy)),
        (Proposal, _proposals(busy)),
        (OpinionReport, _opinions(busy)),
    ]
    with db.engine.begin() as connection:
        for cls, values in tables:
            known = set(cls.__table__.c.keys())
            some = [
                {name: value for name, value in {**common, **_moments(row), **row}.items() if name in known}
                for row in values
            ]
            for first in range(0, len(some), 10_000):
                connection.execute(insert(cls), some[first : first + 10_000])
            rows += len(some)
        connection.exec_driver_sql("ANALYZE")
    roles = frozenset({"clerk"})
    label, key = "经办人", f"account:{account_id}"
    return Actor(
        key=key, label=label, organization_id=organization_id, account_id=account_id, roles=roles
    ), rows


def _moments(row: dict[str, Any]) -> dict[str, Any]:
    day = row["fact_date"]
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return {"entry_date": day, "created_at": moment, "changed_at": moment, "state_since": moment}


def _days(number: int) -> Iterator[date]:
    """Yield ``number`` days, spread evenly over ten years."""
    for place in range(number):
        yield (BEGAN + timedelta(days=YEARS * 365 * place // number)).date()


def _members(busy: int) -> Iterator[dict[str, Any]]:
    for place, day in enumerate(_days(MEMBERS * busy)):
        yield {"fact_date": day, "name": f"委员{place}", "initials": "wy", "name_strokes": str(place)}


def _seats(busy: int, term_id: int) -> Iterator[dict[str, Any]]:
    for place, day in enumerate(_days(MEMBERS * busy)):
        yield {"fact_date": day, "member_id": place + 1, "term_id": term_id, "name": f"委员{place}", "initials": "wy",
               "name_strokes": str(place), "state": "serving"}  # fmt: skip


def _trainings(busy: int) -> Iterator[dict[str, Any]]:
    kinds = ("county_course", "county_course", "higher_course", "performance")
    for place, day in enumerate(_days(COURSES * YEARS * busy)):
        yield {"fact_date": day, "starts_on": day, "name": f"培训{place}", "kind": kinds[place % 4], "level": "county",
               "state": "recorded"}  # fmt: skip


def _attendances(busy: int) -> Iterator[dict[str, Any]]:
    each = ATTENDANCES // COURSES
    for course, day in enumerate(_days(COURSES * YEARS * busy)):
        for place in range(each):
            seat = (course * 7 + place) % (MEMBERS * busy)
            yield {"fact_date": day, "training_id": course + 1, "seat_id": seat + 1, "name": f"委员{seat}", "initials": "wy",
                   "name_strokes": str(seat), "attendance": "full" if place % 10 else "leave"}  # fmt: skip


def _proposals(busy: int) -> Iterator[dict[str, Any]]:
    for place, day in enumerate(_days(PROPOSALS * YEARS * busy)):
        yield {"fact_date": day, "name": f"建议{place}", "proposer_kind": "one", "proposer": "委员", "number_key": str(place),
               "seat_id": place % (MEMBERS * busy) + 1, "state": ("closed", "handed_over", "merged", "not_accepted")[place % 4],
               "sealed": False, "publishable": True, "key": place % 50 == 0, "excellent": False}  # fmt: skip


def _opinions(busy: int) -> Iterator[dict[str, Any]]:
    for place, day in enumerate(_days(OPINIONS * YEARS * busy)):
        yield {"fact_date": day, "reported_on": day, "subject": f"情况{place}", "characters": 100, "source_kind": "member",
               "state": "submitted", "name_released": False, "publishable": False}  # fmt: skip


if __name__ == "__main__":
    main()
