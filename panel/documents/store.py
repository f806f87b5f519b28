"""Files on disk under their digest: written aside, synced, then renamed to ``<2 hex>/<sha256>``.

A name of the store never shows half a file, and the same content lies there once, however often it is attached. Nothing here is
overwritten. A file is removed only by :meth:`FileStore.remove_if_old`, for the collector, which asks the database first.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".incoming-"
_LOCK = ".lock"
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is safely on disk: its SHA-256 in hexadecimal, and its size in bytes."""

    digest: str
    size: int


class FileStore:
    """The files of one installation, in one folder of a local disk (``flock`` has to work there)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, digest: str) -> Path:
        """Return where the content with this digest lies, if it does.

        Raises:
            ValueError: what was given is no SHA-256 in lower-case hexadecimal, and never becomes a part of a path.
        """
        if not _DIGEST.fullmatch(digest):
            raise ValueError("not a SHA-256")
        return self.folder / digest[:2] / digest

    def keep(self, stream: IO[bytes]) -> Kept:
        """Write what the stream still holds to the disk and return what it is kept as.

        The content is on the disk for good when this returns. Content that lies here already is kept as it is and counts as new,
        so that the collector leaves it alone until the caller's transaction has named it.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                kept = _copy(stream, file)
                file.flush()
                os.fsync(file.fileno())
            with self._alone():
                self._put(aside, self.path_of(kept.digest))
        finally:
            aside.unlink(missing_ok=True)
        return kept

    def _put(self, aside: Path, target: Path) -> None:
        if target.exists():
            os.utime(target)
            return
        if not target.parent.exists():
            target.parent.mkdir(mode=0o700)
            _sync(self.folder)
        aside.chmod(0o400)
        aside.rename(target)
        _sync(target.parent)

    def older_than(self, moment: float) -> Iterator[str]:
        """Yield the digests of the files last handed in before ``moment`` (seconds since the epoch), in order."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            if (
                _DIGEST.fullmatch(path.name)
                and path.name.startswith(path.parent.name)
                and _is_older(path, moment)
            ):
                yield path.name

    def remove_if_old(self, digest: str, moment: float) -> int | None:
        """Remove a file unless it was handed in since ``moment``; return its size in bytes, ``None`` when it stays.

        The age is looked at again, alone: somebody may be attaching the same content just now.
        """
        path = self.path_of(digest)
        with self._alone():
            return _remove(path) if _is_older(path, moment) else None

    def remove_unfinished(self, moment: float) -> list[int]:
        """Remove what an upload that broke off before ``moment`` left behind; return the sizes in bytes."""
        return [
            _remove(path) for path in sorted(self.folder.glob(f"{_UNFINISHED}*")) if _is_older(path, moment)
        ]

    def is_whole(self, digest: str) -> bool | None:
        """Return whether a file still is what its name says, ``None`` when it is gone."""
        try:
            with self.path_of(digest).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == digest
        except FileNotFoundError:
            return None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep every other process of this store out for a few system calls; it ends with the process, also by a crash."""
        with (self.folder / _LOCK).open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _copy(source: IO[bytes], target: IO[bytes]) -> Kept:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return Kept(digest.hexdigest(), size)


def _sync(folder: Path) -> None:
    """Have the folder's own entries written: a renamed file is found again after a power cut only then."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime < moment
    except FileNotFoundError:
        return False


def _remove(path: Path) -> int:
    size = path.stat().st_size
    path.unlink()
    return size
