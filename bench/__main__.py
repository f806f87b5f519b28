"""All benchmarks one after the other, each in a process of its own so that none measures the memory of another.

Run it with ``make bench`` or ``python -m bench [rows]``; without a number each takes its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def benchmarks() -> list[str]:
    """Return the modules of this folder that measure something, by name."""
    return [f"bench.{file.stem}" for file in sorted(FOLDER.glob("*.py")) if not file.stem.startswith("_")]


def main() -> int:
    """Run every benchmark; return 1 when one of them ends badly."""
    status = 0
    for name in benchmarks():
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", name, *sys.argv[1:]]
        ended = subprocess.run(command, cwd=FOLDER.parent, check=False)  # noqa: S603 - our own modules, by the person who runs them
        status = status or int(ended.returncode != 0)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
