"""Field reports: accepted by one chair, signed as the meeting decided, sent, taken up, told to their authors."""

from datetime import date
from typing import Any

from models.access import CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.research.report import Report, ReportAuthor
from models.seal import is_intact
from models.transitions import Request, perform
from tests.factories import make, make_meeting_decision, make_member, make_special_committee
from tests.fixtures.app import People
from tests.opinions_factories import make_report
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk: all; committee: (own body and submitted) or area or typed; chair auditor: submitted; member: "
    "typed or (own among report_author.report_id and submitted) or in discussed/sent/taken_up/fed_back",
    "create": "clerk: all; committee: own body or typed; member: typed",
    "update trash": "clerk: all and in draft/returned; committee: ((own body and submitted) or area or typed) and in "
    "draft/returned; member: typed and in draft/returned",
    "export": "clerk: all; committee: (own body and submitted) or area or typed; chair auditor: submitted",
    "correct send take_up feed_back": "clerk: all; committee: (own body and submitted) or area or typed",
    "submit recall": "clerk: all; committee: (own body and submitted) or area or typed; member: typed",
    "accept return discuss": "chair: submitted",
    "turn": "clerk: all; committee: (own body and submitted) or area or typed",
}
STATES = "draft draft; submitted; returned; accepted; discussed frozen; sent frozen; taken_up frozen; fed_back frozen final"
STEPS = {
    "submit": "draft returned > submitted; submits; needs authors",
    "recall": "submitted > draft; recalls",
    "accept": "submitted > accepted; by another; queued",
    "return": "submitted accepted > returned; with a reason",
    "discuss": "accepted > discussed; seals; by another; decided by chairpersons or standing_committee; queued",
    "send": "discussed > sent; asks sent_to, sent_on",
    "take_up": "sent > taken_up; asks outcome, taken_up_on",
    "feed_back": "sent taken_up > fed_back; asks fed_back_on",
}
NOUNS = {
    "title": "name",
    "kind": "kind",
    "authors": ("authors", "report_author.report_id"),
    "suggestions": "report_suggestion.report_id",
    "field study": "field_study_id",
    "sent to": ("sent_to", "sent_on"),
    "instruction": "stands in the register of instructions, by kind and number of the paper",
    "outcome": ("outcome", "taken_up_on"),
    "fed back": "fed_back_on",
}
DAY = date(2020, 9, 20)


def furnish(frame: Any, people: Any) -> None:
    """Enter a report of every state for two bodies, one whose author is the member, and drafts of who may write one."""
    for state in Report.workflow.states:
        for body in (frame.own, frame.other):
            make_report(state=state, committee_id=body)
    mine = make_report(state="submitted", committee_id=frame.other)
    make(ReportAuthor, report_id=mine.id, member_id=frame.seat.member_id)
    for name in ("clerk", "committee", "member"):
        row = make_report(committee_id=frame.other)
        row.created_by_id = people[name].account_id
    db.session.flush()


def test_a_report_goes_through_the_meeting_to_its_readers_and_back(entering: Entering, acting_with: As):
    with entering():
        body = make_special_committee().id
        decision = make_meeting_decision(kind="chairpersons").id
        plenary = make_meeting_decision(kind="plenary").id
    desk = {"scopes": {"special_committee": frozenset({body})}}
    with acting_with(COMMITTEE, **desk):
        number = make_report(committee_id=body).id
        perform(Report, number, "submit")
        perform(Report, number, "recall")
        perform(Report, number, "submit")
        db.session.commit()
    with acting_with(CHAIR, 2):
        perform(Report, number, "accept")
        db.session.commit()
        with assert_invalid("decision_id"):
            perform(Report, number, "discuss")
        with assert_invalid("decision_id"):
            perform(Report, number, "discuss", Request(decision_id=plenary))
        perform(Report, number, "discuss", Request(decision_id=decision))
        db.session.commit()
        assert is_intact(reload(Report, number))
    with acting_with(COMMITTEE, **desk):
        with assert_invalid("sent_on"):
            perform(Report, number, "send", Request(answers={"sent_to": "县委"}))
        perform(Report, number, "send", Request(answers={"sent_to": "县委", "sent_on": DAY}))
        perform(Report, number, "take_up", Request(answers={"outcome": "写入县委文件。", "taken_up_on": DAY}))
        perform(Report, number, "feed_back", Request(answers={"fed_back_on": DAY}))
        db.session.commit()
        assert is_intact(reload(Report, number))
        with assert_refused():
            reload(Report, number).content = "改写"
            db.session.flush()


def test_a_returned_report_is_mended_and_the_reason_is_asked_for(entering: Entering, acting_with: As):
    with entering():
        number = make_report(state="accepted").id
    with acting_with(CHAIR, 2):
        with assert_invalid("reason"):
            perform(Report, number, "return")
        perform(Report, number, "return", Request(reason="数据请再核。"))
        db.session.commit()
    with acting_with(CLERK):
        reload(Report, number).content = "已核。"
        db.session.flush()
        perform(Report, number, "submit")


def test_nobody_accepts_the_own_report(entering: Entering, acting_with: As):
    with entering():
        number = make_report(state="submitted", authors="某某").id
        reload(Report, number).created_by_id = 2
    with acting_with(CHAIR, 2), assert_refused("another person"):
        perform(Report, number, "accept")


def test_a_member_writes_one_and_authors_read_theirs_once_it_is_submitted(
    entering: Entering, acting_with: As
):
    with entering():
        member = make_member().id
        named, other = make_report(state="submitted"), make_report(state="submitted")
        draft, out = make_report(), make_report(state="sent")
        for report in (named, draft):
            make(ReportAuthor, report_id=report.id, member_id=member)
        ids = named.id, out.id
        assert other.id
    with acting_with(MEMBER, scopes={"member": frozenset({member})}):
        assert readable(Report) == set(ids)
        own = make_report(committee_id=None).id
        perform(Report, own, "submit")


def test_its_dates_follow_each_other(entering: Entering, acting_with: As):
    with entering():
        number = make_report(state="discussed").id
    with acting_with(CLERK), assert_invalid("sent_on"):
        perform(Report, number, "send", Request(answers={"sent_to": "县委", "sent_on": date(2020, 6, 9)}))


def test_a_member_enters_the_own_report_on_a_form_without_others_files(
    app: Any, office: int, entering: Entering
):
    people = People(app, office)
    with entering():
        member = make_member().id
    client = people.client(people.add("member", member_id=member))

    page = client.get("/panel/report/new/").text
    answer = client.post(
        "/panel/report/new/",
        data={
            "name": "关于农贸市场的调研报告",
            "kind": "research",
            "finished_on": "2020-09-20",
            "form_token": "a",
        },
    )

    assert "report_author" not in page
    assert answer.status_code == 303, answer.text
