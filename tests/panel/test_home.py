"""Home: what waits first, where I was, what comes next, and figures that open into the rows they count."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from models import clock
from models.base import db
from models.writing import tell
from panel import home, home_figures
from panel.home_figures import ACCOUNTS, MEMBERS, OFFICE, UNITS, Figure, figures_of
from panel.listing.filters import read_conditions
from panel.registry import views
from tests.factories import (
    make_department,
    make_meeting,
    make_meeting_decision,
    make_member,
    make_seat,
    make_special_committee,
    make_training,
    put_into,
)
from tests.fixtures.app import People, as_system
from tests.livelihood_factories import make_livelihood_project
from tests.opinions_factories import make_report
from tests.panel.statements import counted

ROLES = ("clerk", "committee", "chair", "auditor", "member", "department", "admin")


def account_of(people: People, role: str) -> int:
    makers = {"committee": make_special_committee, "member": make_member, "department": make_department}
    scope = {}
    if role in makers:
        with as_system(people.app, organization_id=people.organization_id):
            column = "special_committee_id" if role == "committee" else f"{role}_id"
            scope = {column: makers[role]().id}
            db.session.commit()
    return people.add(role, login=f"{role}-home", **scope)


@pytest.fixture
def rows(people: People) -> None:
    """Enter a few rows of what the figures count."""
    with as_system(people.app, organization_id=people.organization_id):
        for state in ("serving", "serving", "serving", "checked", "left"):
            make_seat(state=state)
        for day in (date(2020, 3, 1), date(2019, 3, 1)):
            make_training(starts_on=day, ends_on=day)
        db.session.commit()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_home(people: People, role: str) -> None:
    answer = people.client(account_of(people, role)).get("/")

    assert answer.status_code == 200
    assert "2020 年 9 月 23 日 星期三" in answer.text


@pytest.mark.parametrize("role", ROLES)
def test_every_number_opens_the_rows_it_counts(people: People, rows: None, role: str) -> None:
    account = account_of(people, role)
    client = people.client(account)
    with people.acting(account) as actor:
        figures = figures_of(actor)

    assert figures or role in ("member", "department")
    for figure in figures:
        answer = client.get(figure["url"])
        assert answer.status_code == 200, figure["url"]
        listed = len(set(re.findall(r'/details/\?id=\d+"', body_of(unescape(answer.text)))))
        assert listed == int(figure["number"]), figure


def body_of(text: str) -> str:
    """Return the rows of a list."""
    return text[text.index("<tbody") : text.index("</tbody>")] if "<tbody" in text else ""


def test_every_figure_names_a_list_and_conditions_that_it_takes(people: People) -> None:
    with people.acting(people.add("clerk")) as actor:
        known = views()
        for figure in (*OFFICE, *MEMBERS, *UNITS):
            view = known[figure.table]
            understood, broken = read_conditions(view, actor, figure.pairs)
            assert broken == []
            assert len(understood) == len(figure.pairs)
    with people.acting(people.add("admin")) as actor:
        for figure in ACCOUNTS:
            assert read_conditions(views()[figure.table], actor, figure.pairs)[1] == []


def test_the_year_of_a_figure_is_that_of_the_business_date() -> None:
    figure = Figure("livelihood_project", "Projects", conditions={"year": "{year}", "state": "running"})

    assert figure.url == f"/panel/livelihood-project/?year={clock.business_today().year}&state=running"


def test_accounts_are_counted_for_the_administrator_alone(people: People) -> None:
    for role, expected in (("admin", True), ("auditor", False), ("clerk", False)):
        with people.acting(account_of(people, role)) as actor:
            tables = {figure["url"].split("/")[2] for figure in figures_of(actor)}
        assert ("account" in tables) is expected


def test_a_large_number_is_capped_and_says_so(
    people: People, rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_figures, "MOST_COUNTED", 0)
    with people.acting(people.add("clerk")) as actor:
        numbers = {figure["url"]: figure["number"] for figure in figures_of(actor)}

    assert numbers["/panel/training/?fact_date__ge=2020-01-01"] == "0+"


def test_where_i_was_lists_what_i_changed_last_and_nothing_of_others(people: People) -> None:
    me, other = people.add("clerk", login="clerk1"), people.add("clerk", login="clerk2")
    with people.acting(me):
        mine = make_department(name="县民政局").id
        db.session.commit()
    with people.acting(other):
        make_department(name="县水务局")
        db.session.commit()

    body = people.client(me).get("/").text

    assert f"/panel/department/details/?id={mine}" in body
    assert "县水务局" not in body


def test_the_auditor_sees_the_latest_changes_and_nobody_else_does(people: People) -> None:
    with people.acting(people.add("clerk")):
        make_department(name="县审计局")
        db.session.commit()

    for role in ("auditor", "chair", "clerk"):
        account = people.add(role, login=f"{role}-latest")
        with people.app.test_request_context("/"), people.acting(account) as actor:
            shown = home.home_page(actor)
            addresses = {panel["all_url"] for panel in (*shown["first"], *shown["panels"])}
        assert ("/history" in addresses) is (role == "auditor")


def test_what_was_written_without_a_record_is_named_by_the_act(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        tell("backup_made", detail={"file": "night.backup"})
        db.session.commit()

    text = people.client(account_of(people, "auditor")).get("/").text

    assert re.search(r">备份：文件 night\.backup<", text)


def test_meetings_to_come_are_listed_and_past_ones_are_not(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        make_meeting(
            name="第四十次主席会议", state="planned", starts_at=datetime(2020, 9, 24, 1, 0, tzinfo=UTC)
        )
        make_meeting(name="去年的主席会议", starts_at=datetime(2019, 9, 24, 1, 0, tzinfo=UTC))
        db.session.commit()

    body = people.client(people.add("chair")).get("/").text

    assert "第四十次主席会议" in body
    assert "去年的主席会议" not in body


def test_at_most_six_wait_on_the_home_page_and_the_rest_in_the_inbox(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        for _ in range(8):
            make_seat(state="checked")
        db.session.commit()

    body = people.client(people.add("chair")).get("/").text

    assert body.count('href="/inbox/seat/') == home.FIRST
    assert 'href="/inbox/next"' in body


@pytest.mark.parametrize("role", ["chair", "clerk", "admin", "auditor"])
def test_the_number_of_statements_does_not_grow_with_the_rows(people: People, role: str) -> None:
    account = account_of(people, role)
    client = people.client(account)

    def add(number: int) -> None:
        with as_system(people.app, organization_id=people.organization_id):
            for _ in range(number):
                make_seat(state="checked")
                make_seat(state="serving")
                make_meeting(state="planned", starts_at=datetime(2020, 9, 23, tzinfo=UTC) + timedelta(days=2))
            db.session.commit()

    add(2)
    client.get("/")
    with counted(people.app) as few:
        assert client.get("/").status_code == 200
    add(5)
    with counted(people.app) as many:
        assert client.get("/").status_code == 200

    assert len(many) == len(few)


def panels_of(people: People, account: int) -> dict[str, dict[str, Any]]:
    """Return the panels of somebody's home page by their title."""
    with people.app.test_request_context("/"), people.acting(account) as actor:
        shown = home.home_page(actor)
        return {panel["title"]: panel for panel in (*shown["first"], *shown["panels"])}


def test_the_months_of_a_figure_add_up_to_its_number_and_stand_in_a_table(people: People, rows: None) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        for day in (date(2020, 3, 9), date(2020, 9, 1)):
            make_training(starts_on=day, ends_on=day)
        db.session.commit()
    with people.acting(people.add("clerk")) as actor:
        figures = figures_of(actor)

    training = next(figure for figure in figures if "/panel/training/" in figure["url"])
    assert training["chart"] == {"kind": "columns", "values": [0, 0, 2, 0, 0, 0, 0, 0, 1]}
    assert training["number"] == "3"
    table = home_figures.month_table(figures)
    assert table is not None
    assert table["months"] == list(range(1, 10))
    assert {"label": training["label"], "numbers": ["0", "0", "2", "0", "0", "0", "0", "0", "1"]} in table[
        "rows"
    ]


def test_the_parts_of_a_figure_are_what_its_list_counts(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        for state in ("running", "running", "reported_done", "evaluated"):
            make_livelihood_project(year=2020, state=state)
        db.session.commit()
    with people.acting(people.add("chair")) as actor:
        figure = next(f for f in figures_of(actor) if "/panel/livelihood-project/" in f["url"])

    assert figure["number"] == "4"
    assert figure["chart"]["kind"] == "parts"
    assert [number for number, _cls in figure["chart"]["values"]] == [2, 2, 0]


def test_what_is_overdue_stands_on_the_home_page_longest_first(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        unit = make_department(name="县水务局").id
        for due in (date(2020, 9, 20), date(2020, 9, 1), date(2020, 9, 30)):
            put_into(make_meeting_decision(due_on=due, carried_out_by_id=unit), "carrying_out")
        db.session.commit()

    late = panels_of(people, people.add("chair"))["已逾期"]

    assert late["count"] == "2"
    assert [row["state"]["label"] for row in late["rows"]] == ["逾期 22 天", "逾期 3 天"]
    assert all("县水务局" in row["fact"] for row in late["rows"])


def test_the_own_desk_counts_drafts_and_opens_them(people: People) -> None:
    me = people.add("clerk")
    with people.acting(me):
        number = make_report().id
        db.session.commit()

    client = people.client(me)
    page = client.get("/inbox?tab=drafts").text

    assert re.search(r"草稿</a>.*?<b[^>]*>1</b>", client.get("/").text, re.DOTALL)
    assert f"/panel/report/details/?id={number}" in page
    other = people.client(people.add("clerk", login="other"))
    assert "/panel/report/details/" not in other.get("/inbox?tab=drafts").text


def test_the_day_of_the_last_backup_is_told(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = people.add("clerk")
    assert "从未备份" in people.client(clerk).get("/").text
    with as_system(people.app, organization_id=people.organization_id):
        tell("backup_made", detail={"file": "night.backup"})
        db.session.commit()

    assert "今天" in people.client(clerk).get("/").text
    now = clock.now() + timedelta(days=9)
    monkeypatch.setattr(clock, "now", lambda: now)
    desk = panels_of(people, clerk)["手头工作"]
    assert desk["rows"][-1]["state"]["label"] == "9 天前"


def test_the_auditor_sees_what_is_rare_counted_with_the_way_to_it(people: People) -> None:
    with as_system(people.app, organization_id=people.organization_id):
        tell("login_locked", detail={"login": "clerk"})
        db.session.commit()
    auditor = people.add("auditor")

    rows = panels_of(people, auditor)["值得留意，近 30 天"]["rows"]

    assert [(row["number"], row["url"].split("&")[0]) for row in rows] == [
        ("1", "/history?kind=login_locked")
    ]
    assert people.client(auditor).get(rows[0]["url"]).status_code == 200
