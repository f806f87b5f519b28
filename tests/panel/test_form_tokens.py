"""Tokens of forms do not pile up: with each new one some that are older than a week go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import clock
from models.accounts import form_token
from models.accounts.form_token import FormToken
from models.base import db
from panel.saving import Outcome, once
from tests.fixtures.app import People, as_system


def enter(app: Flask, **ages: timedelta) -> None:
    """Enter tokens of these ages."""
    with as_system(app):
        for token, age in ages.items():
            db.session.add(FormToken(token=token, used_at=clock.now() - age, answer="/"))
        db.session.commit()


def left(app: Flask) -> set[str]:
    with as_system(app):
        return set(db.session.scalars(select(FormToken.token)))


def test_a_new_token_takes_old_ones_away_and_leaves_those_of_the_week(app: Flask, people: People) -> None:
    enter(app, old=timedelta(days=8), older=timedelta(days=400), young=timedelta(days=6), new=timedelta(0))

    with people.acting(people.add("clerk")):
        assert once("mine", lambda: Outcome(answer="/there")).answer == "/there"

    assert left(app) == {"young", "new", "mine"}


def test_a_form_that_comes_twice_is_answered_as_before_and_removes_nothing(
    app: Flask, people: People
) -> None:
    with people.acting(people.add("clerk")):
        once("mine", lambda: Outcome(answer="/there"))
        enter(app, old=timedelta(days=8))
        assert once("mine", lambda: Outcome(answer="/elsewhere")).answer == "/there"

    assert left(app) == {"mine", "old"}


def test_no_form_pays_for_all_the_others(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest few go at a time; what is left goes with the next forms."""
    monkeypatch.setattr(form_token, "AT_ONCE", 2)
    enter(app, **{f"old{number}": timedelta(days=10 + number) for number in range(5)})

    with people.acting(people.add("clerk")):
        for number, wanted in enumerate((3, 1, 0)):
            once(f"mine{number}", lambda: Outcome(answer="/there"))
            with as_system(app):
                old = select(func.count()).select_from(FormToken).where(FormToken.token.like("old%"))
                assert db.session.scalar(old) == wanted
