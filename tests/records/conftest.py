"""Entering rows for a test, and acting as people of the office."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask

from models.access import Actor, acting
from models.base import db
from tests.fixtures.app import as_system

Entering = Callable[[], AbstractContextManager[Actor]]
As = Callable[..., AbstractContextManager[Actor]]


@pytest.fixture
def entering(app: Flask, office: int) -> Entering:
    """Return a function that opens a block in which rows are entered for the test; it commits at the end."""

    @contextmanager
    def enter() -> Iterator[Actor]:
        with as_system(app, organization_id=office) as actor:
            yield actor
            db.session.commit()

    return enter


@pytest.fixture
def acting_with(app: Flask, office: int) -> As:
    """Return a function ``acting_with(role, number, **rights)``: a block whose actor has the role, without an account's rows.

    Two different numbers are two different people; ``scopes`` and ``areas`` are what their grants would give.
    """

    @contextmanager
    def act(role: str, number: int = 1, **rights: object) -> Iterator[Actor]:
        actor = Actor(
            key=f"account:{number}",
            label=f"{role} {number}",
            organization_id=office,
            account_id=number,
            roles=frozenset({role}),
            **rights,  # type: ignore[arg-type]
        )
        with app.app_context(), acting(actor) as bound:
            yield bound

    return act
