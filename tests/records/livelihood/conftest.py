"""A hall with a round for the tests of the record types around it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from models.balloting import keys
from tests.models.balloting.hall import Hall, approved, furnish, open_hall, opened, plan

MakeHall = Callable[..., Hall]


@pytest.fixture
def key_folder(tmp_path: Path) -> Iterator[Path]:
    """Let the secrets of ballot boxes lie in a folder of the test."""
    before = keys._folder
    keys.set_key_folder(tmp_path / "keys")
    yield tmp_path / "keys"
    keys.set_key_folder(before)


@pytest.fixture
def furnished(app: Flask, office: int) -> Hall:
    """Return an office with units, running projects, members and a scale, and no round yet."""
    return furnish(app, office)


@pytest.fixture
def planned(furnished: Hall) -> Hall:
    """Return a hall whose round is drafted."""
    return plan(furnished)


@pytest.fixture
def hall(app: Flask, office: int, key_folder: Path) -> Hall:
    """Return a hall whose round is open."""
    return open_hall(app, office)


@pytest.fixture
def counted(hall: Hall) -> Hall:
    """Return a hall whose round is counted: the first project satisfied everybody, the second nobody."""
    for place in range(6):
        hall.vote(place, "satisfied", "not")
    assert hall.close_both().status == "counted"
    return hall


@pytest.fixture
def making_halls(app: Flask, office: int, key_folder: Path) -> MakeHall:
    """Return a function that opens a hall as a test wants it."""

    def make(methods: str = ",panel,", **of: Any) -> Hall:
        return opened(approved(plan(furnish(app, office), methods, **of)))

    return make
