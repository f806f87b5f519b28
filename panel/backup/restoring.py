"""Taking a backup back: into an empty database, or on trial into one that is thrown away."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from models.marks import N_
from panel.backup.databases import Postgresql, Sqlite
from panel.backup.making import digest_of, unpack
from panel.backup.manifest import DATABASE, FILES, NAME, Manifest, newest_of, read_manifest, rows_of
from panel.backup.problem import BackupProblem
from panel.documents.store import FileStore

NO_FILE = N_("There is no file %(path)s.")
NO_BACKUP = N_("%(path)s is no backup of this program, or not whole.")
OTHER_ENGINE = N_(
    "The backup is of %(theirs)s, and XIESHANG_DATABASE_URL names %(ours)s; please name a database of the same kind."
)
ALTERED = N_("The database in the backup is not what was written there; please take another backup.")
FILE_ALTERED = N_("The attached file %(digest)s in the backup is gone or not what was written there.")
ROWS_DIFFER = N_("Table “%(table)s” has %(found)s rows; the backup says %(wanted)s.")
NEWEST_DIFFERS = N_("The newest line of the history (%(table)s) is another one than the backup says.")

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError)
"""What reading says of a file that is no archive, or was cut off or changed."""


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Yield the archive with what it says about itself.

    Raises:
        BackupProblem: there is no such file, or it is no backup.
    """
    if not path.is_file():
        raise BackupProblem(NO_FILE, path=path)
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN:
        raise BackupProblem(NO_BACKUP, path=path) from None
    with archive:
        try:
            manifest = read_manifest(archive.read(NAME).decode()) if NAME in archive.namelist() else None
            if manifest is None:
                raise BackupProblem(NO_BACKUP, path=path)
            yield archive, manifest
        except _BROKEN:
            raise BackupProblem(NO_BACKUP, path=path) from None


def restore(path: Path, database: Sqlite | Postgresql, store: FileStore) -> Manifest:
    """Put a backup into an empty database, and its files into the store; what is found there is compared with what it says.

    Files come first: a database must never name one that is not there.

    Raises:
        BackupProblem: the database is not empty, or the backup is not whole.
    """
    with opened(path) as (archive, manifest):
        _require_engine(manifest, database)
        database.require_empty()
        with _copy(archive, manifest) as copy:
            for digest in _present(manifest):
                with _member(archive, digest) as stream:
                    kept = store.keep(stream)
                if kept.digest != digest:
                    raise BackupProblem(FILE_ALTERED, digest=digest)
            database.take(copy)
        compare(database, manifest)
    return manifest


def check(path: Path, database: Sqlite | Postgresql) -> Manifest:
    """Restore a backup into a database of its own, compare what is found there with what it says, and throw that away.

    Args:
        path: the backup.
        database: one of the same engine; a trial of PostgreSQL is made beside it on the same server.

    Raises:
        BackupProblem: the backup is not whole, or something else is found than it says.
    """
    with opened(path) as (archive, manifest):
        _require_engine(manifest, database)
        for digest in _present(manifest):
            with _member(archive, digest) as stream:
                if _digest(stream) != digest:
                    raise BackupProblem(FILE_ALTERED, digest=digest)
        with _copy(archive, manifest) as copy, database.beside(copy.parent) as trial:
            trial.take(copy)
            compare(trial, manifest)
    return manifest


def compare(database: Sqlite | Postgresql, manifest: Manifest) -> None:
    """Hold a database against what the backup says.

    Raises:
        BackupProblem: a table has another number of rows, or the history ends otherwise.
    """
    with database.asked() as ask:
        found, newest = rows_of(ask, manifest.rows), newest_of(ask, manifest.newest)
    for table, wanted in manifest.rows.items():
        if found[table] != wanted:
            raise BackupProblem(ROWS_DIFFER, table=table, found=found[table], wanted=wanted)
    for table, line in manifest.newest.items():
        if newest[table] != line:
            raise BackupProblem(NEWEST_DIFFERS, table=table)


@contextmanager
def _copy(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="xieshang-restore-") as folder:
        copy = Path(folder) / "database"
        if DATABASE not in archive.namelist():
            raise BackupProblem(ALTERED)
        unpack(archive, DATABASE, copy)
        if digest_of(copy) != manifest.database:
            raise BackupProblem(ALTERED)
        yield copy


def _require_engine(manifest: Manifest, database: Sqlite | Postgresql) -> None:
    if manifest.dialect != database.name:
        raise BackupProblem(OTHER_ENGINE, theirs=manifest.dialect, ours=database.name)


def _member(archive: zipfile.ZipFile, digest: str) -> IO[bytes]:
    try:
        return archive.open(FILES + digest)
    except KeyError:
        raise BackupProblem(FILE_ALTERED, digest=digest) from None


def _present(manifest: Manifest) -> list[str]:
    return [digest for digest, size in manifest.files.items() if size is not None]


def _digest(stream: IO[bytes]) -> str:
    found = hashlib.sha256()
    while part := stream.read(1024 * 1024):
        found.update(part)
    return found.hexdigest()
