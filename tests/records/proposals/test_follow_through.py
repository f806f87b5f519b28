"""Follow-through: only of key proposals, led by somebody of the chairpersons' meeting; the table that is printed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from models.access import COMMITTEE, DEPARTMENT
from models.base import db
from models.lookups import title_of
from models.proposals.follow_through import FollowThrough
from models.proposals.proposal import ProposalJointUnit
from models.transitions import Request, perform
from tests.answering_factories import make_handling
from tests.factories import (
    make,
    make_department,
    make_meeting_decision,
    make_seat,
    make_seat_assignment,
    make_special_committee,
    put_into,
)
from tests.fixtures.app import People, as_system
from tests.panel.importer.conftest import desk
from tests.proposal_factories import make_proposal
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk chair auditor: all; committee: area or own body; member department: read of proposal_id",
    "create trash": "clerk: all; committee: area",
    "update start finish": "clerk: all; committee: area or own body",
    "drop": "clerk: all; committee: area",
    "export": "clerk chair auditor: all; committee: area or own body",
}
STATES = "planned; running; finished final; dropped final"
STEPS = {
    "start": "planned > running",
    "finish": "running > finished; asks result, finished_on",
    "drop": "planned running > dropped; asks dropped_reason",
}
ANSWERS = {"finish": {"finished_on": date(2020, 9, 21)}}
NOUNS = {
    "lead leader": "leader_id",
    "supervising body": "committee_id",
    "assisting bodies": "partners",
    "way": "ways",
    "responsible": "responsible",
    "due": "due_on",
    "progress": ("progress", "progress_on"),
    "result": ("result", "finished_on"),
}
LISTED, DUE = date(2020, 6, 10), date(2020, 11, 30)


def make_leader(post: str = "vice_chairman") -> int:
    """Make a seat that holds a post in the chairpersons' meeting."""
    seat = make_seat()
    plenary = make_meeting_decision(kind="plenary").id
    make_seat_assignment(seat_id=seat.id, kind="post", post=post, decided_at_id=plenary)
    return int(seat.id)


def make_key_proposal(**over: Any) -> Any:
    """Make a numbered case that a meeting named key."""
    decision = make_meeting_decision(kind="chairpersons").id
    return put_into(make_proposal(state="numbered", **over), "numbered", key=True, key_decision_id=decision)


def make_follow_through(*, state: str = "planned", **over: Any) -> FollowThrough:
    """Make a line of the task table."""
    if "proposal_id" not in over:
        over["proposal_id"] = make_key_proposal().id
    if "leader_id" not in over:
        over["leader_id"] = make_leader()
    if "committee_id" not in over:
        over["committee_id"] = make_special_committee().id
    values = {"ways": ",study,meeting,", "responsible": "提案委主任", "listed_on": LISTED, "due_on": DUE}
    row = make(FollowThrough, **values | over)
    return row if state == "planned" else put_into(row, state)


def furnish(frame: Any, people: Any) -> None:
    """Enter lines of every state, of two bodies, about cases of the member and of the unit."""
    leader = make_leader()
    for body in (frame.own, frame.other):
        for state in FollowThrough.workflow.states:
            case = make_key_proposal(seat_id=frame.seat.id)
            make_handling(state="handling", proposal_id=case.id, department_id=frame.unit)
            make_follow_through(state=state, proposal_id=case.id, committee_id=body, leader_id=leader)
            make_follow_through(
                state=state,
                proposal_id=make_key_proposal(seat_id=frame.other_seat.id).id,
                committee_id=body,
                leader_id=leader,
            )


def test_only_a_key_proposal_is_followed_through_and_only_once(entering: Entering) -> None:
    with entering(), assert_invalid("proposal_id"):
        make_follow_through(proposal_id=make_proposal(state="numbered").id)
    with entering():
        case = make_key_proposal()
        first = make_follow_through(proposal_id=case.id)
        assert (first.case_number, first.name) == (case.case_number, case.name)
        assert first.session_id == case.session_id
        number = case.id
    with entering(), assert_invalid("proposal_id"):
        make_follow_through(proposal_id=number)
    with entering():
        put_into(reload(FollowThrough, first.id), "dropped")
        assert make_follow_through(proposal_id=number).id


@pytest.mark.parametrize("post", ["standing_member", "director"])
def test_it_is_led_by_somebody_of_the_chairpersons_meeting(entering: Entering, post: str) -> None:
    with entering():
        case, right = make_key_proposal().id, make_leader("secretary_general")
        wrong = make_leader("standing_member") if post == "standing_member" else make_seat().id
    with entering(), assert_invalid("leader_id"):
        make_follow_through(proposal_id=case, leader_id=wrong)
    with entering():
        assert make_follow_through(proposal_id=case, leader_id=right).id


def test_its_days_stand_in_their_order(entering: Entering) -> None:
    for name, wrong in (
        ("due_on", date(2020, 6, 1)),
        ("progress_on", date(2020, 6, 1)),
        ("progress_on", date(2020, 10, 1)),
    ):
        with entering(), assert_invalid(name):
            over: dict[str, Any] = {name: wrong}
            make_follow_through(**over)


def test_the_supervising_body_follows_it_and_the_desk_takes_it_off(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        row = make_follow_through()
        number, body = row.id, row.committee_id
    with acting_with(COMMITTEE, 5, scopes={"special_committee": frozenset({body})}):
        perform(FollowThrough, number, "start")
        mine = reload(FollowThrough, number)
        mine.progress, mine.progress_on = "8 月赴现场督办。", date(2020, 8, 20)
        db.session.commit()
        with assert_refused():
            perform(FollowThrough, number, "drop", Request(answers={"dropped_reason": "并入其他督办"}))
        done = {"result": "承办单位已列入计划。", "finished_on": date(2020, 9, 20)}
        finished = perform(FollowThrough, number, "finish", Request(answers=done))
        assert finished is not None
        assert finished.state == "finished"
    with acting_with(COMMITTEE, 6, scopes={"special_committee": frozenset({body + 1000})}):
        assert readable(FollowThrough) == set()


def test_a_unit_reads_the_lines_of_its_own_cases(entering: Entering, acting_with: As) -> None:
    with entering():
        unit, case = make_department().id, make_key_proposal()
        make_handling(state="handling", proposal_id=case.id, department_id=unit)
        mine = make_follow_through(proposal_id=case.id).id
        make_follow_through()
    with acting_with(DEPARTMENT, 8, scopes={"department": frozenset({unit})}):
        assert readable(FollowThrough) == {mine}
        with assert_refused():
            reload(FollowThrough, mine).progress = "已完成"
            db.session.flush()


def test_the_task_table_names_leaders_units_and_ways(app: Flask, office: int, entering: Entering) -> None:
    people = People(app, office)
    clerk = people.client(people.add("clerk"))
    with entering():
        lead, joint = make_department(name="县住建局"), make_department(name="县财政局")
        case = make_key_proposal(lead_department_id=lead.id, name="关于老旧小区加装电梯的建议")
        make(ProposalJointUnit, proposal_id=case.id, department_id=joint.id)
        make_follow_through(proposal_id=case.id, partners="县委督查室")
        gone = make_key_proposal(name="关于不再督办的建议").id
        make_follow_through(proposal_id=gone, state="dropped")
    page = clerk.get("/panel/follow-through/table/").text

    for words in ("关于老旧小区加装电梯的建议", "县住建局", "县财政局", "县委督查室", "2020-11-30"):
        assert words in page
    assert "关于不再督办的建议" not in page
    listed = clerk.get("/panel/follow-through/?col=name&col=answering&col=joint").text
    assert "县住建局" in listed
    assert "县财政局" in listed
    taken = clerk.get("/panel/follow-through/export/csv/?col=name&col=answering&col=joint").text
    assert "县住建局" in taken


def test_the_task_table_comes_in_as_a_sheet_and_a_second_time_changes_its_lines(
    app: Any, office: int
) -> None:
    with as_system(app, organization_id=office):
        name = make_key_proposal(name="关于治理涵洞积水的建议").name
        leader = title_of("seat", make_leader())
        body = make_special_committee(name="提案委").name
        make_proposal(name="关于一般事项的建议")
        db.session.commit()
    people = People(app, office)
    clerk = people.add("clerk")
    head = "proposal_id,leader_id,committee_id,ways,responsible,listed_on,due_on\n"
    line = f"{{}},{leader},{body},study、meeting,{{}},2020-05-06,2020-08-31\n"
    with people.acting(clerk) as actor:
        sheet = head + line.format(name, "提案委主任") + line.format("关于一般事项的建议", "提案委主任")
        plan = desk(actor, "follow-through", sheet).plan()
        # The second one is no key proposal: the table's own rule holds for a sheet as well.
        assert [row.kind for row in plan.rows] == ["new", "wrong"]
        at_desk = desk(actor, "follow-through", head + line.format(name, "提案委主任"))
        at_desk.apply(at_desk.plan().digest, skip_wrong=False)
        db.session.commit()
        again = desk(actor, "follow-through", head + line.format(name, "提案委副主任")).plan()
        assert [(row.kind, [change.key for change in row.changes]) for row in again.rows] == [
            ("changed", ["responsible"])
        ]
