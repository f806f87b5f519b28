"""What came of items and issues: leaders' instructions with units' replies, hand-overs, and contributors who were told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from models.base import db
from models.opinions.bulletin import Bulletin
from models.opinions.instruction import Instruction
from models.opinions.opinion_handover import OpinionHandover
from models.opinions.opinion_report import OpinionReport
from panel.demo.acts import Acts, take_step
from panel.demo.office import NOTE, Office, put
from panel.demo.opinions import Opinions
from panel.demo.papers import attach_signed_paper

UNIT = "县民政局"
"""The unit that has an account; what others answer arrives on signed paper."""
LEADERS = (("县委主要领导", "县委书记"), ("县政府主要领导", "县长"), ("县政府分管领导", "副县长"))
INSTRUCTIONS: tuple[tuple[int, str, str | None, int], ...] = (
    (2, "closed", "县农业农村局", 30), (6, "closed", "县卫生健康局", 30), (8, "noted", None, 0), (11, "closed", "县教科体局", 20), (14, "closed", UNIT, 30),
    (15, "closed", "县住房和城乡建设局", 45), (21, "returned", UNIT, 60), (22, "answered", UNIT, 60), (23, "handed_over", "县自然资源和规划局", 40),
    (25, "handed_over", UNIT, 51), (26, "handed_over", "县交通运输局", 60), (28, "registered", "县人力资源社会保障局", 30),
)  # fmt: skip
"""Which issue, how far, the unit, and how many days it was given."""
HANDOVERS: tuple[tuple[int, str, str], ...] = (
    (0, "closed", "县水务局"), (1, "closed", "县教科体局"), (10, "closed", "县商务局"), (17, "closed", UNIT), (18, "closed", "县住房和城乡建设局"),
    (25, "answered", UNIT), (26, "returned", UNIT), (30, "handed_over", UNIT), (36, "handed_over", "县自然资源和规划局"), (39, "prepared", UNIT),
)  # fmt: skip
"""Which item, how far, and the unit."""
CLOSED, TOLD, HANDLED = 20, 24, 28
"""So many items are closed; of those up to the next number the contributors were told; those up to the last are handled."""


def add_results(office: Office, found: Opinions, acts: Acts) -> None:
    """Enter instructions and hand-overs, each answered by its unit, and close what is done with."""
    with acts.as_("clerk"):
        instructions = [
            _instruction(office, found, issue, unit, days) for issue, _state, unit, days in INSTRUCTIONS
        ]
        handovers = [_handover(office, found, *plan) for plan in HANDOVERS]
        db.session.flush()
        rows = [(Instruction, row.id, row.instructed_on, state, unit) for row, (_issue, state, unit, _days)
                in zip(instructions, INSTRUCTIONS, strict=True)]  # fmt: skip
        rows += [(OpinionHandover, row.id, row.due_on - timedelta(42), state, unit) for row, (_item, state, unit)
                 in zip(handovers, HANDOVERS, strict=True)]  # fmt: skip
        for cls, number, came, state, _unit in rows:
            if state == "noted":
                take_step(cls, number, "note_down")
            elif state not in ("registered", "prepared"):
                take_step(cls, number, "hand_over", handed_on=min(came + timedelta(2), date(2020, 9, 22)))
    _answers(rows, acts)
    with acts.as_("clerk"):
        for cls, number, _came, state, _unit in rows:
            if state == "closed":
                take_step(cls, number, "close" if cls is Instruction else "accept")
            elif state == "returned":
                take_step(cls, number, "return", reason="答复没有写明完成时限，请补充。")
        _tell_contributors(found)


def _instruction(office: Office, found: Opinions, issue: int, unit: str | None, days: int) -> Any:
    there = db.session.get_one(Bulletin, found.issues[issue])
    assert there.issued_on is not None
    leader, post = LEADERS[issue % len(LEADERS)]
    day = min(there.issued_on + timedelta(4), date(2020, 9, 22))
    words = "所反映的问题要高度重视，请研究提出措施，抓好落实并报结果。" if unit is not None else "已阅。"
    return put(
        Instruction, office, record_table="bulletin", record_id=there.id, leader=leader, leader_post=post,
        original_words=words, instructed_on=day, department_id=office.departments[unit] if unit else None,
        due_on=day + timedelta(days) if unit is not None else None, note=NOTE,
    )  # fmt: skip


def _handover(office: Office, found: Opinions, item: int, state: str, unit: str) -> Any:
    report = db.session.get_one(OpinionReport, found.all_reports[item])
    due = report.reported_on + timedelta(50)
    if state == "handed_over" and unit == UNIT:
        due = date(2020, 9, 29)
    values: dict[str, Any] = {"department_id": office.departments[unit], "due_on": due}
    return put(
        OpinionHandover,
        office,
        opinion_report_id=report.id,
        **values,
        fact_date=report.reported_on + timedelta(9),
        note=NOTE,
    )


def _answers(rows: list[tuple[Any, int, Any, str, str | None]], acts: Acts) -> None:
    """Let the unit with an account answer what it has; the desk enters the signed answers of the others."""
    for login in ("department", "clerk"):
        with acts.as_(login):
            for cls, number, came, state, unit in rows:
                if state not in ("answered", "returned", "closed") or (unit == UNIT) != (
                    login == "department"
                ):
                    continue
                text, day = (
                    "已会同乡镇现场核实，制定整改措施，正按计划推进。",
                    min(came + timedelta(17), date(2020, 9, 21)),
                )
                if login == "clerk":
                    attach_signed_paper(db.session.get_one(cls, number), "办理情况报告（盖章扫描件）.pdf")
                answers = (
                    {"reply": text, "replied_on": day}
                    if cls is Instruction
                    else {"answer": text, "answered_on": day}
                )
                take_step(cls, number, "answer", **answers)


def _tell_contributors(found: Opinions) -> None:
    """Register what came of the older items, tell who reported them, and close them."""
    waiting = {place for place, state, _unit in HANDOVERS if state != "closed"}
    for place, number in enumerate(found.all_reports[:HANDLED]):
        if place in waiting:
            continue
        day = db.session.get_one(OpinionReport, number).reported_on + timedelta(60)
        take_step(
            OpinionReport,
            number,
            "handle",
            handled_on=min(day, date(2020, 9, 18)),
            handling_result="有关单位已采纳建议并组织落实。",
        )
        if place < TOLD:
            take_step(
                OpinionReport,
                number,
                "tell",
                told_on=min(day + timedelta(3), date(2020, 9, 21)),
                told_text="已将采用和办理情况告知反映人。",
            )
        if place < CLOSED:
            take_step(OpinionReport, number, "close")
