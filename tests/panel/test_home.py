"""Home: what waits first, where I was, what comes next, and figures that open into the rows they count."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

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
    make_member,
    make_seat,
    make_special_committee,
    make_training,
)
from tests.fixtures.app import People, as_system
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
    monkeypatch.setattr(home_figures, "MOST_COUNTED", 2)
    with people.acting(people.add("clerk")) as actor:
        numbers = {figure["url"]: figure["number"] for figure in figures_of(actor)}

    assert numbers["/panel/seat/?state=serving"] == "2+"


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
            addresses = {panel["all_url"] for panel in home.home_page(actor)["panels"]}
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
