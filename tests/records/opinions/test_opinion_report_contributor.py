"""Joint contributors of opinion reports: entered by the desk, each once."""

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CLERK, MEMBER
from models.base import db
from models.opinions.opinion_report import OpinionReportContributor
from tests.factories import make_member
from tests.opinions_factories import make_joint_contributor, make_opinion_report
from tests.records.asserting import assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of opinion_report_id",
    "create update trash": "clerk committee: update of opinion_report_id",
}
NOUNS = {"item": "opinion_report_id", "joint contributor": "member_id"}


def test_a_member_is_named_once(entering: Entering):
    with entering():
        report, member = make_opinion_report(), make_member().id
        make_joint_contributor(report, member)
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_joint_contributor(report, member)
        db.session.rollback()


def test_the_desk_names_them_and_a_member_does_not(entering: Entering, acting_with: As):
    with entering():
        report, member = make_opinion_report(), make_member().id
    with acting_with(CLERK):
        row = make_joint_contributor(report, member).id
        db.session.commit()
    with acting_with(MEMBER, 2, scopes={"member": frozenset({member})}):
        assert readable(OpinionReportContributor) == {row}
        with assert_refused():
            make_joint_contributor(report, member)
