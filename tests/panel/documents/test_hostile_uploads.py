"""Hostile files by the thousand: names, kinds, disguises, sizes and bombs. None is lost, overwritten or served as a page."""

from __future__ import annotations

import hashlib
import io
import random
import struct
import zlib
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from panel.documents.store import FileStore
from tests.fixtures.app import ClientFor
from tests.fixtures.report import Report
from tests.panel.documents import samples
from tests.panel.documents.conftest import files_in, rows
from tests.panel.documents.test_pages import got, send

pytestmark = pytest.mark.attack

SHORT, LONG = 24, 2_000
_STEMS = (
    "名单", "../../etc/passwd", "..\\..\\boot", "/abs/路径", "C:\\桌面\\表", "CON", "nul", "a\u202efdp", "名\x00单",
    "名\r\nSet-Cookie: a=b", '"; filename="x', "<script>alert(1)</script>", "名单" * 200, "%2e%2e%2f", ".htaccess",
    "-rf", "名单 ", "名单.", "\ufeff名单", "=1+1", "é", "index", "web.config", "a;b", "a,b", "a/b", "*?", "~",
)  # fmt: skip
_ENDINGS = (
    ".pdf", ".PDF", ".jpg", ".png", ".gif", ".docx", ".xlsx", ".txt", ".csv", ".html", ".svg", ".xml", ".js", ".exe",
    ".php", ".zip", ".pdf.html", ".html.pdf", ".pdf::$DATA", ".pdf.", ".pdf ", ".xlsm", ".mhtml", ".swf", ".webp",
    ".ofd", "",
)  # fmt: skip
_TYPES = (
    "text/html",
    "image/svg+xml",
    "application/pdf",
    "application/x-php",
    "multipart/form-data",
    "x" * 200,
    "text/html; charset=utf-7",
)


def _bodies() -> list[bytes]:
    """Return contents: genuine ones, disguised ones, those of two kinds at once, and bombs."""
    swollen = samples.packed(("[Content_Types].xml", "word/document.xml"), bytes(3_000_000))
    pixels = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    header = b"IHDR" + pixels
    picture = samples.PNG[:8] + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    bomb_of_text = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    return [
        *samples.GENUINE.values(), samples.HTML, samples.SVG, samples.ZIP, samples.MACROS, b"", b"\x00", b"MZ" + bytes(64),
        samples.GIF + samples.HTML, samples.PDF + samples.HTML, samples.HTML + samples.PDF, samples.JPEG + samples.ZIP,
        samples.PNG + samples.SVG, samples.DOCX + samples.HTML, b"GIF89a=1;alert(1)//",
        b"%PDF-1.4\n/JavaScript (app.alert(1))\n%%EOF",
        swollen, picture, bomb_of_text, b"\xef\xbb\xbf" + samples.HTML, samples.HTML.decode().encode("utf-16"), b"a" * 1_200_000,
    ]  # fmt: skip


def _files(number: int) -> Iterator[tuple[str, bytes, str]]:
    draw, bodies = random.Random(20200923), _bodies()
    genuine = [(f".{name.rpartition('.')[2]}", body) for name, body in samples.GENUINE.items()]
    for count in range(number):
        stem, media_type = draw.choice(_STEMS), draw.choice(_TYPES)
        if count % 3:
            yield stem + draw.choice(_ENDINGS), draw.choice(bodies), media_type
        else:
            # What it says it is, under a hostile name: these are taken, and must come back as they were.
            ending, body = draw.choice(genuine)
            yield stem + ending, body, media_type


# A form that breaks off in a header leaves the part of a file that was read so far to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_hostile_files_are_kept_as_they_are_or_refused(
    app: Flask,
    office: int,
    client_for: ClientFor,
    member_id: int,
    store: FileStore,
    long_size: bool,
    report: Report,
) -> None:
    clerk, taken, refused = client_for("clerk"), [], 0
    wrong: list[object] = []
    for number, (name, content, media_type) in enumerate(_files(LONG if long_size else SHORT)):
        answer = send(
            clerk, member_id, file=(io.BytesIO(content), name, media_type), form_token=f"file {number}"
        )
        if answer.status_code == 303:
            taken.append(hashlib.sha256(content).hexdigest())
        elif answer.status_code == 422 or "\n" in name:  # a name of two lines is no header of a form
            refused += 1
        else:
            wrong.append((name, answer.status_code))
    attached = rows(app, office)
    # Each lies under its own digest: nothing is lost, nothing overwritten, nothing that was refused stays.
    lost = [row.name for row, digest in zip(attached, taken, strict=True) if row.sha256 != digest]
    damaged = [digest for digest in files_in(store) if not store.is_whole(digest)]
    for row in attached:
        for address in (f"/document/{row.id}/", f"/document/{row.id}/?show=1"):
            if complaint := _served_as_a_page(got(clerk, address), row.sha256):
                wrong.append((row.name, address, complaint))
    report(
        "hostile uploads",
        files=len(taken) + refused, taken=len(taken), refused=refused,
        lost=len(lost), damaged=len(damaged), served_as_a_page=len(wrong),
    )  # fmt: skip

    assert (lost, damaged, wrong) == ([], [], [])
    assert set(files_in(store)) == set(taken)
    assert taken
    assert refused


def _served_as_a_page(answer: TestResponse, digest: str) -> str:
    """Return what is wrong with how a document is handed out."""
    headers, body = answer.headers, answer.get_data()
    if hashlib.sha256(body).hexdigest() != digest:
        return "not as it was sent"
    kind = headers["Content-Type"].partition(";")[0]
    if kind in ("text/html", "image/svg+xml", "application/xml", "text/xml", "application/xhtml+xml"):
        return kind
    if headers["X-Content-Type-Options"] != "nosniff" or not headers["Content-Security-Policy"].startswith(
        "sandbox;"
    ):
        return "a browser may guess"
    how = headers["Content-Disposition"]
    if not how.startswith("attachment;") and kind not in (
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ):
        return f"shown as {kind}"
    return "" if how.isascii() and "\n" not in how else "a name that breaks the header"
