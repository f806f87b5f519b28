"""The cases of the demonstration in the hands of their units: handed over in batches, contacted, answered, judged, closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from models.answering.batches import take_in
from models.answering.clocks import latest_extension
from models.base import db
from models.lookups import rows_where
from models.office.term_setting import TermSetting
from models.proposals.city_proposal import CityProposal
from models.proposals.commitment import Commitment
from models.proposals.contact_record import ContactRecord
from models.proposals.feedback import Feedback
from models.proposals.follow_through import FollowThrough
from models.proposals.handling import Handling
from models.proposals.handover import Handover, HandoverOffice
from models.proposals.proposal import Proposal
from models.proposing.settings import DECIDED_BY
from panel.demo.acts import Acts, take_step
from panel.demo.office import NOTE, Office, put
from panel.demo.people import People
from panel.demo.proposal_table import BETWEEN, CITY_TITLES, LAST_YEAR, NEIGHBOUR, PLENARY, Line, lines_of
from panel.demo.proposals import KEY_NAMED, Desk, being_written, decide, hand_in, look, open_desk

_DONE = ("closed", "answered", "again", "face")
_SUMMER = date(2020, 8, 1)
_SECOND = date(2020, 6, 8)
"""When handling again was asked for."""
_PROMISES: dict[str, tuple[str, dict[str, Any]]] = {
    "promise-kept": ("keep", {"done_on": date(2020, 8, 28), "evidence": "验收单和现场照片"}),
    "promise-moved": ("move", {"moved_to": date(2021, 3, 31), "explanation": "汛期影响施工，顺延一个季度。"}),
    "promise-dropped": ("drop", {"explanation": "选址与新规划冲突，改由市级园区统建。"}),
    "promise-open": ("", {}),
}


def add_proposals(office: Office, people: People, accounts: dict[str, int]) -> None:
    """Enter the proposals of the county book by book: submitted, looked at, decided, numbered, handed over, answered."""
    acts = Acts(office.organization_id, accounts)
    desk = open_desk(office, people, acts)
    between = lines_of(BETWEEN)
    spring = [line for line in between if line.day < _SUMMER]
    august = [line for line in between if line.day >= _SUMMER]
    for lines, session, decision, name, day, document in (
        (lines_of(LAST_YEAR), 4, "last_year", "四次会议提案交办", date(2019, 3, 12), "邻委办〔2019〕18号"),
        (lines_of(PLENARY), 5, "plenary", "五次会议大会提案交办", date(2020, 3, 10), "邻委办〔2020〕21号"),
        (spring, 5, "between", "平时提案第一批交办", date(2020, 6, 29), "邻委办〔2020〕46号"),
        (august, 5, "august", "平时提案第二批交办", date(2020, 9, 15), "邻委办〔2020〕63号"),
    ):
        for line in lines:
            hand_in(desk, line)
        look(desk, lines)
        decide(desk, lines, session, decision)
        _batch(desk, name, day, document, lines)
    with acts.as_seed():
        values = {"handed_over_on": date(2020, 9, 23), "term_id": office.term_id}
        waiting = put(Handover, office, name="平时提案第三批交办", **values, note=NOTE)
        _with_offices(desk, waiting.id)
    being_written(desk)
    _honours(desk)
    _follow_through(desk)
    _city_proposals(desk)


def _batch(desk: Desk, name: str, day: date, document: str, lines: list[Line]) -> None:
    """Hand the numbered cases over in one act, and take every line as far as it has come."""
    with desk.as_("clerk"):
        values = {"handed_over_on": day, "term_id": desk.office.term_id, "place": "县政府会议室"}
        batch = put(Handover, desk.office, name=name, **values, note=NOTE)
        _with_offices(desk, batch.id)
        take_in(batch)
        take_step(Handover, batch.id, "hand_over", handed_over_on=day, document_number=document)
    with desk.acts.as_seed():
        for line in lines:
            for row in rows_where("handling", "id", "role", where={"proposal_id": desk.cases[line.title]}):
                _unit(desk, line, row.id, row.role, day)
    closed = [desk.cases[line.title] for line in lines if line.fate in ("closed", "again")]
    if closed:
        with desk.as_("committee2"):
            for number in closed:
                take_step(Proposal, number, "close")
    with desk.as_("clerk"):
        for line in lines:
            if line.has("followed"):
                case = rows_where("handling", "id", where={"proposal_id": desk.cases[line.title]})[0]
                take_step(Handling, case.id, "follow_up")
    for line in lines:
        if line.fate == "withdrawn":
            with desk.acts.as_seed():
                why = "志愿服务岗已由团县委先行设立，不再办理。"
                take_step(Proposal, desk.cases[line.title], "withdraw", outcome_reason=why)


def _with_offices(desk: Desk, batch: int) -> None:
    for office in desk.offices:
        put(HandoverOffice, desk.office, handover_id=batch, department_id=office)


def _unit(desk: Desk, line: Line, number: int, role: str, day: date) -> None:
    """Take the row of one unit as far as its line says."""
    if line.fate in ("not_received", "withdrawn"):
        return
    received = day + timedelta(1 if day > date(2020, 5, 1) else 2)
    take_step(Handling, number, "register_receipt", received_on=received)
    if role == "joint":
        _opinion(line, number, received)
        return
    if line.fate in _DONE:
        _answer(desk, line, number, received)
        return
    if line.fate in ("other_unit", "passed_on"):
        why = "本项工作不属本单位职责，建议交县有关部门办理。"
        asked = received + timedelta(2)
        take_step(Handling, number, "ask_unit_change", unit_change_asked_on=asked, unit_change_reason=why)
        if line.fate == "passed_on":
            to = desk.office.departments[line.words[0]]
            take_step(Handling, number, "agree_unit_change", new_department_id=to)
        return
    if line.fate != "not_contacted":
        _contact(desk, number, received + timedelta(30))
    if line.fate in ("extended", "extension"):
        _extend(number, granted=line.fate == "extended")
    elif line.fate in ("in_check", "returned", "checked"):
        _submit(desk, number, received + timedelta(75), "A")
        if line.fate == "returned":
            take_step(
                Handling, number, "return_answer", reason="答复未说明年内完成的事项和时限，请补充后重报。"
            )
        elif line.fate == "checked":
            take_step(Handling, number, "check_answer")


def _opinion(line: Line, number: int, received: date) -> None:
    """Give the opinion of a joint unit, or register that it is missing."""
    if line.fate == "opinion":
        take_step(Handling, number, "mark_missing")
        return
    if line.fate == "contacted":
        return
    said: dict[str, Any] = {
        "answer": "我单位同意主办单位意见，将在职责范围内配合办理。",
        "drafter": "承办股室",
        "signed_by": "分管副局长",
    }
    take_step(Handling, number, "give_opinion", **said, signed_on=received + timedelta(20))


def _contact(desk: Desk, number: int, day: date, way: str = "visit") -> None:
    words: dict[str, Any] = {
        "for_unit": "分管副局长",
        "with_whom": "第一提案人",
        "content": "当面听取意见，介绍办理打算，提案者提出补充建议。",
    }
    put(ContactRecord, desk.office, handling_id=number, contacted_on=day, way=way, **words, note=NOTE)


def _submit(desk: Desk, number: int, signed: date, class_code: str) -> None:
    """Let a unit submit its answer, signed by its leader."""
    letter: dict[str, Any] = {
        "answer": "您提出的建议收悉，经研究并与您面商，现答复如下：所提意见切合实际，我单位已列入工作安排，明确责任股室和完成时限。感谢您的关心支持。",
        "answer_class_id": desk.codes["answer_class"][class_code],
        "answer_number": f"邻提办函〔{signed.year}〕{number}号",
        "drafter": "办公室",
        "signed_by": "局长",
        "signed_on": signed,
    }
    take_step(Handling, number, "submit_answer", **letter)


def _answer(desk: Desk, line: Line, number: int, received: date) -> None:
    """Let a unit contact, promise and answer, and the proposers say what they think, also of a second answer."""
    signed = received + timedelta(69)
    _contact(desk, number, received + timedelta(34))
    promise = next((word for word in line.words if word in _PROMISES), "")
    promised = _promise(desk, number, signed, promise) if promise else 0
    _submit(desk, number, signed, line.words[0])
    _send(number, signed + timedelta(5))
    if promised and promise != "promise-open":
        step, answers = _PROMISES[promise]
        take_step(Commitment, promised, step, **answers)
    first = ("basically", "not") if line.fate in ("again", "face") else line.words[1:3]
    _judge(number, signed + timedelta(13), tuple(first))
    if line.fate in ("again", "face"):
        _again(desk, line, number)


def _send(number: int, day: date) -> None:
    take_step(Handling, number, "check_answer")
    take_step(Handling, number, "send_answer", answered_on=day)


def _promise(desk: Desk, number: int, signed: date, kind: str) -> int:
    due = date(2020, 8, 31) if kind == "promise-kept" else signed + timedelta(210)
    name = "完成首批点位建设并投入使用"
    return int(put(Commitment, desk.office, handling_id=number, name=name, due_on=due, note=NOTE).id)


def _judge(number: int, day: date, said: tuple[str, ...]) -> None:
    """Enter what each proposer said of an answer: two words on two axes; ``not`` alone, ``open``, or ``missing``."""
    for row in rows_where("feedback", "id", where={"handling_id": number, "state": "asked"}):
        if said[0] == "open":
            continue
        if "missing" in said:
            take_step(Feedback, row.id, "mark_missing")
            continue
        attitude, result = (said[0], said[1]) if len(said) > 1 else ("basically", said[0])
        words: dict[str, Any] = {"heard_by": "visit", "attitude": attitude, "result": result, "given_on": day}
        if result == "not":
            words["remark"] = "态度认真，但所提问题没有实质进展。"
        take_step(Feedback, row.id, "give", **words)


def _again(desk: Desk, line: Line, first: int) -> None:
    """Let a unit handle a case once more, after the proposer was not satisfied."""
    why = "提案者认为答复没有明确完成时限，请重新研究办理。"
    take_step(Handling, first, "ask_rehandling", rehandling_asked_on=_SECOND, rehandling_reason=why)
    second = rows_where("handling", "id", where={"previous_id": first})[0].id
    take_step(Handling, second, "register_receipt", received_on=_SECOND + timedelta(2))
    _contact(desk, second, _SECOND + timedelta(40), way="on_site")
    _submit(desk, second, date(2020, 8, 20), line.words[0])
    _send(second, date(2020, 8, 25))
    _judge(second, date(2020, 9, 1), tuple(line.words[1:3]) if line.fate == "again" else ("not",))
    if line.fate == "face":
        agreed = "县政府办主持，承办单位与提案者面商，同意先在两个村试点，年底前完成。"
        take_step(
            Handling,
            second,
            "hold_face_to_face",
            face_to_face_on=date(2020, 9, 18),
            face_to_face_result=agreed,
        )


def _extend(number: int, *, granted: bool) -> None:
    """Let a unit ask for an extension before its day, as far as the rule goes."""
    row = db.session.get_one(Handling, number)
    due = row.due_on
    assert due is not None
    asked = min(due - timedelta(15), date(2020, 9, 18))
    wanted = min(due + timedelta(90), latest_extension(row) or due + timedelta(90))
    why = "涉及多部门资金统筹，需延长办理时间。"
    take_step(
        Handling, number, "ask_extension", extension_asked_on=asked, extension_to=wanted, extension_reason=why
    )
    if granted:
        take_step(Handling, number, "grant_extension")


def _honours(desk: Desk) -> None:
    """Name the key proposals, and the excellent ones with the document that commends them."""
    with desk.as_("clerk"):
        for line in lines_of(PLENARY):
            case = db.session.get_one(Proposal, desk.cases[line.title]) if line.words else None
            if case is None:
                continue
            if line.has("key"):
                case.key, case.key_decision_id = True, desk.decisions["key"]
            if line.has("excellent"):
                case.excellent, case.excellent_decision_id = True, desk.decisions["excellent"]
                case.excellent_document = "邻协发〔2020〕14号"


_LED = (
    ("关于加快老旧小区加装电梯的建议", 0, 1, "finished", ",study,meeting,", "县委目督办、县政府督查室"),
    ("关于推进中小学校课后延时服务的建议", 1, 4, "running", ",inspection,talk,", "县政府督查室"),
    ("关于培育壮大柑橘深加工企业的建议", 2, 2, "running", ",study,visit,", "县工商联"),
    ("关于完善社区托育服务体系的建议", 3, 4, "planned", ",talk,", ""),
    ("关于提升基层医疗机构急救能力的建议", 4, 4, "dropped", ",meeting,", ""),
)
"""Title, leader and supervising body by their places, how far it has come, the ways, who assists."""


def _follow_through(desk: Desk) -> None:
    """Enter the task table of the key proposals."""
    with desk.as_("clerk"):
        for title, leader, body, state, ways, partners in _LED:
            row = put(
                FollowThrough, desk.office, proposal_id=desk.cases[title], leader_id=desk.people.seats[leader],
                committee_id=desk.office.committees[body], partners=partners or None, ways=ways, responsible="委室主任",
                listed_on=KEY_NAMED, due_on=date(2020, 11, 30), note=NOTE,
            )  # fmt: skip
            if state in ("running", "finished"):
                take_step(FollowThrough, row.id, "start")
                row.progress, row.progress_on = "7 月赴现场督办，承办单位已制定分步方案。", date(2020, 7, 24)
                db.session.flush()
            if state == "finished":
                done: dict[str, Any] = {
                    "result": "首批 21 台电梯加装完成，县财政补贴办法已印发。",
                    "finished_on": date(2020, 9, 11),
                }
                take_step(FollowThrough, row.id, "finish", **done)
            elif state == "dropped":
                why = "并入疾控能力建设视察一并督办。"
                take_step(FollowThrough, row.id, "drop", dropped_reason=why)


_REPORTED: tuple[dict[str, Any], ...] = (
    {"decision": "accepted", "units": "市交通运输局", "answered_on": date(2020, 7, 30), "answer": "已纳入年度计划。", "feedback": "satisfied"},
    {"decision": "accepted", "units": "市发展改革委、市财政局", "answered_on": date(2020, 8, 12), "answer": "列入“十四五”规划研究。",
     "feedback": "basically", "brought": "邻水段前期经费已到位。"},
    {"decision": "accepted", "units": "市农业农村局"},
    {"decision": "merged", "units": "市卫生健康委", "answered_on": date(2020, 8, 5), "answer": "与同类提案合并答复。", "feedback": "satisfied"},
    {"decision": "unknown"},
    {"decision": "accepted", "units": "市生态环境局", "answered_on": date(2020, 8, 20), "answer": "安排专项整治。", "feedback": "satisfied"},
    {"decision": "opinion"},
    {"decision": "reference"},
    {"decision": "accepted", "units": "市教育和体育局", "answered_on": date(2020, 8, 26), "answer": "已部分采纳。"},
    {"decision": "not_accepted"},
)  # fmt: skip
"""What the city's committee reports, in turn."""


def _city_proposals(desk: Desk) -> None:
    """Enter the register of what the county's members submitted to the fourth session of the city's fifth committee."""
    city = [number for number in range(len(desk.people.members)) if number % 37 == 0]
    with desk.as_("clerk"):
        groups = rows_where("member_group", "id", where={"kind": "higher_session"})
        for place, title in enumerate(CITY_TITLES):
            said = dict(_REPORTED[place % len(_REPORTED)])
            if said["decision"] in ("accepted", "merged"):
                said["number"] = f"{101 + place:04d}"
            if said["decision"] != "unknown":
                said |= {"source": "市政协提案委通报（2020 年 8 月 31 日）", "reported_on": date(2020, 8, 31)}
            of_group = place % 12 == 5 and groups
            who = (
                {"proposer_kind": "group", "member_group_id": groups[0].id}
                if of_group
                else {"member_id": desk.people.members[city[place % len(city)]]}
            )
            db.session.add(
                CityProposal(
                    organization_id=desk.office.organization_id,
                    name=title,
                    plenary="市政协五届四次会议",
                    submitted_on=date(2020, 4, 27) + timedelta(place % 3),
                    note=NOTE,
                    **who,
                    **said,
                )
            )


def add_few_proposals(office: Office, people: People, accounts: dict[str, int]) -> None:
    """Enter the few proposals of the smaller neighbour, where the chairpersons' meeting confirms what was accepted."""
    acts = Acts(office.organization_id, accounts, "qx-")
    desk = open_desk(office, people, acts)
    lines = lines_of(NEIGHBOUR)
    plenary = [line for line in lines if line.day < date(2020, 1, 6)]
    later = [line for line in lines if line.day >= date(2020, 1, 6)]
    for line in lines:
        hand_in(desk, line)
    look(desk, lines)
    decide(desk, plenary, 5, "plenary")
    _batch(desk, "大会提案交办", date(2020, 3, 10), "清委办〔2020〕9号", plenary)
    with acts.as_seed():
        said: dict[str, Any] = {
            "setting": DECIDED_BY.key,
            "value": "chairpersons",
            "basis": "主席会议纪要〔2020〕6号",
        }
        put(TermSetting, office, term_id=office.term_id, **said)
    _wait_for_chairpersons(desk, later)
    with desk.as_("clerk"):
        values: dict[str, Any] = {"handed_over_on": date(2020, 9, 22), "term_id": office.term_id}
        waiting = put(Handover, office, name="平时提案交办", **values, note=NOTE)
        _with_offices(desk, waiting.id)
        take_in(waiting)


def _wait_for_chairpersons(desk: Desk, lines: list[Line]) -> None:
    """Let some wait for the chairpersons' meeting, some for their number, some for the hand-over."""
    confirmed = desk.office.chairpersons_decisions[-1]
    numbered = [line for line in lines if line.fate == "numbered"]
    decide(desk, [line for line in lines if line.fate == "submitted"], 5, "august")
    with desk.acts.as_seed():
        for line in (
            *numbered,
            *(line for line in lines if line.fate in ("accepted", "awaiting_confirmation")),
        ):
            number = desk.cases[line.title]
            case = db.session.get_one(Proposal, number)
            case.lead_department_id = desk.office.departments[line.lead]
            db.session.flush()
            take_step(Proposal, number, "accept", decision_id=desk.decisions["august"])
            if line.fate != "awaiting_confirmation":
                take_step(Proposal, number, "confirm", decision_id=confirmed)
            if line.fate == "numbered":
                take_step(Proposal, number, "number")
