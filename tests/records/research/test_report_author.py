"""Authors of reports who are members: named by the desk, each once."""

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CLERK, MEMBER
from models.base import db
from models.research.report import ReportAuthor
from tests.factories import make, make_member
from tests.opinions_factories import make_report
from tests.records.asserting import assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of report_id",
    "create update trash": "clerk committee: update of report_id",
}
NOUNS = {"report": "report_id", "author": "member_id"}


def test_an_author_is_named_once_while_the_report_is_open(entering: Entering, acting_with: As):
    with entering():
        member = make_member().id
        waiting, frozen = make_report(state="returned").id, make_report(state="sent").id
    with acting_with(CLERK):
        row = make(ReportAuthor, report_id=waiting, member_id=member).id
        db.session.commit()
        with pytest.raises(IntegrityError):
            make(ReportAuthor, report_id=waiting, member_id=member)
        db.session.rollback()
        with assert_refused():
            make(ReportAuthor, report_id=frozen, member_id=member)
    with acting_with(MEMBER, 2, scopes={"member": frozenset({member})}):
        assert readable(ReportAuthor) == {row}
