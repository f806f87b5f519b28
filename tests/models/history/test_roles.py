"""On PostgreSQL the application's role reads history and adds to it, and nothing else."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, ProgrammingError

from models import history
from tests.engines import Databases
from tests.models.history.office import CLERK, Base, build, lines, open_engine, run, writing

ROLE = "xieshang_application_of_tests"


@pytest.fixture(scope="module")
def application(databases: Databases) -> Iterator[Engine]:
    """Yield an engine that connects as the application, on a database that another role owns."""
    url = databases.create("postgresql")
    owner = open_engine(url)
    build(owner)
    with owner.begin() as c:
        if run(c, "SELECT 1 FROM pg_roles WHERE rolname = :role", role=ROLE).scalar() is None:
            run(c, f"CREATE ROLE {ROLE} LOGIN")
        history.grant_application_role(c, ROLE, truncatable=["vote"])
    engine = open_engine(make_url(url).set(username=ROLE).render_as_string())
    yield engine
    engine.dispose()
    with owner.begin() as c:
        run(c, f"DROP OWNED BY {ROLE}")
        run(c, f"DROP ROLE {ROLE}")
    owner.dispose()
    databases.drop(url)


def test_the_application_writes_and_its_writes_are_recorded(application: Engine) -> None:
    with writing(application) as c:
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '一')")
        run(c, "UPDATE area SET name = '二'")
        history.record_event(c, "submitted", table="area", record_id=1, organization_id=1)
        run(c, "INSERT INTO vote VALUES ('a')")
        run(c, "TRUNCATE vote")

    assert [line.kind for line in lines(application, "area", 1)] == ["insert", "update", "submitted"]
    with application.connect() as c:
        assert history.verify(c) == []


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO change (table_name, record_id, operation) VALUES ('area', '1', 'delete')",
        "INSERT INTO event (kind, actor) VALUES ('approved', 'account:2')",
        "UPDATE change SET reason = 'x'",
        "DELETE FROM event",
        "TRUNCATE change",
        "TRUNCATE area CASCADE",
        "DROP TABLE change",
        "ALTER TABLE area DISABLE TRIGGER ALL",
        "DROP TRIGGER history_record ON area",
        "SET session_replication_role = replica",
        "CREATE TABLE mine (id int)",
        "CREATE OR REPLACE FUNCTION history_record() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "SELECT nextval('history_id')",
        (
            "CREATE TEMP TABLE area (id int, organization_id int); CREATE TRIGGER forged AFTER INSERT ON area"
            " FOR EACH ROW EXECUTE FUNCTION public.history_record('', 'id', 'organization_id', '')"
        ),
    ],
)
def test_the_application_cannot_touch_history(application: Engine, statement: str) -> None:
    *before, last = statement.replace("; CREATE TRIGGER", ";\nCREATE TRIGGER").split(";\n")
    with application.connect() as c:
        history.bind(c, CLERK)
        for part in before:
            run(c, part)
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
            run(c, last)


def test_tables_of_its_own_cannot_stand_in_for_history(application: Engine) -> None:
    with writing(application) as c:
        before = run(c, "SELECT count(*) FROM public.change").scalar()
        # A temporary table comes first in an ordinary search path.
        run(c, "CREATE TEMP TABLE change (LIKE public.change)")
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (2, 1, '别处')")
        assert run(c, "SELECT count(*) FROM pg_temp.change").scalar() == 0
        assert run(c, "SELECT count(*) FROM public.change").scalar() == before + 1


def test_the_application_can_compare_what_stands(application: Engine) -> None:
    with application.connect() as c:
        assert history.differences(c, Base.metadata) == []


def test_without_an_actor_the_application_writes_nothing(application: Engine) -> None:
    with application.connect() as c, pytest.raises(DatabaseError, match="nobody is bound"):
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (3, 1, '三')")
