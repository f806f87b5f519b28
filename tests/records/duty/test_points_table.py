"""The table of the year and the button that computes it: for who proposes grades, in words and as a file, for nobody else."""

from __future__ import annotations

import re
from io import BytesIO

from click.testing import Result
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.duty.computing import compute_points
from models.history import Event
from models.people.seat import Seat
from models.performance.point_entry import PointEntry
from models.session import maintenance
from tests.factories import make_seat, make_special_committee, make_working_area
from tests.fixtures.app import People, as_system
from tests.panel.statements import counted
from tests.records.conftest import Entering
from tests.records.duty.world import YEAR, make_year

TABLE, COMPUTE = f"/panel/point-entry/table/?year={YEAR}", "/panel/assessment/compute/"


def entries(app: Flask, office: int) -> int:
    """Return how many lines there are."""
    with as_system(app, organization_id=office):
        return db.session.scalar(select(func.count(PointEntry.id))) or 0


def test_the_clerk_computes_the_year_and_takes_the_table_out(
    entering: Entering, people: People, app: Flask, office: int
) -> None:
    with entering():
        make_year()
    clerk = people.client(people.add(CLERK))
    assert COMPUTE in clerk.get(TABLE).text
    asked = clerk.get(f"{COMPUTE}?year={YEAR}").text
    assert "新增明细</dt><dd>10" in asked
    assert entries(app, office) == 0
    token = re.search(r'name="form_token" value="([^"]+)"', asked)
    assert token is not None
    given = {"year": str(YEAR), "confirmed": "1", "form_token": token[1]}
    for _twice in range(2):
        assert clerk.post(COMPUTE, data=given).status_code == 303
        assert entries(app, office) == 10
    assert "无须写入" in clerk.get(f"{COMPUTE}?year={YEAR}").text
    page = clerk.get(TABLE).text
    assert re.search(r"25\.75.*1\.75", page, re.DOTALL)
    book = CalamineWorkbook.from_filelike(
        BytesIO(clerk.get(f"/panel/point-entry/table/xlsx/?year={YEAR}").data)
    )
    head, first, second = book.get_sheet_by_index(0).to_python()
    assert head[:2] == ["名次", "委员"]
    assert [first[0], first[4], second[0], second[4]] == [1, 25.75, 2, 1.75]
    with as_system(app, organization_id=office), maintenance("history"):
        kinds = select(Event.kind).where(Event.kind.in_(("points_computed", "exported"))).order_by(Event.id)
        assert list(db.session.scalars(kinds)) == ["points_computed", "exported"]


def test_who_sees_the_table_and_who_computes(entering: Entering, people: People) -> None:
    with entering():
        seat = make_year().first
        body, desk = make_special_committee().id, make_special_committee().id
        make_working_area(record_kind="assessment", committee_id=desk)
        member = db.session.get_one(Seat, seat).member_id
    seen = {}
    scopes: dict[str, tuple[str, dict[str, int]]] = {
        "chair": (CHAIR, {}), "auditor": (AUDITOR, {}), "member": (MEMBER, {"member_id": member}),
        "another body": (COMMITTEE, {"special_committee_id": body}), "desk": (COMMITTEE, {"special_committee_id": desk}),
    }  # fmt: skip
    for name, (role, scope) in scopes.items():
        client = people.client(people.add(role, login=name.replace(" ", "-"), **scope))
        seen[name] = (
            client.get(TABLE).status_code, client.get(f"/panel/point-entry/table/csv/?year={YEAR}").status_code,
            client.get(COMPUTE).status_code, client.post(COMPUTE, data={"confirmed": "1"}).status_code,
        )  # fmt: skip
    assert seen == {
        "chair": (200, 200, 403, 403), "auditor": (200, 200, 403, 403), "member": (403, 403, 403, 403),
        "another body": (403, 403, 403, 403), "desk": (200, 200, 200, 303),
    }  # fmt: skip


def test_the_table_asks_no_more_for_more_members(entering: Entering, people: People, app: Flask) -> None:
    clerk = people.client(people.add(CLERK))
    numbers = []
    for _times in range(2):
        with entering():
            for _one in range(3):
                make_seat()
        clerk.get(TABLE)
        with counted(app) as sent:
            assert clerk.get(TABLE).status_code == 200
        numbers.append(len(sent))
    assert numbers[0] == numbers[1]


def test_the_command_line_computes_and_says_what_it_did(entering: Entering, app: Flask) -> None:
    with entering():
        make_year()
    run = app.test_cli_runner()
    said: list[Result] = [run.invoke(args=["points", "compute", "--year", str(YEAR)]) for _ in range(2)]
    assert [result.exit_code for result in said] == [0, 0]
    assert said[0].output == "2020 年度：新增明细 10 条，冲销 0 条，不变 0 条，涉及委员 2 名。\n"
    assert said[1].output == "2020 年度：积分与记录一致（10 条明细），未写入。\n"
    assert run.invoke(args=["points", "compute", "--year", "2020", "--as", "nobody"]).exit_code == 1


def test_an_entry_is_cancelled_by_hand_with_its_reason_once(
    entering: Entering, people: People, app: Flask, office: int
) -> None:
    with entering():
        make_year()
    with entering():
        compute_points(YEAR, lambda sentence, **values: sentence % values)
        number = db.session.scalars(select(PointEntry.id).where(PointEntry.name == "捐赠")).one()
    clerk, chair = people.client(people.add(CLERK)), people.client(people.add(CHAIR))
    address = f"/panel/point-entry/cancel/?id={number}"
    assert address in clerk.get(f"/panel/point-entry/details/?id={number}").text
    assert address not in chair.get(f"/panel/point-entry/details/?id={number}").text
    assert (chair.get(address).status_code, chair.post(address, data={"reason": "不算"}).status_code) == (
        403,
        403,
    )
    assert clerk.post(address, data={"reason": " "}).status_code == 422
    assert clerk.post(address, data={"reason": "与捐赠证书重复。"}).status_code == 303
    assert clerk.post(address, data={"reason": "再来一次。"}).status_code == 422
    assert entries(app, office) == 11
    with as_system(app, organization_id=office):
        line = db.session.scalars(select(PointEntry).where(PointEntry.reverses_id == number)).one()
        assert [line.points, line.reason] == [-2, "与捐赠证书重复。"]
