"""After the close nobody joins a voter with a vote, whoever has a full copy of the database: by SQL or from the files."""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from models.balloting import envelope
from models.balloting.paper import paper_of, read
from models.balloting.tables import BallotEnvelope
from models.base import db
from tests.engines import Databases
from tests.models.balloting.attack import (
    JOINED,
    agreement,
    correlation,
    files_of,
    keeping_the_log,
    order_in_files,
    orders_of,
    places,
)
from tests.models.balloting.conftest import app_over_new_database, found, keeping_secrets_in
from tests.models.balloting.hall import Hall, open_hall

VOTERS = 48
REMARK = "意见".encode() + rb"[0-9a-f]{16}"
KEY = rb"[0-9a-f]{32}"
CODES = ("satisfied", "basically", "not")


class Ballot:
    """What one voter does, known to the test."""

    def __init__(self, place: int, chance: random.Random) -> None:
        self.place = place
        self.marks = tuple(chance.choice(CODES) for _subject in range(2))
        # Not repeated from run to run: other databases of the same server must not hold the same words.
        self.remark = f"意见{secrets.token_hex(8)}"


def ballots() -> list[Ballot]:
    """Return the ballots in the order in which they are cast; the same in every run."""
    chance = random.Random(20200923)
    places = list(range(VOTERS))
    chance.shuffle(places)
    return [Ballot(place, chance) for place in places]


@contextmanager
def engine_of(app: Flask) -> Iterator[Engine]:
    with app.app_context():
        yield db.engine


def voted_in(engine: Engine) -> list[int]:
    """Return the members in the order in which history saw their ballots used; that order is no secret."""
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT record_id FROM change WHERE table_name = 'issued_ballot' AND operation = 'update' ORDER BY id"
            )
        )
        order = [int(number) for (number,) in rows]
        issued = connection.execute(text("SELECT id, member_id FROM issued_ballot"))
        members = {row.id: row.member_id for row in issued}
    return [members[number] for number in order]


@dataclass(frozen=True)
class Closed:
    """A closed round, its ballots in their order, the secret it had, and its envelopes as a backup kept them."""

    hall: Hall
    cast: list[Ballot]
    secret: bytes
    backup: list[bytes]
    key_folder: Path
    log_since: str


@pytest.fixture(scope="module")
def private_app(databases: Databases, engine_name: str) -> Iterator[Flask]:
    """Yield an application whose database holds this round and nothing else."""
    with app_over_new_database(databases, engine_name) as app:
        yield app


@pytest.fixture(scope="module")
def closed(private_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    """Yield a round of 48 voters that was closed; the tests only look at what is left of it."""
    folder = tmp_path_factory.mktemp("secrecy")
    with keeping_secrets_in(folder), engine_of(private_app) as engine, keeping_the_log(engine) as since:
        hall = open_hall(private_app, found(private_app), voters=VOTERS)
        secret = next((folder / "keys").glob("*.key")).read_bytes()
        cast = ballots()
        backup: list[bytes] = []
        for ballot in cast:
            hall.vote(ballot.place, *ballot.marks, remarks={hall.subjects[0]: ballot.remark})
            (newest,) = {row.content for row in hall.rows(BallotEnvelope)} - set(backup)
            backup.append(newest)
        assert hall.close_both().status == "counted"
        yield Closed(hall, cast, secret, backup, folder / "keys", since)


def test_no_copy_of_the_database_joins_a_voter_with_a_vote(closed: Closed, databases: Databases) -> None:
    hall, cast, secret, backup = closed.hall, closed.cast, closed.secret, closed.backup
    with engine_of(hall.app) as engine:
        assert voted_in(engine) == [hall.members[ballot.place] for ballot in cast]
        attempts = dict(by_sql(engine, hall, cast))
        files = files_of(engine, databases, closed.log_since)
        keys = [key for (key,) in orders_of(engine, "vote", "key")["as they come"]]
        attempts |= order_in_files(files, [ballot.remark.encode() for ballot in cast], REMARK)
        for number, subject in enumerate(hall.subjects):
            attempts[f"keys of line {number} in the files"] = by_places_of_keys(
                engine, files, hall, subject, cast, number
            )

    assert {name: value for name, value in attempts.items() if value >= JOINED} == {}
    assert len(attempts) >= 8
    # Without the secret the backup's envelopes stay shut, and the secret is in no file.
    assert not any(secret in content for content in files.values())
    assert list(closed.key_folder.iterdir()) == []
    assert not any(paper in content for content in files.values() for paper in papers(hall, secret, backup))
    assert len(keys) == 2 * VOTERS


def by_sql(engine: Engine, hall: Hall, cast: list[Ballot]) -> Iterator[tuple[str, float]]:
    """Try every order in which the engine can give the votes and the remarks."""
    option = {number: code for code, number in hall.options.items()}
    for name, rows in orders_of(engine, "vote", "subject_id, option_id").items():
        for line, subject in enumerate(hall.subjects):
            marks = [option[row.option_id] for row in rows if row.subject_id == subject]
            yield f"votes on line {line} {name}", agreement(marks, [ballot.marks[line] for ballot in cast])
    for name, rows in orders_of(engine, "ballot_remark", "text").items():
        place = {row.text: number for number, row in enumerate(rows)}
        yield f"remarks {name}", correlation([place[ballot.remark] for ballot in cast])


def by_places_of_keys(
    engine: Engine, files: dict[str, bytes], hall: Hall, subject: int, cast: list[Ballot], line: int
) -> float:
    """Put the votes on one line into the order in which their keys first stand in the files, and compare with the voters'."""
    option = {number: code for code, number in hall.options.items()}
    rows = [
        row
        for row in orders_of(engine, "vote", "key, subject_id, option_id")["by key"]
        if row.subject_id == subject
    ]
    best, tried = 0.0, 0
    truth = [ballot.marks[line] for ballot in cast]
    for content in files.values():
        for place in places(content, KEY):
            placed = sorted(
                (place[row.key.encode()], option[row.option_id]) for row in rows if row.key.encode() in place
            )
            tried += len(placed) == VOTERS
            best = max(best, agreement([code for _place, code in placed], truth))
    assert tried, "the keys were looked for in the wrong files"
    return best


def papers(hall: Hall, secret: bytes, backup: list[bytes]) -> list[bytes]:
    """Return the papers in plain, as only who kept the secret can."""
    about = f"{hall.organization_id} {hall.round_id}".encode()
    return [envelope.unseal(secret, content, about) for content in backup]


def test_history_and_every_other_table_know_nothing_of_votes(closed: Closed) -> None:
    hall, cast = closed.hall, closed.cast
    with engine_of(hall.app) as engine, engine.connect() as connection:
        said = [
            json.dumps([str(value) for value in row], ensure_ascii=False)
            for table in ("change", "event", "form_token")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
        keys = [
            key
            for (key,) in connection.execute(
                text("SELECT key FROM vote UNION ALL SELECT key FROM ballot_remark")
            )
        ]
        followed = {name for (name,) in connection.execute(text("SELECT DISTINCT table_name FROM change"))}

    assert not any(word in line for line in said for word in (*keys, *(ballot.remark for ballot in cast)))
    assert followed.isdisjoint({"vote", "ballot_remark", "ballot_envelope", "ballot_box", "slip"})


def test_all_votes_were_written_by_one_transaction(closed: Closed) -> None:
    hall = closed.hall
    with engine_of(hall.app) as engine, engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            writers = connection.execute(
                text(
                    "SELECT DISTINCT xmin::text FROM vote UNION SELECT DISTINCT xmin::text FROM ballot_remark"
                )
            )
            assert len(writers.all()) == 1
        columns = {column.name for column in BallotEnvelope.metadata.tables["vote"].columns}
    assert columns == {"key", "organization_id", "round_id", "subject_id", "option_id"}


def test_who_kept_the_secret_could_join_them(closed: Closed) -> None:
    """The control of the envelopes: with the secret, a backup made during the vote gives every voter's marks away."""
    hall, cast, secret, backup = closed.hall, closed.cast, closed.secret, closed.backup
    option = {number: code for code, number in hall.options.items()}
    with hall.system():
        paper = paper_of(hall.round_id)
    opened = [read(paper, content) for content in papers(hall, secret, backup)]

    joined = [tuple(option[marked.marks[subject]] for subject in hall.subjects) for marked in opened]

    assert joined == [ballot.marks for ballot in cast]


def test_the_attack_joins_a_naive_box(private_app: Flask, databases: Databases) -> None:
    """The control of the attack: votes in plain, one transaction each, rewritten in random order at the close."""
    cast = ballots()
    chance = random.Random(7)
    with engine_of(private_app) as engine, keeping_the_log(engine) as since:
        with engine.begin() as connection:
            connection.execute(
                text("CREATE TABLE naive_vote (key VARCHAR(32), mark VARCHAR(20), remark VARCHAR(60))")
            )
        for ballot in cast:
            with engine.begin() as connection:
                _write(connection, chance, ballot)
        truth = [ballot.marks[0] for ballot in cast]
        by_order = {
            name: agreement([row.mark for row in rows], truth)
            for name, rows in orders_of(engine, "naive_vote", "mark").items()
        }
        shuffled = list(cast)
        chance.shuffle(shuffled)
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM naive_vote"))
            for ballot in shuffled:
                _write(connection, chance, ballot)
        after = {
            name: agreement([row.mark for row in rows], truth)
            for name, rows in orders_of(engine, "naive_vote", "mark").items()
        }
        others_write(engine)
        in_files = order_in_files(
            files_of(engine, databases, since), [ballot.remark.encode() for ballot in cast], REMARK
        )

    assert max(by_order.values()) == 1.0
    assert max(after.values()) < JOINED
    assert max(in_files.values()) >= JOINED


def others_write(engine: Engine) -> None:
    """Do to PostgreSQL's log what other tests do meanwhile: fill files of it, and have the finished ones thrown away."""
    if engine.dialect.name == "sqlite":
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for _time in range(3):
            connection.execute(text("SELECT pg_switch_wal()"))
            connection.execute(text("CHECKPOINT"))


def _write(connection: Any, chance: random.Random, ballot: Ballot) -> None:
    connection.execute(
        text("INSERT INTO naive_vote VALUES (:key, :mark, :remark)"),
        {"key": f"{chance.randrange(16**32):032x}", "mark": ballot.marks[0], "remark": ballot.remark},
    )
