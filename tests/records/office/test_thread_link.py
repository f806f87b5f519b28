"""Threads: one record is made from another, keeps the link, and shows it to whoever may read the other end."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, current_actor
from models.base import db
from models.learning.training import Training
from models.office.meeting import Meeting
from models.office.thread_link import ThreadLink
from models.registry import record_type
from models.threads import became, ends_of, offered_turns, sources_of, thread_of, turn
from panel.readable import readable as readable_rows
from tests.consultation_factories import make_matter, make_topic
from tests.contracts.pages import form_of
from tests.factories import (
    make,
    make_code_item,
    make_department,
    make_meeting,
    make_member,
    make_training,
    put_into,
)
from tests.fixtures.app import as_system
from tests.livelihood_factories import make_livelihood_project
from tests.records.asserting import assert_invalid, assert_refused
from tests.records.conftest import As, Entering

RIGHTS = {"read": "clerk committee chair auditor member department: submitted"}
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


def the_way_of_a_culvert() -> dict[str, int]:
    """Enter what a resident asked for on a visit, the topic it became, and the matter that a unit was given."""
    kind = make_code_item(table_name="visit_kind", label="进村（社区）").id
    visit = make(record_type("visit"), name="桅子村走访", kind_id=kind, visited_on=date(2020, 3, 12))
    request = make(
        record_type("resident_request"), visit_id=visit.id, name="涵洞积水", situation="通行困难。"
    )
    topic = make_topic(state="approved")
    db.session.add(
        ThreadLink(
            source_table="resident_request", source_id=request.id, target_table="topic", target_id=topic.id
        )
    )
    unit = make_department()
    put_into(topic, "handling")
    matter = make_matter(state="handling", topic_id=topic.id, department_id=unit.id)
    db.session.flush()
    return {
        "visit": request.visit_id,
        "resident-request": request.id,
        "topic": topic.id,
        "assigned-matter": matter.id,
        "unit": unit.id,
    }


def test_every_record_shows_the_whole_way_of_its_matter(app: Any, office: int, client_for: Any) -> None:
    with as_system(app, organization_id=office):
        way = the_way_of_a_culvert()
        db.session.commit()
    unit = way.pop("unit")
    addresses = {slug: f'href="/panel/{slug}/details/?id={number}"' for slug, number in way.items()}
    client = client_for(CLERK)

    for slug, number in way.items():
        page = client.get(f"/panel/{slug}/details/?id={number}").text
        line = page[page.index('<ol class="way"') : page.index("</ol>", page.index('<ol class="way"'))]
        assert {other for other, address in addresses.items() if address in line} == way.keys() - {slug}
        assert line.count('aria-current="true"') == 1
        order = [line.index(addresses[other]) for other in way if other != slug]
        assert order == sorted(order)

    # A unit reads its matter alone, so nothing before it is drawn, and no word of it is said.
    own = client_for(DEPARTMENT, department_id=unit).get(
        f"/panel/assigned-matter/details/?id={way['assigned-matter']}"
    )
    assert own.status_code == 200
    assert '<ol class="way"' not in own.text


def test_a_way_that_comes_back_to_itself_ends(entering: Entering, acting_with: As) -> None:
    with entering():
        first, second = make_meeting(), make_meeting()
        for source, target in ((first, second), (second, first)):
            db.session.add(
                ThreadLink(
                    source_table="meeting",
                    source_id=source.id,
                    target_table="meeting",
                    target_id=target.id,
                )
            )
        db.session.flush()
        numbers = first.id, second.id
    with acting_with(CLERK):
        steps = thread_of(db.session.get_one(Meeting, numbers[0]), readable_rows)
        assert [[end.number for end in step] for step in steps] == [[numbers[1]], [numbers[0]]]


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
