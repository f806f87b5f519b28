"""The triggers are put in place after every revision, and any difference is told in a sentence."""

import time
from typing import Any

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, create_engine
from sqlalchemy.exc import DatabaseError

from models import history
from tests.models.history.office import Base, lines, open_engine, run, said, writing


def _differences(engine: Engine) -> list[str]:
    with engine.connect() as c:
        return history.differences(c, Base.metadata)


def _do(engine: Engine, *statements: str) -> None:
    with engine.begin() as c:
        for statement in statements:
            c.exec_driver_sql(statement)


def test_what_install_makes_is_what_differences_expects(engine: Engine) -> None:
    assert _differences(engine) == []
    with engine.begin() as c:
        history.install(c, Base.metadata)
    assert _differences(engine) == []


def test_everything_can_be_taken_away_and_put_back(engine: Engine) -> None:
    with engine.begin() as c:
        history.uninstall(c)
    assert len(_differences(engine)) > 10
    with engine.begin() as c:
        history.install(c, Base.metadata)
    assert _differences(engine) == []


SQLITE_HARM = [
    ("DROP TRIGGER history_area_update", "The trigger history_area_update is missing"),
    ("DROP VIEW history_change_entrance", "The view history_change_entrance is missing"),
    (
        (
            "DROP TRIGGER history_area_insert;"
            "CREATE TRIGGER history_area_insert AFTER INSERT ON area BEGIN SELECT 1; END"
        ),
        "The trigger history_area_insert was altered",
    ),
    (
        "CREATE TRIGGER swallow BEFORE INSERT ON change BEGIN SELECT RAISE(IGNORE); END",
        "The trigger swallow on change does not belong",
    ),
    (
        "CREATE TRIGGER history_vote_insert AFTER INSERT ON vote BEGIN SELECT 1; END",
        "The trigger history_vote_insert on vote does not belong",
    ),
]
POSTGRESQL_HARM = [
    ("DROP TRIGGER history_record ON area", "The trigger history_record on area is missing"),
    (
        "ALTER TABLE area DISABLE TRIGGER history_record",
        "The trigger history_record on area was altered or switched off",
    ),
    (
        "ALTER TABLE change DISABLE TRIGGER USER",
        "The trigger history_append_only on change was altered or switched off",
    ),
    ("DROP TRIGGER history_no_truncate ON area", "The trigger history_no_truncate on area is missing"),
    (
        (
            "DROP TRIGGER history_record ON area; CREATE TRIGGER history_record AFTER INSERT OR UPDATE OF name OR DELETE ON area"
            " FOR EACH ROW EXECUTE FUNCTION history_record('', 'id', 'organization_id', '')"
        ),
        "The trigger history_record on area was altered",
    ),
    (
        (
            "DROP TRIGGER history_record ON project; CREATE TRIGGER history_record AFTER INSERT OR UPDATE OR DELETE ON project"
            " FOR EACH ROW EXECUTE FUNCTION history_record('', 'id', 'organization_id', 'version')"
        ),
        "The trigger history_record on project was altered",
    ),
    (
        "CREATE OR REPLACE FUNCTION history_record() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "The function history_record was altered",
    ),
    ("ALTER FUNCTION history_record() SECURITY INVOKER", "The function history_record was altered"),
    (
        "ALTER FUNCTION history_complete_event() RESET search_path",
        "The function history_complete_event was altered",
    ),
    ("DROP FUNCTION history_refuse() CASCADE", "The function history_refuse is missing"),
    (
        "CREATE RULE quiet AS ON DELETE TO area DO INSTEAD NOTHING",
        "The rule quiet on area can keep a write from history",
    ),
    (
        (
            "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
            "CREATE TRIGGER swallow BEFORE INSERT ON change FOR EACH ROW EXECUTE FUNCTION swallow()"
        ),
        "The trigger swallow on change does not belong",
    ),
]


@pytest.mark.parametrize("number", range(max(len(SQLITE_HARM), len(POSTGRESQL_HARM))))
def test_every_harm_is_told_and_mended_by_the_next_upgrade(
    engine: Engine, engine_name: str, number: int
) -> None:
    harms = SQLITE_HARM if engine_name == "sqlite" else POSTGRESQL_HARM
    statements, sentence = harms[number % len(harms)]
    _do(engine, *_split(statements))

    found = _differences(engine)
    assert [said for said in found if said.startswith(sentence)], found
    with engine.begin() as c:
        history.install(c, Base.metadata)
    left = _differences(engine)
    assert left == [said for said in found if "remove it" in said and "history_vote" not in said]


def _split(statements: str) -> list[str]:
    return [
        s
        for s in statements.replace(";CREATE", ";\nCREATE").replace("; CREATE", ";\nCREATE").split(";\n")
        if s
    ]


def test_sqlite_tells_when_replace_would_go_unrecorded(url: str, engine_name: str) -> None:
    plain = create_engine(url)
    found = _differences(plain)
    plain.dispose()
    assert [s for s in found if "recursive_triggers" in s] == (found if engine_name == "sqlite" else [])


def _many(count: int) -> MetaData:
    metadata = MetaData()
    for number in range(count):
        Table(
            f"record_{number:02}",
            metadata,
            Column("id", Integer, primary_key=True),
            Column("organization_id", Integer),
            Column("version", Integer),
            *(Column(f"column_{n}", String(20)) for n in range(25)),
        )
    return metadata


def test_the_comparison_at_start_up_is_quick(engine: Engine) -> None:
    metadata = _many(50)
    with engine.begin() as c:
        metadata.create_all(c)
        history.install(c, metadata)
    taken = []
    for _ in range(3):
        with engine.connect() as c:
            run(c, "SELECT 1")
            before = time.perf_counter()
            assert [s for s in history.differences(c, metadata) if "record_" in s] == []
            taken.append(time.perf_counter() - before)

    # Some 15 ms on a quiet machine; the rest is for two test workers on two cores.
    assert min(taken) < 0.2


class TestARevision:
    def test_a_new_column_is_recorded_after_install(self, engine: Engine) -> None:
        with engine.begin() as c:
            history.bind(c, history.Context(actor="migration 0007"))
            run(c, "ALTER TABLE area ADD COLUMN code VARCHAR(12)")
            history.install(c, Base.metadata)
            run(c, "INSERT INTO area (id, organization_id, name, code) VALUES (1, 1, '一', '511623')")

        # No model describes it yet, so its values are not kept.
        assert lines(engine, "area", 1)[0].new == {
            "id": 1,
            "organization_id": 1,
            "name": "一",
            "code": "changed",
        }
        assert _differences(engine) == []

    def test_a_column_can_go_once_the_triggers_are_gone(self, engine: Engine, engine_name: str) -> None:
        if engine_name == "sqlite":
            with engine.connect() as c, pytest.raises(DatabaseError, match="error in trigger"):
                run(c, "ALTER TABLE step DROP COLUMN text")
        with engine.begin() as c:
            history.bind(c, history.Context(actor="migration 0008"))
            history.uninstall(c, ["step"])
            run(c, "ALTER TABLE step DROP COLUMN text")
            history.install(c, Base.metadata)
            run(c, "INSERT INTO project (id, organization_id, version) VALUES (1, 1, 1)")
            run(c, "INSERT INTO step (id, organization_id, project_id) VALUES (1, 1, 1)")

        assert said(engine, "step") == [("insert", "step", "1")]
        assert lines(engine, "step", 1)[0].new == {"id": 1, "organization_id": 1, "project_id": 1}

    def test_a_table_can_be_copied_and_renamed(self, engine: Engine) -> None:
        # What Alembic's batch mode does on SQLite.
        with writing(engine) as c:
            run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '一')")
        with engine.begin() as c:
            history.bind(c, history.Context(actor="migration 0009"))
            history.uninstall(c, ["area", "project_area"])
            run(c, "CREATE TABLE _area (id INTEGER PRIMARY KEY, organization_id INTEGER, name VARCHAR(90))")
            run(c, "INSERT INTO _area SELECT id, organization_id, name FROM area")
            run(c, "DROP TABLE project_area")
            run(c, "DROP TABLE area")
            run(c, "ALTER TABLE _area RENAME TO area")
            history.install(c, Base.metadata)
            run(c, "UPDATE area SET name = '二'")

        assert said(engine) == [("insert", "area", "1"), ("update", "area", "1")]
        assert lines(engine, "area", 1)[-1].actor == "migration 0009"
        assert _differences(engine) == []


def test_a_table_without_a_key_cannot_be_followed(engine: Engine) -> None:
    metadata = MetaData()
    Table("loose", metadata, Column("name", String(20)))
    with engine.begin() as c:
        metadata.create_all(c)
        with pytest.raises(ValueError, match="loose: it has no primary key"):
            history.install(c, metadata)


def test_the_binding_of_sqlite_is_one_connections_own(url: str, engine_name: str) -> None:
    if engine_name != "sqlite":
        return
    engine = open_engine(url)
    with engine.connect() as first, engine.connect() as second:
        history.bind(first, history.Context(actor="account:1"))
        values: list[Any] = [c.exec_driver_sql("SELECT xieshang_actor()").scalar() for c in (first,)]
        first.rollback()
        values.append(second.exec_driver_sql("SELECT xieshang_actor()").scalar())
    assert values == ["account:1", None]
