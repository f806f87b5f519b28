"""Conveyed documents: who is to hear them, and which bodies have not."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.access import CLERK
from models.audiences import bodies_on, heard_by, not_yet_heard
from models.base import db
from models.learning.conveyed_document import ConveyedDocument
from models.learning.study_meeting import StudyMeeting, StudyMeetingDocument
from tests.factories import make, make_member_group, make_special_committee, put_into
from tests.fixtures.app import ClientFor
from tests.records.asserting import assert_invalid, reload, trash
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: all",
    "create update trash": "clerk: all; committee: area",
    "export": "clerk committee chair auditor: all",
}
NOUNS = {
    "title": "name",
    "issuing body": "issuing_body",
    "date": "issued_on",
    "no.": "document_number",
    "who has not yet heard it": "study_meeting_document.document_id",
}
DAY = date(2020, 9, 23)


def make_document(**over: Any) -> ConveyedDocument:
    """Make a document of autumn 2019."""
    values = {"name": "中央政协工作会议精神", "issuing_body": "中共中央", "issued_on": date(2019, 9, 21)}
    return make(ConveyedDocument, **values | over)


def convey(document: int, kind: str, *, state: str = "held", **over: Any) -> StudyMeeting:
    """Make a study meeting at which a document was conveyed."""
    values = {"name": "传达学习", "kind": kind, "held_on": date(2019, 10, 9), "host": "主席"}
    meeting = make(StudyMeeting, **values | over)
    make(StudyMeetingDocument, study_meeting_id=meeting.id, document_id=document)
    return meeting if state == "planned" else put_into(meeting, state)


def furnish(frame: Any, people: Any) -> None:
    """Enter a document."""
    make_document()


def missing(document: ConveyedDocument) -> list[tuple[str, str]]:
    """Return audience and name of the bodies that have not heard a document."""
    heard = heard_by([document.id])[document.id]
    return [(b.audience, b.name) for b in not_yet_heard(document.audiences, heard, bodies_on(DAY))]


def test_each_body_hears_a_document_at_its_own_meeting(entering: Entering) -> None:
    with entering():
        first, second = make_special_committee(name="甲委"), make_special_committee(name="乙委")
        group = make_member_group(name="丙组")
        make_member_group(name="市政协小组", kind="higher_session")
        document = make_document()
        assert missing(document) == [
            ("party_group", ""),
            ("standing_committee", ""),
            ("chairpersons", ""),
            ("special_committee", "甲委"),
            ("special_committee", "乙委"),
            ("member_group", "丙组"),
            ("office", ""),
        ]

        convey(document.id, "party_group")
        convey(document.id, "special_committee", committee_id=first.id)
        convey(document.id, "member_group", member_group_id=group.id)
        convey(document.id, "symposium", committee_id=second.id)
        convey(document.id, "chairpersons", state="planned")
        assert missing(document) == [
            ("standing_committee", ""),
            ("chairpersons", ""),
            ("special_committee", "乙委"),
            ("office", ""),
        ]


def test_a_document_may_be_for_some_bodies_alone(entering: Entering) -> None:
    with entering():
        make_special_committee(name="甲委")
        document = make_document(audiences=",party_group,chairpersons,")

        assert missing(document) == [("party_group", ""), ("chairpersons", "")]


def test_what_lies_in_the_bin_was_not_heard(entering: Entering, acting_with: As) -> None:
    with entering():
        document = make_document(audiences=",chairpersons,").id
        meeting = convey(document, "chairpersons", state="planned")
        put_into(meeting, "held")
        meeting_id = meeting.id
    with acting_with(CLERK):
        assert missing(reload(ConveyedDocument, document)) == []
        trash(StudyMeeting, meeting_id)
        assert missing(reload(ConveyedDocument, document)) == [("chairpersons", "")]


def test_a_body_that_no_longer_exists_is_not_missing(entering: Entering) -> None:
    with entering():
        make_special_committee(name="旧委", valid_until=date(2020, 9, 22))
        document = make_document(audiences=",special_committee,")

        assert missing(document) == []


def test_a_document_is_not_of_tomorrow(entering: Entering) -> None:
    with entering(), assert_invalid("issued_on"):
        make_document(issued_on=date(2020, 9, 24))
    with entering(), assert_invalid("convey_by"):
        make_document(convey_by=date(2019, 9, 20))


def test_the_page_names_who_is_missing_and_leads_to_their_meeting(
    entering: Entering, client_for: ClientFor
) -> None:
    with entering():
        body = make_special_committee(name="甲委").id
        document = make_document(name="关于传达、学习的通知", audiences=",special_committee,chairpersons,").id
        convey(document, "chairpersons")
    client = client_for("clerk")

    page = client.get(f"/panel/conveyed-document/details/?id={document}").text
    way = (
        f"/panel/study-meeting/new/?kind=special_committee&amp;committee_id={body}&amp;document_id={document}"
    )
    assert way in page
    assert "甲委" in page
    assert 'data-label="尚未传达数">1</td>' in client.get("/panel/conveyed-document/").text

    form = client.get(way.replace("&amp;", "&")).text
    assert "关于传达、学习的通知" in form
    data = {
        "name": "学习", "kind": "special_committee", "committee_id": str(body), "committee_id__text": "甲委",
        "held_on": "2019-10-10", "study_meeting_document": "关于传达、学习的通知",
    }  # fmt: skip
    assert client.post("/panel/study-meeting/new/", data=data).status_code == 303
    with entering():
        links = db.session.query(StudyMeetingDocument).filter_by(document_id=document).count()
        assert links == 2
