"""Opinion reports: a member's own words, worked on beside them, and hidden from the units they are about."""

from datetime import date
from typing import Any

import pytest

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER
from models.anonymity import released_names
from models.base import db
from models.opinions.opinion_report import OpinionReport
from models.people.member import Member
from models.transitions import Request, perform
from tests.factories import make, make_member, make_special_committee
from tests.opinions_factories import (
    an_opinion_category,
    make_joint_contributor,
    make_opinion_handover,
    make_opinion_report,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk: all; committee: area or typed; chair auditor: submitted; member: typed or ((own or own among "
    "opinion_report_contributor.opinion_report_id) and submitted)",
    "create": "clerk: all; committee: typed; member: typed and own",
    "update trash": "clerk: all and in draft/submitted/used/edited/in_issue/handled/kept/turned/sent_up; committee: "
    "(area and in submitted/used/edited/in_issue/handled/kept/turned/sent_up) or (typed and in draft); "
    "member: typed and in draft",
    "export": "clerk: all; committee: area; chair auditor: submitted",
    "submit recall": "clerk: all; committee member: typed",
    "use keep edit_text handle tell close": "clerk: all; committee: area",
    "send_up": "chair: submitted",
    "turn": "clerk: all and in submitted/used/edited/kept; committee: area and in submitted/used/edited/kept",
}
FIELDS = {
    "member": "advice category_id joint_names name_released note publishable reported_on situation subject",
}
STATES = "draft draft; submitted; used; edited; in_issue; sent_up; kept; turned; handled; told; closed final"
STEPS = {
    "submit": "draft > submitted; submits; needs situation, advice",
    "recall": "submitted > draft; recalls",
    "use": "submitted > used; needs category_id; queued",
    "keep": "submitted used edited > kept; asks kept_reason",
    "send_up": "submitted used edited > sent_up; by another; asks sent_up_on",
    "become_proposal": "submitted used edited kept > turned; by itself",
    "edit_text": "used > edited; needs edited_subject, edited_text",
    "enter_issue": "used edited > in_issue; by itself",
    "handle": "edited in_issue sent_up > handled; asks handled_on, handling_result",
    "tell": "in_issue sent_up kept turned handled > told; asks told_on, told_text",
    "close": "told > closed",
}
NOUNS = {
    "title": "subject",
    "situation": "situation",
    "advice": "advice",
    "contributor": "member_id",
    "several joint contributors": ("joint_names", "opinion_report_contributor.opinion_report_id"),
    "non-member source": "source_name",
    "never shown to the receiving unit without consent": "name_released",
    "group": ("member_group_id", "committee_id"),
    "category": "category_id",
    "publishable": "publishable",
    "kept with reason": "kept_reason",
    "sent up directly to the city": "sent_up_on",
    "turned into a proposal": "the record it became stands in the thread of both",
    "edited": ("edited_subject", "edited_text"),
    "handled": ("handled_on", "handling_result"),
    "contributor told": ("told_on", "told_text"),
    "at most so many characters": "characters",
}
DAY = date(2020, 8, 20)


def furnish(frame: Any, people: Any) -> None:
    """Enter an item of every state, of the member and of somebody else, and drafts of each who may write one."""
    mine, other = frame.seat.member_id, frame.other_seat.member_id
    category = an_opinion_category()
    for state in OpinionReport.workflow.states:
        for member in (mine, other):
            make_opinion_report(state=state, member_id=member, category_id=category)
    joint = make_opinion_report(state="submitted", member_id=other, category_id=category)
    make_joint_contributor(joint, mine)
    for name, member in (("clerk", other), ("committee", other), ("member", mine)):
        row = make_opinion_report(state="draft", member_id=member, category_id=category)
        row.created_by_id = people[name].account_id
    db.session.flush()


@pytest.fixture
def member_id(entering: Entering) -> int:
    """Return a person who is a member."""
    with entering():
        return make_member(name="陈某").id


def as_member(acting_with: As, member_id: int, number: int = 5) -> Any:
    return acting_with(MEMBER, number, scopes={"member": frozenset({member_id})})


def written(**over: Any) -> OpinionReport:
    values = {"subject": "桥头路面破损", "situation": "雨天积水。", "advice": "请修补。", "reported_on": DAY}
    return make(OpinionReport, **values | over)


def test_what_a_member_writes_is_the_members_and_a_secret_until_it_is_submitted(
    acting_with: As, member_id: int
):
    with as_member(acting_with, member_id):
        report = written()
        db.session.commit()
        number = report.id
        assert report.member_id == member_id
        assert report.characters == 9
    for role in (CLERK, CHAIR, AUDITOR):
        with acting_with(role, 6):
            assert readable(OpinionReport) == set()
    with as_member(acting_with, member_id):
        perform(OpinionReport, number, "submit")
        db.session.commit()
    with acting_with(CLERK, 6):
        assert readable(OpinionReport) == {number}


def test_a_member_reports_for_nobody_else(entering: Entering, acting_with: As, member_id: int):
    with entering():
        other = make_member().id
    with as_member(acting_with, member_id), assert_refused():
        written(member_id=other)


def test_an_item_lives_from_the_member_to_the_answer(entering: Entering, acting_with: As, member_id: int):
    with entering():
        category = an_opinion_category()
    with as_member(acting_with, member_id):
        number = written(category_id=category).id
        perform(OpinionReport, number, "submit")
        perform(OpinionReport, number, "recall")
        perform(OpinionReport, number, "submit")
        db.session.commit()
    with acting_with(COMMITTEE, 6, areas=frozenset({"opinion-report"})):
        perform(OpinionReport, number, "use")
        with assert_invalid("edited_text"):
            perform(OpinionReport, number, "edit_text")
        perform(OpinionReport, number, "use")
        report = reload(OpinionReport, number)
        report.edited_subject, report.edited_text = "桥头路面亟待修补", "群众反映，桥头路面破损。"
        db.session.flush()
        perform(OpinionReport, number, "edit_text")
        with assert_invalid("handling_result"):
            perform(OpinionReport, number, "handle", Request(answers={"handled_on": DAY}))


def test_the_desk_closes_only_what_the_contributor_was_told(entering: Entering, acting_with: As):
    with entering():
        number = make_opinion_report(state="in_issue").id
    with acting_with(CLERK):
        perform(
            OpinionReport,
            number,
            "handle",
            Request(answers={"handled_on": DAY, "handling_result": "已修补。"}),
        )
        perform(OpinionReport, number, "tell", Request(answers={"told_on": DAY, "told_text": "电话告知。"}))
        perform(OpinionReport, number, "close")
        assert reload(OpinionReport, number).state == "closed"


def test_it_is_handled_when_every_unit_has_been_heard(entering: Entering, acting_with: As):
    answers = {"handled_on": DAY, "handling_result": "已修补。"}
    with entering():
        waiting, heard = make_opinion_report(state="in_issue").id, make_opinion_report(state="in_issue").id
        make_opinion_handover(opinion_report_id=waiting, state="handed_over")
        make_opinion_handover(opinion_report_id=heard, state="closed")
    with acting_with(CLERK):
        with assert_invalid(""):
            perform(OpinionReport, waiting, "handle", Request(answers=answers))
        perform(OpinionReport, heard, "handle", Request(answers=answers))


def test_what_was_submitted_stays_as_written(entering: Entering, acting_with: As):
    with entering():
        number = make_opinion_report(state="submitted").id
    for column in ("subject", "situation", "advice", "joint_names"):
        with acting_with(CLERK), assert_invalid(column):
            setattr(reload(OpinionReport, number), column, "改写")
            db.session.flush()
    with acting_with(CLERK):
        reload(OpinionReport, number).edited_text = "改写"
        db.session.flush()


def test_it_says_where_it_comes_from(entering: Entering):
    with entering(), assert_invalid("member_id"):
        written(member_id=None)
    with entering(), assert_invalid("source_name"):
        written(source_kind="non_member")
    with entering(), assert_invalid("committee_id"):
        written(source_kind="collective")
    with entering():
        assert written(source_kind="collective", committee_id=make_special_committee().id).id
        assert written(source_kind="non_member", source_name="某村民").id


def test_an_item_is_kept_with_its_reason(entering: Entering, acting_with: As):
    with entering():
        number = make_opinion_report(state="submitted").id
    with acting_with(CLERK):
        with assert_invalid("kept_reason"):
            perform(OpinionReport, number, "keep")
        perform(OpinionReport, number, "keep", Request(answers={"kept_reason": "与上期内容重复。"}))


def test_the_chair_sends_up_and_never_the_desk_that_wrote_it(entering: Entering, acting_with: As):
    with entering():
        number = make_opinion_report(state="submitted").id
    given = Request(answers={"sent_up_on": DAY})
    with acting_with(CLERK), assert_refused():
        perform(OpinionReport, number, "send_up", given)
    with acting_with(CHAIR, 7):
        perform(OpinionReport, number, "send_up", given)
        assert reload(OpinionReport, number).state == "sent_up"


def test_joint_contributors_read_what_they_signed(entering: Entering, acting_with: As, member_id: int):
    with entering():
        mine, theirs = make_opinion_report(state="submitted"), make_opinion_report(state="submitted")
        draft = make_opinion_report(state="draft")
        make_joint_contributor(mine, member_id)
        make_joint_contributor(draft, member_id)
        ids = mine.id, theirs.id
    with as_member(acting_with, member_id):
        assert readable(OpinionReport) == {ids[0]}


def test_no_unit_reads_an_item_in_any_state(entering: Entering, acting_with: As):
    with entering():
        for state in OpinionReport.workflow.states:
            make_opinion_handover(opinion_report_id=make_opinion_report(state="used").id, state="handed_over")
            make_opinion_report(state=state)
    with acting_with(DEPARTMENT):
        assert readable(OpinionReport) == set()
        assert readable(Member) == set()


def test_names_are_released_with_consent_alone(entering: Entering):
    with entering():
        first, second = make_member(name="陈某").id, make_member(name="林某").id
        secret = make_opinion_report(member_id=first)
        agreed = make_opinion_report(member_id=first, name_released=True, joint_names="赵某、钱某")
        make_joint_contributor(agreed, second)

        assert released_names(secret.id) == ""
        assert released_names(agreed.id) == "陈某、林某、赵某、钱某"
