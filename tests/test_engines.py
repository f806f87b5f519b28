"""The databases of the tests: both engines start empty, copies are independent, and no test can leave the machine."""

import socket

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from tests.engines import Databases
from tests.network import NetworkReachedError


def _engine(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool)


def _titles(url: str) -> list[str]:
    with _engine(url).connect() as connection:
        return list(connection.scalars(text("SELECT title FROM note ORDER BY title")))


def _write(url: str, *titles: str) -> None:
    with _engine(url).begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS note (title varchar(20))"))
        for title in titles:
            connection.execute(text("INSERT INTO note VALUES (:title)"), {"title": title})


def test_a_copy_holds_what_was_prepared_and_goes_its_own_way(
    databases: Databases, engine_name: str, fresh_database: str
) -> None:
    _write(fresh_database, "邻水")
    copy = databases.clone(fresh_database)

    _write(copy, "广安")

    assert _engine(copy).dialect.name == engine_name
    assert sorted(_titles(copy)) == sorted(["邻水", "广安"])
    assert _titles(fresh_database) == ["邻水"]
    databases.drop(copy)


def test_a_copy_of_sqlite_includes_the_write_ahead_log(databases: Databases) -> None:
    url = databases.create("sqlite")
    engine = _engine(url)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA journal_mode = wal"))
        connection.execute(text("CREATE TABLE note (title varchar(20))"))
        connection.execute(text("INSERT INTO note VALUES ('提案')"))
        connection.commit()
        # Still connected: what was written stands in the log and not yet in the file.
        copy = databases.clone(url)

    assert _titles(copy) == ["提案"]
    databases.drop(url)
    databases.drop(copy)


def test_a_database_is_dropped_although_somebody_is_connected(databases: Databases, engine_name: str) -> None:
    url = databases.create(engine_name)
    _write(url)
    connection = _engine(url).connect()

    databases.drop(url)

    connection.invalidate()
    connection.close()
    if engine_name == "postgresql":
        with pytest.raises(Exception, match="does not exist"):
            _titles(url)


def test_no_test_calls_another_machine() -> None:
    with socket.socket() as stranger, pytest.raises(NetworkReachedError, match=r"192\.0\.2\.1"):
        stranger.connect(("192.0.2.1", 80))


def test_no_test_looks_up_another_machine() -> None:
    with pytest.raises(NetworkReachedError, match="example"):
        socket.getaddrinfo("example.invalid", 80)


def test_this_machine_can_be_called() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
