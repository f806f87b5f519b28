"""Whatever somebody who holds the database does to a sealed history is found, each act by itself; --every-row takes a million."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from models import history
from tests.fixtures.report import Report
from tests.models.history.tampering import Tamperer, fill, holding, reseal, seal_all, standing_digests

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


@pytest.mark.attack
def test_every_tampering_is_found(engine: Engine, long_size: bool, report: Report) -> None:
    """Changed, deleted, inserted, hashed anew; and sealed anew by the owner, against the digests that the auditor kept."""
    entries, each, of_each = (1_000_000, 200, 400) if long_size else (3_000, 40, 12)
    known = {KEY.public_key().public_bytes_raw().hex()}
    fill(engine, entries)
    kept = seal_all(engine, range(each, entries + 1, each), KEY)
    untouched = history.verify_all(engine, known=known, outside=kept[0].digest)
    assert (untouched.problems, untouched.entries, untouched.outside) == ((), entries, kept[0])

    # The owner has the key, so within itself all is well; but none of the digests kept of what was touched is there any more.
    of_touched = reseal(engine, of_each, KEY, kept)
    assert len(of_touched) == of_each
    within = history.verify_all(engine, known=known, outside=kept[-1].digest)
    assert (within.problems, within.seals, within.outside) == ((), len(kept), None)
    assert of_touched & standing_digests(engine) == set()

    seals = seal_all(engine, [], KEY) or _standing(engine)
    with holding(engine) as do:
        tamperer = Tamperer(do, seals)
        acts = (tamperer.change, tamperer.delete, tamperer.insert, tamperer.rehash)
        expected = {act() for act in acts for _ in range(of_each)}
    assert len(expected) == 4 * of_each
    found = {(problem.kind, problem.id) for problem in history.verify_all(engine, known=known).problems}
    assert expected - found == set()

    report("history tampered with", entries=entries, seals=len(kept), tamperings=5 * of_each, unfound=0)

    # Without the key the whole can be sealed anew only with another one.
    reseal(engine, 1, OTHER, seals)
    strange = [
        problem for problem in history.verify_all(engine, known=known).problems if problem.kind == "seal"
    ]
    assert [problem.id for problem in strange] == [1], strange


def _standing(engine: Engine) -> list[history.SealRow]:
    with engine.connect() as connection:
        return list(history.read_seals(connection))
