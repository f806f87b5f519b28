"""Items of issues: one item in several issues, one issue of several items, only what was chosen."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CLERK, MEMBER
from models.base import db
from models.opinions.bulletin_item import BulletinItem
from tests.factories import make_member
from tests.opinions_factories import make_bulletin, make_bulletin_item, make_opinion_report
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor: read of bulletin_id; member: read of bulletin_id and read of opinion_report_id",
    "create update trash": "clerk committee: update of bulletin_id",
    "export": "clerk chair auditor: read of bulletin_id",
}
NOUNS = {"issue": "bulletin_id", "item": "opinion_report_id", "place in the issue": "rank"}


def furnish(frame: Any, people: Any) -> None:
    """Enter the member's item in an issue that is out, beside those of the issues themselves."""
    report = make_opinion_report(state="in_issue", member_id=frame.seat.member_id)
    make_bulletin_item(bulletin_id=make_bulletin(items=0).id, opinion_report_id=report.id)
    out = make_bulletin(items=0)
    make_bulletin_item(bulletin_id=out.id, opinion_report_id=report.id)
    out.state, out.signed_on = "signed", out.drafted_on
    db.session.flush()
    out.state, out.issued_on = "issued", out.drafted_on
    db.session.flush()


def test_an_item_stands_in_several_issues_and_in_each_once(entering: Entering):
    with entering():
        report = make_opinion_report(state="edited").id
        first, second = make_bulletin(items=1).id, make_bulletin(items=1).id
        row = make_bulletin_item(bulletin_id=first, opinion_report_id=report)
        make_bulletin_item(bulletin_id=second, opinion_report_id=report)
        assert row.name.startswith("桥头路面破损应尽快修补")
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_bulletin_item(bulletin_id=first, opinion_report_id=report)
        db.session.rollback()


def test_only_what_was_chosen_is_issued(entering: Entering):
    for state in ("draft", "submitted", "kept", "turned"):
        with entering():
            report = make_opinion_report(state=state).id
        with entering(), assert_invalid("opinion_report_id"):
            make_bulletin_item(opinion_report_id=report)


def test_an_issue_that_names_somebody_takes_no_item_of_theirs_without_consent(entering: Entering):
    with entering():
        issue = make_bulletin(items=0, content="据欧阳某某反映，路面破损。").id
        report = make_opinion_report(state="edited", member_id=make_member(name="欧阳某某").id).id
    with entering(), assert_invalid("opinion_report_id"):
        make_bulletin_item(bulletin_id=issue, opinion_report_id=report)


def test_what_is_signed_takes_no_item_any_more(entering: Entering, acting_with: As):
    with entering():
        issue, report = make_bulletin(state="signed").id, make_opinion_report(state="edited").id
    with acting_with(CLERK), assert_refused():
        make_bulletin_item(bulletin_id=issue, opinion_report_id=report)


def test_a_member_sees_where_the_own_item_stands(entering: Entering, acting_with: As):
    with entering():
        member = make_member().id
        issue = make_bulletin(items=1)
        mine = make_bulletin_item(
            bulletin_id=issue.id, opinion_report_id=make_opinion_report(state="in_issue", member_id=member).id
        ).id
        issue.state, issue.signed_on = "sent", issue.drafted_on
    with acting_with(MEMBER, scopes={"member": frozenset({member})}):
        assert readable(BulletinItem) == {mine}
