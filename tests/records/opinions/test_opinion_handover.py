"""What a unit is given of an opinion report: a text without the contributor, which it answers."""

from datetime import date
from typing import Any

from models.access import CLERK, COMMITTEE, DEPARTMENT
from models.base import db
from models.history import timeline
from models.opinions.opinion_handover import OpinionHandover
from models.opinions.opinion_report import OpinionReport
from models.transitions import Request, perform
from tests.factories import make, make_department, make_member
from tests.fixtures.app import People
from tests.fixtures.client import PanelClient
from tests.opinions_factories import (
    make_adoption,
    make_instruction,
    make_opinion_handover,
    make_opinion_report,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk chair auditor: all; committee: area; department: own unit and in handed_over/answered/returned/closed",
    "create hand_over return accept": "clerk: all; committee: area",
    "update trash": "clerk: all and in prepared/handed_over; committee: area and in prepared/handed_over",
    "export": "clerk chair auditor: all; committee: area",
    "answer recall": "department: own unit",
    "answer recall from paper": "clerk: all",
}
STATES = "prepared; handed_over; answered; returned; closed final"
STEPS = {
    "hand_over": "prepared > handed_over; asks handed_on",
    "answer": "handed_over returned > answered; submits; asks answer, answered_on; queued",
    "recall": "answered > handed_over; recalls",
    "return": "answered > returned; with a reason",
    "accept": "answered > closed; queued",
}
NOUNS = {
    "item": "opinion_report_id",
    "receiving unit": "department_id",
    "text without the contributor": ("subject", "content"),
    "contributor with consent": "contributor",
    "handed over": "handed_on",
    "due": "due_on",
    "answer": ("answer", "answered_on"),
}
ANSWER = Request(answers={"answer": "已修补。", "answered_on": date(2020, 9, 20)})
SECRET = "欧阳某某"


def furnish(frame: Any, people: Any) -> None:
    """Enter a hand-over of every state to two units."""
    for state in OpinionHandover.workflow.states:
        for unit in (frame.unit, frame.other_unit):
            row = make_opinion_handover(state=state, department_id=unit)
            if state == "answered":
                row.hands = f",{people['department'].account_id},"
    db.session.flush()


def test_it_begins_with_what_the_desk_edited_and_without_the_contributor(entering: Entering):
    with entering():
        secret = make_opinion_handover()
        agreed = make_opinion_handover(
            opinion_report_id=make_opinion_report(
                member_id=make_member(name="林某").id, name_released=True
            ).id
        )
        report = reload(OpinionReport, secret.opinion_report_id)

        assert (secret.subject, secret.content) == (report.edited_subject, report.edited_text)
        assert secret.contributor is None
        assert agreed.contributor == "林某"


def test_no_text_for_the_unit_names_who_did_not_agree(entering: Entering):
    with entering():
        report = make_opinion_report(member_id=make_member(name=SECRET).id, joint_names="赵某某").id
    for field in ("subject", "content", "note"):
        for name in (SECRET, "赵某某"):
            with entering(), assert_invalid(field):
                make_opinion_handover(opinion_report_id=report, **{field: f"据{name}反映"})
    with entering():
        named = make_opinion_report(edited_subject=f"{SECRET}反映", member_id=make_member(name=SECRET).id).id
    with entering(), assert_invalid("opinion_report_id"):
        make_opinion_handover(opinion_report_id=named, subject="路面破损")


def test_only_what_is_used_goes_to_a_unit(entering: Entering):
    for state in ("submitted", "kept", "turned"):
        with entering():
            report = make_opinion_report(state=state).id
        with entering(), assert_invalid("opinion_report_id"):
            make_opinion_handover(opinion_report_id=report)


def test_the_unit_answers_what_it_was_given(entering: Entering, acting_with: As):
    with entering():
        unit, other = make_department().id, make_department().id
        number = make_opinion_handover(department_id=unit).id
        make_opinion_handover(department_id=other, state="handed_over")
    scopes = {"department": frozenset({unit})}
    with acting_with(DEPARTMENT, 2, scopes=scopes):
        assert readable(OpinionHandover) == set()
    with acting_with(COMMITTEE, areas=frozenset({"opinion-report"})):
        perform(OpinionHandover, number, "hand_over", Request(answers={"handed_on": date(2020, 9, 10)}))
        with assert_invalid("content"):
            reload(OpinionHandover, number).content = "改写"
            db.session.flush()
        perform(OpinionHandover, number, "hand_over", Request(answers={"handed_on": date(2020, 9, 10)}))
        db.session.commit()
    with acting_with(DEPARTMENT, 2, scopes=scopes):
        assert readable(OpinionHandover) == {number}
        perform(OpinionHandover, number, "answer", ANSWER)
        db.session.commit()
        with assert_refused():
            perform(OpinionHandover, number, "accept")
    with acting_with(CLERK, 3):
        perform(OpinionHandover, number, "return", Request(reason="请写明完成时间。"))
        db.session.commit()
    with acting_with(DEPARTMENT, 2, scopes=scopes):
        perform(OpinionHandover, number, "answer", ANSWER)
        db.session.commit()
    with acting_with(CLERK, 3):
        perform(OpinionHandover, number, "accept")
        assert reload(OpinionHandover, number).state == "closed"


def test_the_contributor_is_behind_no_door_of_the_unit(app: Any, office: int, entering: Entering):
    """Details, list, history, export and look-ups of everything about an item, as the unit that has it: no name, no item."""
    people = People(app, office)
    with entering():
        unit = make_department().id
        member = make_member(name=SECRET).id
        villager = "司空某某"
    desk, account = people.add("clerk"), people.add("member", member_id=member)
    answering = people.add("department", department_id=unit)
    mine = people.client(account)
    report = _reported(mine)
    with entering():
        row = reload(OpinionReport, report)
        row.source_name = villager
        row.category_id = make_opinion_report().category_id
        db.session.commit()
        secret = make(OpinionReport, subject="另一条", source_kind="non_member", source_name=villager).id
    with people.acting(desk):
        perform(OpinionReport, report, "use")
        reload(OpinionReport, report).edited_text = "群众反映，路面破损。"
        db.session.commit()
        given = make(OpinionHandover, opinion_report_id=report, department_id=unit, due_on=date(2020, 9, 30))
        perform(OpinionHandover, given.id, "hand_over", Request(answers={"handed_on": date(2020, 9, 21)}))
        use = make_adoption(opinion_report_id=report).id
        paper = make_instruction(record_table="opinion_report", record_id=report, department_id=unit)
        perform(type(paper), paper.id, "hand_over", Request(answers={"handed_on": date(2020, 9, 21)}))
        db.session.commit()
        numbers = given.id, paper.id

    unit_ = people.client(answering)
    pages = {
        "/": 200,
        "/inbox": 200,
        "/panel/opinion-handover/": 200,
        "/panel/opinion-handover/?q=" + SECRET[:2]: 200,
        f"/panel/opinion-handover/details/?id={numbers[0]}": 200,
        f"/panel/opinion-handover/history/?id={numbers[0]}": 200,
        f"/panel/opinion-handover/transition/answer/?id={numbers[0]}": 200,
        "/panel/opinion-handover/lookup/opinion_report_id?q=" + SECRET[:2]: None,
        "/panel/opinion-handover/export/csv/": 403,
        "/panel/instruction/": 200,
        f"/panel/instruction/details/?id={numbers[1]}": 200,
        f"/panel/instruction/history/?id={numbers[1]}": 200,
        "/panel/opinion-report/": 403,
        f"/panel/opinion-report/details/?id={report}": 404,
        f"/panel/opinion-report/details/?id={secret}": 404,
        f"/panel/opinion-report/history/?id={report}": 404,
        "/panel/opinion-report/export/csv/": 403,
        "/panel/opinion-report/lookup/member_id?q=" + SECRET[:2]: None,
        f"/panel/adoption/details/?id={use}": 404,
        f"/panel/member/details/?id={member}": 404,
    }
    for path, status in pages.items():
        answer = unit_.get(path)
        assert answer.status_code == status or (status is None and answer.status_code in (200, 403, 404)), (
            path
        )
        assert SECRET not in answer.text, path
        assert villager not in answer.text, path
    with people.acting(answering):
        lines = [
            line for n in numbers for line in timeline(db.session(), "opinion_handover", n, limit=50).lines
        ]
        assert lines
        assert all(SECRET not in f"{line.old} {line.new} {line.actor_label}" for line in lines)


def _reported(client: PanelClient) -> int:
    """Return the number of an item that the member entered and submitted on their own."""
    answer = client.post(
        "/panel/opinion-report/new/",
        data={
            "subject": "路面破损",
            "situation": "桥头积水。",
            "advice": "请修补。",
            "reported_on": "2020-09-20",
            "form_token": "a",
        },
    )
    assert answer.status_code == 303, answer.text
    number = int(answer.location.rpartition("=")[2])
    assert client.post(f"/panel/opinion-report/transition/submit/?id={number}").status_code == 303
    return number
