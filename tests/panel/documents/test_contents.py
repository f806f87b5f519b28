"""What a file is by its bytes: every kind that is taken, and every disguise that is not."""

import io
import struct
import zipfile

import pytest

from models.office.attachment import Attachment
from panel.documents import contents, kinds
from panel.documents.problem import (
    ACTIVE,
    EMPTY,
    MISMATCH,
    NO_ENDING,
    NO_NAME,
    NOT_TAKEN,
    PACKED,
    SECRET_PAPER,
    UploadProblem,
)
from panel.documents.uploads import checked
from panel.errors import TOO_LARGE
from tests.panel.documents import samples

MOST = 20


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UploadProblem) as caught:
        checked(io.BytesIO(content), name, MOST)
    return caught.value.sentence


@pytest.mark.parametrize("name", samples.GENUINE)
def test_the_files_of_an_office_are_taken_and_named_by_our_table(name: str) -> None:
    stream = io.BytesIO(samples.GENUINE[name])

    kept, kind = checked(stream, name, MOST)

    assert kept == name
    assert kind is kinds.KINDS[f".{name.rpartition('.')[2].lower()}"]
    assert stream.tell() == 0


def test_each_kind_of_the_table_has_a_genuine_sample() -> None:
    assert {f".{name.rpartition('.')[2].lower()}" for name in samples.GENUINE} == set(kinds.KINDS) - {".tiff"}


def test_every_media_type_fits_its_column_and_means_one_thing() -> None:
    longest = Attachment.__table__.c.media_type.type.impl.length

    for kind in kinds.KINDS.values():
        assert len(kind.media_type) <= longest
        found = kinds.kind_of_media_type(kind.media_type)
        assert found is not None
        assert found.shown is kind.shown
        assert not kind.shown or kind.media_type.startswith("image/") or kind.media_type == "application/pdf"


@pytest.mark.parametrize(
    "name",
    [
        "页面.html",
        "图.svg",
        "图.SVG",
        "脚本.js",
        "程序.exe",
        "名单.pdf.exe",
        "宏.xlsm",
        "报告\u202efdp.exe",
        "程序.exe. ",
        "a.pdf:程序.hta",
        "数据.xml",
    ],
)
def test_what_could_act_is_refused_by_its_ending(name: str) -> None:
    assert refusal(name, samples.PDF) == ACTIVE


@pytest.mark.parametrize("name", ["材料.zip", "材料.rar", "材料.7z", "材料.tar.gz"])
def test_packed_files_are_refused(name: str) -> None:
    assert refusal(name, samples.ZIP) == PACKED


@pytest.mark.parametrize("name", ["录音.mp3", "视频.mp4", "图.bmp", "库.sqlite", "名单.pdff"])
def test_other_kinds_are_refused(name: str) -> None:
    assert refusal(name, samples.PDF) == NOT_TAKEN


def test_a_name_without_an_ending_or_no_name_at_all_is_refused() -> None:
    assert refusal("名单", samples.PDF) == NO_ENDING
    assert refusal(".pdf", samples.PDF) == NO_ENDING
    assert refusal("..", samples.PDF) == NO_NAME


def test_a_marked_name_is_refused_with_the_office_own_sentence() -> None:
    assert refusal("机密★1年.pdf", samples.PDF) == SECRET_PAPER


def test_an_empty_and_an_oversized_file_are_refused() -> None:
    assert refusal("名单.pdf", b"") == EMPTY
    with pytest.raises(UploadProblem) as caught:
        checked(io.BytesIO(samples.PDF.ljust(1024 * 1024 + 1)), "名单.pdf", 1)
    assert caught.value.sentence == TOO_LARGE
    assert checked(io.BytesIO(samples.PDF.ljust(1024 * 1024)), "名单.pdf", 1)[0] == "名单.pdf"


DISGUISES = {
    "a web page as PDF": ("通知.pdf", samples.HTML),
    "a PDF that begins with a web page": ("通知.pdf", samples.HTML + samples.PDF),
    "a drawing with a script as PNG": ("图.png", samples.SVG),
    "a drawing with a script as JPEG": ("图.jpg", samples.SVG),
    "a GIF called PNG": ("图.png", samples.GIF),
    "a WAV called WebP": ("图.webp", b"RIFF\x20\0\0\0WAVEfmt " + bytes(32)),
    "a program as JPEG": ("图.jpg", b"MZ" + bytes(512)),
    "a packed program as Word": ("报告.docx", samples.ZIP),
    "a workbook as Word": ("报告.docx", samples.XLSX),
    "a Word document as workbook": ("名册.xlsx", samples.DOCX),
    "a document with a password": ("报告.docx", samples.OLE),
    "a new document as an old one": ("报告.doc", samples.DOCX),
    "a web page as an old workbook": ("名册.xls", samples.HTML),
    "a package that is no OFD": ("公文.ofd", samples.DOCX),
    "an OFD in a folder": ("公文.ofd", samples.packed(("x/OFD.xml",))),
    "a program as text": ("说明.txt", b"MZ\x90\0" + bytes(512)),
    "text that is none in any encoding": ("说明.txt", b"\xff" * 64),
    "half a character": ("说明.txt", "会议".encode("gb18030")[:-1]),
    "a picture as csv": ("名单.csv", samples.PNG),
    "a container cut off": ("报告.docx", samples.DOCX[:-30]),
    "a container with something behind it": ("报告.docx", samples.DOCX + b"<script>"),
    "a container with something before it": ("报告.docx", b"GIF89a" + samples.DOCX),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_file_that_is_not_what_its_ending_says_is_refused(disguise: str) -> None:
    assert refusal(*DISGUISES[disguise]) == MISMATCH


@pytest.mark.parametrize(
    "content",
    [
        samples.HTML,
        samples.SVG,
        b"\xef\xbb\xbf  \r\n" + samples.HTML,
        b"#!/bin/sh\nrm -rf .\n",
        b"<?php phpinfo();",
        "<HTML>".encode("utf-16"),
        '<?xml version="1.0"?><svg/>'.encode("gb18030"),
    ],
)
def test_pages_and_scripts_do_not_pass_as_text(content: bytes) -> None:
    assert refusal("说明.txt", content) == ACTIVE
    assert refusal("名单.csv", content) == ACTIVE


def test_a_document_with_macros_does_not_pass_under_an_ending_without() -> None:
    assert refusal("报告.docx", samples.MACROS) == ACTIVE
    assert refusal("报告.wps", samples.MACROS) == ACTIVE


def test_a_picture_with_a_page_inside_passes_as_the_picture_that_it_is() -> None:
    """Whoever gets it is told image/gif and nosniff: to a browser it is a picture and nothing else."""
    _name, kind = checked(io.BytesIO(samples.GIF + samples.HTML), "图.gif", MOST)

    assert kind.media_type == "image/gif"


def test_a_container_that_would_swell_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = samples.packed(("[Content_Types].xml", "word/document.xml"), content=bytes(20_000_000))
    monkeypatch.setattr(zipfile.ZipFile, "open", None)

    assert checked(io.BytesIO(bomb), "报告.docx", MOST)[0] == "报告.docx"


def test_a_directory_without_end_is_not_read() -> None:
    """The length of a container's directory is its own word; reading stops where an office document's would end."""
    names = ["[Content_Types].xml", "word/document.xml", *(f"word/{n:0200}" for n in range(5000))]

    assert contents.zip_names(io.BytesIO(samples.packed(names, b""))) == frozenset()
    assert len(contents.zip_names(io.BytesIO(samples.packed(names[:2000], b"")))) == 2000


def test_a_directory_that_lies_about_its_place_counts_as_none() -> None:
    end = samples.DOCX.rfind(b"PK\x05\x06")
    for field, value in ((12, 0xFFFFFFFF), (16, 0), (16, 0xFFFFFFFF), (20, 7)):
        lying = bytearray(samples.DOCX)
        struct.pack_into("<I" if field < 20 else "<H", lying, end + field, value)

        assert contents.zip_names(io.BytesIO(bytes(lying))) == frozenset()
