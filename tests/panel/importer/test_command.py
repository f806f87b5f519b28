"""The import on the command line."""

import pytest
from sqlalchemy import func, select

from models.access import CLERK, DEPARTMENT, Access, all_rows
from models.base import db
from models.history.tables import Change, Event
from models.livelihood.livelihood_project import LivelihoodProject
from models.session import maintenance
from panel.commands.import_ import import_
from tests.fixtures.app import as_system
from tests.panel.importer.conftest import FILES

ITEMS = str(FILES / "livelihood_items.csv")
PROGRESS = str(FILES / "livelihood_progress.csv")


@pytest.fixture
def command(app):
    def run(*arguments):
        return app.test_cli_runner().invoke(import_, [str(argument) for argument in arguments])

    return run


def _count(app):
    with as_system(app):
        return db.session.scalar(select(func.count()).select_from(LivelihoodProject))


def _actors(app, table):
    with as_system(app), maintenance("history"):
        return set(db.session.scalars(select(table.actor).where(table.table_name == "livelihood_project")))


@pytest.mark.usefixtures("departments")
def test_a_rehearsal_prints_counts_and_wrong_rows_and_ends_with_status_1(app, command) -> None:
    result = command("livelihood-project", ITEMS)
    assert result.exit_code == 1
    assert "69" in result.output
    assert "D51" in result.output
    assert _count(app) == 0


@pytest.mark.usefixtures("departments")
def test_wrong_rows_stop_what_should_be_written(app, command) -> None:
    result = command("livelihood-project", ITEMS, "--apply")
    assert result.exit_code == 1
    assert _count(app) == 0


@pytest.mark.usefixtures("departments")
def test_the_operator_writes_and_the_history_names_them(app, command) -> None:
    result = command("livelihood-project", ITEMS, "--apply", "--skip-wrong")
    assert (result.exit_code, result.exception) == (0, None)
    assert _count(app) == 69
    assert {actor.partition(":")[0] for actor in _actors(app, Change)} == {"cli"}
    assert {actor.partition(":")[0] for actor in _actors(app, Event)} == {"cli"}
    again = command("livelihood-project", ITEMS, "--apply", "--skip-wrong")
    assert again.exit_code == 0
    assert _count(app) == 69


@pytest.mark.usefixtures("office")
def test_the_operator_enters_nothing_that_no_desk_enters(command, monkeypatch) -> None:
    monkeypatch.setattr(
        LivelihoodProject, "access", Access(read={CLERK: all_rows}, create={DEPARTMENT: all_rows})
    )
    assert command("livelihood-project", ITEMS).exit_code == 1
    assert "D51" not in command("livelihood-project", ITEMS).output


@pytest.mark.usefixtures("departments", "clerk")
def test_an_account_acts_with_its_own_rights(app, command, people) -> None:
    people.add("auditor", login="auditor")
    refused = command("livelihood-project", ITEMS, "--as", "auditor", "--apply", "--skip-wrong")
    assert refused.exit_code == 1
    assert _count(app) == 0
    done = command("livelihood-project", ITEMS, "--as", "clerk", "--apply", "--skip-wrong")
    assert done.exit_code == 0, done.output
    assert {actor.partition(":")[0] for actor in _actors(app, Change)} == {"account"}


@pytest.mark.usefixtures("departments")
def test_what_the_file_does_not_say_is_set(command) -> None:
    command("livelihood-project", ITEMS, "--apply", "--skip-wrong")
    assert command("progress", PROGRESS).exit_code == 1
    result = command("progress", PROGRESS, "--set", "year=2021", "--set", "period=2021", "--apply")
    assert result.exit_code == 0, result.output
    assert "36" in result.output


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("no-such-kind", ITEMS), "no-such-kind"),
        (("livelihood-project", ITEMS, "--as", "nobody"), "nobody"),
        (("livelihood-project", ITEMS, "--organization", "别处"), "别处"),
        (("progress", PROGRESS, "--set", "year"), "year"),
        (("progress", PROGRESS, "--set", "colour=red"), "colour"),
        (("department", ITEMS, "--set", "colour=red"), "没有统一填写项"),
        (("livelihood-project", __file__), ""),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(command, arguments, word) -> None:
    result = command(*arguments)
    assert result.exit_code == 1
    assert word in result.output
    assert "Traceback" not in result.output
