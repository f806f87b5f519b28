"""Any record can be the source of another: made from it, or linked with it afterwards, with a reason and a way back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect, select

from models.access import AUDITOR, CHAIR, CLERK, MEMBER
from models.base import db
from models.linking import linked_types
from models.office.thread_link import ThreadLink
from models.registry import load_record_types, record_type
from panel.threads import _COPIED
from tests.consultation_factories import make_topic
from tests.contracts.pages import form_of
from tests.factories import make_meeting, make_member
from tests.fixtures.app import as_system
from tests.livelihood_factories import make_livelihood_project

TURNING = {cls.__tablename__: cls for cls in load_record_types() if cls.turns_into}


@pytest.mark.parametrize("table", sorted(TURNING))
def test_what_a_record_becomes_begins_with_columns_that_are_there(table: str) -> None:
    """Text, place and people go along, from columns of the source to columns a person can fill in, of the same kind."""
    own = inspect(TURNING[table]).columns
    for target, carried in TURNING[table].turns_into.items():
        theirs = inspect(record_type(target)).columns
        assert carried, target
        for name, source in carried.items():
            assert own[source].info["kind"] in _COPIED
            assert own[source].info.get("sensitivity", "open") != "personal"
            assert own[source].info.get("ref") == theirs[name].info.get("ref")
            assert not theirs[name].info.get("fixed"), f"{target}.{name}"


def test_desks_turn_all_that_comes_from_outside_into_a_proposal_or_an_opinion_report() -> None:
    assert {
        "visit", "resident_request", "topic", "suggestion", "report", "report_suggestion", "field_study", "consultation",
        "speech", "assigned_matter",
    } <= {table for table, cls in TURNING.items() if {"proposal", "opinion_report"} <= cls.turns_into.keys()}  # fmt: skip
    assert "report" in TURNING
    assert "formal_recommendation" in TURNING["report"].turns_into
    assert "topic" in TURNING["opinion_report"].turns_into


@pytest.fixture
def pair(app: Any, office: int) -> tuple[int, int]:
    """Enter a topic and a project that have nothing to do with each other yet."""
    with as_system(app, organization_id=office):
        found = make_topic(subject="桥下涵洞积水").id, make_livelihood_project(name="涵洞改造工程").id
        db.session.commit()
        return found


def links(app: Any, office: int) -> list[tuple[str, int, str, int]]:
    """Return the links that stand."""
    with as_system(app, organization_id=office):
        rows = db.session.scalars(select(ThreadLink).where(ThreadLink.trashed_at.is_(None)))
        return [(row.source_table, row.source_id, row.target_table, row.target_id) for row in rows]


def test_a_desk_links_two_records_and_takes_the_link_back(
    app: Any, office: int, client_for: Any, pair: tuple[int, int]
) -> None:
    topic, project = pair
    clerk = client_for(CLERK)
    here = f"/thread/links?of=livelihood-project-{project}"
    assert here in clerk.get(f"/panel/livelihood-project/details/?id={project}").text
    page = clerk.get(f"{here}&kind=topic&q=涵洞").text
    assert f'value="topic-{topic}" checked' in page
    form = form_of(page) | {"record": f"topic-{topic}", "direction": "came_from"}
    for wrong in ({"reason": " "}, {"reason": "同一事项", "record": ""}):
        assert clerk.post("/thread/links", data=form | wrong).status_code == 422
    assert links(app, office) == []
    assert clerk.post("/thread/links", data=form | {"reason": "同一事项"}).status_code == 303
    assert links(app, office) == [("topic", topic, "livelihood_project", project)]
    for slug, number, other in (
        ("topic", topic, "涵洞改造工程"),
        ("livelihood-project", project, "桥下涵洞积水"),
    ):
        shown = clerk.get(f"/panel/{slug}/details/?id={number}").text
        assert other in shown[shown.index('<ol class="way"') :]

    again = form_of(clerk.get(f"{here}&kind=topic&q=涵洞").text) | {"reason": "又一次"}
    again.pop("undo")
    for direction in ("came_from", "became"):
        sent = again | {
            "record": f"topic-{topic}",
            "direction": direction,
            "form_token": f"another-{direction}",
        }
        assert clerk.post("/thread/links", data=sent).status_code == 422
    with as_system(app, organization_id=office):
        number = db.session.scalars(select(ThreadLink.id)).one()
    undo = {"of": f"topic-{topic}", "undo": str(number), "csrf_token": form["csrf_token"]}
    assert clerk.post("/thread/links", data=undo | {"reason": ""}).status_code == 422
    assert clerk.post("/thread/links", data=undo | {"reason": "不是同一处"}).status_code == 303
    assert links(app, office) == []
    # The same two can be linked again.
    assert (
        clerk.post("/thread/links", data=form | {"reason": "确系一处", "form_token": "once-more"}).status_code
        == 303
    )
    assert links(app, office) == [("topic", topic, "livelihood_project", project)]


def test_only_a_desk_links_and_only_what_it_reads(
    app: Any, office: int, client_for: Any, pair: tuple[int, int]
) -> None:
    topic, project = pair
    with as_system(app, organization_id=office):
        person = make_member().id
        db.session.commit()
    for role, grant, status in ((CHAIR, {}, 403), (AUDITOR, {}, 403), (MEMBER, {"member_id": person}, 404)):
        client = client_for(role, **grant)
        assert client.get(f"/thread/links?of=livelihood-project-{project}").status_code == status
    clerk = client_for(CLERK)
    assert clerk.get("/thread/links?of=topic-999999").status_code == 404
    assert clerk.get(f"/thread/links?of=member-{person}").status_code == 403
    form = form_of(clerk.get(f"/thread/links?of=topic-{topic}&kind=livelihood-project&q=涵洞").text)
    sent = form | {"reason": "同一事项", "record": "livelihood-project-999999"}
    assert clerk.post("/thread/links", data=sent).status_code == 404


def test_what_lies_in_the_bin_is_nothing_that_a_record_became(app: Any, office: int, client_for: Any) -> None:
    with as_system(app, organization_id=office):
        source, target = make_topic(), make_meeting(name="误录会议")
        db.session.add(
            ThreadLink(source_table="topic", source_id=source.id, target_table="meeting", target_id=target.id)
        )
        db.session.commit()
        numbers = source.id, target.id
    clerk, address = client_for(CLERK), f"/panel/topic/details/?id={numbers[0]}"
    assert "误录会议" in clerk.get(address).text
    page = form_of(clerk.get(f"/panel/meeting/trash/?id={numbers[1]}").text)
    assert (
        clerk.post(f"/panel/meeting/trash/?id={numbers[1]}", data=page | {"reason": "重复"}).status_code
        == 303
    )
    assert links(app, office) == []
    assert "误录会议" not in clerk.get(address).text
    restored = clerk.post(f"/panel/meeting/restore/?id={numbers[1]}", data={"csrf_token": page["csrf_token"]})
    assert restored.status_code == 303
    assert links(app, office) == [("topic", numbers[0], "meeting", numbers[1])]


def test_what_is_personnel_is_linked_with_nothing() -> None:
    assert not {"seat", "member", "assessment", "point_entry", "account"} & linked_types().keys()
    assert {
        "visit",
        "topic",
        "proposal",
        "handling",
        "livelihood_project",
        "report_suggestion",
    } <= linked_types().keys()
