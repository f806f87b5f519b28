"""The page of the seals, the export that is verified elsewhere, and the script that does it, as different readers get them."""

from __future__ import annotations

import ast
import gzip
import json
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from models import history
from models.base import db
from models.history import Event
from models.people.seat import Seat
from panel.history_pages.seals_page import SCRIPT_FILE
from tests.factories import make_correction, make_member, make_seat
from tests.fixtures.app import add_organization, as_system
from tests.panel.history_pages.office import PHONE, Office, entering, renamed_department

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
Line = Any


def _sealed(people: Office) -> history.SealRow:
    with people.app.app_context():
        made = history.seal_history(history.own_database(), KEY)
    assert made is not None
    return made


def _verified(file: Path, *words: str) -> tuple[int, str]:
    """Run the script as the auditor does: another Python process, with nothing of ours in its way."""
    ended = subprocess.run(
        [sys.executable, "-I", str(SCRIPT_FILE), str(file), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def test_the_page_shows_what_is_sealed_and_compares_a_digest(people: Office) -> None:
    admin, auditor = people.client(people.add("admin")), people.client(people.add("auditor"))
    assert people.client(people.add("clerk")).get("/history/seals").status_code == 403
    renamed_department(people, people.add("clerk", login="clerk2"))
    seal = _sealed(people)
    renamed_department(people, people.add("clerk", login="clerk3"), suffix="二")
    newest = _sealed(people)

    body = auditor.get("/history/seals").text
    shown = "</span> <span>".join(newest.digest[start : start + 8] for start in range(0, 64, 8))
    assert shown in body
    assert sha256(SCRIPT_FILE.read_bytes()).hexdigest() in body
    assert "/history/verifiable.jsonl.gz" in body
    assert 'method="post"' not in body[body.index("<main") : body.index("</main>")]
    for typed, expected in (
        (f"{seal.digest[:30].upper()}  {seal.digest[30:]}", f"第 {seal.number} 号封签"),
        ("0" * 64, "没有封签具有"),
        ("12", "不是封签摘要值"),
    ):
        answer = auditor.get("/history/seals", query_string={"digest": typed}).text
        assert expected in answer[answer.index('id="compare"') :]
    assert auditor.get(f"/history/seals?before={newest.number}").status_code == 200
    assert auditor.get("/history/seals?before=x&digest=%E4%B8%80").status_code == 200

    told = admin.get("/history/seals")
    assert (told.status_code, "/history/verifiable.jsonl.gz" in told.text) == (200, False)
    assert admin.get("/history/verifiable.jsonl.gz").status_code == 403
    assert admin.get("/history/verify_history.py").data == SCRIPT_FILE.read_bytes()
    assert "/history/seals" in auditor.get("/history").text


@pytest.fixture
def taken(people: Office, tmp_path: Path) -> tuple[list[Line], Callable[[list[Line]], Path], history.SealRow]:
    """Return the lines of an auditor's export, what writes such lines to a file, and the newest seal."""
    clerk, auditor = people.add("clerk"), people.add("auditor")
    renamed_department(people, clerk)
    with entering(people):
        seat = make_seat()
    with people.acting(clerk):
        make_member(name="许怀远", phone=PHONE)
        make_correction(db.session.get_one(Seat, seat.id), "seat_number", "第八十八号")
        db.session.commit()
    _sealed(people)
    other = Office(people.app, add_organization(people.app, "政协乙县委员会", "乙县"))
    renamed_department(other, other.add("clerk"), suffix="乙")
    seal = _sealed(people)

    answer = people.client(auditor).get("/history/verifiable.jsonl.gz")
    assert answer.status_code == 200
    content = gzip.decompress(answer.data).decode()
    with as_system(people.app):
        kind = select(Event.detail).where(
            Event.organization_id == people.organization_id, Event.kind == "exported"
        )
        assert f'"seal": {seal.number}' in str(db.session.scalars(kind).one())
    assert "县农业农村局" in content
    for hidden in (PHONE, "第八十八号", "县农业农村局乙"):
        assert hidden not in content

    def write(lines: list[Line]) -> Path:
        file = tmp_path / "taken.jsonl.gz"
        file.write_bytes(gzip.compress("".join(json.dumps(line) + "\n" for line in lines).encode()))
        return file

    return [json.loads(line) for line in content.splitlines()], write, seal


def test_an_export_is_verified_elsewhere_and_what_was_done_to_it_is_found(
    taken: tuple[list[Line], Callable[[list[Line]], Path], history.SealRow],
) -> None:
    lines, write, seal = taken

    status, said = _verified(write(lines), "--digest", seal.digest, "--key", seal.fingerprint, "--english")
    assert (status, "Everything fits." in said) == (0, True), said
    assert f"seal {seal.number}" in said

    place = next(n for n, line in enumerate(lines) if isinstance(line, list) and line[0] == "c")
    withheld = next(n for n, line in enumerate(lines) if isinstance(line, list) and line[0] == "x")
    sealed = next(n for n, line in enumerate(lines) if isinstance(line, dict) and "seal" in line)
    changed = [*lines[place][:5], "他人", *lines[place][6:]]
    other_seal = {"seal": {**lines[sealed]["seal"], "moment": "2019-01-01 00:00:00.000000"}}
    signed = [*lines[:-2], {"seal": {**lines[-2]["seal"], "signature": "00" * 64}}, lines[-1]]
    found = {
        "被改动过": [*lines[:place], changed, *lines[place + 1 :]],
        "加封时有": [*lines[:withheld], *lines[withheld + 1 :]],
        "至少有一条": [*lines[:withheld], [*lines[withheld][:2], "0" * 64], *lines[withheld + 1 :]],
        "摘要值不符": [*lines[:sealed], other_seal, *lines[sealed + 1 :]],
        "签名与其密钥不符": signed,
        "文件不完整": lines[:-1],
    }
    for sentence, tampered in found.items():
        status, said = _verified(write(tampered))
        assert (status, sentence in said) == (1, True), (sentence, said)
    assert "没有封签具有" in _verified(write(lines), "--digest", "0" * 64)[1]
    assert _verified(write(lines), "--key", "0" * 64)[0] == 1
    assert _verified(write([{"format": "other"}]))[0] == 2
    assert _verified(write(lines), "--digest", "12")[0] == 2


def test_the_operator_takes_everything_out_and_an_auditor_what_is_theirs(
    people: Office, tmp_path: Path
) -> None:
    auditor = people.add("auditor")
    with people.acting(people.add("clerk")):
        make_member(name="许怀远", phone=PHONE)
        db.session.commit()
    seal = _sealed(people)

    def run(*words: str) -> Any:
        return people.app.test_cli_runner().invoke(args=["history", "export", *words])

    whole = run(str(tmp_path / "whole"))
    assert whole.exit_code == 0, whole.output
    assert (tmp_path / "whole").stat().st_mode & 0o077 == 0
    assert PHONE in gzip.decompress((tmp_path / "whole").read_bytes()).decode()
    status, said = _verified(tmp_path / "whole", "--digest", seal.digest, "--every-signature")
    assert (status, re.search(r"其中 0 条", said) is not None) == (0, True), said
    assert run(str(tmp_path / "whole")).exit_code == 1, "nothing is written over"

    login = f"auditor-{people.organization_id}"
    assert auditor
    part = run(str(tmp_path / "part"), "--as", login)
    assert part.exit_code == 0, part.output
    assert PHONE not in gzip.decompress((tmp_path / "part").read_bytes()).decode()
    assert _verified(tmp_path / "part", "--digest", seal.digest)[0] == 0


def test_the_script_asks_for_no_more_than_python_3_9_and_its_own_library() -> None:
    tree = ast.parse(SCRIPT_FILE.read_text(encoding="utf-8"), feature_version=(3, 9))
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert imported <= sys.stdlib_module_names
    # New since 3.9, and easily written without thinking.
    assert not re.search(
        r"strict=|removeprefix|\bmatch \w+:|\w \| None|pairwise|datetime\.UTC", SCRIPT_FILE.read_text("utf-8")
    )
