"""A database with history installed, made once per engine and copied for each test."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.engines import Databases
from tests.models.history.office import build, open_engine


@pytest.fixture(scope="session")
def prepared(databases: Databases, engine_name: str) -> Iterator[str]:
    """Yield the URL of a database with tables and triggers and nothing else."""
    url = databases.create(engine_name)
    engine = open_engine(url)
    build(engine)
    engine.dispose()
    yield url
    databases.drop(url)


@pytest.fixture
def url(databases: Databases, prepared: str) -> Iterator[str]:
    """Yield the URL of a copy for one test."""
    copy = databases.clone(prepared)
    yield copy
    databases.drop(copy)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Yield an engine fit for history."""
    opened = open_engine(url)
    yield opened
    opened.dispose()
