"""An application over a database of its own: what one save did is told by the numbers of real transactions."""

from collections.abc import Iterator

import pytest
from flask import Flask

from models.base import db
from tests.engines import Databases
from tests.fixtures.app import add_organization, make_app, make_schema
from tests.panel.history_pages.office import Office


@pytest.fixture(scope="module")
def standing_app(databases: Databases, engine_name: str) -> Iterator[Flask]:
    """Yield an application over a database of its own: what one save did is told by the numbers of real transactions."""
    url = databases.create(engine_name)
    made = make_app(url)
    make_schema(made)
    yield made
    with made.app_context():
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture
def people(standing_app: Flask) -> Office:
    """Return what makes accounts in an organization of their own."""
    return Office(standing_app, add_organization(standing_app, "政协邻水县委员会", "邻水"))
