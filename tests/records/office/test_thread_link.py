"""Threads: one record is made from another, keeps the link, and shows it to whoever may read the other end."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, current_actor
from models.base import db
from models.learning.training import Training
from models.office.meeting import Meeting
from models.office.thread_link import ThreadLink
from models.threads import became, ends_of, offered_turns, sources_of, turn
from tests.contracts.pages import form_of
from tests.factories import make_meeting, make_member, make_training
from tests.fixtures.app import as_system
from tests.livelihood_factories import make_livelihood_project
from tests.records.asserting import assert_invalid, assert_refused
from tests.records.conftest import As, Entering

RIGHTS = {"read": "clerk committee chair auditor member department: all"}
NOUNS = {
    "the record it came from": ("source_table", "source_id"),
    "the record it became": ("target_table", "target_id"),
}


def furnish(frame: Any, people: Any) -> None:
    """Enter the link that a made record leaves."""
    training, meeting = make_training(), make_meeting()
    db.session.add(
        ThreadLink(
            source_table="training", source_id=training.id, target_table="meeting", target_id=meeting.id
        )
    )
    db.session.flush()


@pytest.fixture(autouse=True)
def turning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a training become a meeting, so that the engine is tried with types that have no such thing of their own."""
    monkeypatch.setattr(Training, "turns_into", {"meeting": {"name": "name", "place": "place"}})


def later() -> datetime:
    return datetime(2020, 9, 1, 1, tzinfo=UTC)


def test_a_desk_makes_a_record_from_another_in_one_act(app: Any, office: int, client_for: Any) -> None:
    with as_system(app, organization_id=office):
        source = make_training(name="小微协商实务培训", place="县委党校").id
        db.session.commit()
    client = client_for(CLERK)

    page = client.get(f"/panel/training/details/?id={source}").text
    address = re.search(r'href="(/panel/meeting/new/\?from=training-\d+)"', page)
    assert address is not None
    empty = client.get(address[1]).text
    form = {**form_of(empty), "kind": "other"}
    assert "小微协商实务培训" in empty
    assert form["name"] == ["小微协商实务培训"]
    assert form["place"] == ["县委党校"]
    wrong = client.post(address[1], data={**form, "starts_at": "someday"})
    assert wrong.status_code == 422
    saved = client.post(
        address[1], data={**form_of(wrong.text), "kind": "other", "starts_at": "2020-09-01 09:00"}
    )
    assert saved.status_code == 303

    made = client.get(saved.headers["Location"]).text
    assert f'href="/panel/training/details/?id={source}"' in made
    back = client.get(f"/panel/training/details/?id={source}").text
    assert saved.headers["Location"] in back.replace("&amp;", "&")
    with as_system(app, organization_id=office):
        link = db.session.scalars(select(ThreadLink)).one()
        assert (link.source_table, link.source_id, link.target_table) == ("training", source, "meeting")


def test_who_cannot_read_the_other_end_sees_no_word_of_it(app: Any, office: int, client_for: Any) -> None:
    with as_system(app, organization_id=office):
        meeting, project = make_meeting(name="民生座谈会"), make_livelihood_project(name="桥下涵洞改造")
        db.session.add(
            ThreadLink(
                source_table="meeting",
                source_id=meeting.id,
                target_table="livelihood_project",
                target_id=project.id,
            )
        )
        db.session.flush()
        number, member = meeting.id, make_member().id
        db.session.commit()

    # Everybody reads meetings; a member reads a project once a round of the member's opens over it.
    shown = {
        role: "桥下涵洞改造" in client_for(role, **grant).get(f"/panel/meeting/details/?id={number}").text
        for role, grant in ((CLERK, {}), (CHAIR, {}), (AUDITOR, {}), (MEMBER, {"member_id": member}))
    }
    assert shown == {CLERK: True, CHAIR: True, AUDITOR: True, MEMBER: False}


@pytest.mark.parametrize(
    ("asked", "status"),
    [("training-999999", 404), ("account-1", 404), ("training-1x", 404), ("meeting-{meeting}", 403)],
)
def test_an_address_that_names_no_such_source_makes_nothing(
    app: Any, office: int, client_for: Any, asked: str, status: int
) -> None:
    with as_system(app, organization_id=office):
        meeting = make_meeting().id
        db.session.commit()

    answer = client_for(CLERK).get(f"/panel/meeting/new/?from={asked.format(meeting=meeting)}")

    assert answer.status_code == status


def test_who_only_reads_makes_nothing(app: Any, office: int, client_for: Any) -> None:
    with as_system(app, organization_id=office):
        source = make_training().id
        db.session.commit()

    for role in (AUDITOR, CHAIR):
        assert client_for(role).get(f"/panel/meeting/new/?from=training-{source}").status_code == 403


def test_only_the_desks_are_offered_a_turn(entering: Entering, acting_with: As) -> None:
    with entering():
        source = make_training().id
    for role, offered in ((CLERK, [Meeting]), (CHAIR, []), (COMMITTEE, [Meeting]), (AUDITOR, [])):
        with acting_with(role):
            row = db.session.scalars(
                select(Training).where(Training.id == source), execution_options={"gate": "label"}
            ).one()
            assert offered_turns(current_actor(), row) == offered


def test_the_link_is_read_from_both_ends_and_cannot_be_made_by_hand(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        source, other = make_training().id, make_meeting().id
    with acting_with(CLERK):
        row = db.session.get_one(Training, source)
        meeting = Meeting(name="座谈会", kind="other", starts_at=later())
        db.session.add(meeting)
        db.session.flush()
        turn(current_actor(), row, meeting)
        assert became(row, "meeting")
        assert not became(row, "training")
        assert sources_of(meeting, "training") == [("training", source)]
        assert ends_of(meeting).targets == []
        db.session.commit()
    with acting_with(CLERK), assert_refused():
        db.session.add(
            ThreadLink(source_table="training", source_id=source, target_table="meeting", target_id=other)
        )
        db.session.flush()


def test_both_ends_are_there_and_are_two(entering: Entering) -> None:
    with entering():
        source = make_training().id
    for end, field in ((("training", source), "target_id"), (("training", 999_999), "target_id"),
                       (("account", 1), "target_table")):  # fmt: skip
        with entering(), assert_invalid(field):
            db.session.add(
                ThreadLink(source_table="training", source_id=source, target_table=end[0], target_id=end[1])
            )
            db.session.flush()
