"""The demonstration year shows every kind of record: whoever tries the panel opens no empty list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from models.base import db
from models.duty.account import account_of, accounts_of
from models.duty.computing import difference
from models.office.organization import Organization
from models.registry import load_record_types
from tests.fixtures.app import as_system
from tests.fixtures.demonstration import Demonstration

TYPES = {cls.__tablename__: cls for cls in load_record_types() if cls.__module__.startswith("models.")}
COUNTY, NEIGHBOUR = "政协邻水县委员会", "政协清溪县委员会"

MARKED = (
    "bulletin", "city_proposal", "consultation", "contribution", "conveyed_document", "field_study", "livelihood_project",
    "member", "opinion_report", "peer_exchange", "platform", "proposal", "report", "resident_request", "seat", "study_meeting",
    "suggestion", "topic", "training", "training_attendance", "visit",
)  # fmt: skip
"""What a figure counts: each of these rows is marked as invented."""
WITHOUT_ROWS: dict[str, str] = {}
"""Types of which the demonstration has no row, and why."""

_ALL_HANDED_OVER = (
    "every accepted proposal of the county is handed over; the neighbour shows what waits before that"
)
NOT_IN_THE_COUNTY: dict[tuple[str, str], str] = {
    ("proposal", "awaiting_confirmation"): _ALL_HANDED_OVER,
    ("proposal", "accepted"): _ALL_HANDED_OVER,
    ("proposal", "numbered"): _ALL_HANDED_OVER,
    ("handling", "planned"): _ALL_HANDED_OVER,
    ("plenary_session", "in_session"): "no plenary sits on the day of the demonstration",
}
"""States of which the county has no row, and why."""
NOWHERE = {("plenary_session", "in_session")}
"""Those of them that the neighbour does not show either."""


@pytest.fixture
def connection(demonstration: Demonstration) -> Iterator[Connection]:
    """Yield a connection past the gate, as a test may have it."""
    with demonstration.app() as app, app.app_context(), db.engine.connect() as opened:
        yield opened


def _county(connection: Connection, name: str = COUNTY) -> int:
    found: int = connection.execute(select(Organization.id).where(Organization.name == name)).scalar_one()
    return found


def _states_shown(connection: Connection, organization: int) -> set[tuple[str, str]]:
    shown: set[tuple[str, str]] = set()
    for table, cls in TYPES.items():
        if cls.workflow is not None:
            rows: Any = cls.__table__.c
            states = select(rows.state).where(rows.organization_id == organization, rows.trashed_at.is_(None))
            shown |= {(table, state) for state in connection.execute(states.distinct()).scalars()}
    return shown


def test_the_county_has_a_row_of_every_type(connection: Connection) -> None:
    county = _county(connection)
    empty = {
        table
        for table, cls in TYPES.items()
        if not connection.execute(
            select(func.count()).select_from(cls.__table__).where(cls.__table__.c.organization_id == county)
        ).scalar_one()
    }
    assert empty == set(WITHOUT_ROWS), sorted(empty)


def test_every_state_of_every_type_stands_somewhere(connection: Connection) -> None:
    """So that each list, each inbox and each mark can be seen; what the county does not have, the neighbour has."""
    every = {
        (table, state)
        for table, cls in TYPES.items()
        if cls.workflow is not None
        for state in cls.workflow.states
    }
    county = _states_shown(connection, _county(connection))
    assert every - county == set(NOT_IN_THE_COUNTY), sorted((every - county) ^ set(NOT_IN_THE_COUNTY))
    neighbour = _states_shown(connection, _county(connection, NEIGHBOUR))
    assert set(NOT_IN_THE_COUNTY) - neighbour == NOWHERE


def test_every_invented_row_says_that_it_is(connection: Connection) -> None:
    """The people and what they did are marked in the note; names of public bodies and what a step made itself are not."""
    county = _county(connection)
    unmarked = {}
    for table in MARKED:
        rows: Any = TYPES[table].__table__.c
        missing = select(func.count()).where(
            rows.organization_id == county, func.coalesce(rows.note, "").not_like("演示数据，系虚构%")
        )
        if found := connection.execute(missing).scalar_one():
            unmarked[table] = found
    assert unmarked == {}


def test_the_points_stand_as_the_records_have_them(
    demonstration: Demonstration, connection: Connection
) -> None:
    """A run for the years of the demonstration writes nothing; each line names a record that is there, and totals add up."""
    county = _county(connection)
    with demonstration.app() as app, as_system(app, organization_id=county):
        for year in (2019, 2020):
            found = difference(year)
            assert (found.nothing, found.unchanged > 500) == (True, True)
        entry: Any = TYPES["point_entry"]
        lines = db.session.execute(
            select(entry.record_table, entry.record_id, entry.seat_id).distinct()
        ).all()
        for table in {row.record_table for row in lines}:
            cls: Any = TYPES[table]
            there = set(db.session.scalars(select(cls.id)))
            assert {row.record_id for row in lines if row.record_table == table} <= there
        totals = accounts_of(2020)
        some = sorted(totals)[:20]
        assert {seat: account_of(seat, 2020).points for seat in some} == {
            seat: totals[seat].points for seat in some
        }
        assessment: Any = TYPES["assessment"]
        graded = select(assessment.seat_id, assessment.points).where(
            assessment.scoring_year == 2020, assessment.points.is_not(None)
        )
        assert all(totals[row.seat_id].points == row.points for row in db.session.execute(graded))
