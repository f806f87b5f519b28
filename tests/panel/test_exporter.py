"""What leaves the house: the list as it is seen, as text and numbers, and never without a line in the history."""

import csv
import io
import json
import resource
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, select
from werkzeug.datastructures import MultiDict

from models import clock, history
from models.access import CLERK, Access, all_rows, in_state
from models.base import db
from models.history.tables import Event
from models.livelihood.livelihood_project import LivelihoodProject
from models.office.place import Place
from models.people.member import Member
from models.registry import record_type
from models.session import maintenance
from models.writing import context_of, pen
from panel import assets, exporter
from panel.registry import view_of
from panel.workbooks import neutral, without_guard
from tests.fixtures.app import add_organization, as_system

MEMBERS = "/panel/member/export"
MEBIBYTE = 2**20
PAGE = resource.getpagesize()


@pytest.fixture
def members(app, office):
    with as_system(app, organization_id=office):
        db.session.add_all(
            [
                Member(
                    name="张维翰", phone="13800000001", born=date(1970, 1, 2), work_unit='=HYPERLINK("x")'
                ),
                Member(name="@李", phone=None, work_unit="县教育局, 二楼"),
                Member(name="王 芳", phone="+86 138", work_unit="-1+2"),
            ]
        )
        db.session.commit()


def _csv(answer):
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def _xlsx(answer):
    assert answer.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()


def _events(app):
    with as_system(app), maintenance("history"):
        statement = select(Event.detail, Event.table_name, Event.actor).where(Event.kind == "exported")
        return [
            (json.loads(str(detail)), table, actor) for detail, table, actor in db.session.execute(statement)
        ]


@pytest.mark.usefixtures("members")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_is_a_formula(client_for, kind) -> None:
    answer = client_for("clerk").get(f"{MEMBERS}/{kind}/?col=name&col=work_unit")
    rows = _csv(answer) if kind == "csv" else _xlsx(answer)
    units = {row[1] for row in rows[1:]}
    assert units == {'\'=HYPERLINK("x")', "县教育局, 二楼", "'-1+2"}
    assert {row[0] for row in rows[1:]} == {"张维翰", "'@李", "王 芳"}


@pytest.mark.usefixtures("members")
def test_the_export_is_the_list_as_filtered_and_sorted(client_for) -> None:
    rows = _csv(client_for("clerk").get(f"{MEMBERS}/csv/?col=name&q=张"))
    assert [row[0] for row in rows[1:]] == ["张维翰"]


@pytest.mark.usefixtures("members")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_masked_on_screen_is_masked_in_the_file(app, client_for, kind) -> None:
    answer = client_for("chair").get(f"{MEMBERS}/{kind}/?col=name&col=phone")
    rows = _csv(answer) if kind == "csv" else _xlsx(answer)
    assert b"13800000001" not in answer.data
    assert sorted(str(row[1]) for row in rows[1:]) == ["", "••••", "••••"]
    detail, table, actor = _events(app)[0]
    assert (detail["format"], detail["masked"], table) == (kind, ["phone"], "member")
    assert actor.startswith("account:")


@pytest.mark.usefixtures("members")
def test_a_workbook_keeps_days_as_days(client_for) -> None:
    rows = _xlsx(client_for("clerk").get(f"{MEMBERS}/xlsx/?col=name&col=born"))
    assert date(1970, 1, 2) in [row[1] for row in rows[1:]]


def test_numbers_stay_numbers_and_choices_are_worded(app, office, client_for) -> None:
    with as_system(app, organization_id=office):
        db.session.add(LivelihoodProject(name="公厕", year=2020, level="county", number="07"))
        db.session.commit()
    browser = client_for("clerk")
    address = "/panel/livelihood-project/export/{}/?col=name&col=year&col=number&col=state"
    row = _xlsx(browser.get(address.format("xlsx")))[1]
    assert {"公厕", 2020.0, "07"} <= set(row)
    assert "2020" in _csv(browser.get(address.format("csv")))[1]
    assert "07" in _csv(browser.get(address.format("csv")))[1]
    assert "listed" not in _csv(browser.get(address.format("csv")))[1]


@pytest.mark.usefixtures("members")
def test_only_who_may_take_a_list_out_does(app, client_for, people) -> None:
    assert (
        client_for("department", department_id=_department(app, people)).get(f"{MEMBERS}/csv/").status_code
        == 403
    )
    assert client_for("admin").get(f"{MEMBERS}/csv/").status_code == 403
    assert app.test_client().get(f"{MEMBERS}/csv/").status_code == 302
    clerk = client_for("clerk")
    assert clerk.get(f"{MEMBERS}/pdf/").status_code == 404
    assert clerk.post(f"{MEMBERS}/csv/").status_code == 405
    assert clerk.head(f"{MEMBERS}/csv/").status_code == 200
    assert clerk.get(f"{MEMBERS}/csv/?colour=red").status_code == 400
    assert _events(app) == []


def _department(app, people):
    with as_system(app, organization_id=people.organization_id):
        row = record_type("department")(name="县教育局")
        db.session.add(row)
        db.session.commit()
        return row.id


def test_rows_that_may_be_read_but_not_taken_out_stay(app, office, client_for, monkeypatch) -> None:
    with as_system(app, organization_id=office):
        rows = [LivelihoodProject(name=name, year=2020, level="county", number=name) for name in ("甲", "乙")]
        db.session.add_all(rows)
        db.session.flush()
        with pen(db.session, rows[0], "derive"):
            rows[0].state = "running"
        db.session.commit()
    narrow = Access(read={CLERK: all_rows}, export={CLERK: in_state("running")})
    monkeypatch.setattr(LivelihoodProject, "access", narrow)
    exported = _csv(client_for("clerk").get("/panel/livelihood-project/export/csv/?col=name"))
    assert [row[0] for row in exported[1:]] == ["甲"]


@pytest.mark.usefixtures("members")
def test_another_offices_rows_and_the_bin_do_not_leave(app, people) -> None:
    with as_system(app, organization_id=people.organization_id):
        row = db.session.scalars(select(Member).where(Member.name == "@李")).one()
        with pen(db.session, row, "trash"):
            row.trashed_at = clock.now()
        db.session.commit()
    other = add_organization(app, "政协武胜县委员会", "武胜")
    stranger = people.client(people.add("clerk", login="clerk2", organization_id=other))
    assert len(_csv(stranger.get(f"{MEMBERS}/csv/"))) == 1
    own = people.client(people.add("clerk"))
    assert len(_csv(own.get(f"{MEMBERS}/csv/"))) == 3
    assert len(_csv(own.get(f"{MEMBERS}/csv/?trash=1"))) == 3


@pytest.mark.usefixtures("members")
def test_the_history_knows_before_the_first_byte(app, client_for) -> None:
    answer = client_for("clerk").get(f"{MEMBERS}/csv/?q=张", buffered=False)
    assert [detail["list"] for detail, _table, _actor in _events(app)] == ["q=张"]
    answer.close()


@pytest.mark.usefixtures("members")
def test_the_file_is_called_after_the_list_and_the_day(client_for) -> None:
    answer = client_for("clerk").get(f"{MEMBERS}/csv/")
    assert 'filename="member-2020-09-23.csv"' in answer.headers["Content-Disposition"]
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]


def test_a_cell_that_is_drawn_on_screen_is_its_words_in_the_file(app, office, client_for) -> None:
    with as_system(app, organization_id=office):
        db.session.add(LivelihoodProject(name="<b>公厕</b>", year=2020, level="county", number="07"))
        db.session.commit()
    assets.init_app(app)  # as in a process that has not shown a page yet
    rows = _csv(client_for("clerk").get("/panel/livelihood-project/export/csv/"))
    assert "<b>公厕</b>" in rows[1]
    assert not [cell for cell in rows[1] if "svg" in cell or "href" in cell]


def test_a_guarded_text_comes_back_as_it_was() -> None:
    for text in ("=1+1", "+86", "-", "@a", "\tx", "\rx", "'quoted'", "plain", ""):
        assert without_guard(neutral(text)) == text
        assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_memory_stays_flat_over_twenty_thousand_rows(app, office, people) -> None:
    rows = [
        {"organization_id": office, "code": f"51{n:07}", "name": f"第{n}村", "level": "village", "version": 1}
        for n in range(20_000)
    ]
    with as_system(app, organization_id=office) as seed, maintenance("seed"):
        history.bind(db.session.connection(), context_of(seed))
        db.session.execute(insert(Place), rows)
        db.session.commit()
    with people.acting(people.add("clerk")) as actor:
        view = view_of(Place)
        list(islice(exporter.csv_parts(exporter.export_rows(view, actor, MultiDict())), 3))
        before = _resident()
        highest = before

        def watched():
            nonlocal highest
            for number, row in enumerate(exporter.export_rows(view, actor, MultiDict())):
                if number % 1000 == 0:
                    highest = max(highest, _resident())
                yield row

        written = sum(len(part) for part in exporter.csv_parts(watched()))
        packed = sum(len(part) for part in exporter.xlsx_parts(watched(), "行政区划"))
    assert written > 500_000
    assert packed > 200_000
    assert highest - before < 16 * MEBIBYTE


def _resident():
    """Return the memory of this process that is in use, in bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE
