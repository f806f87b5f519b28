"""The disk: whole files only, each content once, nothing overwritten."""

import hashlib
import io
import os
from pathlib import Path
from typing import IO

import pytest

from panel.documents.store import FileStore

LONG_AGO = 1_500_000_000.0
LATER = LONG_AGO + 1


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "uploads")


def files_in(store: FileStore) -> list[str]:
    return sorted(
        str(p.relative_to(store.folder)) for p in store.folder.rglob("*") if p.is_file() and p.name != ".lock"
    )


def make_old(store: FileStore, digest: str) -> None:
    os.utime(store.path_of(digest), (LONG_AGO, LONG_AGO))


def test_a_file_lies_under_its_digest_whole_and_read_only(store: FileStore) -> None:
    content = b"minutes" * 400_000

    kept = store.keep(io.BytesIO(content))

    assert kept.digest == hashlib.sha256(content).hexdigest()
    assert kept.size == len(content)
    assert files_in(store) == [f"{kept.digest[:2]}/{kept.digest}"]
    assert store.path_of(kept.digest).read_bytes() == content
    assert store.path_of(kept.digest).stat().st_mode & 0o777 == 0o400
    assert store.folder.stat().st_mode & 0o777 == 0o700


def test_the_same_content_lies_there_once_and_is_never_written_again(store: FileStore) -> None:
    first = store.keep(io.BytesIO(b"minutes"))
    inode = store.path_of(first.digest).stat().st_ino
    make_old(store, first.digest)

    again = store.keep(io.BytesIO(b"minutes"))

    assert again == first
    assert len(files_in(store)) == 1
    assert store.path_of(first.digest).stat().st_ino == inode
    assert list(store.older_than(LATER)) == [], "attached anew, it counts as new"


class _Broken(io.BytesIO):
    """A stream whose line breaks off after its first part."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionResetError
        return super().read(3)


def test_an_upload_that_breaks_off_leaves_nothing(store: FileStore) -> None:
    with pytest.raises(ConnectionResetError):
        store.keep(_Broken(b"minutes"))

    assert files_in(store) == []


def test_a_crash_between_writing_and_renaming_leaves_no_name(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_self: FileStore, _aside: Path, _target: Path) -> None:
        raise SystemExit

    monkeypatch.setattr(FileStore, "_put", crash)

    with pytest.raises(SystemExit):
        store.keep(io.BytesIO(b"minutes"))

    assert files_in(store) == []


def test_what_a_killed_process_left_behind_is_removed_when_it_is_old(store: FileStore) -> None:
    store.keep(io.BytesIO(b"minutes"))
    for name, moment in (("old", LONG_AGO), ("young", LATER + 1)):
        left = store.folder / f".incoming-{name}"
        left.write_bytes(b"half")
        os.utime(left, (moment, moment))

    assert store.remove_unfinished(LATER) == [4]
    assert ".incoming-young" in files_in(store)
    assert ".incoming-old" not in files_in(store)


def test_only_old_files_are_removed_and_the_age_is_looked_at_again(store: FileStore) -> None:
    kept = store.keep(io.BytesIO(b"minutes"))
    make_old(store, kept.digest)
    assert list(store.older_than(LATER)) == [kept.digest]

    store.keep(io.BytesIO(b"minutes"))

    assert store.remove_if_old(kept.digest, LATER) is None
    make_old(store, kept.digest)
    assert store.remove_if_old(kept.digest, LATER) == 7
    assert store.remove_if_old(kept.digest, LATER) is None, "it is gone"


def test_what_is_not_ours_in_the_folder_is_left_alone(store: FileStore) -> None:
    store.keep(io.BytesIO(b"minutes"))
    digest = hashlib.sha256(b"x").hexdigest()
    for name in ("README", "ab/notes.txt", f"00/{digest}", "abc/x"):
        path = store.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (LONG_AGO, LONG_AGO))

    assert list(store.older_than(LATER)) == []


@pytest.mark.parametrize(
    "digest", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 65, f"{'a' * 64}\n", "٠" * 64]
)
def test_only_a_digest_becomes_a_path(store: FileStore, digest: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.path_of(digest)


def test_a_file_is_known_to_be_whole_altered_or_gone(store: FileStore) -> None:
    kept = store.keep(io.BytesIO(b"minutes"))
    assert store.is_whole(kept.digest) is True

    path = store.path_of(kept.digest)
    path.chmod(0o600)
    path.write_bytes(b"Minutes")
    assert store.is_whole(kept.digest) is False

    path.unlink()
    assert store.is_whole(kept.digest) is None


def test_a_folder_that_does_not_exist_yet_holds_nothing(store: FileStore) -> None:
    assert list(store.older_than(LATER)) == []
    assert store.remove_unfinished(LATER) == []


def test_two_at_once_put_the_same_content_one_after_the_other(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have written their copy before either renames it: the second finds the name taken and keeps what is there."""
    put = FileStore._put
    second: IO[bytes] | None = io.BytesIO(b"minutes")

    def one_comes_between(self: FileStore, aside: Path, target: Path) -> None:
        nonlocal second
        put(self, aside, target)
        inode = target.stat().st_ino
        if second is not None:
            copy, second = self.folder / ".incoming-second", None
            copy.write_bytes(b"minutes")
            put(self, copy, target)
            assert copy.exists(), "it was not moved over the first"
            copy.unlink()
        assert target.stat().st_ino == inode

    monkeypatch.setattr(FileStore, "_put", one_comes_between)
    kept = store.keep(io.BytesIO(b"minutes"))

    assert files_in(store) == [f"{kept.digest[:2]}/{kept.digest}"]
