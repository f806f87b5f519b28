"""What a backup says about itself: from which engine and revision, and what must be found again when it is restored."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from models.registry import table_names

FORMAT = 1
NAME = "manifest.json"
DATABASE = "database"
FILES = "files/"
HISTORY = {"change": "id, hash", "event": "id, hash", "history_seal": "number, digest"}
"""Table -> number and hash of its lines."""
_PLAIN = re.compile(r"[a-z][a-z0-9_]*")

Ask = Callable[[str], list[Any]]
"""Runs a SELECT in the copy, or in the snapshot it is made of, and returns the rows."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands beside the database in a backup.

    Attributes:
        format: of the file; another one is not read.
        made_at: moment, ISO 8601 with zone.
        dialect: ``sqlite`` or ``postgresql``; the database is that engine's own copy.
        revision: of the schema.
        rows: table -> number of rows.
        newest: history table -> [number, hash] of its newest line, of the seals [number, digest]; empty when it has none.
        database: SHA-256 of the database's copy.
        files: SHA-256 of every attached file -> its size in bytes; of one that was gone when the backup was made, None.
    """

    format: int
    made_at: str
    dialect: str
    revision: str
    rows: dict[str, int]
    newest: dict[str, list[Any]]
    database: str
    files: dict[str, int | None] = field(default_factory=dict)

    def written(self) -> str:
        """Return it as the text that the file holds."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)


def read_manifest(text: str) -> Manifest | None:
    """Return what a backup says about itself; ``None`` when it is none of ours, or of a later program."""
    try:
        found = json.loads(text)
        manifest = Manifest(**found)
        plain = all(_PLAIN.fullmatch(name) for name in manifest.rows) and set(manifest.newest) <= set(HISTORY)
    except (ValueError, TypeError):
        return None
    return manifest if manifest.format == FORMAT and plain else None


def revision_of(ask: Ask) -> str:
    """Return the revision of the schema that is asked."""
    return str(ask("SELECT version_num FROM alembic_version")[0][0])


def rows_of(ask: Ask, tables: Iterable[str] = ()) -> dict[str, int]:
    """Return how many rows the tables have in the database that is asked; by default all of the program's."""
    return {
        name: int(ask(f'SELECT count(*) FROM "{name}"')[0][0])  # noqa: S608 - our own tables, or plain words
        for name in sorted(tables or table_names())
    }


def newest_of(ask: Ask, tables: Iterable[str] = tuple(HISTORY)) -> dict[str, list[Any]]:
    """Return number and hash of the newest line of each table of the history."""
    found = {
        name: ask(f"SELECT {HISTORY[name]} FROM {name} ORDER BY 1 DESC LIMIT 1")  # noqa: S608 - constants
        for name in tables
    }
    return {name: list(rows[0]) if rows else [] for name, rows in found.items()}


def files_of(ask: Ask) -> list[str]:
    """Return the SHA-256 of every file that an attachment names, each once, in order; also of those in the recycle bin."""
    return [str(row[0]) for row in ask("SELECT DISTINCT sha256 FROM attachment ORDER BY sha256")]
