"""How long it takes to verify a million entries of the history under 5,000 seals, on both engines, and to seal them.

Run it with ``python -m bench.history [entries]``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models import history, load_record_types
from tests.engines import ENGINE_NAMES, Databases
from tests.models.history.office import build, open_engine
from tests.models.history.tampering import fill, seal_all

SEALED_AT_ONCE = 200
TIMES = 3
TARGET = 10.0


def main() -> None:
    """Write the entries, seal them, print the best time of a verification."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    load_record_types()
    for name in ENGINE_NAMES:
        with tempfile.TemporaryDirectory(prefix="xieshang-") as folder:
            Databases.prepare(Path(folder) / "databases")
            databases = Databases(Path(folder) / "databases")
            try:
                measure(databases, name, entries)
            finally:
                databases.stop()


def measure(databases: Databases, name: str, entries: int) -> None:
    """Measure one engine."""
    engine = open_engine(databases.create(name))
    build(engine)
    fill(engine, entries)
    key = Ed25519PrivateKey.generate()
    start = perf_counter()
    seals = seal_all(engine, range(SEALED_AT_ONCE, entries + 1, SEALED_AT_ONCE), key)
    sealing = perf_counter() - start
    if name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE change")
            connection.exec_driver_sql("ANALYZE event")
    times = []
    for _time in range(TIMES):
        start = perf_counter()
        found = history.verify_all(engine, outside=seals[0].digest)
        times.append(perf_counter() - start)
        assert not found.problems
        assert found.entries == entries
    engine.dispose()
    sys.stdout.write(
        f"{name:10} {entries:,} entries, {len(seals):,} seals: sealed in {sealing:.1f} s, verified in"
        f" {min(times):.1f} s (best of {TIMES}; target {TARGET:g})\n"
    )


if __name__ == "__main__":
    main()
