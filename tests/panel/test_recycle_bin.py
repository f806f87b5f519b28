"""The recycle bin: what hangs on a record is said before, one press takes it back, and after ninety days nothing does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from models import clock
from models.base import db
from models.learning.training import Training
from models.writing import pen
from tests.contracts.pages import form_of
from tests.factories import make_training, make_training_attendance
from tests.fixtures.app import People, as_system
from tests.fixtures.client import PanelClient


@pytest.fixture
def number(people: People) -> int:
    """Return a training with two attendances."""
    with as_system(people.app, organization_id=people.organization_id):
        training = make_training(name="春季培训班", state="held")
        for _row in range(2):
            make_training_attendance(training_id=training.id)
        db.session.commit()
        return training.id


def thrown_away(client: PanelClient, number: int) -> Any:
    """Move the training to the recycle bin; return the page that follows."""
    url = f"/panel/training/trash/?id={number}"
    form = form_of(client.get(url).text)
    return client.post(url, data=form, follow_redirects=True)


def in_bin(people: People, number: int) -> bool:
    with as_system(people.app, organization_id=people.organization_id):
        row = db.session.get_one(Training, number, execution_options={"gate": "any"})
        return row.trashed_at is not None


def test_what_hangs_on_it_is_said_with_the_way_to_it(people: People, number: int) -> None:
    page = people.client(people.add("clerk")).get(f"/panel/training/trash/?id={number}").text

    assert re.search(
        rf'<a href="/panel/training-attendance/\?training_id={number}">[^<]+</a> 2</li>', page
    ), page


def test_one_press_takes_it_back(people: People, number: int) -> None:
    client = people.client(people.add("clerk"))
    page = thrown_away(client, number).text
    assert in_bin(people, number)
    undo = re.search(r'<form class="inline" method="post" action="([^"]+)">.*?撤销', page, re.DOTALL)
    assert undo is not None, page

    answer = client.post(undo[1])

    assert (answer.status_code, answer.location) == (303, f"/panel/training/details/?id={number}")
    assert not in_bin(people, number)


def thrown_away_before(people: People, number: int, days: int) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        row = db.session.get_one(Training, number, execution_options={"gate": "any"})
        with pen(db.session, row, "trash"):
            row.trashed_at = clock.now() - timedelta(days=days)
        db.session.commit()


def test_after_ninety_days_it_stays_there(people: People, number: int) -> None:
    client = people.client(people.add("clerk"))
    thrown_away_before(people, number, 91)

    answer = client.post(f"/panel/training/restore/?id={number}")

    assert answer.status_code == 403
    assert "90" in answer.text
    assert in_bin(people, number)
    thrown_away_before(people, number, 89)
    assert client.post(f"/panel/training/restore/?id={number}").status_code == 303
    assert not in_bin(people, number)
