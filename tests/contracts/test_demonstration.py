"""The demonstration year shows every kind of record: whoever tries the panel opens no empty list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, func, select

from models.base import db
from models.office.organization import Organization
from models.registry import load_record_types
from tests.browser.support.demonstration import Demonstration
from tests.engines import Databases

TYPES = {cls.__tablename__: cls for cls in load_record_types() if cls.__module__.startswith("models.")}
COUNTY = "政协邻水县委员会"

WITHOUT_ROWS: dict[str, str] = {}
"""Types of which the demonstration has no row, and why."""


@pytest.fixture(scope="module")
def demonstration(
    databases: Databases, engine_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demonstration]:
    """Yield the demonstration year in a database of its own."""
    loaded = Demonstration.load(databases, engine_name, tmp_path_factory.mktemp("demonstration"))
    yield loaded
    databases.drop(loaded.url)


@pytest.fixture
def connection(demonstration: Demonstration) -> Iterator[Connection]:
    """Yield a connection past the gate, as a test may have it."""
    with demonstration.app() as app, app.app_context(), db.engine.connect() as opened:
        yield opened


def _county(connection: Connection) -> int:
    found: int = connection.execute(select(Organization.id).where(Organization.name == COUNTY)).scalar_one()
    return found


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
