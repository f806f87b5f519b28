"""The two furnished offices, once for each engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import db
from tests.contracts.hall import Hall, served_office
from tests.contracts.lending import waiting_plan
from tests.contracts.plain_admin import Plain, plain_admin
from tests.contracts.world import World, build
from tests.engines import Databases
from tests.fixtures.app import make_app, make_schema, rolled_back
from tests.fixtures.client import PanelClient
from tests.fixtures.report import write_down
from tests.fixtures.savepoints import join_by_savepoints

HERE = Path(__file__).parent
RIGHTS = HERE / "test_rights.py"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try everything of one person before the next one's turn: what was compiled for their pages serves all of it.

    All contract tests are part of ``make attack``.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.attack)
    places = [place for place, item in enumerate(items) if item.path == RIGHTS]
    turns = {name: turn for turn, name in enumerate(dict.fromkeys(_who(items[place]) for place in places))}
    tests = sorted((items[place] for place in places), key=lambda item: turns[_who(item)])
    for place, item in zip(places, tests, strict=True):
        items[place] = item


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Count the requests of every contract test for the report."""
    before = PanelClient.sent
    try:
        return (yield)
    finally:
        if PanelClient.sent > before:
            write_down(item, f"contracts: {_attack_of(item)}", {"requests": PanelClient.sent - before})


def _attack_of(item: pytest.Item) -> str:
    """Return the module of a test in words."""
    return item.path.stem.removeprefix("test_").replace("_", " ")


def _who(item: pytest.Item) -> str:
    return str(item.callspec.params.get("name", "")) if hasattr(item, "callspec") else ""


@pytest.fixture(scope="session")
def furnished(
    databases: Databases,
    engine_name: str,
    tmp_path_factory: pytest.TempPathFactory,
    pytestconfig: pytest.Config,
) -> Iterator[World]:
    """Yield both offices in a database of their own. Tests ask for ``world``."""
    url = databases.create(engine_name)
    folder: Path = tmp_path_factory.mktemp("instance")
    app = make_app(url, instance_folder=folder)
    # A fault is answered by its page, as it would be for people; tests look at the status.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    make_schema(app)
    join_by_savepoints(app)
    world = build(app)
    world.every_row = pytestconfig.getoption("every_row")
    yield world
    with app.app_context():
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture(scope="session")
def hall(databases: Databases, engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Yield a served office: a server takes seconds to start, so every race and every accident has rows of its own in it."""
    with served_office(databases, engine_name, tmp_path_factory.mktemp("hall")) as office:
        yield office


@pytest.fixture
def world(furnished: World) -> Iterator[World]:
    """Yield both offices; what a test changes there is rolled back at its end."""
    with rolled_back(furnished.app):
        yield furnished


@pytest.fixture(scope="session")
def plain() -> Iterator[Plain]:
    """Yield Flask-Admin alone, for tests that change none of its rows."""
    with plain_admin() as found:
        yield found


@pytest.fixture
def plan(world: World) -> int:
    """Return the submitted plan of a round that waits for a chair and was in nobody's hands who delegates."""
    return waiting_plan(world)
