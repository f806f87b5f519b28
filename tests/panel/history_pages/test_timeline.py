"""One record's history: who, when, what, old and new with the titles of the fields, and why."""

import re
from datetime import date

from models.base import db
from models.office.department import Department
from models.people.member import Member
from models.people.seat import Seat
from models.writing import because
from panel.history_pages import record_timeline
from panel.history_pages.entries import fingerprint_of
from panel.language import translate
from tests.factories import make_member, make_seat
from tests.fixtures.app import People
from tests.panel.history_pages.office import PHONE, entering, line, renamed_department
from tests.panel.statements import counted


def test_a_change_is_told_with_the_title_of_the_field_old_new_and_why(people: People) -> None:
    clerk = people.add("clerk")
    unit = renamed_department(people, clerk)

    with people.acting(clerk) as actor:
        newest, oldest = record_timeline(db.session.get_one(Department, unit), actor, 10)

    assert newest.who.startswith("clerk")
    assert [(old, new) for _label, old, new in newest.changes] == [("县畜牧局", "县农业农村局")]
    assert newest.reason == "按县委编办文件更名"
    assert "1" in newest.what
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
        assert Seat.workflow is not None
        assert newest.what == translate(Seat.workflow.transitions["return"].label)

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
