"""The auditor's view over everything: narrowed, paged, exported, and closed for everybody else."""

import csv
import io
import re

import pytest

from models.base import db
from models.office.correction import Correction
from models.people.seat import Seat
from models.writing import tell
from panel.history_pages import record_timeline
from panel.history_pages.rights import masked_columns
from tests.factories import make_correction, make_department, make_member, make_seat
from tests.fixtures.app import People, add_organization, as_system
from tests.panel.history_pages.office import PHONE, entering, renamed_department
from tests.panel.statements import counted


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
