"""The sheet of child rows: inputs where something may be changed, text where nothing may, and no button that would be refused."""

from __future__ import annotations

from models.base import db
from models.learning.training_attendance import TrainingAttendance
from tests.factories import make_training, make_training_attendance, put_into
from tests.fixtures.app import People, as_system


def sheet_of(people: People, state: str) -> tuple[str, int]:
    """Return the address of the sheet of a training in a state, and the id of its one row."""
    with as_system(people.app, organization_id=people.organization_id):
        training = make_training(state="held")
        row = make_training_attendance(training_id=training.id).id
        put_into(training, state)
        db.session.commit()
        return f"/panel/training/children/training-attendance/?id={training.id}", row


def test_a_sheet_under_way_is_typed_into(people: People) -> None:
    url, row = sheet_of(people, "held")

    page = people.client(people.add("clerk")).get(url).text

    assert f'name="attendance-{row}"' in page
    assert 'name="_all"' in page
    assert 'class="stickbar savebar"' in page
    assert "/panel/training/roster/training-attendance/" in page


def test_an_archived_sheet_is_read_and_offers_nothing_to_press(people: People) -> None:
    url, row = sheet_of(people, "archived")
    client = people.client(people.add("clerk"))

    page = client.get(url).text

    assert f'name="attendance-{row}"' not in page
    assert "<td>全程</td>" in page
    assert 'name="_all"' not in page
    assert 'class="stickbar savebar"' not in page
    assert "/panel/training/roster/training-attendance/" not in page
    assert client.post(url, data={"_all": "part"}).status_code == 403
    assert client.post(url, data={f"attendance-{row}": "part", "versions": f"{row}:1"}).status_code == 403
    with as_system(people.app, organization_id=people.organization_id):
        assert db.session.get_one(TrainingAttendance, row).attendance == "full"
