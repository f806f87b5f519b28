"""Issues: made of items, checked by one and signed by another, numbered without doubles, printed with the names that agreed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

from sqlalchemy import select

from models.access import CHAIR, CLERK, MEMBER, Actor, acting
from models.base import db
from models.engines import writing
from models.office.term_setting import TermSetting
from models.opinions.adoption import Adoption
from models.opinions.bulletin import Bulletin
from models.opinions.opinion_report import OpinionReport
from models.seal import is_intact
from models.transitions import Request, perform
from tests.factories import a_term, make, make_member, make_seat, make_seat_assignment
from tests.fixtures.app import People, add_organization, as_system, make_schema, own_app
from tests.opinions_factories import (
    a_signatory,
    make_bulletin,
    make_bulletin_item,
    make_opinion_report,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk: all; committee: area or typed; chair auditor: submitted; member: in issued/sent/instructed",
    "create": "clerk: all; committee: typed",
    "update trash": "clerk: all and in drafted/returned; committee: (area or typed) and in drafted/returned",
    "export": "clerk: all; committee: area or typed; chair auditor: submitted",
    "correct submit recall issue send": "clerk: all; committee: area or typed",
    "check return sign": "chair: submitted",
}
STATES = "drafted draft; submitted; returned; checked; signed frozen; issued frozen; sent frozen final; instructed frozen final"
STEPS = {
    "submit": "drafted returned > submitted; submits; needs content, reported_to, signer_id",
    "recall": "submitted > drafted; recalls",
    "check": "submitted > checked; by another; queued",
    "return": "submitted checked > returned; with a reason",
    "sign": "checked > signed; seals; by another; asks signed_on; queued",
    "issue": "signed > issued; asks issued_on",
    "send": "issued > sent; asks sent_on",
    "instruct": "issued sent > instructed; by itself",
}
NOUNS = {
    "year": "year",
    "number given at signing": ("number", "code"),
    "title": "subject",
    "edited text": "content",
    "recipients": ("reported_to", "copied_to"),
    "items": "bulletin_item.bulletin_id",
    "checked by the secretary general": "an event of the history; who checked does not sign",
    "signed by the chair or the vice chair in charge": ("signer_id", "signed_on"),
    "issued": "issued_on",
    "sent": "sent_on",
    "instruction": "stands in the register of instructions, by kind and number of the paper",
}
SIGNED = Request(answers={"signed_on": date(2020, 9, 20)})
ISSUED = Request(answers={"issued_on": date(2020, 9, 21)})
SENT = Request(answers={"sent_on": date(2020, 9, 22)})
AT_ONCE = 4


def furnish(frame: Any, people: Any) -> None:
    """Enter an issue of every state, and drafts of those who may write one."""
    signer = a_signatory().id
    for state in Bulletin.workflow.states:
        make_bulletin(state=state, signer_id=signer)
    for name in ("clerk", "committee"):
        row = make_bulletin(signer_id=signer)
        row.created_by_id = people[name].account_id
    db.session.flush()


def test_an_issue_is_checked_by_one_signed_by_another_and_moves_its_items(
    entering: Entering, acting_with: As
):
    with entering():
        number = make_bulletin(items=2).id
        signer = reload(Bulletin, number).signer_id
        member = db.session.get_one(type(a_signatory()), signer).member_id
        db.session.get_one(Bulletin, number).created_by_id = 1
        db.session.flush()
    with acting_with(CLERK):
        perform(Bulletin, number, "submit")
        perform(Bulletin, number, "recall")
        perform(Bulletin, number, "submit")
        db.session.commit()
    with acting_with(CHAIR, 2):
        perform(Bulletin, number, "check")
        db.session.commit()
        with assert_refused("another person"):
            perform(Bulletin, number, "sign", SIGNED)
    with acting_with(CHAIR, 3, scopes={"member": frozenset({member + 999})}), assert_invalid("signed_on"):
        perform(Bulletin, number, "sign", SIGNED)
    with acting_with(CHAIR, 3, scopes={"member": frozenset({member})}):
        perform(Bulletin, number, "sign", SIGNED)
        db.session.commit()
        issue = reload(Bulletin, number)
        assert (issue.year, issue.number, issue.code) == (2020, 1, "2020年第1期")
        assert is_intact(issue)
    with acting_with(CLERK):
        perform(Bulletin, number, "issue", ISSUED)
        perform(Bulletin, number, "send", SENT)
        db.session.commit()
        states = set(db.session.scalars(select(OpinionReport.state)))
        uses = db.session.execute(select(Adoption.level, Adoption.kind, Adoption.adopted_by)).all()
        assert states == {"in_issue"}
        assert [tuple(use) for use in uses] == [("county", "composite", "2020年第1期")] * 2
        with assert_refused():
            reload(Bulletin, number).content = "改写"
            db.session.flush()


def test_an_issue_has_items_before_it_is_handed_in(entering: Entering, acting_with: As):
    with entering():
        number = make_bulletin(items=0).id
        reload(Bulletin, number).created_by_id = 1
    with acting_with(CLERK), assert_invalid(""):
        perform(Bulletin, number, "submit")


def test_who_signs_is_a_setting_of_the_term(entering: Entering):
    with entering():
        vice = a_signatory("vice_chairman").id
        nobody = make_seat().id
        make_seat_assignment(seat_id=nobody)
        assert make_bulletin(signer_id=vice).id
    with entering(), assert_invalid("signer_id"):
        make_bulletin(signer_id=nobody)
    with entering():
        make(TermSetting, term_id=a_term().id, setting="bulletin_signatory", value="chairman")
    with entering(), assert_invalid("signer_id"):
        make_bulletin(signer_id=vice)


def test_no_issue_names_who_did_not_agree(entering: Entering):
    with entering():
        secret = make_opinion_report(state="edited", member_id=make_member(name="欧阳某某").id)
        agreed = make_opinion_report(
            state="edited", member_id=make_member(name="司空某某").id, name_released=True
        )
        issue = make_bulletin(items=0)
        for report in (secret, agreed):
            make_bulletin_item(bulletin_id=issue.id, opinion_report_id=report.id)
        issue.content = "据司空某某反映，路面破损。"
        db.session.flush()
        db.session.commit()
        with assert_invalid("content"):
            issue.content = "据欧阳某某反映，路面破损。"
            db.session.flush()


def test_numbers_run_within_the_year_and_none_is_used_again(entering: Entering):
    with entering():
        first, second = make_bulletin(state="signed"), make_bulletin(state="signed")
        other = make_bulletin(state="signed", drafted_on=date(2019, 12, 1))
        assert (first.number, second.number) == (1, 2)
        assert other.year == 2020
        draft = make_bulletin()
        assert (draft.number, draft.code) == (None, None)


def test_two_signatures_at_once_get_two_numbers(fresh_database: str, tmp_path: Any):
    """Each in a session of its own over a database of its own: no number twice, none left out."""
    with own_app(fresh_database, instance_folder=tmp_path) as app:
        make_schema(app)
        people = People(app, add_organization(app, "政协邻水县委员会", "邻水"))
        chairs = [people.add("chair", login=f"chair{number}") for number in range(AT_ONCE)]
        with as_system(app, organization_id=people.organization_id):
            signer = a_signatory().id
            waiting = [make_bulletin(state="checked", signer_id=signer).id for _ in chairs]
            db.session.commit()
        actors = [people.actor(chair) for chair in chairs]
        barrier = Barrier(AT_ONCE)

        def sign(who: Actor, number: int) -> None:
            barrier.wait(timeout=30)
            with app.app_context(), writing(), acting(who):
                perform(Bulletin, number, "sign", SIGNED)
                db.session.commit()

        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(sign, actors, waiting))
        with as_system(app, organization_id=people.organization_id):
            numbers = list(db.session.scalars(select(Bulletin.number).order_by(Bulletin.number)))

    assert numbers == [1, 2, 3, 4]


def test_members_read_issues_once_they_are_out(entering: Entering, acting_with: As):
    with entering():
        ids = {state: make_bulletin(state=state).id for state in Bulletin.workflow.states}
    with acting_with(MEMBER):
        assert readable(Bulletin) == {ids["issued"], ids["sent"], ids["instructed"]}


def test_the_printed_issue_has_number_text_recipients_and_signature(
    app: Any, office: int, entering: Entering
):
    people = People(app, office)
    clerk = people.client(people.add("clerk"))
    member = people.client(people.add("member", member_id=_member(entering)))
    with entering():
        agreed = make_opinion_report(
            state="edited", member_id=make_member(name="司空某某").id, name_released=True
        )
        hidden = make_opinion_report(state="edited", member_id=make_member(name="欧阳某某").id)
        issue = make_bulletin(items=0, editor="周某")
        for report in (agreed, hidden):
            make_bulletin_item(bulletin_id=issue.id, opinion_report_id=report.id)
        number, draft = issue.id, make_bulletin().id
        signer = reload(type(a_signatory()), issue.signer_id).name
    with entering():
        put = reload(Bulletin, number)
        put.state, put.signed_on = "signed", date(2020, 9, 20)
        db.session.flush()
        put.state = "issued"

    page = clerk.get(f"/panel/bulletin/printed/?id={number}").text

    for part in (
        "2020年第1期",
        "建议尽快修补。",
        "县委、县政府",
        "县级有关单位",
        signer,
        "周某",
        "司空某某",
        "9 月 20 日",
    ):
        assert part in page
    assert "欧阳某某" not in page
    assert member.get(f"/panel/bulletin/printed/?id={number}").status_code == 200
    assert member.get(f"/panel/bulletin/printed/?id={draft}").status_code == 404
    assert clerk.get(f"/panel/bulletin/printed/?id={draft}").status_code == 404


def _member(entering: Entering) -> int:
    with entering():
        return make_member().id
