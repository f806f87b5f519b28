"""The command line: accounts, the schema, and what forbids serving an office."""

from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import inspect, select

from models.access import ADMIN, CLERK
from models.accounts.account import Account
from models.accounts.role_grant import RoleGrant
from models.administrators import NAMED_ALONE
from models.base import db
from models.history import Change, Event
from models.office.department import Department
from models.office.organization import Organization
from panel.commands import operator
from tests.fixtures.app import People, add_organization, as_system, own_app

Run = Callable[..., Result]

FIRST = (
    "--organization",
    "政协邻水县委员会",
    "--short-name",
    "邻水",
    "--level",
    "county",
    "--name",
    "李管理",
)


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a command as the user `zhou`."""
    monkeypatch.setattr(operator, "user_name", lambda: "zhou")
    return lambda *arguments: app.test_cli_runner().invoke(args=list(arguments))


def _first_password(result: Result) -> str:
    return result.output.strip().rpartition(" ")[2]


def test_the_first_administrator_comes_with_the_organization(app: Flask, run: Run) -> None:
    result = run("account", "add", "admin", *FIRST)

    assert result.exit_code == 0, result.output
    with as_system(app):
        account = db.session.scalars(select(Account)).one()
        grant = db.session.scalars(select(RoleGrant)).one()
        assert db.session.scalars(select(Organization.name)).all() == ["政协邻水县委员会"]
        assert (account.login, account.must_change_password, grant.role) == ("admin", True, ADMIN)
        assert set(db.session.scalars(select(Change.actor))) == {"cli:zhou"}
    client = app.test_client()
    answer = client.post("/login", data={"username": "admin", "password": _first_password(result)})
    assert answer.location == "/account"


def test_without_an_organization_it_says_what_to_give(run: Run) -> None:
    result = run("account", "add", "admin", "--name", "李管理")

    assert result.exit_code == 1
    assert "--organization" in result.output


def test_with_several_organizations_it_asks_which(app: Flask, run: Run, people: People) -> None:
    add_organization(app, "政协乙县委员会", "乙县")

    assert "say which" in run("account", "add", "admin", "--name", "李管理").output
    assert run("account", "add", "admin", "--name", "李管理", "--organization", "乙县").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a b",), "3"),
        (("clerk",), ""),
        (("newcomer", "--password", "1234567890"), ""),
        (("newcomer", "--role", "committee"), ""),
        (("newcomer", "--role", "chair"), ""),
        (("newcomer", "--role", "department", "--for", "没有的局"), "0 rows"),
    ],
)
def test_what_is_wrong_ends_the_command_and_leaves_nothing(
    app: Flask, run: Run, people: People, arguments: tuple[str, ...], words: str
) -> None:
    people.add(CLERK)

    result = run("account", "add", *arguments, "--name", "某某")

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert words in result.output
    assert "Traceback" not in result.output
    with as_system(app):
        assert db.session.scalars(select(Account.login)).all() == ["clerk"]


def test_a_role_is_given_for_a_body_a_time_and_a_reason(app: Flask, run: Run, people: People) -> None:
    with as_system(app, organization_id=people.organization_id):
        db.session.add(Department(name="县教育局"))
        db.session.commit()
    number = people.add(None, login="unit")

    result = run(
        "account",
        "grant",
        "unit",
        "department",
        "--for",
        "县教育局",
        "--from",
        "2020-01-01",
        "--until",
        "2020-12-31",
    )

    assert result.exit_code == 0, result.output
    actor = people.actor(number)
    assert actor.roles == {"department"}
    assert len(actor.scope("department")) == 1
    with as_system(app):
        grant = db.session.scalars(select(RoleGrant)).one()
        assert (grant.valid_from, grant.valid_until) == (date(2020, 1, 1), date(2020, 12, 31))


def test_the_first_day_names_two_administrators_and_then_no_more(app: Flask, run: Run) -> None:
    """They stand before the machine one after the other; from then on the panel's rule holds for the command line too."""
    lines = "lihua\n李管理\n山上那棵老树-1987\n山上那棵老树-1987\nwangming\n王管理\n\n\n"
    arguments = ["account", "first-day", *FIRST[:6]]
    result = app.test_cli_runner().invoke(args=arguments, input=lines)

    assert result.exit_code == 0, result.output
    assert "山上那棵老树" not in result.output
    client, made = app.test_client(), _first_password(result)
    for login, password in (("lihua", "山上那棵老树-1987"), ("wangming", made)):
        assert client.post("/login", data={"username": login, "password": password}).location == "/account"
        client.post("/logout")
    again = app.test_cli_runner().invoke(args=arguments, input=lines)
    assert again.exit_code == 1
    assert "already" in again.output
    third = run("account", "add", "zhao", "--name", "赵管理")
    assert third.exit_code == 0, third.output
    assert "waits in the panel" in third.output
    assert "(admin)" in run("account", "list").output
    with as_system(app):
        assert sorted(db.session.scalars(select(RoleGrant.state))) == ["asked", "granted", "granted"]
        kinds = list(db.session.scalars(select(Event.kind).where(Event.kind == NAMED_ALONE)))
        assert len(kinds) == 2
    # When one of the two is gone, the machine can name another one alone, and the history says so.
    run("account", "disable", "wangming")
    assert "without a second person" in run("account", "grant", "zhao", "admin").output
    with as_system(app):
        kinds = list(db.session.scalars(select(Event.kind).where(Event.kind == NAMED_ALONE)))
        assert len(kinds) == 3


def test_disabling_ends_sessions_at_once(run: Run, people: People) -> None:
    client = people.client(people.add(CLERK))
    assert client.get("/account").status_code == 200

    assert run("account", "disable", "clerk").exit_code == 0

    assert client.get("/account").status_code == 302


def test_a_new_first_password_opens_again(app: Flask, run: Run, people: People) -> None:
    people.add(CLERK)
    run("account", "disable", "clerk")

    result = run("account", "password", "clerk")

    answer = app.test_client().post("/login", data={"username": "clerk", "password": _first_password(result)})
    assert answer.location == "/account"


def test_the_list_names_everybody_with_state_and_roles(run: Run, people: People) -> None:
    people.add(CLERK)
    people.add(None, login="nobody")
    run("account", "disable", "nobody")

    lines = [line.split() for line in run("account", "list").output.splitlines()]

    assert [line[:3] for line in lines] == [["clerk", "active", "clerk"], ["nobody", "disabled", "-"]]


def test_an_unknown_login_is_said(run: Run, people: People) -> None:
    for arguments in (("disable", "who"), ("password", "who"), ("grant", "who", "clerk")):
        result = run("account", *arguments)
        assert result.exit_code == 1
        assert "who" in result.output


def test_the_declarations_are_printed_and_checked(run: Run) -> None:
    result = run("check")

    assert "/panel/account/" in result.output
    assert "role_grant" in result.output
    assert "clerk committee chair auditor member department admin" in result.output
    assert "drafted submitted returned plan_approved" in result.output
    assert result.output.endswith("No declaration is wrong.\n")
    assert result.exit_code == 0


def test_an_office_is_served(run: Run, people: People) -> None:
    assert run("serve-check").exit_code == 0


def test_demonstration_data_are_not_served_as_an_office(app: Flask, run: Run, office: int) -> None:
    with as_system(app):
        db.session.get_one(Organization, office).demonstration = True
        db.session.commit()

    result = run("serve-check")

    assert result.exit_code == 1
    assert "政协邻水县委员会" in result.output
    assert "XIESHANG_DATABASE_URL" in result.output


def test_an_office_is_not_served_without_a_key_or_without_tables(fresh_database: str) -> None:
    with own_app(fresh_database, secret_key=None) as app:
        without_key = app.test_cli_runner().invoke(args=["serve-check"])
    with own_app(fresh_database) as app:
        without_tables = app.test_cli_runner().invoke(args=["serve-check"])

    assert (without_key.exit_code, without_tables.exit_code) == (1, 1)
    assert "XIESHANG_SECRET_KEY" in without_key.output
    assert "database upgrade" in without_tables.output


@pytest.mark.parametrize(
    "command", [["summary"], ["summary", "--as", "clerk"], ["points", "compute", "--year", "2020"]]
)
def test_without_tables_a_command_says_what_to_run(fresh_database: str, command: list[str]) -> None:
    with own_app(fresh_database) as app:
        result = app.test_cli_runner().invoke(args=command)

    assert result.exit_code == 1
    assert "flask --app wsgi database upgrade" in result.output


def test_the_schema_goes_up_and_down(fresh_database: str) -> None:
    with own_app(fresh_database) as app:
        runner = app.test_cli_runner()

        assert runner.invoke(args=["database", "upgrade"]).exit_code == 0
        with app.app_context():
            assert "account" in inspect(db.engine).get_table_names()
        assert app.test_client().get("/healthz").status_code == 200

        assert runner.invoke(args=["database", "downgrade", "base"]).exit_code == 0
        with app.app_context():
            assert "account" not in inspect(db.engine).get_table_names()


def test_the_settings_are_printed_without_secrets(run: Run) -> None:
    result = run("settings")

    assert result.exit_code == 0
    assert "XIESHANG_IDLE_MINUTES = 30" in result.output
    assert "a key for tests alone" not in result.output


def test_a_demonstration_is_prepared_only_where_one_is_meant(run: Run) -> None:
    for command in ("prepare", "reset"):
        result = run("demo", command)
        assert result.exit_code == 1
        assert "make demo" in result.output
