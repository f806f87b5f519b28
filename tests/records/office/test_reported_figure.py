"""The ledger of reported figures: written by the step of the summary alone, never changed, compared row by row."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from models.access import CHAIR, CLERK
from models.base import db
from models.office.reported_figure import NEVER_CHANGED, ReportedFigure
from models.opinions.bulletin import Bulletin
from models.transitions import add_derived
from panel.summary.kept_rows import Kept, read_rows
from tests.factories import make, put_into
from tests.fixtures.app import People, as_system
from tests.opinions_factories import make_bulletin
from tests.records.asserting import assert_invalid, assert_refused, reload, trash
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk: all; committee: area; chair auditor: all",
    "export": "clerk chair auditor: all",
}
NOUNS = {
    "figures as sent": ("key", "value", "window"),
    "rows": "rows",
    "rule": ("definition", "conditions"),
    "date": "reported_on",
}
DAYS = "from=2020-01-01&to=2020-09-23"
VALUES: dict[str, Any] = {
    "key": "bulletins",
    "name": "社情民意（期）",
    "first_day": date(2020, 1, 1),
    "last_day": date(2020, 6, 30),
    "value": 1,
    "unit": "期",
    "definition": "已印发的期数。",
    "conditions": "[]",
    "rows": '[["bulletin","1","桥头路面",1]]',
    "reported_to": "市政协",
    "reported_on": date(2020, 7, 1),
    "reported_by": "周予宁",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter two reports of one figure."""
    add_derived([ReportedFigure(**VALUES), ReportedFigure(**VALUES | {"reported_on": date(2020, 9, 1)})])


def _tick(text: str, key: str) -> str:
    """Return what the box of a figure sends."""
    return unescape(text).partition(f'value="{key}:')[2].partition('"')[0]


def _report(client: Any, ticks: list[str], **over: str) -> Any:
    text = client.get(f"/panel/summary/?{DAYS}").text
    token = text.partition('name="form_token" value="')[2].partition('"')[0]
    sent = {"form_token": token, "from": "2020-01-01", "to": "2020-09-23", "window": "period", "reported_to": "市政协",
            "reported_on": "", "document_number": "", "figure": ticks}  # fmt: skip
    return client.post("/panel/summary/report", data=sent | over, follow_redirects=True)


def test_a_figure_is_reported_kept_and_compared_with_the_rows_of_now(people: People) -> None:
    """58 in June and 59 now: one issue came, one went, one is called otherwise, and the page names them."""
    with as_system(people.app, organization_id=people.organization_id):
        kept, gone = (make_bulletin(state="sent", signed_on=date(2020, 8, 20)).id for _ in range(2))
        db.session.commit()
    clerk = people.client(people.add("clerk"))
    tick = _tick(clerk.get(f"/panel/summary/?{DAYS}").text, "bulletins")

    assert tick == "2,2,2"
    assert "写入上报数据台账 1 项" in _report(clerk, [f"bulletins:{tick}"]).text
    with as_system(people.app, organization_id=people.organization_id):
        line = db.session.scalars(select(ReportedFigure)).one()
        assert (line.value, line.reported_to, line.reported_on) == (2, "市政协", date(2020, 9, 23))
        assert [row.number for row in read_rows(line.rows)] == [str(kept), str(gone)]
        assert read_rows(line.rows)[0] == Kept("bulletin", str(kept), read_rows(line.rows)[0].label, 1)
        number = line.id
        put_into(db.session.get_one(Bulletin, gone), "checked")
        changed = db.session.get_one(Bulletin, kept)
        put_into(changed, "sent", subject="另一个题目")
        came = make_bulletin(state="sent", signed_on=date(2020, 8, 21)).id
        db.session.commit()
    page = unescape(clerk.get(f"/panel/reported-figure/compare/?id={number}").text)

    for part, row in (("之后计入", came), ("不再计入", gone), ("内容有变化", kept)):
        assert f"/panel/bulletin/details/?id={row}" in page.partition(part)[2].partition("</section>")[0], (
            part
        )
    assert _report(clerk, [f"bulletins:{tick}"], document_number="邻协办〔2020〕9 号").status_code == 200
    with as_system(people.app, organization_id=people.organization_id):
        second = db.session.scalars(select(ReportedFigure.id).order_by(ReportedFigure.id.desc())).first()
    between = unescape(clerk.get(f"/panel/reported-figure/compare/?id={number}&with={second}").text)
    assert "另一个题目" in between
    assert clerk.get(f"/panel/reported-figure/compare/?id={number}&with={number}").status_code == 404


def test_what_moved_since_the_page_is_not_reported_unseen(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        make_bulletin(state="sent", signed_on=date(2020, 8, 20))
        db.session.commit()
    clerk = people.client(people.add("clerk"))

    assert "页面上为 7，现为 1" in _report(clerk, ["bulletins:7,7,7"]).text
    assert "没有勾选" in _report(clerk, []).text
    assert "请填写报送对象" in _report(clerk, ["bulletins:1,1,1"], reported_to=" ").text
    assert "未报" in _report(clerk, ["visits:,,"]).text
    assert _report(people.client(people.add("chair")), ["bulletins:1,1,1"]).status_code == 403
    with as_system(people.app, organization_id=people.organization_id):
        assert db.session.scalars(select(ReportedFigure)).all() == []


def test_no_hand_writes_changes_or_removes_a_line(entering: Entering, acting_with: As) -> None:
    with entering():
        line = ReportedFigure(**VALUES)
        add_derived([line])
        db.session.commit()
        number = line.id
        with assert_invalid("reported_on"):
            add_derived([ReportedFigure(**VALUES | {"reported_on": date(2030, 1, 1)})])
    for role in (CLERK, CHAIR):
        with acting_with(role):
            with assert_refused():
                make(ReportedFigure, **VALUES)
            with assert_refused():
                reload(ReportedFigure, number).value = 9
                db.session.flush()
            with assert_refused():
                trash(ReportedFigure, number)
    with entering(), assert_refused(NEVER_CHANGED):
        reload(ReportedFigure, number).value = 9
        db.session.flush()


@pytest.mark.parametrize("days", ["from=2020-09-23&to=2020-01-01", "from=never"])
def test_days_that_are_none_report_nothing(people: People, days: str) -> None:
    clerk = people.client(people.add("clerk"))
    first, _, last = days.partition("&to=")
    answer = _report(clerk, ["bulletins:1,1,1"], **{"from": first.removeprefix("from="), "to": last})

    assert "请" in answer.text
    with as_system(people.app, organization_id=people.organization_id):
        assert db.session.scalars(select(ReportedFigure)).all() == []


def test_a_refused_report_keeps_what_was_typed_and_ticked(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        make_bulletin(state="sent", signed_on=date(2020, 8, 20))
        db.session.commit()
    clerk = people.client(people.add("clerk"))
    tick = _tick(clerk.get(f"/panel/summary/?{DAYS}").text, "bulletins")

    refused = _report(
        clerk,
        [f"bulletins:{tick}"],
        reported_to="",
        document_number="邻协办〔2020〕9 号",
        reported_on="9月31日",
    )

    assert refused.status_code == 422
    text = unescape(refused.text)
    assert f'value="bulletins:{tick}" checked' in text
    assert 'value="邻协办〔2020〕9 号"' in text
    assert 'value="9月31日"' in text
    assert "9 月没有 31 日，请重新填写。" in text
    with as_system(people.app, organization_id=people.organization_id):
        assert not db.session.scalars(select(ReportedFigure)).all()
