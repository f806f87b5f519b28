"""A member's file: why so many points, followed down to the records; nobody sees the points of another through any door."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.duty.computing import compute_points
from models.duty.ledger import reverse
from models.people.seat import Seat
from models.performance.assessment import Assessment
from models.performance.point_entry import PointEntry
from tests.factories import make, make_code_item, make_seat, make_special_committee, put_into
from tests.fixtures.app import People, as_system
from tests.panel.statements import counted
from tests.records.conftest import Entering
from tests.records.duty.world import YEAR, make_year

TOTAL = "25.75 分的由来"


def words(sentence: str, **values: Any) -> str:
    """Put the values into a sentence."""
    return sentence % values


def computed(entering: Entering) -> tuple[Any, int, int]:
    """Enter the small year with its points; return it with the persons of its two members."""
    with entering():
        year = make_year()
    with entering():
        compute_points(YEAR, words)
        persons = [db.session.get_one(Seat, number).member_id for number in (year.first, year.second)]
    return year, persons[0], persons[1]


def test_why_so_many_leads_down_to_the_records(entering: Entering, people: People) -> None:
    year, member, _other = computed(entering)
    with entering():
        make_code_item(table_name="assessment_grade", label="优秀")
        make(Assessment, seat_id=year.first, scoring_year=YEAR, statement="本人述职。")
    address = f"/panel/seat/file/?id={year.first}&year={YEAR}"
    mine = people.client(people.add(MEMBER, member_id=member))
    page = mine.get(address).text
    assert TOTAL in page
    for way in (
        f"/panel/training/details/?id={year.training}",
        f"/panel/proposal/details/?id={year.proposal}",
    ):
        assert way in page
        assert mine.get(way).status_code == 200
    entry = re.search(r"/panel/point-entry/details/\?id=\d+", page)
    assert entry is not None
    assert mine.get(entry[0]).status_code == 200
    assert "合计 14，按上限计 12" in page
    assert "合计 6，按上限计 5" in page
    assert "占提交 1 件的 100%" in page
    home = mine.get("/").text
    assert f"/panel/seat/file/?id={year.first}&amp;year={YEAR}" in home
    assert "25.75" in home
    clerk = people.client(people.add(CLERK)).get(address).text
    assert TOTAL in clerk
    assert "按积分：不称职" in clerk
    assert "按积分：" not in page


def test_a_cancelled_line_stays_to_be_seen(entering: Entering, people: People) -> None:
    year, _member, _other = computed(entering)
    with entering():
        entry = db.session.query(PointEntry).filter_by(seat_id=year.first, name="捐赠").one()
        reverse(entry, "与另一项重复。")
    page = people.client(people.add(CHAIR)).get(f"/panel/seat/file/?id={year.first}&year={YEAR}").text
    assert "23.75 分的由来" in page
    assert "冲销：与另一项重复。" in page


def test_nobody_sees_anothers_points_through_any_door(
    entering: Entering, people: People, app: Flask, office: int
) -> None:
    year, member, other = computed(entering)
    with entering():
        assessment = put_into(
            make(Assessment, seat_id=year.first, scoring_year=YEAR, statement="述职。"), "approved"
        ).id
        body = make_special_committee().id
    with as_system(app, organization_id=office):
        entry = db.session.query(PointEntry).filter_by(seat_id=year.first).first()
        assert entry is not None
        number = entry.id
    strangers = {
        "other": people.client(people.add(MEMBER, login="other", member_id=other)),
        "body": people.client(people.add(COMMITTEE, special_committee_id=body)),
    }
    closed = (
        f"/panel/point-entry/details/?id={number}", f"/panel/point-entry/history/?id={number}",
        f"/panel/assessment/details/?id={assessment}", f"/panel/assessment/history/?id={assessment}",
    )  # fmt: skip
    for name, client in strangers.items():
        assert [client.get(url).status_code for url in closed] == [404] * 4, name
        for url in ("/panel/point-entry/export/csv/", f"/panel/point-entry/table/?year={YEAR}",
                    f"/panel/point-entry/table/csv/?year={YEAR}", "/panel/assessment/export/csv/"):  # fmt: skip
            assert client.get(url).status_code in (403, 404) or "25.75" not in client.get(url).text, (
                name,
                url,
            )
        for url in (
            "/panel/point-entry/",
            "/panel/assessment/",
            "/panel/point-entry/lookup/reverses_id?q=捐赠",
        ):
            assert "捐赠" not in client.get(url).text.replace("q=捐赠", "").replace('value="捐赠"', ""), (
                name,
                url,
            )
    assert strangers["other"].get(f"/panel/seat/file/?id={year.first}&year={YEAR}").status_code == 404
    page = strangers["body"].get(f"/panel/seat/file/?id={year.first}&year={YEAR}")
    assert page.status_code == 200
    assert "分的由来" not in page.text
    auditor = people.client(people.add(AUDITOR))
    assert TOTAL in auditor.get(f"/panel/seat/file/?id={year.first}&year={YEAR}").text
    assert member != other


def test_the_file_asks_no_more_for_more_lines(entering: Entering, people: People, app: Flask) -> None:
    year, _member, _other = computed(entering)
    with entering():
        empty = make_seat().id
    clerk = people.client(people.add(CLERK))
    numbers = []
    for seat in (year.second, empty, year.first):
        with counted(app) as sent:
            assert clerk.get(f"/panel/seat/file/?id={seat}&year={YEAR}").status_code == 200
        numbers.append(len(sent))
    # What a member did is named in one statement for each kind of record, whatever the number of rows.
    assert max(numbers) - min(numbers) <= 12
    assert max(numbers) <= 60
