"""Seals cover everything that was written, nobody can add, change or cut one unseen, and no late entry stays outside."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from models import history
from models.history.merkle import Tree, leaf
from models.history.sealing import next_seal, write_seal
from models.history.verification import Verified
from tests.engines import Databases
from tests.models.history.office import CHAIR, build, open_engine, run, writing
from tests.models.history.tampering import holding

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()


def _write(engine: Engine, *numbers: int) -> None:
    with writing(engine) as c:
        for number in numbers:
            run(
                c,
                "INSERT INTO area (id, organization_id, name) VALUES (:n, 1, :name)",
                n=number,
                name=f"第{number}",
            )
            history.record_event(c, "submitted", table="area", record_id=number, organization_id=1)


def _said(found: Verified) -> list[str]:
    return [problem.sentence for problem in found.problems]


def test_seals_follow_each_other_and_cover_everything(engine: Engine) -> None:
    assert history.seal_history(engine, KEY) is None, "nothing was written yet"
    _write(engine, 1, 2)
    first = history.seal_history(engine, KEY)
    assert first is not None
    assert (first.number, first.first_entry, first.entries, first.previous_digest) == (1, 1, 4, None)
    assert history.seal_history(engine, KEY) is None, "nothing was written since"
    _write(engine, 3)
    second = history.seal_history(engine, KEY)
    assert second is not None
    assert (second.number, second.entries, second.previous_digest) == (2, 2, first.digest)
    assert (second.first_entry, second.is_signed) == (first.last_entry + 1, True)
    _write(engine, 4)

    found = history.verify_all(engine, known={PUBLIC}, outside=first.digest, workers=2)

    assert _said(found) == []
    assert (found.entries, found.seals, found.unsealed, found.keys) == (8, 2, 2, {PUBLIC: 1})
    assert found.unsealed_since is not None
    assert (found.last, found.outside) == (second, first)
    with engine.connect() as c:
        assert history.waiting_entries(c, second.last_entry, 1) == (2, found.unsealed_since)
        assert history.waiting_entries(c, None, 1)[0] == 8
        assert history.waiting_entries(c, None, 2) == (0, None)
        assert history.seal_of_digest(c, first.digest) == first
        assert list(history.read_seals(c, after=1)) == history.newest_seals(c, 1) == [second]


_AGAIN = "first_entry, last_entry, entries, root, moment, previous_digest, public_key, digest, signature FROM history_seal"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_seal SET root = digest",
        "DELETE FROM history_seal",
        f"INSERT INTO history_seal SELECT number + 5, {_AGAIN}",
        f"INSERT INTO history_seal SELECT 0, {_AGAIN}",
    ],
)
def test_seals_stay_as_they_are(engine: Engine, statement: str) -> None:
    _write(engine, 1)
    assert history.seal_history(engine, KEY)
    with writing(engine) as c, pytest.raises(DatabaseError, match=r"append-only|follows"), c.begin_nested():
        run(c, statement)


def test_of_two_sealers_one_seals(engine: Engine) -> None:
    _write(engine, 1)
    with engine.connect() as c:
        mine = next_seal(c, KEY, 2)
    assert mine is not None
    assert history.seal_history(engine, KEY)
    with engine.begin() as c, pytest.raises(IntegrityError), c.begin_nested():
        write_seal(c, mine)


# Seals 1 to 4 over two entries each.
@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE history_seal SET entries = 3 WHERE number = 2"], {"Seal 2 was altered", "Seal 2 (of"}),
        (["UPDATE history_seal SET moment = '2019-01-01 00:00:00.000000' WHERE number = 3"], {"Seal 3 was altered"}),
        (["UPDATE history_seal SET signature = previous_digest || previous_digest WHERE number = 2"], {"Seal 2 does not bear"}),
        (["DELETE FROM history_seal WHERE number = 2"], {"Seal 3 does not follow", "Seal 3 (of"}),
        (["DELETE FROM history_seal WHERE number = 1"], {"Seal 2 does not follow", "Seal 2 (of"}),
        ([f"INSERT INTO history_seal SELECT 0, {_AGAIN} WHERE number = 1"], {"Seal 0 was altered", "Seal 0 does not follow"}),
        (["UPDATE event SET id = -5 WHERE id = 2"], {"The event -5 (of", "Seal 1 (of", "Entry 2 is missing"}),
    ],
)  # fmt: skip
def test_a_seal_that_was_touched_is_found(engine: Engine, statements: list[str], expected: set[str]) -> None:
    for number in range(1, 5):
        _write(engine, number)
        history.seal_history(engine, KEY)
    with holding(engine) as do:
        for statement in statements:
            do(statement)

    said = _said(history.verify_all(engine))

    if engine.dialect.name == "postgresql":
        expected = {each for each in expected if "missing" not in each}
    for each in expected:
        assert any(sentence.startswith(each) for sentence in said), (each, said)


def test_seals_cut_off_are_missed_by_who_kept_a_digest(engine: Engine) -> None:
    _write(engine, 1)
    first = history.seal_history(engine, KEY)
    _write(engine, 2)
    second = history.seal_history(engine, KEY)
    assert first
    assert second
    with holding(engine) as do:
        do("DELETE FROM history_seal WHERE number = 2")

    assert history.verify_all(engine, outside=first.digest).outside == first
    found = history.verify_all(engine, outside=second.digest)
    assert (found.outside, found.problems) == (None, ())


def test_the_sealer_builds_nothing_on_a_seal_that_does_not_hold(engine: Engine) -> None:
    _write(engine, 1)
    assert history.seal_history(engine, KEY)
    with holding(engine) as do:
        do("UPDATE history_seal SET entries = 5")
    _write_past = "INSERT INTO event (id, transaction_id, moment, actor, actor_label, roles, kind, hash)"
    with holding(engine) as do:
        do(f"{_write_past} VALUES (9, 'x', '2020-01-01 00:00:00', 'a', 'a', '', 'x', 'x')")

    with pytest.raises(history.BrokenSeal):
        history.seal_history(engine, KEY)


def test_a_strange_key_is_said_once(engine: Engine) -> None:
    other = Ed25519PrivateKey.generate()
    for number, key in enumerate((KEY, other, other), 1):
        _write(engine, number)
        history.seal_history(engine, key)

    found = history.verify_all(engine, known={PUBLIC})
    assert [(problem.id, problem.kind) for problem in found.problems] == [(2, "seal")]
    assert history.fingerprint_of(other.public_key().public_bytes_raw().hex()) in _said(found)[0]
    assert _said(history.verify_all(engine)) == []


@pytest.fixture
def server(databases: Databases) -> Iterator[Engine]:
    """Yield an office on PostgreSQL, where several write at a time."""
    url = databases.create("postgresql")
    engine = open_engine(url)
    build(engine)
    yield engine
    engine.dispose()
    databases.drop(url)


def test_an_entry_that_comes_to_light_late_is_not_left_outside(server: Engine) -> None:
    """A number is drawn, a higher one is committed, the sealer comes: it waits for the first, and blocks nobody meanwhile."""
    with writing(server) as slow:
        run(slow, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '慢')")
        _write(server, 2)
        with pytest.raises(history.StillWriting):
            history.seal_history(server, KEY, wait=0)
        made: list[history.SealRow | None] = []
        sealer = Thread(target=lambda: made.append(history.seal_history(server, KEY)))
        sealer.start()
        with writing(server, CHAIR) as c:
            run(c, "INSERT INTO area (id, organization_id, name) VALUES (3, 1, '快')")
    sealer.join()

    found = history.verify_all(server, workers=2)
    assert _said(found) == []
    assert made
    assert made[0] is not None
    assert (found.entries, made[0].entries + found.unsealed) == (4, 4)
    assert made[0].entries >= 3


def test_the_key_is_made_once_kept_from_others_and_known_again(tmp_path: Path) -> None:
    file = history.KeyFile(tmp_path / "instance" / "history-seal.key")
    assert file.known() == frozenset()

    first = file.open().public_key().public_bytes_raw().hex()

    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert file.open().public_key().public_bytes_raw().hex() == first
    file.path.unlink()
    second = file.open().public_key().public_bytes_raw().hex()
    assert file.known() == {first, second}
    file.path.chmod(0o640)
    with pytest.raises(history.KeyProblem, match="open"):
        file.open()
    file.path.chmod(0o600)
    file.path.write_text("nothing", encoding="ascii")
    with pytest.raises(history.KeyProblem, match="unreadable"):
        file.open()


def _as_the_standard_says(leaves: list[bytes]) -> bytes:
    """Return the Merkle tree hash by the recursion of RFC 9162, section 2.1.1."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256().digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(
        b"\1" + _as_the_standard_says(leaves[:split]) + _as_the_standard_says(leaves[split:])
    ).digest()


@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 8, 13, 4095, 4096, 4097, 9001])
def test_the_root_is_that_of_the_standard(size: int) -> None:
    leaves = [leaf(b"%d" % number) for number in range(size)]
    tree = Tree()
    tree.add(leaves[: size // 3])
    tree.add(leaves[size // 3 :])

    assert tree.root() == _as_the_standard_says(leaves).hex()
    assert leaves[:1] != [sha256(b"0").digest()]
