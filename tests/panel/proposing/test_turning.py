"""A proposal becomes an opinion report, and a report a proposal: where it was decided, with consent, and linked."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from flask import Flask

from models.base import db
from models.opinions.opinion_report import OpinionReport
from models.proposals.proposal import Proposal
from models.threads import ends_of
from models.writing import pen
from panel.demo.papers import blank_page
from tests.contracts.pages import form_of
from tests.factories import make_seat
from tests.fixtures.app import People, as_system
from tests.opinions_factories import make_opinion_report
from tests.proposal_factories import make_proposal
from tests.records.asserting import reload


def test_a_proposal_becomes_a_report_once_its_proposer_agreed(app: Flask, people: People) -> None:
    with as_system(app, organization_id=people.organization_id):
        turned, open_ = make_proposal(state="to_opinion"), make_proposal(state="submitted")
        with pen(db.session, turned, "derive"):
            turned.consented_on = date(2020, 6, 1)
        number, other, member = turned.id, open_.id, turned.member_id
        name = turned.name
        db.session.commit()
    clerk = people.client(people.add("clerk"))

    assert clerk.get(f"/panel/opinion-report/new/?from=proposal-{other}").status_code == 403
    page = clerk.get(f"/panel/opinion-report/new/?from=proposal-{number}").text
    form = form_of(page)
    assert form["subject"] == [name]
    answer = clerk.post(f"/panel/opinion-report/new/?from=proposal-{number}", data=form)

    assert answer.status_code == 303
    with as_system(app, organization_id=people.organization_id):
        made = ends_of(reload(Proposal, number)).targets
        assert [end.table for end in made] == ["opinion_report"]
        report = reload(OpinionReport, made[0].number)
        assert (report.subject, report.member_id) == (name, member)


def test_a_report_becomes_a_proposal_from_the_paper_that_its_contributor_signed(
    app: Flask, people: People
) -> None:
    with as_system(app, organization_id=people.organization_id):
        seat = make_seat()
        report = make_opinion_report(state="submitted", member_id=seat.member_id).id
        closed = make_opinion_report(state="closed", member_id=seat.member_id).id
        seat_id, member = seat.id, seat.member_id
        db.session.commit()
    clerk = people.client(people.add("clerk"))

    assert clerk.get(f"/panel/proposal/new/?from=opinion-report-{closed}").status_code == 403
    url = f"/panel/proposal/new/?from=opinion-report-{report}"
    form = form_of(clerk.get(url).text)
    assert clerk.post(url, data=form).status_code == 422, "without the paper that the contributor signed"
    with as_system(app, organization_id=people.organization_id):
        assert reload(OpinionReport, report).state == "submitted"
    signed = {"signed_paper": (BytesIO(blank_page()), "签字件.pdf"), "not_classified": ["1"]}
    answer = clerk.post(url, data=form | signed)

    assert answer.status_code == 303
    with as_system(app, organization_id=people.organization_id):
        source = reload(OpinionReport, report)
        assert source.state == "turned"
        case = reload(Proposal, ends_of(source).targets[0].number)
        assert (case.state, case.seat_id, case.entered_for_member_id) == ("draft", seat_id, member)
