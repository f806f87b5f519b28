"""What a backup holds comes back on either engine: rows, history with its triggers, and files; anything else is refused."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from models import history
from models.base import db
from models.engines import writing
from models.history import Change, Event
from models.office.attachment import Attachment
from models.office.place import Place
from panel.backup.databases import Sqlite, database_of
from panel.backup.making import make_backup
from panel.backup.manifest import DATABASE, FILES, NAME
from panel.backup.problem import BackupProblem
from panel.backup.restoring import check
from panel.documents.store import FileStore
from tests.engines import Databases
from tests.factories import make_attachment, make_meeting, make_place
from tests.fixtures.app import add_organization, as_system, make_schema, own_app

SCAN = b"%PDF-1.4 the signed minutes"


class House:
    """An installation of its own: database, upload folder, command line."""

    def __init__(self, app: Flask, url: str, uploads: Path, programs: Path) -> None:
        self.app, self.url = app, url
        self.office = 0
        self.store = FileStore(uploads)
        self.programs = programs

    def run(self, *words: str) -> Any:
        return self.app.test_cli_runner().invoke(args=list(words))

    @property
    def database(self) -> Any:
        return database_of(self.url, self.programs)


@pytest.fixture
def empty(databases: Databases, engine_name: str, tmp_path: Path) -> Iterator[Callable[[], House]]:
    """Yield a function that makes an installation with an empty database."""
    made: list[tuple[Any, str]] = []

    def one() -> House:
        url = databases.create(engine_name)
        uploads = tmp_path / f"uploads{len(made)}"
        context = own_app(url, upload_folder=uploads, postgresql_programs=databases.programs)
        made.append((context, url))
        return House(context.__enter__(), url, uploads, databases.programs)

    yield one
    for context, url in made:
        context.__exit__(None, None, None)
        databases.drop(url)


@pytest.fixture
def house(empty: Callable[[], House]) -> House:
    """Return an office with a meeting and its scanned minutes."""
    found = empty()
    make_schema(found.app)
    found.office = office = add_organization(found.app, "政协邻水县委员会", "邻水")
    kept = found.store.keep(BytesIO(SCAN))
    with found.app.app_context(), writing(), db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    with as_system(found.app, organization_id=office):
        make_attachment(make_meeting(), sha256=kept.digest, size=kept.size, name="会议纪要.pdf")
        db.session.commit()
    return found


def _lines(app: Flask) -> tuple[list[str], list[str]]:
    """Return the hashes of the whole history."""
    with as_system(app):
        changes, events = (db.session.scalars(select(t.hash).order_by(t.id)).all() for t in (Change, Event))
        return list(changes), list(events)


def test_what_was_taken_away_comes_back_whole(
    house: House, empty: Callable[[], House], tmp_path: Path
) -> None:
    file = tmp_path / "night.backup"

    made = house.run("backup", str(file))

    assert made.exit_code == 0, made.output
    assert "SHA-256" in made.output
    assert file.stat().st_mode & 0o077 == 0
    checked = house.run("backup", "check", str(file))
    assert checked.exit_code == 0, checked.output
    before = _lines(house.app)
    with as_system(house.app):
        assert (
            db.session.scalars(select(Event.kind).order_by(Event.id.desc()).limit(1)).one() == "backup_made"
        )

    other = empty()
    restored = other.run("restore", str(file))
    assert restored.exit_code == 0, restored.output
    assert _lines(other.app) == before
    with as_system(other.app, organization_id=house.office), db.engine.connect() as connection:
        paper = db.session.scalars(select(Attachment)).one()
        assert paper.name == "会议纪要.pdf"
        assert other.store.path_of(paper.sha256).read_bytes() == SCAN
        assert history.differences(connection, db.metadata) == []
        assert history.verify(connection) == []
        make_place()
        db.session.commit()
    # The triggers write on where the backup ended.
    assert len(_lines(other.app)[0]) == len(before[0]) + 1

    again = other.run("restore", str(file))
    assert again.exit_code == 1
    assert "空的数据库" in again.output


def test_a_backup_is_of_one_moment_while_others_write(house: House, tmp_path: Path) -> None:
    stop, wrote = threading.Event(), threading.Event()

    def write() -> None:
        with as_system(house.app, organization_id=house.office):
            while not stop.is_set():
                make_place()
                db.session.commit()
                wrote.set()

    writer = threading.Thread(target=write)
    writer.start()
    places = 0
    try:
        for number in range(3):
            wrote.clear()
            assert wrote.wait(30)
            made = make_backup(house.database, house.store, tmp_path / f"{number}.backup")
            assert check(tmp_path / f"{number}.backup", house.database) == made.manifest
            places = made.manifest.rows["place"]
    finally:
        stop.set()
        writer.join()
    with as_system(house.app):
        assert 0 < places <= (db.session.scalar(select(func.count(Place.id))) or 0)


def _changed(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Write the archive again with its members changed; None leaves one out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def _other_rows(name: str, content: bytes) -> bytes:
    if name != NAME:
        return content
    said = json.loads(content)
    said["rows"]["meeting"] += 1
    return json.dumps(said).encode()


def _other_hash(name: str, content: bytes) -> bytes:
    if name != NAME:
        return content
    said = json.loads(content)
    said["newest"]["change"][1] = "0" * 64
    return json.dumps(said).encode()


def _no_database(name: str, content: bytes) -> bytes:
    """Put something else in place of the database, and say so in the manifest."""
    if name == DATABASE:
        return b"no database at all" * 100
    if name != NAME:
        return content
    said = json.loads(content)
    said["database"] = sha256(b"no database at all" * 100).hexdigest()
    return json.dumps(said).encode()


def _odd_names(name: str, content: bytes) -> bytes:
    if name != NAME:
        return content
    said = json.loads(content)
    said["rows"]['meeting" --'] = 1
    return json.dumps(said).encode()


def test_a_backup_that_is_not_whole_is_found(house: House, tmp_path: Path) -> None:
    file = tmp_path / "night.backup"
    make_backup(house.database, house.store, file)
    short = tmp_path / "short.backup"
    short.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    words = tmp_path / "words.backup"
    words.write_text("no archive", encoding="utf-8")
    damages = {
        short: "不完整", words: "不完整",
        _changed(file, tmp_path / "a", lambda name, content: None if name == NAME else content): "不完整",
        _changed(file, tmp_path / "b", lambda name, content: b"{}" if name == NAME else content): "不完整",
        _changed(file, tmp_path / "c", lambda name, content: None if name == DATABASE else content): "与写入时不符",
        _changed(file, tmp_path / "d", lambda name, content: content + b"x" if name == DATABASE else content): "与写入时不符",
        _changed(file, tmp_path / "e", lambda name, content: b"other" if name.startswith(FILES) else content): "与写入时不符",
        _changed(file, tmp_path / "f", lambda name, content: None if name.startswith(FILES) else content): "与写入时不符",
        _changed(file, tmp_path / "g", _other_rows): "meeting",
        _changed(file, tmp_path / "i", _odd_names): "不完整",
        _changed(file, tmp_path / "j", _no_database): "pg_restore" if house.database.name == "postgresql" else "磁盘未能完成",
        _changed(file, tmp_path / "h", _other_hash): "change",
    }  # fmt: skip

    assert house.run("backup", "check", str(file)).exit_code == 0
    for damaged, sentence in damages.items():
        result = house.run("backup", "check", str(damaged))
        assert (result.exit_code, sentence in result.output) == (1, True), (damaged.name, result.output)


def test_a_file_that_is_gone_is_said_and_the_rest_kept(house: House, tmp_path: Path) -> None:
    with as_system(house.app):
        digest = db.session.scalars(select(Attachment.sha256)).one()
    house.store.path_of(digest).unlink()

    made = house.run("backup", str(tmp_path / "night.backup"))

    assert made.exit_code == 0, made.output
    assert "1 个附件" in made.output
    assert house.run("backup", "check", str(tmp_path / "night.backup")).exit_code == 0


def test_nothing_is_written_over_and_what_is_missing_is_named(
    house: House, empty: Callable[[], House], tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    assert "不会覆盖" in house.run("backup", str(taken)).output
    assert taken.read_text(encoding="utf-8") == "mine"
    with as_system(house.app):
        assert "backup_made" not in db.session.scalars(select(Event.kind)).all()
    assert "文件夹" in house.run("backup", str(tmp_path / "nowhere" / "x")).output
    assert house.run("backup", "check", str(tmp_path / "nothing")).exit_code == 1
    assert "database upgrade" in empty().run("backup", str(tmp_path / "of-nothing")).output
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".backup", "of-nothing"))]


def test_a_backup_of_the_other_engine_is_refused(house: House, engine_name: str, tmp_path: Path) -> None:
    file = tmp_path / "night.backup"
    make_backup(house.database, house.store, file)
    other = (
        Sqlite(f"sqlite:///{tmp_path / 'x.sqlite'}")
        if engine_name == "postgresql"
        else database_of("postgresql://nobody@localhost/none", None)
    )

    with pytest.raises(BackupProblem, match="names %\\(ours\\)s"):
        check(file, other)


def test_without_the_programs_of_postgresql_it_says_which(tmp_path: Path, databases: Databases) -> None:
    url = databases.create("postgresql")
    try:
        with pytest.raises(BackupProblem) as problem:
            database_of(url, tmp_path).copy_to(tmp_path / "copy", lambda _ask: None)
        assert problem.value.values == {"name": "pg_dump"}
        # What else the address says reaches the programs too.
        database_of(f"{url}&sslmode=disable", databases.programs).copy_to(
            tmp_path / "copy", lambda _ask: None
        )
        assert (tmp_path / "copy").stat().st_size > 0
    finally:
        databases.drop(url)
