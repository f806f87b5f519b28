"""A few rows of each area for the neighbouring office, all invented: whoever signs in there sees these and none of the county's."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.consultation.platform import Platform
from models.consultation.platform_member import PlatformMember
from models.consultation.topic import Topic
from models.learning.conveyed_document import ConveyedDocument
from models.learning.study_attendance import StudyAttendance
from models.learning.study_meeting import StudyMeeting, StudyMeetingDocument
from models.office.place import Place
from models.opinions.opinion_report import OpinionReport
from models.outreach.contribution import Contribution
from models.outreach.peer_exchange import PeerExchange
from models.outreach.resident_request import ResidentRequest
from models.outreach.visit import Visit
from models.outreach.visit_member import VisitMember
from models.research.field_study import FieldStudy
from models.research.field_study_member import FieldStudyMember
from panel.demo.learning import add_few_trainings
from panel.demo.office import NOTE, Office, code_of, put, put_all, settle, settle_all
from panel.demo.people import People


def add_few(office: Office, people: People) -> None:
    """Enter what the smaller office did in the newer areas of the panel."""
    add_few_trainings(office, people)
    _studied(office, people)
    village = _places(office)
    _consulted(office, people, village)
    _visited(office, people, village)
    _wrote(office, people)


def _studied(office: Office, people: People) -> None:
    document = put(
        ConveyedDocument, office, name="清溪县基层协商工作要点", issuing_body="中共清溪县委", document_number="清委发〔2020〕3号", level="county",
        issued_on=date(2020, 3, 4), note=NOTE,
    )  # fmt: skip
    meeting = put(
        StudyMeeting,
        office,
        name="党组学习会",
        kind="party_group",
        held_on=date(2020, 3, 12),
        place="会议室",
        host="主席",
        note=NOTE,
    )
    put(StudyMeetingDocument, office, study_meeting_id=meeting.id, document_id=document.id, note=NOTE)
    put_all(
        office,
        StudyAttendance,
        ({"study_meeting_id": meeting.id, "seat_id": seat} for seat in people.seats[:5]),
    )
    settle(meeting, "recorded")


def _places(office: Office) -> int:
    county = put(Place, office, name="清溪县", code="519999", level="county")
    town = put(Place, office, name="溪口镇", code="519999100", level="town", parent_id=county.id, note=NOTE)
    return int(
        put(
            Place, office, name="石桥村", code="519999100201", level="village", parent_id=town.id, note=NOTE
        ).id
    )


def _consulted(office: Office, people: People, village: int) -> None:
    body: dict[str, Any] = {
        "place_id": village,
        "opened_on": date(2020, 4, 2),
        "committee_id": office.committees[0],
    }
    room = put(
        Platform, office, name="石桥村议事室", kind="other", hosted_by="石桥村村民委员会", **body, note=NOTE
    )
    there = (
        {"person_name": "贺知远", "role": "cadre", "body": "石桥村", "post": "convener"},
        {"person_name": "易清和", "role": "cadre", "body": "石桥村", "post": "liaison"},
        {"seat_id": people.seats[9], "role": "member"},
    )
    put_all(
        office,
        PlatformMember,
        ({"platform_id": room.id, "valid_from": date(2020, 4, 2), **who} for who in there),
    )
    settle(room, "active")
    topics = put_all(office, Topic, (
        {"subject": subject, "situation": f"{subject}，村民意见不一。", "source": "residents", "collected_on": date(2020, 8, day),
         "platform_id": room.id, "place_id": village} for subject, day in (("村口晒坝使用安排", 6), ("机耕道拓宽", 20))
    ))  # fmt: skip
    settle(topics[0], "screened")


def _visited(office: Office, people: People, village: int) -> None:
    visits = put_all(office, Visit, (
        {"name": name, "kind_id": code_of(office, "visit_kind", "village", "进村入户"), "visited_on": day, "place_id": village, "households": 7,
         "committee_id": office.committees[0], "contents": ",opinions,", "activities": "走访农户。"}
        for name, day in (("石桥村走访", date(2020, 6, 10)), ("石桥村回访", date(2020, 9, 10)))
    ))  # fmt: skip
    put_all(
        office,
        VisitMember,
        ({"visit_id": row.id, "seat_id": people.seats[9], "part": "leader"} for row in visits),
    )
    settle_all(visits, "held")
    put(
        ResidentRequest,
        office,
        visit_id=visits[0].id,
        name="机耕道狭窄",
        situation="农机无法会车。",
        wish="拓宽两处会车点",
        note=NOTE,
    )
    said: dict[str, Any] = {
        "direction": "received",
        "level": "county",
        "head_office": "副主席",
        "size": 6,
        "half": "morning",
    }
    guest = put(
        PeerExchange,
        office,
        counterpart="邻水县政协",
        topic="提案办理协商",
        starts_on=date(2020, 7, 16),
        **said,
        note=NOTE,
    )
    settle(guest, "held")


def _wrote(office: Office, people: People) -> None:
    code_of(office, "opinion_category", "livelihood", "民生保障")
    put_all(office, OpinionReport, (
        {"subject": subject, "situation": f"{subject}，群众反映较多。", "advice": "建议有关部门研究解决。", "member_id": people.members[place],
         "reported_on": date(2020, 9, 7 + place), "state": "submitted"}
        for place, subject in enumerate(("清溪河步道照明不足", "溪口镇公交班次少", "山区快递取件难"), 5)
    ))  # fmt: skip
    deeds = put_all(office, Contribution, (
        {"name": name, "kind": "epidemic", "member_id": people.members[place], "done_on": date(2020, 2, 12), "committee_id": office.committees[0],
         "proof": "村委会证明"} for place, name in enumerate(("溪口镇卡点值守", "防疫物资转运"), 10)
    ))  # fmt: skip
    settle(deeds[0], "confirmed")
    settle(deeds[1], "submitted")
    study = put(
        FieldStudy, office, name="清溪河治理", kind="inspection", committee_id=office.committees[0], leader_id=people.seats[1],
        starts_on=date(2020, 5, 19), ends_on=date(2020, 5, 20), places="溪口镇", findings="管网尚未配套。", note=NOTE,
    )  # fmt: skip
    put(FieldStudyMember, office, field_study_id=study.id, seat_id=people.seats[1], role="leader", note=NOTE)
    settle(study, "concluded")
