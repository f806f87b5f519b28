"""What every test has: both database engines, no network, repeatable examples.

Fixtures of the application are plugins of their own.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

from tests.contracts import chosen
from tests.distribution import ByEngine
from tests.engines import ENGINE_NAMES, Databases
from tests.network import forbid_network

pytest_plugins = ("tests.fixtures.app", "tests.fixtures.demonstration", "tests.fixtures.report")

_FOLDER = pytest.StashKey[Path]()
_WORKER_FOLDER = "databases_folder"
_ROOM = 6 * 1024**3
"""Bytes that the databases of a run may need, with much to spare."""

hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("repeatable")
# Hypothesis would read every module of the house for numbers and words to try: half a minute, and other examples whenever
# any of them changes. It has no setting for it.
setattr(providers, "is_local_module_file", lambda _path: False)  # noqa: B010 - it is not theirs to export


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``make attack`` ask for the long sizes, and who adds a record type for its contracts alone."""
    parser.addoption(
        "--every-row", action="store_true", help="run the generated attacks in their long sizes (make attack)"
    )
    parser.addoption(
        "--type",
        action="append",
        default=[],
        metavar="TABLE",
        help="ask the contracts about this record type alone",
    )


@hypothesis.settings(max_examples=1)
@hypothesis.given(hypothesis.strategies.none())
def _first_example(_nothing: None) -> None:
    """Do nothing. The first example of a process looks through everything that is loaded: ten seconds late in a run."""


def _quickest_folder() -> str | None:
    """Return where the run's databases lie: in memory where there is room, else the system's temporary folder.

    Either name is short: PostgreSQL's socket lives there, and the name of a socket has a limit.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if roomy else None


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of the run's databases, or as a worker take the one that the first process made."""
    forbid_network()
    chosen.ONLY.update(config.getoption("type"))
    given = getattr(config, "workerinput", {}).get(_WORKER_FOLDER)
    if given is None:
        folder = Path(tempfile.mkdtemp(prefix="xieshang-", dir=_quickest_folder()))
        Databases.prepare(folder)
    else:
        folder = Path(given)
    config.stash[_FOLDER] = folder


def pytest_collection_finish() -> None:
    """Set what was loaded apart from what tests leave behind: looking through it again and again took a sixth of the run."""
    _first_example()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the databases are."""
    node.workerinput[_WORKER_FOLDER] = str(node.config.stash[_FOLDER])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests out by engine, where ``--dist loadscope`` asks for groups of them."""
    return ByEngine(config, log) if config.getoption("dist") == "loadscope" else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove the databases, once all workers are done."""
    if not hasattr(config, "workerinput") and _FOLDER in config.stash:
        Databases(config.stash[_FOLDER]).stop()


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config) -> Databases:
    """Return what makes, copies and drops databases."""
    return Databases(pytestconfig.stash[_FOLDER])


@pytest.fixture(scope="session", params=ENGINE_NAMES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Return the engine of this run of the test: each test that asks runs on both."""
    return str(request.param)


@pytest.fixture(scope="session")
def long_size(pytestconfig: pytest.Config) -> bool:
    """Return whether ``make attack`` asks for the long sizes; the suite takes the short ones."""
    return bool(pytestconfig.getoption("every_row"))


@pytest.fixture
def fresh_database(databases: Databases, engine_name: str) -> Iterator[str]:
    """Yield the URL of an empty database of its own, for races, transaction numbers and migrations."""
    url = databases.create(engine_name)
    yield url
    databases.drop(url)
