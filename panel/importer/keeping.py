"""Where an uploaded file waits between its check and its confirmation: on the server, in its account's own folder.

The browser only carries a ticket. What the ticket stands for (which file, what was asked, what is read as something else) lies
beside the file, which is named by its SHA-256. What nobody confirmed within a day is removed.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import tempfile
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

KEPT_SECONDS = 24 * 60 * 60
_TICKET = re.compile(r"[A-Za-z0-9_-]{16}")


@dataclass(slots=True)
class Waiting:
    """A file that waits for its confirmation.

    Attributes:
        ticket: what the browser carries.
        slug: the kind of record that it is imported as.
        file: its name as it was brought.
        digest: SHA-256 of its bytes.
        asked: what was typed for the whole file, by column.
        replaced: (column, folded text, text to read instead), in the order of asking.
    """

    ticket: str
    slug: str
    file: str
    digest: str
    asked: dict[str, str] = field(default_factory=dict)
    replaced: list[tuple[str, str, str]] = field(default_factory=list)


class Shelf:
    """The waiting files of one account.

    Args:
        folder: the folder of all waiting files; made when it is missing.
        owner: the key of the account.
    """

    def __init__(self, folder: Path, owner: str) -> None:
        self._all = folder
        self._own = folder / sha256(owner.encode()).hexdigest()[:24]

    def put(self, data: bytes, slug: str, file: str, asked: dict[str, str]) -> Waiting:
        """Keep a file and return its ticket; what is too old is cleared away on the way."""
        self._own.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.clear()
        waiting = Waiting(secrets.token_urlsafe(12), slug, file, sha256(data).hexdigest(), asked)
        self._write(self._own / f"{waiting.digest}.file", data)
        self.note(waiting)
        return waiting

    def note(self, waiting: Waiting) -> None:
        """Write down what the ticket stands for."""
        told = {
            "slug": waiting.slug,
            "file": waiting.file,
            "digest": waiting.digest,
            "asked": waiting.asked,
            "replaced": waiting.replaced,
        }
        self._write(self._own / f"{waiting.ticket}.json", json.dumps(told, ensure_ascii=False).encode())

    def find(self, ticket: str, slug: str) -> tuple[Waiting, bytes] | None:
        """Return what the ticket stands for and the file's bytes; ``None`` when it is not this account's, or is gone."""
        if not _TICKET.fullmatch(ticket):
            return None
        try:
            told = json.loads((self._own / f"{ticket}.json").read_bytes())
            data = (self._own / f"{told['digest']}.file").read_bytes()
        except FileNotFoundError:
            return None
        if told["slug"] != slug or sha256(data).hexdigest() != told["digest"]:
            return None
        replaced = [(key, text, instead) for key, text, instead in told["replaced"]]
        return Waiting(ticket, slug, told["file"], told["digest"], told["asked"], replaced), data

    def take_away(self, waiting: Waiting) -> None:
        """Remove the ticket, and the file unless another ticket of the account stands for it."""
        (self._own / f"{waiting.ticket}.json").unlink(missing_ok=True)
        others = (json.loads(path.read_bytes())["digest"] for path in self._own.glob("*.json"))
        if waiting.digest not in others:
            (self._own / f"{waiting.digest}.file").unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what has waited for too long, of every account."""
        oldest = time.time() - KEPT_SECONDS
        for path in self._all.glob("*/*"):
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:
                # Another worker was faster.
                continue

    def _write(self, path: Path, data: bytes) -> None:
        """Write aside and rename: a file is there whole or not at all."""
        handle, aside = tempfile.mkstemp(dir=self._own)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(aside).replace(path)


__all__ = ["Shelf", "Waiting"]
