"""Valid rows of the areas opinions and research for the tests; see ``tests.factories``, which has everything they belong to."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from models.opinions.adoption import Adoption
from models.opinions.bulletin import Bulletin
from models.opinions.bulletin_item import BulletinItem
from models.opinions.instruction import Instruction
from models.opinions.opinion_handover import OpinionHandover
from models.opinions.opinion_report import OpinionReport, OpinionReportContributor
from models.people.seat import Seat
from models.research.field_study import FieldStudy
from models.research.field_study_member import FieldStudyMember
from models.research.formal_recommendation import FormalRecommendation
from models.research.report import Report
from models.research.report_suggestion import ReportSuggestion
from tests.factories import (
    a_department,
    a_special_committee,
    make,
    make_code_item,
    make_meeting_decision,
    make_member,
    make_seat,
    make_seat_assignment,
    put_into,
)

_numbers = count(1)
REPORTED = date(2020, 8, 3)
DRAFTED = date(2020, 8, 10)
SIGNED = date(2020, 8, 14)
ISSUED = date(2020, 8, 17)


def an_opinion_category() -> int:
    """Return a category of opinion reports."""
    return make_code_item(table_name="opinion_category", label="城乡建设").id


def make_opinion_report(*, state: str = "used", **over: Any) -> OpinionReport:
    """Make an item of a member, by default one that is used, with title and text edited by the desk."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "subject": f"第{number}条反映",
        "situation": "桥头路面破损，雨天积水。",
        "advice": "请尽快修补，加设警示。",
        "reported_on": REPORTED,
        "category_id": over.get("category_id") or an_opinion_category(),
        "edited_subject": f"桥头路面破损应尽快修补（{number}）",
        "edited_text": "群众反映，桥头路面破损，雨天积水，建议尽快修补。",
    }
    if over.get("source_kind", "member") == "member" and "member_id" not in over:
        values["member_id"] = make_member().id
    report = make(OpinionReport, **values | over)
    return report if state == "draft" else put_into(report, state)


def make_joint_contributor(report: OpinionReport, member_id: int) -> OpinionReportContributor:
    """Make a member a joint contributor of an item."""
    return make(OpinionReportContributor, opinion_report_id=report.id, member_id=member_id)


def make_opinion_handover(*, state: str = "prepared", **over: Any) -> OpinionHandover:
    """Make what a unit is given of an item."""
    report_id = over.pop("opinion_report_id", None) or make_opinion_report().id
    department_id = over.pop("department_id", None) or a_department().id
    handover = make(OpinionHandover, opinion_report_id=report_id, department_id=department_id, **over)
    if state == "prepared":
        return handover
    handed: dict[str, Any] = {"handed_on": date(2020, 8, 20), "due_on": date(2020, 9, 30)}
    if state in ("answered", "returned", "closed"):
        handed |= {"answer": "已安排修补。", "answered_on": date(2020, 9, 10)}
    return put_into(handover, state, **handed)


def a_signatory(post: str = "chairman", **over: Any) -> Seat:
    """Return a new seat that holds a post in which issues are signed."""
    seat = make_seat(**over)
    make_seat_assignment(
        seat_id=seat.id, kind="post", post=post, decided_at_id=make_meeting_decision(kind="plenary").id
    )
    return seat


def make_bulletin(*, state: str = "drafted", items: int = 1, **over: Any) -> Bulletin:
    """Make an issue with items, by default a draft with one."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "subject": f"桥头路面亟待修补（{number}）",
        "content": "群众反映，桥头路面破损。\n建议尽快修补。",
        "reported_to": "县委、县政府",
        "copied_to": "县级有关单位",
        "drafted_on": DRAFTED,
    }
    signer = over.pop("signer_id", None) or a_signatory().id
    bulletin = make(Bulletin, **values | {"signer_id": signer} | over)
    for rank in range(1, items + 1):
        make_bulletin_item(bulletin_id=bulletin.id, rank=rank)
    if state == "drafted":
        return bulletin
    assert Bulletin.workflow is not None
    order = list(Bulletin.workflow.states)
    reached = order.index(state)
    days = {"signed": ("signed_on", SIGNED), "issued": ("issued_on", ISSUED), "sent": ("sent_on", ISSUED)}
    dates = dict(value for name, value in days.items() if order.index(name) <= reached)
    return put_into(bulletin, state, **dates)


def make_bulletin_item(**over: Any) -> BulletinItem:
    """Make an item of an issue."""
    bulletin_id = over.pop("bulletin_id", None) or make_bulletin(items=0).id
    report_id = over.pop("opinion_report_id", None) or make_opinion_report(state="edited").id
    return make(BulletinItem, bulletin_id=bulletin_id, opinion_report_id=report_id, **over)


def make_adoption(**over: Any) -> Adoption:
    """Make a use of a new item by the city."""
    if not over.keys() & {"opinion_report_id", "bulletin_id"}:
        over["opinion_report_id"] = make_opinion_report(state="in_issue").id
    values = {"level": "city", "kind": "single", "adopted_by": "市政协办公室", "adopted_on": date(2020, 9, 1)}
    return make(Adoption, **values | over)


def make_instruction(*, state: str = "registered", **over: Any) -> Instruction:
    """Make what a leader wrote on an issue that was sent."""
    values: dict[str, Any] = {
        "leader": "某领导",
        "leader_post": "县委副书记",
        "original_words": "请住建局阅处，九月底前报结果。",
        "instructed_on": date(2020, 8, 25),
        "due_on": date(2020, 9, 30),
    }
    if "record_table" not in over:
        values |= {"record_table": "bulletin", "record_id": make_bulletin(state="sent").id}
    if "department_id" not in over:
        values["department_id"] = a_department().id
    instruction = make(Instruction, **values | over)
    if state in ("registered", "noted"):
        return instruction if state == "registered" else put_into(instruction, state)
    handed: dict[str, Any] = {"handed_on": date(2020, 8, 26)}
    if state in ("answered", "returned", "closed"):
        handed |= {"reply": "已完成修补。", "replied_on": date(2020, 9, 10)}
    return put_into(instruction, state, **handed)


def make_field_study(*, state: str = "planned", **over: Any) -> FieldStudy:
    """Make a field study with its leader and a team of one."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "name": f"第{number}个调研课题",
        "kind": "research",
        "starts_on": date(2020, 5, 11),
        "places": "柑子镇、九龙镇",
        "findings": "情况较好，仍有短板。",
    }
    if "leader_id" not in over:
        values["leader_id"] = make_seat().id
    study = make(FieldStudy, **values | over)
    make_field_study_member(field_study_id=study.id)
    return study if state == "planned" else put_into(study, state)


def make_field_study_member(**over: Any) -> FieldStudyMember:
    """Make a new serving member one of a team."""
    study_id = over.pop("field_study_id", None) or make_field_study().id
    if not over.keys() & {"seat_id", "staff_id", "guest_name"}:
        over["seat_id"] = make_seat().id
    return make(FieldStudyMember, field_study_id=study_id, **over)


def make_report(*, state: str = "draft", **over: Any) -> Report:
    """Make a report of a special committee."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "name": f"关于第{number}项工作的调研报告",
        "kind": "research",
        "authors": "调研组",
        "content": "一、基本情况；二、存在问题；三、意见建议。",
        "finished_on": date(2020, 6, 10),
    }
    if "committee_id" not in over:
        values["committee_id"] = a_special_committee().id
    report = make(Report, **values | over)
    sent = (
        {"sent_to": "县委", "sent_on": date(2020, 7, 1)} if state in ("sent", "taken_up", "fed_back") else {}
    )
    return report if state == "draft" else put_into(report, state, **sent)


def make_report_suggestion(**over: Any) -> ReportSuggestion:
    """Make a suggestion of a report."""
    report_id = over.pop("report_id", None) or make_report().id
    values = {"number": next(_numbers), "content": "加快完善基础设施。"}
    return make(ReportSuggestion, report_id=report_id, **values | over)


def make_formal_recommendation(*, state: str = "draft", **over: Any) -> FormalRecommendation:
    """Make a formal recommendation of the standing committee to the government."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "name": f"关于第{number}项工作的建议案",
        "body": "standing_committee",
        "situation": "近年来成效明显。",
        "content": "一、加强统筹；二、完善机制。",
        "addressed_to": "县人民政府",
        "drafted_on": date(2020, 6, 10),
    }
    if "department_id" not in over:
        values["department_id"] = a_department().id
    paper = make(FormalRecommendation, **values | over)
    sent: dict[str, Any] = {}
    if state in ("sent", "answered", "answer_returned", "closed"):
        sent = {
            "document_number": f"邻协〔2020〕{number}号",
            "sent_on": date(2020, 7, 1),
            "due_on": date(2020, 9, 30),
        }
    if state in ("answered", "answer_returned", "closed"):
        sent |= {"answer": "已逐条办理。", "answered_on": date(2020, 9, 1)}
    return paper if state == "draft" else put_into(paper, state, **sent)
