"""Leaders' instructions: word for word, on any paper, answered by the unit they are addressed to."""

from datetime import date
from typing import Any

from models.access import CHAIR, CLERK, COMMITTEE, DEPARTMENT
from models.base import db
from models.opinions.bulletin import Bulletin
from models.opinions.instruction import Instruction
from models.transitions import Request, perform
from tests.factories import make_department, make_meeting, make_member, make_special_committee
from tests.fixtures.app import People
from tests.opinions_factories import (
    make_bulletin,
    make_bulletin_item,
    make_instruction,
    make_opinion_report,
    make_report,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk chair auditor: all; committee: own body or area or typed; department: own unit and in "
    "handed_over/answered/returned/closed",
    "create": "clerk: all; committee: own body or area or typed; chair: typed",
    "update trash": "clerk: all and in registered/handed_over; committee: (own body or area or typed) and in "
    "registered/handed_over; chair: typed and in registered",
    "export": "clerk chair auditor: all; committee: own body or area or typed",
    "hand_over note_down return close": "clerk: all; committee: own body or area or typed",
    "answer recall": "department: own unit",
    "answer recall from paper": "clerk: all",
}
STATES = "registered; noted final; handed_over; answered; returned; closed final"
STEPS = {
    "hand_over": "registered > handed_over; needs department_id, due_on; asks handed_on",
    "note_down": "registered > noted",
    "answer": "handed_over returned > answered; submits; asks reply, replied_on; queued",
    "recall": "answered > handed_over; recalls",
    "return": "answered > returned; with a reason",
    "close": "answered > closed; queued",
}
NOUNS = {
    "any paper": ("record_table", "record_id", "about"),
    "leader": ("leader", "leader_post"),
    "original words": "original_words",
    "date": "instructed_on",
    "addressee": "department_id",
    "due": "due_on",
    "reply": ("reply", "replied_on"),
}
HANDED = Request(answers={"handed_on": date(2020, 9, 1)})
REPLY = Request(answers={"reply": "已修补。", "replied_on": date(2020, 9, 20)})


def furnish(frame: Any, people: Any) -> None:
    """Enter an instruction of every state for two units and bodies, and one that each typed."""
    paper: dict[str, Any] = {"record_table": "bulletin", "record_id": make_bulletin(state="sent").id}
    for state in Instruction.workflow.states:
        for body, unit in ((frame.own, frame.unit), (frame.other, frame.other_unit)):
            make_instruction(state=state, committee_id=body, department_id=unit, **paper)
    for name in ("committee", "chair"):
        row = make_instruction(committee_id=frame.other, **paper)
        row.created_by_id = people[name].account_id
    db.session.flush()


def test_an_instruction_goes_to_its_unit_and_comes_back(entering: Entering, acting_with: As):
    with entering():
        unit = make_department().id
        issue = make_bulletin(state="sent").id
        number = make_instruction(department_id=unit, record_table="bulletin", record_id=issue).id
    with acting_with(CLERK):
        perform(Instruction, number, "hand_over", HANDED)
        db.session.commit()
        assert reload(Bulletin, issue).state == "instructed"
        with assert_invalid("original_words"):
            reload(Instruction, number).original_words = "改写"
            db.session.flush()
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit})}):
        assert readable(Instruction) == {number}
        perform(Instruction, number, "answer", REPLY)
        perform(Instruction, number, "recall")
        perform(Instruction, number, "answer", REPLY)
        db.session.commit()
        with assert_refused():
            perform(Instruction, number, "close")
    with acting_with(COMMITTEE, 3, areas=frozenset({"instruction"})):
        perform(Instruction, number, "return", Request(reason="请写明完成时间。"))
        db.session.commit()
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit})}):
        perform(Instruction, number, "answer", REPLY)
        db.session.commit()
    with acting_with(CLERK):
        perform(Instruction, number, "close")
        assert reload(Instruction, number).state == "closed"


def test_what_asks_nothing_of_a_unit_is_noted_down(entering: Entering, acting_with: As):
    with entering():
        number = make_instruction(department_id=None, original_words="很好，请继续关注。").id
    with acting_with(CLERK):
        with assert_invalid("department_id"):
            perform(Instruction, number, "hand_over", HANDED)
        perform(Instruction, number, "note_down")
        assert reload(Instruction, number).state == "noted"


def test_it_stands_on_any_paper_that_there_is(entering: Entering):
    with entering():
        report, meeting = make_report(state="sent"), make_meeting()
        assert make_instruction(record_table="report", record_id=report.id).about == report.name
        assert make_instruction(record_table="meeting", record_id=meeting.id).id
    with entering(), assert_invalid("record_id"):
        make_instruction(record_table="report", record_id=999_999)
    with entering():
        first = make_instruction().id
    with entering(), assert_invalid("record_table"):
        make_instruction(record_table="instruction", record_id=first)
    with entering(), assert_invalid("record_table"):
        make_instruction(record_table="account", record_id=1)


def test_the_unit_gets_the_text_of_the_issue_and_not_the_issue(entering: Entering, acting_with: As):
    with entering():
        unit = make_department().id
        issue = make_bulletin(state="sent")
        number = make_instruction(
            department_id=unit, record_table="bulletin", record_id=issue.id, state="handed_over"
        ).id
        text = f"{issue.subject}\n{issue.content}"
    with acting_with(DEPARTMENT, scopes={"department": frozenset({unit})}):
        assert reload(Instruction, number).matter == text
        assert readable(Bulletin) == set()


def test_no_text_for_the_unit_names_who_did_not_agree(entering: Entering):
    with entering():
        report = make_opinion_report(state="in_issue", member_id=make_member(name="欧阳某某").id).id
        issue = make_bulletin(items=0).id
        make_bulletin_item(bulletin_id=issue, opinion_report_id=report)
    for table, number in (("opinion_report", report), ("bulletin", issue)):
        for field in ("matter", "original_words", "note"):
            with entering(), assert_invalid(field):
                make_instruction(
                    record_table=table, record_id=number, **{field: "请核实欧阳某某反映的问题。"}
                )
    with entering():
        words = "请欧阳某某继续关注。"
        assert make_instruction(
            record_table="bulletin", record_id=issue, department_id=None, original_words=words
        ).id


def test_a_chair_registers_the_own_instruction_and_changes_no_other(entering: Entering, acting_with: As):
    with entering():
        paper: dict[str, Any] = {"record_table": "bulletin", "record_id": make_bulletin(state="sent").id}
        other, unit = make_instruction(**paper).id, make_department().id
    with acting_with(CHAIR, 4):
        own = make_instruction(department_id=unit, **paper)
        own.original_words = "请社法委跟踪。"
        db.session.flush()
        db.session.commit()
        with assert_refused():
            reload(Instruction, other).original_words = "改写"
            db.session.flush()


def test_a_body_sees_the_instructions_it_looks_after(entering: Entering, acting_with: As):
    with entering():
        body = make_special_committee().id
        mine = make_instruction(committee_id=body).id
        make_instruction()
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({body})}):
        assert readable(Instruction) == {mine}


def test_the_form_begins_at_the_paper(app: Any, office: int, entering: Entering):
    """From the issue's own menu: the paper is shown by its name, and what is registered stands on it."""
    people = People(app, office)
    clerk = people.client(people.add("clerk"))
    with entering():
        issue = make_bulletin(state="sent")
        number, called = issue.id, issue.subject
    way = f"/panel/instruction/new/?record=bulletin-{number}"
    assert way in clerk.get(f"/panel/bulletin/details/?id={number}").text
    page = clerk.get(way).text
    assert called in page
    data = {"record_table": "bulletin", "record_id": str(number), "leader": "某领导", "original_words": "请阅处。",
            "instructed_on": "2020-09-22", "form_token": "a"}  # fmt: skip

    answer = clerk.post(way, data=data)

    assert answer.status_code == 303, answer.text
    shown = clerk.get(answer.location).text
    assert f"/panel/bulletin/details/?id={number}" in shown
    assert called in shown
