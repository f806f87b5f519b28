"""The list of received proposals: each line becomes a draft with its proposers and suggested units."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import select

from models.access import Actor
from models.base import db
from models.proposals.proposal import Proposal, ProposalSuggestedUnit
from models.proposals.proposal_signer import ProposalSigner
from models.registry import record_type
from panel.importer.desk import Desk
from panel.importer.reading import Unreadable
from panel.importer.shape import shape_of
from panel.registry import view_of
from tests.factories import (
    make_department,
    make_member,
    make_seat,
    make_seat_assignment,
    make_sector,
    make_special_committee,
)
from tests.fixtures.app import People, as_system
from tests.proposal_factories import make_category

HEAD = "案由,提案者类别,提案者,提案分类,建议承办单位,情况反映,分析,意见建议\n"


@contextmanager
def at_the_desk(app: Flask, people: People, lines: str) -> Iterator[tuple[Actor, Desk]]:
    """Yield a clerk with the list on the desk of an office that knows its people and units."""
    with as_system(app, organization_id=people.organization_id):
        for name in ("周怀远", "许柏舟", "郑知夏"):
            make_seat(member_id=make_member(name=name).id)
        sector = make_sector(name="教育界").id
        convener = make_seat(member_id=make_member(name="罗若川").id).id
        make_seat_assignment(seat_id=convener, kind="sector", sector_id=sector, post="convener")
        make_sector(name="体育界")
        make_special_committee(name="提案委员会")
        make_department(name="县住房和城乡建设局", short_name="县住建局")
        make_department(name="县财政局")
        make_category()
        db.session.commit()
    with people.acting(people.add("clerk")) as actor:
        view = view_of(record_type("proposal"))
        yield actor, Desk(view, actor, (HEAD + lines).encode(), "收到提案清单.csv")


def test_every_kind_of_proposer_comes_in_as_a_draft(app: Flask, people: People) -> None:
    lines = (
        "关于加装电梯的建议,个人,周怀远,社会建设,县住建局、县财政局,缺少电梯,资金单一,制定办法\n"
        "关于错峰停车的建议,联名,周怀远、许柏舟、郑知夏,社会建设,县住建局,停车难,统筹不够,错峰共享\n"
        "关于文化惠民的建议,民主党派,民盟邻水县支部,,,场次少,经费不足,送戏下乡\n"
        "关于提案公开的建议,专委会,提案委员会,,,公开少,渠道少,定期公开\n"
        "关于课后服务的建议,界别,教育界,,,师资紧,统筹难,统一安排\n"
    )
    with at_the_desk(app, people, lines) as (_actor, desk):
        plan = desk.plan()
        assert plan.counts["wrong"] == 0, [row.problems for row in plan.rows if row.problems]
        desk.apply(plan.digest, skip_wrong=False)
        db.session.commit()
        rows = {row.name: row for row in db.session.scalars(select(Proposal))}
        assert {row.state for row in rows.values()} == {"draft"}
        assert {row.proposer for row in rows.values()} == {
            "周怀远", "民盟邻水县支部", "提案委员会", "教育界",
        }  # fmt: skip
        first = rows["关于加装电梯的建议"]
        units = select(ProposalSuggestedUnit).where(ProposalSuggestedUnit.proposal_id == first.id)
        assert len(list(db.session.scalars(units))) == 2
        joint = rows["关于错峰停车的建议"]
        signers = select(ProposalSigner).where(ProposalSigner.proposal_id == joint.id)
        assert [
            (row.name, row.state) for row in db.session.scalars(signers.order_by(ProposalSigner.rank))
        ] == [
            ("许柏舟", "listed"),
            ("郑知夏", "listed"),
        ]


def test_a_name_that_nobody_has_and_a_body_without_convener_are_said_at_their_cell(
    app: Flask, people: People
) -> None:
    lines = "关于照明的建议,个人,周怀原,,,暗,无灯,装灯\n关于健身的建议,界别,体育界,,,少,缺,建\n"
    with at_the_desk(app, people, lines) as (_actor, desk):
        plan = desk.plan()

    assert [row.kind for row in plan.rows] == ["wrong", "wrong"]
    assert [row.problems[0].cell for row in plan.rows] == ["C2", "C3"]
    assert plan.rows[0].problems[0].proposal == "周怀远"


def test_the_template_asks_for_what_an_office_lists_and_is_read_again(people: People) -> None:
    answer = people.client(people.add("clerk")).get("/panel/proposal/import/template/")

    assert answer.status_code == 200
    with people.acting(people.add("clerk", login="second")) as actor:
        view = view_of(record_type("proposal"))
        assert {"name", "proposer", "category_id", "units"} <= set(shape_of(view, actor).columns)
        with pytest.raises(Unreadable, match="no rows below"):
            # Every heading is known; only what the office fills in is missing.
            Desk(view, actor, answer.data, "模板.xlsx").plan()
