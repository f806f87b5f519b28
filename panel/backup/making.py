"""Making a backup while the panel is in use."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from models import clock
from models.marks import N_
from panel.backup.databases import Postgresql, Sqlite
from panel.backup.manifest import (
    DATABASE,
    FILES,
    FORMAT,
    NAME,
    Ask,
    Manifest,
    files_of,
    newest_of,
    revision_of,
    rows_of,
)
from panel.backup.problem import BackupProblem
from panel.documents.store import FileStore

EXISTS = N_("%(path)s is there already; a backup writes over nothing. Please give another name.")
NO_FOLDER = N_("There is no folder %(path)s.")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is safely on the disk: what it holds, its size in bytes and the SHA-256 of the whole file."""

    manifest: Manifest
    size: int
    digest: str

    @property
    def missing(self) -> list[str]:
        """Return the SHA-256 of attached files that were gone already."""
        return [digest for digest, size in self.manifest.files.items() if size is None]


def require_free(target: Path) -> None:
    """Refuse a place where no backup can be put.

    Raises:
        BackupProblem: something is there already, or there is no such folder.
    """
    if target.exists():
        raise BackupProblem(EXISTS, path=target)
    if not target.parent.is_dir():
        raise BackupProblem(NO_FOLDER, path=target.parent)


def make_backup(database: Sqlite | Postgresql, store: FileStore, target: Path) -> Made:
    """Write the database as it stands now, with every file that it names, to ``target``.

    The file has its name only when it is whole. Files are never changed once they are kept, so those of the copied database can
    be read after it, at leisure.

    Raises:
        BackupProblem: the target is there already or cannot be, or the engine refuses.
    """
    require_free(target)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        copy, aside = Path(folder) / "database", Path(folder) / "backup"
        found: list[Manifest] = []
        named: list[str] = []

        def count(ask: Ask) -> None:
            named.extend(files_of(ask))
            found.append(
                Manifest(
                    FORMAT, clock.now().isoformat(timespec="seconds"), database.name, revision_of(ask), rows_of(ask),
                    newest_of(ask), "",
                )
            )  # fmt: skip

        database.copy_to(copy, count)
        manifest = _packed(found[0], copy, store, named, aside)
        size = aside.stat().st_size
        digest = digest_of(aside)
        aside.chmod(0o600)
        with aside.open("rb+") as written:
            os.fsync(written.fileno())
        try:
            target.open("xb").close()
        except FileExistsError:
            raise BackupProblem(EXISTS, path=target) from None
        aside.replace(target)
    return Made(manifest, size, digest)


def _packed(counted: Manifest, copy: Path, store: FileStore, named: list[str], aside: Path) -> Manifest:
    files: dict[str, int | None] = {}
    with zipfile.ZipFile(aside, "x", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        archive.write(copy, DATABASE)
        for digest in named:
            path = store.path_of(digest)
            try:
                files[digest] = path.stat().st_size
            except FileNotFoundError:
                files[digest] = None
                continue
            # Scans and photographs are packed already.
            archive.write(path, FILES + digest, zipfile.ZIP_STORED)
        manifest = Manifest(
            counted.format, counted.made_at, counted.dialect, counted.revision, counted.rows, counted.newest,
            digest_of(copy), files,
        )  # fmt: skip
        archive.writestr(NAME, manifest.written())
    return manifest


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    """Write a member of the archive to a file."""
    with archive.open(name) as source, target.open("xb") as file:
        shutil.copyfileobj(source, file)
