"""Suggestions of reports: worded before the meeting, followed after the report was sent, each with who took it up."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CLERK, MEMBER
from models.base import db
from models.research.report import Report
from models.research.report_suggestion import ReportSuggestion
from tests.factories import a_department
from tests.fixtures.app import People
from tests.opinions_factories import make_report, make_report_suggestion
from tests.records.asserting import assert_invalid, assert_refused, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of report_id",
    "create update": "clerk committee: read of report_id; member: update of report_id",
    "trash": "clerk committee member: update of report_id",
    "export": "clerk chair auditor: read of report_id",
    "turn": "clerk committee: read of report_id",
}
NOUNS = {
    "text": "content",
    "taken up or not": ("outcome", "outcome_on", "outcome_note"),
    "by whom": "department_id",
    "report": "report_id",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter suggestions of the member's own draft, and of reports of two bodies."""
    mine = make_report(committee_id=frame.other)
    mine.created_by_id = people["member"].account_id
    db.session.flush()
    reports = [
        mine,
        make_report(state="submitted", committee_id=frame.own),
        make_report(committee_id=frame.other),
    ]
    for report in reports:
        make_report_suggestion(report_id=report.id)


def test_a_suggestion_is_followed_after_the_report_was_sent(entering: Entering, acting_with: As):
    with entering():
        report, unit = make_report().id, a_department().id
        number = make_report_suggestion(report_id=report).id
        values = {"outcome": "partly", "department_id": unit, "outcome_on": date(2020, 9, 1)}
    with entering(), assert_invalid("outcome"):
        make_report_suggestion(report_id=report, **values)
    with entering():
        put = reload(Report, report)
        put.state, put.sent_on = "sent", date(2020, 7, 1)
    with acting_with(CLERK):
        row = reload(ReportSuggestion, number)
        row.outcome, row.department_id = "partly", unit
        db.session.flush()
        db.session.commit()
        with assert_invalid("content"):
            reload(ReportSuggestion, number).content = "改写"
            db.session.flush()
        with assert_invalid("content"):
            make_report_suggestion(report_id=report)


def test_what_was_taken_up_says_by_whom(entering: Entering):
    with entering():
        report = make_report(state="draft")
        number = make_report_suggestion(report_id=report.id).id
        report.state = "taken_up"
    with entering(), assert_invalid("department_id"):
        reload(ReportSuggestion, number).outcome = "taken_up"
        db.session.flush()


def test_a_number_stands_once_in_a_report(entering: Entering):
    with entering():
        row = make_report_suggestion()
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_report_suggestion(report_id=row.report_id, number=row.number)
        db.session.rollback()


def test_a_member_words_those_of_the_own_draft(entering: Entering, acting_with: As):
    with entering():
        other = make_report(state="returned").id
    with acting_with(MEMBER):
        own = make_report(committee_id=None).id
        assert make_report_suggestion(report_id=own).id
        db.session.commit()
        with assert_refused():
            make_report_suggestion(report_id=other)


def test_a_report_counts_its_suggestions_and_those_taken_up(app: Any, office: int, entering: Entering):
    people = People(app, office)
    clerk = people.client(people.add("clerk"))
    with entering():
        report = make_report()
        rows = [make_report_suggestion(report_id=report.id) for _number in range(3)]
        report.state = "sent"
        rows[0].outcome, rows[0].department_id = "taken_up", a_department().id
        number = report.id

    page = clerk.get(f"/panel/report/details/?id={number}").text

    assert f'href="/panel/report-suggestion/?report_id={number}"><b>3</b>' in page
    assert (
        f'href="/panel/report-suggestion/?report_id={number}&amp;outcome__in=taken_up,partly"><b>1</b>'
        in page
    )
    rows_ = clerk.get(f"/panel/report-suggestion/?report_id={number}&outcome__in=taken_up,partly").text
    assert rows_.count("<tr") == 2
