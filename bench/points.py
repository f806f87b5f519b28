"""How long it takes to compute the points of five years anew: 300 members, 4,000 attendances and 300 proposals a year.

Run it with ``python -m bench.points [members]``. SQLite with the history's triggers, which is what an office has. The first run
writes every line, the second finds nothing to write, the third follows after every rule got a later version: every line is
cancelled and written again.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert, select, update

from config import Settings
from models import engines, history
from models.access import acting, system_actor
from models.base import db
from models.duty.computing import compute_points
from models.office.organization import Organization
from models.office.term import Term
from models.performance.point_rule import PointRule
from models.registry import record_type
from models.session import maintenance
from models.writing import name_writer
from panel import create_app

MEMBERS, YEARS, TARGET = 300, range(2017, 2022), 20.0
MEETINGS, TRAININGS, PROPOSALS, REPORTS, DEEDS = 20, 4, 300, 300, 200
ITEMS: tuple[tuple[str, str | None], ...] = (
    ("everybody", None), ("plenary_present", None), ("standing_present", "12"), ("other_present", "20"), ("other_absent", None),
    ("training_full", "12"), ("proposal_submitted", "16"), ("proposal_accepted", "14"), ("opinion_reported", "10"),
    ("opinion_used", "15"), ("contribution", "10"),
)  # fmt: skip
_numbers = count(1)
_NOW = datetime(2020, 1, 1, tzinfo=UTC)


def main() -> None:
    """Make the office, compute three times, print how long each took."""
    members = int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'points.sqlite'}"
        app = create_app(Settings.from_environment({}, database_url=url, secret_key="bench"))  # noqa: S106 - protects nothing
        with app.app_context():
            office = make_office()
            with engines.writing(), acting(system_actor("seed", office)):
                fill(office, members)
                db.session.commit()
            for name in ("every line is written", "nothing to write", "every rule has a later version"):
                if name.startswith("every rule"):
                    with engines.writing(), acting(system_actor("seed", office)):
                        replace_rules(office)
                        db.session.commit()
                report(office, name, members)
            db.engine.dispose()


def report(office: int, name: str, members: int) -> None:
    """Compute every year as the command does, and print it."""
    begin, written = perf_counter(), 0
    for year in YEARS:
        with engines.writing(), acting(system_actor("operator", office, user="bench")):
            done = compute_points(year, lambda sentence, **values: sentence % values)
            written += len(done.new) + len(done.wrong)
            db.session.commit()
    seconds = perf_counter() - begin
    said = "within" if seconds <= TARGET else "OVER"
    sys.stdout.write(
        f"{members} members, {len(YEARS)} years, {name}: {seconds:6.2f} s, {written:,} lines ({said} {TARGET:g} s)\n"
    )


def make_office() -> int:
    """Make tables and history, an organization and its term."""
    with db.engine.begin() as connection:
        db.metadata.create_all(connection)
        history.install(connection, db.metadata)
    with engines.writing(), acting(system_actor("seed")):
        office = Organization(name="政协邻水县委员会", short_name="邻水", level="county")
        db.session.add(office)
        db.session.commit()
        number = office.id
    with engines.writing(), acting(system_actor("seed", number)):
        values = {
            "number": 10,
            "name": "第十届",
            "valid_from": date(2016, 12, 1),
            "valid_until": date(2021, 12, 31),
        }
        db.session.add(Term(**values))
        db.session.commit()
    return number


def enter(office: int, table: str, rows: Iterable[dict[str, Any]]) -> list[int]:
    """Insert rows as they are, with what every record has; return their numbers."""
    cls: Any = record_type(table)
    stamps = {
        "organization_id": office,
        "version": 1,
        "created_at": _NOW,
        "changed_at": _NOW,
        "entry_date": date(2020, 1, 1),
    }
    if cls.workflow is not None:
        stamps |= {"state_since": _NOW, "hands": ""}
    made = [{"id": next(_numbers), "fact_date": date(2020, 1, 1), **stamps, **row} for row in rows]
    with maintenance("points"):
        name_writer()
        for start in range(0, len(made), 2000):
            db.session.execute(insert(cls), made[start : start + 2000])
    return [row["id"] for row in made]


def fill(office: int, members: int) -> None:
    """Enter the members and what they did in each of the years."""
    term = db.session.scalars(select(Term.id)).one()
    persons = enter(
        office,
        "member",
        ({"name": f"委员{n}", "initials": "wy", "name_strokes": f"{n:04}"} for n in range(members)),
    )
    seats = enter(
        office, "seat",
        ({"member_id": person, "term_id": term, "name": f"委员{n}", "initials": "wy", "name_strokes": f"{n:04}",
          "valid_from": date(2016, 12, 1), "state": "serving"} for n, person in enumerate(persons)),
    )  # fmt: skip
    committee = enter(office, "special_committee", [{"name": "提案委员会", "short_name": "提案委"}])[0]
    for year in YEARS:
        day = date(year, 5, 11)
        fill_meetings(office, seats, year)
        trainings = [{"name": f"培训{n}", "kind": "performance", "organiser": "县政协", "level": "county", "starts_on": day,
                      "ends_on": day, "fact_date": day, "state": "recorded"} for n in range(TRAININGS)]  # fmt: skip
        for training in enter(office, "training", trainings):
            enter(office, "training_attendance",
                  ({"training_id": training, "seat_id": seat, "name": "委员", "initials": "wy", "name_strokes": "1",
                    "attendance": "full", "fact_date": day} for seat in seats[::2]))  # fmt: skip
        enter(office, "proposal",
              ({"name": f"提案{n}", "seat_id": seats[n % members], "member_id": persons[n % members], "proposer": "委员",
                "number_key": f"{n:05}", "proposer_kind": "one", "state": "numbered", "fact_date": day}
               for n in range(PROPOSALS)))  # fmt: skip
        enter(office, "opinion_report",
              ({"subject": f"信息{n}", "member_id": persons[n % members], "reported_on": day, "fact_date": day,
                "characters": 300, "source_kind": "member", "state": "used" if n % 2 else "kept"}
               for n in range(REPORTS)))  # fmt: skip
        enter(office, "contribution",
              ({"name": f"贡献{n}", "kind": "relief", "member_id": persons[n % members], "done_on": day, "fact_date": day,
                "committee_id": committee, "state": "confirmed"} for n in range(DEEDS)))  # fmt: skip
        enter(office, "point_rule",
              ({"scoring_year": year, "name": name, "counts": name,
                "part": "all", "points": Decimal(3), "revision": 1,
                "item_cap": Decimal(cap) if cap else None, "split": "none", "state": "approved"}
               for name, cap in ITEMS))  # fmt: skip


def fill_meetings(office: int, seats: list[int], year: int) -> None:
    """Enter a year's meetings: a plenary of everybody, and others until there are 4,000 attendances."""
    for place in range(MEETINGS):
        day = date(year, 1 + place % 12, 10)
        kind = "plenary" if place == 0 else "standing_committee" if place % 3 else "other"
        begins = datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)
        meeting = {
            "name": f"会议{place}",
            "kind": kind,
            "required_set": "invited",
            "starts_at": begins,
            "fact_date": day,
            "state": "held",
        }
        number = enter(office, "meeting", [meeting])[0]
        there = seats if place == 0 else seats[place :: len(seats) // 200 or 1][:195]
        enter(office, "attendance",
              ({"meeting_id": number, "seat_id": seat, "held_on": day, "half": "morning", "name": "委员", "initials": "wy",
                "name_strokes": "1", "attendance": "absent" if (seat + place) % 19 == 0 else "present", "fact_date": day}
               for seat in there))  # fmt: skip


def replace_rules(office: int) -> None:
    """Give every rule a later version that counts one point more."""
    names = ("id", "scoring_year", "name", "counts", "part", "points", "item_cap", "split")
    rules = db.session.execute(select(*(getattr(PointRule, name) for name in names))).all()
    enter(office, "point_rule",
          ({**{name: getattr(rule, name) for name in names[1:]}, "points": rule.points + 1, "revision": 2,
            "replaces_id": rule.id, "state": "approved"} for rule in rules))  # fmt: skip
    with maintenance("points"):
        name_writer()
        db.session.execute(
            update(PointRule).where(PointRule.id.in_([rule.id for rule in rules])).values(state="replaced"),
            execution_options={"synchronize_session": False},
        )


if __name__ == "__main__":
    main()
