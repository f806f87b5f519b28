"""A county office with some departments, and its clerk at the desk with a file."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from models.access import Actor
from models.base import db
from models.office.department import Department
from models.registry import record_type
from panel.importer.desk import Desk
from panel.registry import view_of
from tests.fixtures.app import People, as_system

FILES = Path(__file__).parent / "files"
DEPARTMENTS = {
    "市人力资源社会保障局": "市人社局",
    "市残联": None,
    "市妇联": None,
    "市商务局": None,
    "团市委": None,
    "市农业农村局": None,
    "市总工会": None,
    "市税务局": None,
    "县教育局": None,
    "县教育和科技局": "县教科局",
}

AtDesk = Callable[..., Desk]


@pytest.fixture
def departments(app: Flask, office: int) -> dict[str, int]:
    """Enter the departments that the published lists name, but one, and return name -> id."""
    with as_system(app, organization_id=office):
        rows = [Department(name=name, short_name=short) for name, short in DEPARTMENTS.items()]
        db.session.add_all(rows)
        db.session.commit()
        return {row.name: row.id for row in rows}


@pytest.fixture
def clerk(people: People) -> int:
    """Return the account of a clerk."""
    return people.add("clerk")


@pytest.fixture
def as_clerk(people: People, clerk: int) -> Callable[[], AbstractContextManager[Actor]]:
    """Return what opens a block in which the clerk acts."""

    @contextmanager
    def act() -> Iterator[Actor]:
        with people.acting(clerk) as actor:
            yield actor

    return act


def desk(actor: Actor, slug: str, data: bytes | str, **given: Any) -> Desk:
    """Lay a file on the desk."""
    content = data.encode() if isinstance(data, str) else data
    return Desk(view_of(record_type(slug)), actor, content, given.pop("file", "清单.csv"), **given)


def real_list(name: str) -> bytes:
    """Return one of the real lists."""
    return (FILES / f"{name}.csv").read_bytes()
