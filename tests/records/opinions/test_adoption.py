"""Who used what: each use by a body at a level is a row."""

from datetime import date
from typing import Any

from models.access import COMMITTEE, MEMBER
from models.base import db
from models.opinions.adoption import Adoption
from tests.factories import make_member
from tests.opinions_factories import make_adoption, make_bulletin, make_bulletin_item, make_opinion_report
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk chair auditor: all; committee: area; member: read of opinion_report_id",
    "create update trash": "clerk: all; committee: area",
    "export": "clerk chair auditor: all; committee: area",
}
NOUNS = {
    "item": "opinion_report_id",
    "issue": "bulletin_id",
    "level": "level",
    "kind": "kind",
    "date": "adopted_on",
    "by whom": "adopted_by",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter a use of the member's item, of another's, and of an issue."""
    for member in (frame.seat.member_id, frame.other_seat.member_id):
        make_adoption(opinion_report_id=make_opinion_report(state="in_issue", member_id=member).id)
    make_adoption(bulletin_id=make_bulletin(state="sent").id, level="province")


def test_every_level_and_kind_is_a_use_of_its_own(entering: Entering):
    with entering():
        report = make_opinion_report(state="in_issue").id
        for level in ("county", "city", "province", "national"):
            for kind in ("single", "composite", "instruction"):
                assert make_adoption(opinion_report_id=report, level=level, kind=kind).name


def test_the_same_use_is_entered_once(entering: Entering):
    with entering():
        report = make_opinion_report(state="in_issue").id
        make_adoption(opinion_report_id=report)
        make_adoption(opinion_report_id=report, adopted_on=date(2020, 9, 2))
    with entering(), assert_invalid("adopted_on"):
        make_adoption(opinion_report_id=report)


def test_something_was_used_and_stands_where_it_is_said_to_stand(entering: Entering):
    with entering(), assert_invalid("opinion_report_id"):
        make_adoption(opinion_report_id=None)
    with entering(), assert_invalid("opinion_report_id"):
        make_adoption(opinion_report_id=make_opinion_report(state="submitted").id)
    with entering(), assert_invalid("bulletin_id"):
        make_adoption(opinion_report_id=make_opinion_report().id, bulletin_id=make_bulletin().id)
    with entering():
        row = make_bulletin_item()
        both = {"opinion_report_id": row.opinion_report_id, "bulletin_id": row.bulletin_id}
        assert make_adoption(**both).name == row.name


def test_the_information_desk_enters_and_the_contributor_reads_the_own(entering: Entering, acting_with: As):
    with entering():
        member = make_member().id
        report = make_opinion_report(state="in_issue", member_id=member).id
        make_adoption()
    with acting_with(COMMITTEE, areas=frozenset({"opinion-report"})):
        mine = make_adoption(opinion_report_id=report).id
        db.session.commit()
    with acting_with(COMMITTEE, 2), assert_refused():
        make_adoption(opinion_report_id=report, level="province")
    with acting_with(MEMBER, 3, scopes={"member": frozenset({member})}):
        assert readable(Adoption) == {mine}
