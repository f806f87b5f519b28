"""Every revision goes up and down on both engines, with rows in the tables, and ends in exactly the models' schema."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, func, inspect, select
from sqlalchemy.exc import SAWarning
from sqlalchemy.pool import NullPool

from models import engines, history, load_record_types
from models.access import acting, system_actor
from models.base import db
from models.history import Change
from models.search.tables import FTS_TABLES, MAKE_FTS
from tests import factories
from tests.fixtures.app import make_app

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@pytest.fixture
def engine(fresh_database: str) -> Iterator[Engine]:
    """Yield an engine over an empty database."""
    load_record_types()
    made = create_engine(fresh_database, poolclass=NullPool)
    engines.prepare(made)
    yield made
    made.dispose()


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Read the revisions once: each command reads all of them, and a hundred steps would read ten thousand files."""
    with pytest.MonkeyPatch.context() as patch:
        script = ScriptDirectory.from_config(_config())
        patch.setattr(ScriptDirectory, "from_config", lambda _config: script)
        yield


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def config_for(engine: Engine) -> Config:
    config = _config()
    config.attributes["connection"] = engine
    return config


def tables(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"} - FTS_TABLES


def test_revisions_are_one_line_of_numbers() -> None:
    found = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]
    assert found[::-1] == [f"{number:04}" for number in range(1, len(found) + 1)]


def test_upgrade_ends_in_the_schema_of_the_models(engine: Engine) -> None:
    command.upgrade(config_for(engine), "head")
    with engine.connect() as connection:
        # The index of the search is of each engine's own kind: SQLite's virtual tables, PostgreSQL's GIN.
        apart = FTS_TABLES | ({"ix_search_entry_terms"} if engine.dialect.name == "sqlite" else set())
        opts = {"compare_type": True, "include_object": lambda _item, name, *_more: name not in apart}
        context = MigrationContext.configure(connection, opts=opts)
        with warnings.catch_warnings():
            # References go round in a circle (migrations/circles.py); comparing needs no order of the tables.
            warnings.simplefilter("ignore", SAWarning)
            assert compare_metadata(context, db.metadata) == []
        assert history.differences(connection, db.metadata) == []
        if engine.dialect.name == "sqlite":
            # The revision has its own copy of what makes the index, and the tests' schema is made with the other.
            standing = "SELECT sql FROM sqlite_master WHERE name = 'search_words' OR name LIKE 'search_entry\\_%' ESCAPE '\\'"
            assert set(MAKE_FTS) <= set(connection.exec_driver_sql(standing).scalars())


def test_downgrade_takes_every_table_away(engine: Engine) -> None:
    config = config_for(engine)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    assert tables(engine) == set()
    command.upgrade(config, "head")
    assert tables(engine) == set(db.metadata.tables)


def test_each_revision_goes_down_and_up_again_with_rows(engine: Engine, fresh_database: str) -> None:
    config = config_for(engine)
    command.upgrade(config, "head")
    fill(fresh_database)
    before = changes(engine)
    assert before > 0
    numbers = len(list(ScriptDirectory.from_config(config).walk_revisions()))
    for _step in range(numbers - 3):
        # The history itself, the organization and its accounts stay: nothing can be recorded without them.
        command.downgrade(config, "-1")
    assert changes(engine) == before
    command.upgrade(config, "head")
    with engine.connect() as connection:
        assert history.differences(connection, db.metadata) == []
        assert history.verify(connection) == []
    assert tables(engine) == set(db.metadata.tables)


def fill(url: str) -> None:
    """Enter a few rows of different types."""
    app = make_app(url)
    with app.app_context():
        with engines.writing(), acting(system_actor("seed")):
            organization = factories.make_organization()
            db.session.commit()
        with engines.writing(), acting(system_actor("seed", organization.id)):
            factories.make_seat_assignment()
            factories.make_training_attendance()
            factories.make_attachment(factories.make_member())
            db.session.commit()
        db.engine.dispose()


def changes(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Change.__table__)) or 0
