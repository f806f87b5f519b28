"""How long a list of 100,000 rows takes to leave as csv and as xlsx, and how much memory it takes.

Run it with ``python -m bench.export_list [rows]``. The rows are members in SQLite, taken out as a chair sees them: through the
gate, with the columns of the list, one of them masked.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from werkzeug.datastructures import MultiDict

from bench.list_page import ROWS, VIEW, fill
from config import Settings
from models.access import acting
from models.base import db
from panel import create_app
from panel.exporter import csv_parts, export_rows, xlsx_parts

MOST_GROWTH_MIB = 32
"""The limit of issue 2: so much may the resident memory grow over 100,000 rows."""
_WATCHED_ROWS = 1_000


def main() -> None:
    """Make the rows, take them out in both formats, print time, size and memory."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'list.sqlite'}"
        app = create_app(Settings.from_environment({}, database_url=url, secret_key="bench"))  # noqa: S106 - protects nothing
        with app.app_context():
            chair = fill(rows)
        with app.test_request_context("/panel/member/"), acting(chair):
            next(export_rows(VIEW, chair, MultiDict()))
            for kind, made in (("csv", csv_parts), ("xlsx", lambda found: xlsx_parts(found, "Members"))):
                watch = Watch(export_rows(VIEW, chair, MultiDict()))
                begin = perf_counter()
                size = sum(len(part) for part in made(iter(watch)))
                seconds = perf_counter() - begin
                said = "within" if watch.growth <= MOST_GROWTH_MIB else "OVER"
                report = (
                    f"{kind:5} {rows:>8,} rows  {seconds:6.2f} s  {size / 2**20:6.1f} MiB file  "
                    f"+{watch.growth:5.1f} MiB memory ({said} {MOST_GROWTH_MIB})\n"
                )
                sys.stdout.write(report)
        with app.app_context():
            db.engine.dispose()


class Watch:
    """Rows passed on, and by how much the resident memory grew while they passed."""

    def __init__(self, rows: Iterator[list[Any]]) -> None:
        self._rows = rows
        self._before = resident_mib()
        self.growth = 0.0

    def __iter__(self) -> Iterator[list[Any]]:
        for number, row in enumerate(self._rows):
            if number % _WATCHED_ROWS == 0:
                self.growth = max(self.growth, resident_mib() - self._before)
            yield row
        self.growth = max(self.growth, resident_mib() - self._before)


def resident_mib() -> float:
    """Return the memory of this process that is in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
