"""An organization of its own for each test, in one database of the worker.

Ballots are about transactions, so none is wrapped in another and rolled back at the end.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from models import clock, history, load_record_types
from models.access import acting, system_actor
from models.balloting import keys
from models.base import db
from models.engines import prepare_all
from models.office.organization import Organization
from tests.engines import Databases
from tests.models.balloting.hall import Hall, open_hall

Opening = Callable[..., Hall]


def make_app(url: str) -> Flask:
    """Return an application that has the database and nothing else: models need no page."""
    app = Flask("hall")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    load_record_types()
    db.init_app(app)
    with app.app_context():
        prepare_all(db)
    return app


@contextmanager
def disposed(app: Flask) -> Iterator[Flask]:
    """Let go of the database at the end."""
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


@contextmanager
def app_over_new_database(databases: Databases, engine_name: str) -> Iterator[Flask]:
    """Yield an application over a new database with all tables and their history."""
    url = databases.create(engine_name)
    with disposed(make_app(url)) as app:
        with app.app_context(), db.engine.begin() as connection:
            db.metadata.create_all(connection)
            history.install(connection, db.metadata)
        yield app
    databases.drop(url)


def found(app: Flask) -> int:
    """Enter a new organization and return its id."""
    with app.app_context(), acting(system_actor("seed")):
        row = Organization(name="政协邻水县委员会", short_name="邻水", level="county")
        db.session.add(row)
        db.session.commit()
        return row.id


@pytest.fixture(scope="session")
def hall_app(databases: Databases, engine_name: str) -> Iterator[Flask]:
    """Yield an application that the tests of a worker share, each with an organization of its own."""
    with app_over_new_database(databases, engine_name) as app:
        yield app


@contextmanager
def keeping_secrets_in(folder: Path) -> Iterator[None]:
    """Let business dates stand still and the secrets of ballot boxes lie in a folder."""
    before = clock._fixed, keys._folder
    clock.fix_business_date(date(2020, 9, 23))
    keys.set_key_folder(folder / "keys")
    yield
    clock.fix_business_date(before[0])
    keys.set_key_folder(before[1])


@pytest.fixture
def opening(hall_app: Flask, tmp_path: Path) -> Iterator[Opening]:
    """Yield a function that opens a hall with a round, e.g. ``opening(",panel,", voters=6, projects=2)``."""

    def make(methods: str = ",panel,", **of: Any) -> Hall:
        return open_hall(hall_app, found(hall_app), methods, **of)

    with keeping_secrets_in(tmp_path):
        yield make
