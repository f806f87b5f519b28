"""The summary: figures counted from the very lists they lead to, for whoever asks, in four windows."""

import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from models.base import db
from models.figures import FIGURES
from models.figures.windows import a_year_before, windows_of
from models.learning.training_attendance import TrainingAttendance
from models.office.plenary_session import PlenarySession
from models.people.seat import Seat
from panel.summary.counting import count
from panel.summary.drawing import months_chart, stack
from panel.summary.telling import NOT_REPORTED, as_json, percent
from tests.consultation_factories import make_topic
from tests.factories import make_department, make_member, make_special_committee
from tests.fixtures.app import People, as_system
from tests.panel.statements import counted
from tests.panel.summary.worlds import ADDRESS, FIRST, LAST, add_trainings, fill, rows_of
from tests.sources import source

KEYS = {
    "study_meeting_kinds", "conveyed_documents", "stations", "rooms", "platforms_by_kind", "five_aspects_marked",
    "people_affected", "topics_by_tag", "consultations_asked_by_departments", "consultations_by_form",
    "training_courses_by_kind", "training_heads_higher", "training_attendances_county", "members_trained", "visits",
    "exchanges_received", "drive_suggestions", "reports_plan", "reports_circle", "report_suggestions", "inspections",
    "proposals_accepted", "proposals_handed_over", "proposals_city", "key_proposals", "contributions", "livelihood_projects",
    "lead_departments", "livelihood_by_level", "bulletins", "opinions",
}  # fmt: skip
PARTED = {
    "study_meeting_kinds", "platforms_by_kind", "topics_by_tag", "consultations_by_form", "training_courses_by_kind",
    "livelihood_by_level",
}  # fmt: skip
STATEMENTS = 44


def told(people: People, account: int | None = None) -> dict[str, Any]:
    """Return the JSON of the little office, as the command or as an account counts it."""
    acting = (
        as_system(people.app, "operator", people.organization_id)
        if account is None
        else people.acting(account)
    )
    with acting as actor:
        windows = windows_of(FIRST, LAST)
        return as_json(count(actor, windows), windows)


def test_the_figures_of_a_little_office_each_with_its_rows(people: People) -> None:
    clerk = people.add("clerk")
    fill(people)
    found = told(people)

    assert found.keys() == KEYS
    assert all(
        set(entry) == {"value", "year_to_date", "term_to_date", "definition", "list"}
        for entry in found.values()
    )
    values = {key: entry["value"] for key, entry in found.items() if entry["value"] != NOT_REPORTED}
    assert values == {
        "stations": 1,
        "rooms": 2,
        "platforms_by_kind": {"station": 1, "room": 2},
        "people_affected": 2974,
        "topics_by_tag": {},
        "training_courses_by_kind": {"higher_course": 2},
        "training_heads_higher": 3,
        "training_attendances_county": 0,
        "members_trained": 2,
        "proposals_accepted": 4,
        "proposals_handed_over": 2,
        "key_proposals": 0,
        "livelihood_projects": 2,
        "lead_departments": 1,
        "livelihood_by_level": {"province": 1, "county": 1},
        "bulletins": 1,
        "opinions": 1,
    }
    assert {key for key, entry in found.items() if isinstance(entry["value"], dict)} <= PARTED
    assert told(people, clerk) == found, "what counts is no draft, so the office reads the same"

    client = people.client(clerk)
    for key, entry in found.items():
        if entry["value"] == NOT_REPORTED or key == "people_affected":
            continue
        number = entry["value"] if not isinstance(entry["value"], dict) else sum(entry["value"].values())
        assert rows_of(client, entry["list"]) == number, key
    assert "2,974" in client.get(found["people_affected"]["list"]).text


def test_the_page_shows_four_columns_and_does_not_grow_with_the_rows(people: People) -> None:
    clerk = people.client(people.add("clerk"))
    fill(people)
    clerk.get(ADDRESS)
    with counted(people.app) as some:
        text = clerk.get(ADDRESS).text
    with as_system(people.app, organization_id=people.organization_id):
        add_trainings()
        make_topic(people_affected=12, people_wording="10 余")
        db.session.commit()
    with counted(people.app) as more:
        assert "近3000、10 余" in clerk.get(ADDRESS).text

    assert len(some) == len(more) <= STATEMENTS
    assert "未报" in text
    assert "原文表述：近3000" in text
    assert "66.7%，计算基数 3 件立案（不含并案、撤案）" in text
    assert "其中委员 2 名、机关干部 1 名" in text
    assert "training_heads_higher" in text


def test_merged_proposals_count_as_the_session_counts(people: People) -> None:
    fill(people)
    with as_system(people.app, organization_id=people.organization_id):
        session = db.session.scalars(select(PlenarySession)).one()
        session.merged_proposals = "outside"
        db.session.commit()
    found = told(people)

    assert found["proposals_accepted"]["value"] == 3
    assert "不含并案" in found["proposals_accepted"]["definition"]


def test_a_member_reads_the_own_rows_and_who_reads_nothing_is_told_so(people: People) -> None:
    fill(people)
    with as_system(people.app, organization_id=people.organization_id):
        seat = select(TrainingAttendance.seat_id).group_by(TrainingAttendance.seat_id)
        member = db.session.scalars(select(Seat.member_id).where(Seat.id.in_(seat))).first()
    account = people.add("member", member_id=member)
    found = told(people, account)

    assert found["training_heads_higher"]["value"] == 1
    assert found["stations"]["value"] == 1
    assert rows_of(people.client(account), found["training_heads_higher"]["list"]) == 1
    refused = people.client(people.add("admin")).get(ADDRESS)
    assert refused.status_code == 403
    assert "/panel/summary/" not in people.client(people.add("admin", login="second")).get("/").text


@pytest.mark.parametrize("role", ["clerk", "chair", "auditor", "member", "department", "committee"])
def test_every_role_can_ask_for_every_figure_it_reads(people: People, role: str) -> None:
    makers = {"committee": make_special_committee, "member": make_member, "department": make_department}
    scope: dict[str, Any] = {}
    if role in makers:
        with as_system(people.app, organization_id=people.organization_id):
            scope = {"special_committee_id" if role == "committee" else f"{role}_id": makers[role]().id}
            db.session.commit()
    with people.acting(people.add(role, **scope)) as actor:
        windows = windows_of(FIRST, LAST)
        found = count(actor, windows)

    assert found
    assert all(set(figure.numbers) == {"period", "year", "term", "earlier"} for figure in found.values())


def test_days_that_are_none_are_answered_with_a_sentence(people: People) -> None:
    clerk = people.client(people.add("clerk"))

    assert "“昨日一定”不是日期" in clerk.get("/panel/summary/?from=昨日一定").text
    assert "末日早于首日" in clerk.get("/panel/summary/?from=2020-09-23&to=2020-01-01").text
    assert clerk.get("/panel/summary/rows/?figure=stations").status_code == 404
    assert "列表不能按" in clerk.get("/panel/summary/rows/?figure=lead_departments&colour=red").text


def test_the_windows_of_a_leap_day_and_of_a_time_before_any_term(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        windows = windows_of(date(2020, 2, 29), date(2020, 2, 29))

    assert windows.earlier.first == date(2019, 2, 28) == a_year_before(date(2020, 2, 29))
    assert windows.term.first == windows.year.first == date(2020, 1, 1)
    with pytest.raises(ValueError, match="lies before"):
        windows_of(LAST, FIRST)


@pytest.mark.parametrize(
    ("part", "base", "words"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (9999, 10000, "99.9"), (1, 9999, "0.1"), (5, 5, "100")],
)
def test_a_percentage_is_rounded_and_never_to_all_or_nothing(part: int, base: int, words: str) -> None:
    assert percent(part, base) == words


def test_the_command_prints_json_and_text(app: Flask, people: People) -> None:
    fill(people)
    days = ["--from", str(FIRST), "--to", str(LAST)]
    run = app.test_cli_runner().invoke

    assert json.loads(run(args=["summary", *days, "--json"]).output)["livelihood_projects"]["value"] == 2
    text = run(args=["summary", *days]).output
    assert "未报" in text
    assert "提案工作" in text
    wrong = run(args=["summary", "--from", "2020-09-23", "--to", "2019-09-20"])
    assert wrong.exit_code == 1
    assert "早于首日" in wrong.output


def test_every_figure_is_explained() -> None:
    page = source("docs/summary.md")

    assert {key for key, figure in FIGURES.items() if figure.keyed} == KEYS
    assert [key for key in KEYS if f"`{key}`" not in page] == []


def test_a_number_is_taken_apart_and_says_what_is_missing(people: People) -> None:
    """Six proposals were received, one is not decided: the table says so and leads to it; the base stands with every share."""
    clerk = people.client(people.add("clerk"))
    fill(people)
    text = unescape(clerk.get(ADDRESS).text)
    outcome = text.partition('id="t-proposals_by_outcome"')[2].partition('class="apart"')[0]

    assert "各项相加不等于总数：6 减去 5 余 1，尚未决定" in outcome
    (missing,) = re.findall(r'<p class="closing"><a href="([^"]+)"', outcome)
    assert rows_of(clerk, missing) == 1
    for url, number in re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', outcome):
        assert rows_of(clerk, url) == int(number), url
    projects = text.partition('id="t-projects_by_level_and_state"')[2]
    assert "各项相加为 2" in projects
    for url, number in re.findall(
        r'<td class="num"><a href="([^"]+)">(\d+)</a>', projects.partition("</table>")[0]
    ):
        assert rows_of(clerk, url) == int(number), url
    for key in ("category", "proposer", "sector"):
        assert f'id="t-proposals_by_{key}"' in text
    assert "计算基数：立案提案，含并案" in text
    assert "style=" not in text


def test_a_chart_of_months_leaves_no_month_out() -> None:
    chart = months_chart([("2019-12", 2), ("2020-01", 0), ("2020-02", 4)])

    assert chart is not None
    assert [column.year for column in chart.columns] == ["2019", "2020", ""]
    assert [column.height for column in chart.columns] == [55, 0, 110]
    assert months_chart([("2020-02", 4)]) is None
    assert [piece.width for piece in stack([1, 0, 3], 4)] == [39, 119]
