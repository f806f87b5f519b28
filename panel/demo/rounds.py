"""Evaluation rounds in every state, brought there by the people whose part it is: desk, chair, tellers, units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.access import acting, system_actor
from models.balloting.closing import close_round
from models.balloting.paper import paper_of
from models.balloting.sheets import save_sheet
from models.base import db
from models.livelihood.evaluation import Evaluation
from models.livelihood.evaluation_round import EvaluationRound
from models.livelihood.evaluation_round_evaluator import EvaluationRoundEvaluator
from models.livelihood.evaluation_round_subject import EvaluationRoundSubject
from models.livelihood.rectification import Rectification
from models.transitions import Request, perform
from panel.demo.acts import Acts
from panel.demo.office import NOTE, Office
from panel.demo.papers import attach_signed_paper
from panel.demo.people import People

BANDS = "90 优秀\n80 良好\n60 合格\n0 不合格"
_STEPS = ("submitted", "plan_approved", "heard", "open", "counted", "opinions_approved", "reported", "fed_back", "rectifying",
          "rectification_reported", "rechecked", "archived")  # fmt: skip
_VOIDED_AFTER = {"void": "plan_approved", "void after the count": "counted"}
_VOIDED = {
    "void": "实到人数未过应到人数的半数，本轮评议不能进行。",
    "void after the count": "复核发现测评票样漏印一个单位，本轮计票作废，另行组织。",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One round of the demonstration: what is evaluated, by how many, and how far it has come."""

    year: int
    number: int
    subject: str
    until: str
    lines: tuple[int, ...]
    evaluators: int = 46
    methods: str = ",paper,"


class Rounds(Acts):
    """The rounds of one organization."""

    def __init__(
        self, office: Office, people: People, accounts: dict[str, int], projects: list[int], prefix: str
    ) -> None:
        super().__init__(office.organization_id, accounts, prefix)
        self.office, self.people, self.projects = office, people, projects
        self.departments = list(office.departments.values())

    def step(self, login: str, name: str, round_id: int, **given: Any) -> None:
        """Take one step of a round as somebody."""
        with self.as_(login):
            reason, decision = given.pop("reason", None), given.pop("decision_id", None)
            perform(
                EvaluationRound, round_id, name, Request(reason=reason, decision_id=decision, answers=given)
            )

    def add(self, plan: Plan) -> int:
        """Enter the plan of a round, and take it as far as it has come."""
        round_id = self._draft(plan)
        if plan.until == "drafted":
            return round_id
        self.step("committee", "submit", round_id)
        if plan.until == "returned":
            self.step("chair", "return", round_id, reason="参评范围请再核对，回避情况请逐人注明。")
            return round_id
        for state in _STEPS[1 : _STEPS.index(_VOIDED_AFTER.get(plan.until, plan.until)) + 1]:
            self._reach(state, plan, round_id)
        if plan.until in _VOIDED:
            self.step("chair", "void", round_id, reason=_VOIDED[plan.until])
        return round_id

    def _draft(self, plan: Plan) -> int:
        with self.as_("committee"):
            round_ = EvaluationRound(
                name=f"{plan.year} 年度{'民生实事' if plan.subject == 'projects' else '部门工作'}民主评议（第 {plan.number} 轮）",
                year=plan.year, number=plan.number, subject=plan.subject, committee_id=self.office.committees[0], term_id=self.office.term_id,
                scale_id=self.office.scales[0], methods=plan.methods, bands=BANDS, plan="听取汇报、实地视察后召开评议会投票。",
                opens_on=date(plan.year, 9, 15), closes_on=date(plan.year, 9, 30), note=NOTE,
            )  # fmt: skip
            db.session.add(round_)
            db.session.flush()
            for rank, line in enumerate(plan.lines, 1):
                what = (
                    {"project_id": self.projects[line]}
                    if plan.subject == "projects"
                    else {"department_id": self.departments[line]}
                )
                db.session.add(EvaluationRoundSubject(round_id=round_.id, rank=rank, **what))
            for seat in self.people.seats[: plan.evaluators]:
                db.session.add(EvaluationRoundEvaluator(round_id=round_.id, seat_id=seat))
            db.session.flush()
            return round_.id

    def _reach(self, state: str, plan: Plan, round_id: int) -> None:
        """Take the step or steps that lead to ``state`` from the one before."""
        if state == "plan_approved":
            self.step("chair", "approve_plan", round_id, decision_id=self.office.chairpersons_decisions[0],
                      agreed_document=f"邻委办函〔{plan.year}〕18号", agreed_on=date(plan.year, 8, 28))  # fmt: skip
        elif state == "heard":
            self.step("committee", "hear", round_id, heard_on=date(plan.year, 9, 8))
        elif state == "open":
            tellers = {f"teller{n}_id": self.accounts[f"{self.prefix}teller{n}"] for n in (1, 2)}
            self.step("committee", "open", round_id, **tellers)
        elif state == "counted":
            self._count(plan, round_id)
        elif state == "opinions_approved":
            self._opinions(round_id)
        elif state == "reported":
            self.step(
                "committee",
                "report",
                round_id,
                reported_document=f"邻协办〔{plan.year}〕31号",
                reported_on=date(plan.year, 9, 21),
            )
        elif state == "fed_back":
            self.step("committee", "feed_back", round_id, fed_back_on=date(plan.year, 9, 22))
        elif state == "rectifying":
            self._rectify(round_id, most=1)
            self._send_back(round_id, returned=plan.until == state)
        elif state == "rectification_reported":
            self._rectify(round_id)
        elif state == "rechecked":
            self._recheck(round_id)
        elif state == "archived":
            self.step("clerk", "archive", round_id)

    def _count(self, plan: Plan, round_id: int) -> None:
        """Let both tellers enter the same numbers, each alone, and close."""
        returned = plan.evaluators - 2
        for login in ("teller1", "teller2"):
            with self.as_(login):
                save_sheet(round_id, self._numbers(round_id, returned - 1), present=plan.evaluators - 1, issued=plan.evaluators - 1,
                           returned=returned, invalid=1)  # fmt: skip
                close_round(round_id)

    def _numbers(self, round_id: int, ballots: int) -> dict[tuple[int, int], int]:
        paper = paper_of(round_id)
        found = {}
        for place, line in enumerate(paper.lines):
            basically, unsatisfied, unknown = (7 + place * 5) % 15, (place * 3) % 7, place % 3
            shares = (ballots - basically - unsatisfied - unknown, basically, unsatisfied, unknown)
            for (option, _label), number in zip(paper.options, shares, strict=True):
                found[line.id, option] = number
        return found

    def _evaluations(self, round_id: int) -> Sequence[int]:
        return db.session.scalars(
            select(Evaluation.id).where(Evaluation.round_id == round_id).order_by(Evaluation.id)
        ).all()

    def _word(self, round_id: int, most: int | None = None) -> list[int]:
        """Let the desk word and submit the opinions."""
        with self.as_("committee"):
            ids = list(self._evaluations(round_id))[:most]
            for place, key in enumerate(ids):
                row = db.session.get_one(Evaluation, key)
                row.opinion = (
                    "推进总体有力，群众反映较好。"
                    if place % 2 == 0
                    else "进度偏慢，选址和用地问题应抓紧明确。"
                )
                if place % 2:
                    row.rectification, row.rectification_due = (
                        "明确剩余任务的责任人和完成时限。",
                        date(2020, 12, 20),
                    )
                db.session.flush()
                perform(Evaluation, key, "submit")
        return ids

    def _opinions(self, round_id: int) -> None:
        ids = self._word(round_id)
        with self.as_("chair"):
            for key in ids:
                perform(Evaluation, key, "approve")

    def opinions_in_every_state(self, round_id: int) -> None:
        """Leave the opinions of a counted round in all the states they can be in."""
        ids = self._word(round_id, most=6)
        with self.as_("chair"):
            perform(Evaluation, ids[0], "approve")
            perform(Evaluation, ids[1], "return", Request(reason="措辞请再斟酌，数据请与部门核对。"))

    def _rectify(self, round_id: int, most: int | None = None) -> None:
        with acting(system_actor("seed")):
            cls = Rectification
            rows = db.session.execute(
                select(cls.id).where(cls.round_id == round_id, cls.state == "demanded").order_by(cls.id)
            ).all()
        for row in rows[:most]:
            with self.as_("clerk"):
                attach_signed_paper(
                    db.session.get_one(Rectification, row.id), "整改情况报告（盖章扫描件）.pdf"
                )
                answers = {"report": "已逐项整改，详见所附报告。", "reported_on": date(2020, 9, 22)}
                perform(Rectification, row.id, "report", Request(answers=answers))

    def _send_back(self, round_id: int, *, returned: bool) -> None:
        """Return the report of a unit that says too little, in a round that goes no further."""
        if not returned:
            return
        with self.as_("committee"):
            reported = select(Rectification.id).where(
                Rectification.round_id == round_id, Rectification.state == "reported"
            )
            why = "报告未说明剩余任务的责任人和完成时限，请补充后再报。"
            for key in db.session.scalars(reported).all():
                perform(Rectification, key, "return", Request(reason=why))

    def _recheck(self, round_id: int) -> None:
        with self.as_("committee"):
            ids = db.session.scalars(
                select(Rectification.id).where(
                    Rectification.round_id == round_id, Rectification.state == "reported"
                )
            ).all()
            for key in ids:
                perform(
                    Rectification,
                    key,
                    "recheck",
                    Request(answers={"finding": "整改到位。", "rechecked_on": date(2020, 9, 23)}),
                )
        self.step(
            "committee", "recheck", round_id, rechecked_on=date(2020, 9, 23), recheck="各单位整改到位。"
        )


def add_rounds(
    office: Office, people: People, accounts: dict[str, int], projects: list[int], *, few: bool = False
) -> None:
    """Enter the rounds: one in every state for the county, one for its neighbour."""
    prefix = "qx-" if few else ""
    rounds = Rounds(office, people, accounts, projects, prefix)
    if few:
        rounds.add(Plan(2020, 1, "projects", "counted", (0, 1, 2), evaluators=28))
        return
    for plan in _PLANS:
        round_id = rounds.add(plan)
        if plan.until == "counted":
            rounds.opinions_in_every_state(round_id)


_PLANS = (
    Plan(2018, 1, "departments", "archived", (0, 1, 2)),
    Plan(2019, 1, "departments", "rechecked", (3, 4, 5)),
    Plan(2019, 2, "departments", "rectification_reported", (6, 7)),
    Plan(2019, 3, "departments", "rectifying", (8, 9, 10, 11)),
    Plan(2019, 4, "departments", "void", (12, 13)),
    Plan(2019, 5, "departments", "void after the count", (14, 15)),
    Plan(2020, 1, "projects", "fed_back", (0, 1, 2, 3)),
    Plan(2020, 2, "projects", "reported", (4, 5, 6)),
    Plan(2020, 3, "projects", "opinions_approved", (12, 13, 14)),
    Plan(2020, 4, "projects", "counted", (30, 31, 32, 33, 34, 35, 36, 38)),
    Plan(2020, 5, "projects", "open", (39, 40, 41, 42, 45, 47), evaluators=220, methods=",panel,slips,"),
    Plan(2020, 1, "departments", "heard", (1, 2)),
    Plan(2020, 2, "departments", "plan_approved", (3, 4)),
    Plan(2020, 3, "departments", "submitted", (5, 6)),
    Plan(2020, 4, "departments", "returned", (7, 8)),
    Plan(2020, 5, "departments", "drafted", (9, 10)),
)
