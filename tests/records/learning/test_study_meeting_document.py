"""The documents of a study meeting: each once, dated as the meeting, read and changed with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.base import db
from models.learning.conveyed_document import ConveyedDocument
from models.learning.study_meeting import StudyMeeting, StudyMeetingDocument
from tests.factories import make
from tests.records.conftest import Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of study_meeting_id",
    "create update trash": "clerk committee: update of study_meeting_id",
}
NOUNS = {"a document at n meetings": ("study_meeting_id", "document_id")}


def make_link(**over: Any) -> StudyMeetingDocument:
    """Make a document conveyed at a chairpersons' meeting of October 2019."""
    meeting = make(StudyMeeting, name="传达学习", kind="chairpersons", held_on=date(2019, 10, 9))
    document = make(ConveyedDocument, name="会议精神", issuing_body="中共中央", issued_on=date(2019, 9, 21))
    return make(StudyMeetingDocument, **{"study_meeting_id": meeting.id, "document_id": document.id} | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter a document of a meeting."""
    make_link()


def test_a_document_stands_once_with_a_meeting_and_is_dated_as_it(entering: Entering) -> None:
    with entering():
        link = make_link()
        assert link.fact_date == date(2019, 10, 9)
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_link(study_meeting_id=link.study_meeting_id, document_id=link.document_id)
        db.session.rollback()
