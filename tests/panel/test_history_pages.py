"""The history on the screen: in plain words for who may read it, and closed for everybody else."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from models.access import Actor
from models.base import db
from models.history import Line
from models.office.correction import Correction
from models.office.department import Department
from models.people.member import Member
from models.people.seat import Seat
from models.registry import record_types
from models.writing import because, tell
from panel.history_pages import record_timeline, wording
from panel.history_pages.entries import fingerprint_of
from panel.history_pages.printing import Printer, typed
from panel.history_pages.rights import masked_columns
from panel.language import translate
from tests.engines import Databases
from tests.factories import make_correction, make_department, make_member, make_seat
from tests.fixtures.app import People, add_organization, as_system, make_app, make_schema
from tests.panel.statements import counted

PHONE = "13800138000"


@pytest.fixture(scope="module")
def standing_app(databases: Databases, engine_name: str) -> Iterator[Flask]:
    """Yield an application over a database of its own: what one save did is told by the numbers of real transactions."""
    url = databases.create(engine_name)
    made = make_app(url)
    make_schema(made)
    yield made
    with made.app_context():
        db.engine.dispose()
    databases.drop(url)


class Office(People):
    """People of an organization of this test's own, whose history is not another's."""

    def add(self, role: str | None, *, login: str | None = None, **grant: Any) -> int:
        """Enter an account whose login no other test has."""
        return super().add(role, login=f"{login or role}-{self.organization_id}", **grant)


@pytest.fixture
def people(standing_app: Flask) -> Office:
    """Return what makes accounts in an organization of their own."""
    return Office(standing_app, add_organization(standing_app, "政协邻水县委员会", "邻水"))


@contextmanager
def entering(people: People) -> Iterator[Actor]:
    with as_system(people.app, organization_id=people.organization_id) as actor:
        yield actor
        db.session.commit()


def renamed_department(
    people: People, clerk: int, *, reason: str = "按县委编办文件更名", suffix: str = ""
) -> int:
    """Let a clerk enter a unit and rename it."""
    with people.acting(clerk):
        unit = make_department(name=f"县畜牧局{suffix}").id
        db.session.commit()
    with people.acting(clerk), because(db.session, reason):
        db.session.get_one(Department, unit).name = f"县农业农村局{suffix}"
        db.session.commit()
    return unit


def line(**over: object) -> Line:
    values: dict[str, object] = {
        "id": 1, "entry": "change", "kind": "update", "transaction_id": "t", "moment": None, "actor": "account:1",
        "actor_label": "周予宁", "roles": ("clerk",), "on_behalf": None, "request_id": "7F3A", "reason": None,
        "organization_id": 1, "table": "department", "record_id": "1", "version": 2, "old": {}, "new": {}, "detail": None,
    }  # fmt: skip
    return Line(**(values | over))  # type: ignore[arg-type]


# A record's own timeline


def test_a_change_is_told_with_the_title_of_the_field_old_new_and_why(people: People) -> None:
    clerk = people.add("clerk")
    unit = renamed_department(people, clerk)

    with people.acting(clerk) as actor:
        newest, oldest = record_timeline(db.session.get_one(Department, unit), actor, 10)

    assert newest.who.startswith("clerk")
    assert [(old, new) for _label, old, new in newest.changes] == [("县畜牧局", "县农业农村局")]
    assert newest.reason == "按县委编办文件更名"
    assert newest.what in ("Changed 1 field", "修改 1 个字段")
    assert newest.icon == "pencil"
    assert (oldest.icon, list(oldest.changes)) == ("plus", [])
    assert newest.mark is None


def test_states_references_and_dates_are_told_in_words(people: People) -> None:
    clerk = people.add("clerk")
    with entering(people):
        seat = make_seat(state="proposed", valid_from=None).id
    with people.acting(clerk) as actor:
        row = db.session.get_one(Seat, seat)
        row.valid_from = date(2020, 9, 1)
        db.session.commit()
        newest = record_timeline(row, actor, 1)[0]

    assert [(old, new) for _label, old, new in newest.changes] == [("", "2020-09-01")]


def test_personal_values_are_masked_in_the_history_as_everywhere(people: People) -> None:
    clerk, chair = people.add("clerk"), people.add("chair")
    with people.acting(clerk):
        person = make_member(phone="1").id
        db.session.commit()
        db.session.get_one(Member, person).phone = PHONE
        db.session.commit()

    shown = {}
    for account in (clerk, chair):
        with people.acting(account) as actor:
            shown[account] = record_timeline(db.session.get_one(Member, person), actor, 10)[0].changes

    assert [change[1:] for change in shown[clerk]] == [("1", PHONE)]
    assert [change[1:] for change in shown[chair]] == [("••••", "••••")]


def test_a_member_reads_the_own_file_in_full(people: People) -> None:
    clerk = people.add("clerk")
    with people.acting(clerk):
        person = make_member(phone="1").id
        db.session.commit()
    member = people.add("member", member_id=person)
    with people.acting(member) as actor:
        db.session.get_one(Member, person).phone = PHONE
        db.session.commit()
        entries = record_timeline(db.session.get_one(Member, person), actor, 10)

    assert [change[1:] for change in entries[0].changes] == [("1", PHONE)]


def test_a_member_reads_what_others_did_without_their_values(people: People) -> None:
    clerk = people.add("clerk")
    with people.acting(clerk):
        person = make_member().id
        db.session.commit()
    with people.acting(clerk), because(db.session, "核对户籍"):
        db.session.get_one(Member, person).native_place = "四川邻水"
        db.session.commit()
    with people.acting(people.add("member", member_id=person)) as actor:
        newest = record_timeline(db.session.get_one(Member, person), actor, 10)[0]

    assert (list(newest.changes), newest.reason) == ([], "")
    assert newest.who.startswith("clerk")


def test_an_act_is_told_by_its_name_and_not_by_the_columns_it_wrote(people: People) -> None:
    clerk, chair = people.add("clerk"), people.add("chair")
    with entering(people):
        seat = make_seat(state="checked").id
    people.client(chair).post(f"/panel/seat/transition/return/?id={seat}", data={"reason": "请补充依据"})
    with people.acting(clerk) as actor:
        newest = record_timeline(db.session.get_one(Seat, seat), actor, 10)[0]

    assert newest.what in ("Return", "退回", "退回修改")
    assert newest.icon == "back"
    assert newest.reason == "请补充依据"
    assert len(newest.changes) == 1, "the state alone; stamps are not told"


def test_a_seal_shows_its_fingerprint(people: People) -> None:
    entry = {"seal_hash": "9c417e02a5d833f1" + "0" * 48}

    assert fingerprint_of([line(new=entry)]) == "9c41 7e02 a5d8 33f1"
    assert fingerprint_of([line(new={})]) == ""


def test_the_whole_history_of_a_record_is_paged_by_its_own_page(people: People) -> None:
    clerk = people.add("clerk")
    unit = renamed_department(people, clerk)
    with people.acting(clerk):
        for number in range(100):
            db.session.get_one(Department, unit).name = f"县第{number}局"
            db.session.commit()
    client = people.client(clerk)

    first = client.get(f"/panel/department/history/?id={unit}").text
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward is not None
    second = client.get(onward[1].replace("&amp;", "&")).text

    assert "县第99局" in first
    assert "县畜牧局" not in first
    assert "县畜牧局" in second
    assert 'rel="prev"' in second
    assert client.get("/panel/department/history/?id=999").status_code == 404


def test_the_statements_of_a_timeline_do_not_grow_with_its_entries(people: People) -> None:
    clerk = people.add("clerk")
    unit = renamed_department(people, clerk)
    costs = []
    for _round in range(2):
        with people.acting(clerk) as actor:
            row = db.session.get_one(Department, unit)
            with counted(people.app) as statements:
                record_timeline(row, actor, 50)
            costs.append(len(statements))
            for number in range(8):
                row.name = f"县第{number}局"
                db.session.commit()

    assert costs[0] == costs[1]


# The auditor's view


def test_the_whole_history_is_the_auditors_alone(people: People) -> None:
    for role in ("clerk", "chair", "admin"):
        client = people.client(people.add(role))
        assert client.get("/history").status_code == 403
        assert client.get("/history/export.csv").status_code == 403
    assert people.client(people.add("auditor")).get("/history").status_code == 200


def test_the_auditor_finds_nothing_to_press_but_filters_links_and_the_export(people: People) -> None:
    renamed_department(people, people.add("clerk"))

    body = people.client(people.add("auditor")).get("/history").text

    content = body[body.index("<main") : body.index("</main>")]
    assert 'method="post"' not in content
    assert "/edit/" not in content
    assert "/history/export.csv" in content


def narrowed(people: People, auditor: int, query: str) -> str:
    answer = people.client(auditor).get(f"/history?{query}")
    assert answer.status_code == 200
    return answer.text[answer.text.index("<main") :]


def test_the_history_is_narrowed_by_person_role_type_record_field_kind_date_and_words(people: People) -> None:
    clerk, other, auditor = people.add("clerk"), people.add("clerk", login="clerk2"), people.add("auditor")
    unit = renamed_department(people, clerk)
    with people.acting(other):
        make_member(name="许怀远")
        db.session.commit()

    for query, expected, absent in [
        (f"who=account:{clerk}", "县农业农村局", "许怀远"),
        (f"who=account:{other}", "许怀远", "县农业农村局"),
        ("role=clerk", "许怀远", "演示数据"),
        ("table=member", "许怀远", "县农业农村局"),
        (f"table=department&record={unit}", "县农业农村局", "许怀远"),
        ("table=department&record=农业", "县农业农村局", "许怀远"),
        ("table=department&field=name", "县畜牧局", "许怀远"),
        ("kind=update", "县畜牧局", "许怀远"),
        ("words=编办", "县畜牧局", "许怀远"),
        ("since=2020-01-01&kind=update", "县畜牧局", "许怀远"),
    ]:
        found = narrowed(people, auditor, query)
        assert expected in found, query
        assert absent not in found[found.index("<table") :], query
    assert "<table" not in narrowed(people, auditor, "until=2001-01-01")


@pytest.mark.parametrize(
    "query",
    ["record=12", "table=nothing", "field=name", "table=department&field=nothing", "kind=nothing", "role=nothing",
     "since=nothing", "until=2020-02-30", "table=department&record=nobody"],
)  # fmt: skip
def test_a_question_that_is_not_understood_is_answered_with_a_sentence_and_no_rows(
    people: People, query: str
) -> None:
    auditor = people.add("auditor")
    renamed_department(people, people.add("clerk"))

    body = narrowed(people, auditor, query)

    assert "<table" not in body
    assert 'href="/history"' in body


def test_anothers_draft_shows_no_values_and_words_do_not_find_them(people: People) -> None:
    clerk, auditor = people.add("clerk"), people.add("auditor")
    with entering(people):
        seat = make_seat()
    with people.acting(clerk):
        draft = make_correction(db.session.get_one(Seat, seat.id), "seat_number", "第八十八号").id
        db.session.commit()

    everything = narrowed(people, auditor, "table=correction")
    assert "第八十八号" not in everything
    assert "<table" in everything, "that something was drafted, when and by whom is told"
    assert "<table" not in narrowed(people, auditor, "words=八十八")
    exported = people.client(auditor).get("/history/export.csv?table=correction").text
    assert "第八十八号" not in exported
    with people.acting(clerk) as actor:
        assert record_timeline(db.session.get_one(Correction, draft), actor, 5)


def test_masked_values_are_neither_shown_nor_found(people: People) -> None:
    clerk, auditor = people.add("clerk"), people.add("auditor")
    with people.acting(clerk):
        make_member(name="许怀远", phone=PHONE)
        db.session.commit()

    assert PHONE not in narrowed(people, auditor, "table=member")
    assert "<table" not in narrowed(people, auditor, f"words={PHONE}")
    with people.acting(auditor) as actor:
        assert "phone" in masked_columns(actor)["member"]


def test_a_mass_entry_is_one_line_that_opens(people: People) -> None:
    auditor = people.add("auditor")
    with entering(people):
        for number in range(12):
            make_department(name=f"县第{number}办")

    body = narrowed(people, auditor, "table=department")
    assert body.count("县第") == 0
    link = re.search(r'href="(/history\?[^"]*transaction=[^"]*)"', body)
    assert link is not None
    opened = people.client(auditor).get(link[1].replace("&amp;", "&")).text
    assert all(f"县第{number}办" in opened for number in range(12))


def test_a_page_goes_past_mass_entries_to_fill_itself(people: People) -> None:
    clerk, auditor = people.add("clerk"), people.add("auditor")
    with people.acting(clerk):
        make_department(name="县最早的局")
        db.session.commit()
    for letter in "甲乙":
        with entering(people):
            for number in range(130):
                make_department(name=f"县{letter}{number}办")

    body = narrowed(people, auditor, "")

    assert "县最早的局" in body


def test_the_history_of_another_organization_is_not_read(people: People) -> None:
    elsewhere = add_organization(people.app, "政协武胜县委员会", "武胜")
    with as_system(people.app, organization_id=elsewhere):
        make_department(name="武胜县水务局", organization_id=elsewhere)
        db.session.commit()
    auditor = people.add("auditor")

    assert "武胜" not in narrowed(people, auditor, "")
    assert "武胜" not in people.client(auditor).get("/history/export.csv").text


def test_pages_of_the_log_go_back_in_time_and_return(people: People) -> None:
    clerk, auditor = people.add("clerk"), people.add("auditor")
    with people.acting(clerk):
        unit = make_department(name="县第零局")
        db.session.commit()
        for number in range(120):
            unit.name = f"县第{number}局"
            db.session.commit()
    client = people.client(auditor)

    first = client.get("/history?table=department").text
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward is not None
    second = client.get(onward[1].replace("&amp;", "&")).text
    back = re.search(r'rel="prev" href="([^"]+)"', second)

    assert "县第119局" in first
    assert "县第零局" in second
    assert back is not None
    assert "县第119局" in client.get(back[1].replace("&amp;", "&")).text


def test_the_export_is_recorded_before_and_neutralises_formulas(people: People) -> None:
    clerk, auditor = people.add("clerk"), people.add("auditor")
    with people.acting(clerk):
        make_department(name="=1+1")
        db.session.commit()

    answer = people.client(auditor).get("/history/export.csv?table=department")

    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert all(len(row) == len(rows[0]) for row in rows)
    cells = {cell for row in rows for cell in row}
    assert "'=1+1" in cells
    assert "=1+1" not in cells
    assert "history" in narrowed(people, auditor, "kind=exported")


def test_a_look_at_a_masked_value_stands_out_by_its_name_and_field(people: People) -> None:
    clerk, auditor = people.add("clerk"), people.add("auditor")
    with people.acting(clerk):
        person = make_member(name="许怀远", phone=PHONE)
        db.session.commit()
        tell("unmasked", person, reason="核对出勤争议", detail={"field": "phone"})
        db.session.commit()

    body = narrowed(people, auditor, "kind=unmasked")

    assert "核对出勤争议" in body
    assert "许怀远" in body
    assert PHONE not in body


def test_the_statements_of_the_log_do_not_grow_with_its_rows(people: People) -> None:
    clerk, auditor = people.add("clerk"), people.add("auditor")
    client = people.client(auditor)
    costs = []
    for number in (1, 12):
        for count in range(number):
            renamed_department(people, clerk, suffix=f"{number}-{count}")
        client.get("/history")
        with counted(people.app) as statements:
            assert client.get("/history").status_code == 200
        costs.append(len(statements))

    assert costs[0] == costs[1]


# Words


@pytest.mark.parametrize(
    ("over", "tone"),
    [
        ({}, None),
        ({"actor": "system:seed", "request_id": None, "roles": ("seed",)}, None),
        ({"actor": "migration 0007", "request_id": None, "roles": ()}, None),
        ({"actor": "cli:root", "request_id": "1", "roles": ("operator",)}, "warn"),
        ({"request_id": None}, "bad"),
        ({"actor": "postgres", "roles": ()}, "bad"),
        ({"actor": "system:unknown"}, "bad"),
        ({"kind": "delete"}, "bad"),
        ({"kind": "delete", "actor": "migration 0007"}, None),
    ],
)
def test_only_what_came_another_way_is_marked(
    people: People, over: dict[str, object], tone: str | None
) -> None:
    with people.app.test_request_context("/"):
        mark = wording.odd_mark(line(**over))

    assert (mark["tone"] if mark else None) == tone


def test_every_step_of_every_workflow_and_every_event_has_words(people: People) -> None:
    with people.app.test_request_context("/"):
        for cls in record_types():
            for step in cls.workflow.transitions.values() if cls.workflow is not None else ():
                told = line(
                    entry="event", kind=step.kind, table=cls.__tablename__, detail={"transition": step.name}
                )
                assert wording.event_words(told)[0] == translate(step.label)
        for kind, (words, _icon) in wording.EVENTS.items():
            assert wording.event_words(line(entry="event", kind=kind))[0] == translate(words)


def test_the_recycle_bin_is_told_by_its_name(people: People) -> None:
    with people.app.test_request_context("/"):
        gone = wording.change_words(
            Department, line(new={"trashed_at": "2020-09-23T00:00:00"}, old={"trashed_at": None})
        )
        back = wording.change_words(
            Department, line(new={"trashed_at": None}, old={"trashed_at": "2020-09-23T00:00:00"})
        )
        tied = wording.change_words(Department, line(new={"version": 3}, old={"version": 2}))

    assert (gone[1], back[1], tied[1]) == ("trash", "refresh", "change")


def test_values_of_the_history_become_the_columns_own_types(people: People) -> None:
    clerk = people.add("clerk")
    with people.acting(clerk) as actor:
        printer = Printer(actor, [])
        columns = Seat.__mapper__.columns
        assert typed(columns["valid_from"], "2020-09-01") == date(2020, 9, 1)
        assert typed(columns["valid_from"], "soon") == "soon"
        assert printer.value(Seat, "state", "checked") != "checked"
        assert printer.value(Seat, "gone_column", "x") == "••••"
        assert printer.value(Seat, "member_id", 99_999) in ("No. 99999", "第 99999 号")
        assert db.session.scalar(select(Seat.id)) is None
