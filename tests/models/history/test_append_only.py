"""Nothing that stands in history can be altered, removed or slipped in; and what is done past the triggers is found."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, IntegrityError

from models import history
from models.history.canonical import CHANGE_FIELDS
from tests.models.history.office import CHAIR, Base, open_engine, run, writing

_FORGED_CHANGE = (
    "INSERT INTO change (id, transaction_id, moment, actor, actor_label, roles, table_name, record_id, operation, hash)"
    " VALUES (999, 'x', '2020-09-23 00:00:00.000000', 'account:1', 'x', '', 'area', '1', 'delete', 'x')"
)


@pytest.fixture(autouse=True)
def _told(engine: Engine) -> None:
    """Give history a few entries."""
    with writing(engine) as c:
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '一'), (2, 1, '二')")
        run(c, "UPDATE area SET name = '甲' WHERE id = 1")
        history.record_event(c, "submitted", table="area", record_id=1, organization_id=1)
    with writing(engine) as c:
        run(c, "UPDATE area SET name = '乙' WHERE id = 1")
        history.record_event(c, "approved", table="area", record_id=1, organization_id=1)
        history.record_event(c, "exported", table="area", organization_id=1)


@pytest.mark.parametrize("table", ["change", "event"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET reason = 'x'",
        "UPDATE {} SET hash = hash WHERE id = 1 OR id = 4",
        "DELETE FROM {}",
        "TRUNCATE {}",
    ],
)
def test_entries_stay_as_they_are(engine: Engine, engine_name: str, table: str, statement: str) -> None:
    if engine_name == "sqlite" and statement.startswith("TRUNCATE"):
        statement = "REPLACE INTO {0} SELECT * FROM {0}"
    with (
        writing(engine) as c,
        pytest.raises(DatabaseError, match=r"append-only|not authorized|prohibited"),
        c.begin_nested(),
    ):
        run(c, statement.format(table))


def test_nobody_writes_a_change_by_hand(engine: Engine) -> None:
    with (
        writing(engine) as c,
        pytest.raises(DatabaseError, match=r"written by its triggers only|not authorized|prohibited"),
        c.begin_nested(),
    ):
        run(c, _FORGED_CHANGE)


def test_nobody_reaches_the_entrance_of_changes_by_hand(engine: Engine) -> None:
    statement = "INSERT INTO history_change_entrance (table_name, record_id, operation) VALUES ('area', '1', 'delete')"
    with (
        writing(engine) as c,
        pytest.raises(DatabaseError, match=r"not authorized|prohibited|does not exist"),
        c.begin_nested(),
    ):
        run(c, statement)


def test_an_event_by_hand_says_who_it_was(engine: Engine, engine_name: str) -> None:
    statement = (
        "INSERT INTO event (id, transaction_id, moment, actor, actor_label, roles, kind, hash)"
        " VALUES (999, 'x', '2020-09-23 00:00:00.000000', 'account:7', 'x', '', 'approved', 'x')"
    )
    with writing(engine) as c:
        if engine_name == "sqlite":
            with pytest.raises(DatabaseError, match=r"not authorized|prohibited"):
                run(c, statement)
        else:
            # There the database completes it, whatever it claimed.
            run(c, statement)
            number, actor = run(c, "SELECT id, actor FROM event ORDER BY id DESC LIMIT 1").one()
            assert (number < 999, actor) == (True, "account:1")
    with engine.connect() as c:
        assert history.verify(c) == []
    with (
        engine.connect() as c,
        pytest.raises(DatabaseError, match=r"nobody is bound|not authorized|prohibited"),
    ):
        run(c, statement)


def test_a_foreign_connection_writes_no_entries(url: str) -> None:
    foreign = open_engine(url, attached=False)
    for table in ("change", "event"):
        with foreign.connect() as c, pytest.raises(DatabaseError, match=r"only|bound|no such function"):
            run(
                c,
                _FORGED_CHANGE.replace("INTO change", f"INTO {table}").replace(
                    "operation", "kind" if table == "event" else "operation"
                ),
            )


def test_a_tracked_table_cannot_be_emptied_at_once(engine: Engine, engine_name: str) -> None:
    if engine_name == "postgresql":
        with writing(engine) as c, pytest.raises(IntegrityError, match="append-only: no truncate of area"):
            run(c, "TRUNCATE area CASCADE")
    else:
        with writing(engine) as c:
            run(c, "DELETE FROM area")
        with engine.connect() as c:
            assert run(c, "SELECT count(*) FROM change WHERE operation = 'delete'").scalar() == 2


def test_an_untouched_history_verifies(engine: Engine) -> None:
    with engine.connect() as c:
        assert history.verify(c) == []
        assert history.verify(c, after_id=4) == []


def _past_the_triggers(engine: Engine, engine_name: str, act: Callable[[Any], None]) -> None:
    """Do ``act`` as somebody who holds the database itself."""
    if engine_name == "sqlite":
        with closing(sqlite3.connect(str(make_url(str(engine.url)).database))) as file:
            file.create_function("xieshang_actor", 0, lambda: "account:1")
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f'DROP TRIGGER "{name}"')
            act(file.execute)
            file.commit()
    else:
        with engine.begin() as c:
            run(c, "SET session_replication_role = replica")
            act(lambda statement: run(c, statement))


def _found(engine: Engine, after_id: int = 0) -> list[tuple[str, str | None, int]]:
    with engine.connect() as c:
        return [(p.kind, p.entry, p.id) for p in history.verify(c, after_id=after_id)]


# Entries: 1 and 2 inserts of areas 1 and 2, 3 update of area 1, 4 event submitted; 5 update of area 1, 6 and 7 events.
@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE change SET new = replace(new, '甲', '丁') WHERE id = 3", [("altered", "change", 3)]),
        ("UPDATE change SET actor = 'account:8' WHERE id = 5", [("altered", "change", 5)]),
        ("UPDATE change SET reason = NULL WHERE id = 1", [("altered", "change", 1)]),
        ("UPDATE change SET moment = '2020-01-01 00:00:00.000000' WHERE id = 2", [("altered", "change", 2)]),
        ("UPDATE change SET hash = replace(hash, 'a', 'b') || '0' WHERE id = 5", [("altered", "change", 5)]),
        ("UPDATE event SET kind = 'approved' WHERE id = 4", [("altered", "event", 4)]),
        ("UPDATE event SET detail = '{}' WHERE id = 7", [("altered", "event", 7)]),
        ("DELETE FROM change WHERE id = 3", [("broken", "change", 5)]),
        ("DELETE FROM change WHERE id = 1", [("broken", "change", 3)]),
        ("DELETE FROM event WHERE id = 4", [("broken", "event", 6)]),
        (
            "UPDATE change SET previous_hash = NULL WHERE id = 3",
            [("altered", "change", 3), ("broken", "change", 3)],
        ),
    ],
)
def test_tampering_is_found(
    engine: Engine, engine_name: str, statement: str, expected: list[tuple[str, str | None, int]]
) -> None:
    statement = statement.replace("hash = replace(hash, 'a', 'b') || '0'", "hash = substr(hash, 2) || 'x'")
    _past_the_triggers(engine, engine_name, lambda do: do(statement))

    found = [problem for problem in _found(engine) if problem[0] != "missing"]
    assert found == expected


def test_a_row_hashed_anew_breaks_the_chain(engine: Engine, engine_name: str) -> None:
    with engine.connect() as c:
        moment = "moment" if engine_name == "sqlite" else "to_char(moment, 'YYYY-MM-DD HH24:MI:SS.US')"
        fields = ", ".join(moment if f == "moment" else f for f in CHANGE_FIELDS)
        values = list(run(c, f"SELECT {fields} FROM change WHERE id = 3").one())
    values[CHANGE_FIELDS.index("reason")] = "另一个理由"
    forged = history.digest("change", values)

    _past_the_triggers(
        engine,
        engine_name,
        lambda do: do(f"UPDATE change SET reason = '另一个理由', hash = '{forged}' WHERE id = 3"),
    )

    assert _found(engine) == [("broken", "change", 5)]
    assert _found(engine, after_id=5) == []
    assert _found(engine, after_id=3) == [("broken", "change", 5)]


def test_on_sqlite_even_the_only_entry_of_a_record_is_missed(engine: Engine, engine_name: str) -> None:
    _past_the_triggers(engine, engine_name, lambda do: do("DELETE FROM change WHERE id = 2"))

    # On PostgreSQL a number may be missing because a transaction was rolled back.
    assert _found(engine) == ([("missing", None, 2)] if engine_name == "sqlite" else [])


def test_a_problem_is_a_sentence(engine: Engine, engine_name: str) -> None:
    _past_the_triggers(engine, engine_name, lambda do: do("UPDATE change SET actor = 'x' WHERE id = 3"))

    with engine.connect() as c:
        (problem,) = history.verify(c)
    assert (
        problem.sentence == "The change 3 (of area 1) was altered: it does not have the hash of what it says."
        " Compare it with a backup or an export from before."
    )


def test_the_office_of_these_tests_is_fully_tracked(engine: Engine) -> None:
    with engine.connect() as c:
        assert history.differences(c, Base.metadata) == []


def test_two_acts_on_one_record_at_the_same_time_stand_one_after_the_other(engine: Engine) -> None:
    def act() -> None:
        with writing(engine, CHAIR) as c:
            history.record_event(c, "looked_at", table="area", record_id=1, organization_id=1)

    other = Thread(target=act)
    with writing(engine) as c:
        history.record_event(c, "returned", table="area", record_id=1, organization_id=1)
        other.start()
    other.join()

    assert _found(engine) == []


def test_a_database_can_be_packed(engine: Engine, engine_name: str) -> None:
    # The guard against entries by hand must not stop what SQLite itself copies.
    packing = engine.raw_connection()
    if engine_name == "sqlite":
        packing.cursor().execute("VACUUM")
    else:
        packing.driver_connection.autocommit = True  # type: ignore[union-attr]
        packing.cursor().execute("VACUUM FULL change")
    packing.close()

    assert _found(engine) == []
