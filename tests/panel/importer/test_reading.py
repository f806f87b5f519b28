"""Files as they come: what is read, and the sentence for what cannot be."""

import io
import zipfile
from datetime import date

import pytest

from panel.importer import reading
from panel.importer.reading import Unreadable, column_letters, column_number, read
from tests.panel.importer.workbooks import workbook

LIST = '年度,编号,项目名称\r\n2020,01.1,农村公路\r\n2020,2,"公厕（新建、\n改建）"\r\n'
ROWS = [["年度", "编号", "项目名称"], ["2020", "01.1", "农村公路"], ["2020", "2", "公厕（新建、\n改建）"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_encoding_an_office_makes(encoding) -> None:
    book = read(LIST.encode(encoding), "清单.csv")
    assert [(sheet.name, sheet.rows) for sheet in book.sheets] == [("", ROWS)]


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_a_csv_may_be_separated_otherwise(sign) -> None:
    assert read(f"年度{sign}编号\n2020{sign}1\n".encode(), "a.csv").sheets[0].rows == [
        ["年度", "编号"],
        ["2020", "1"],
    ]


def test_an_xlsx_is_read_with_its_numbers_and_dates_and_without_hidden_sheets() -> None:
    data = workbook(
        {"县级汇总": [["标题"], ["年度", "目标", "日期"], [2020, 4.3, date(2020, 9, 16)]], "旧": [["x"]]},
        hidden=["旧"],
    )
    book = read(data, "清单.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["县级汇总"]
    assert book.sheets[0].rows == [["标题"], ["年度", "目标", "日期"], [2020.0, 4.3, date(2020, 9, 16)]]
    assert len(book.digest) == 64


def test_a_file_is_taken_for_what_it_is_and_not_for_its_name() -> None:
    assert read(workbook({"a": [["年度"]]}), "清单.csv").sheets[0].rows == [["年度"]]


def _zip(names: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in names.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def _far_corner() -> bytes:
    good = io.BytesIO(workbook({"a": [["年度"]]}))
    with zipfile.ZipFile(good) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", cell)
    return _zip(parts)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", reading.EMPTY),
        (b"\xef\xbb\xbf \r\n", reading.EMPTY),
        (b"%PDF-1.7\x00\x01", reading.NOT_A_TABLE),
        (_zip({"word/document.xml": b"<w/>"}), reading.NOT_A_TABLE),
        (b"PK\x03\x04 half a file", reading.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 half a file", reading.BROKEN),
        (_zip({"xl/workbook.xml": b"<w/>"}), reading.BROKEN),
        (
            _zip({"xl/workbook.xml": b"<w/>", "bomb": b"0" * (reading.MOST_UNPACKED + 1)}),
            reading.TOO_LARGE_INSIDE,
        ),
        (_far_corner(), reading.TOO_LARGE_INSIDE),
        (b"\x80\xff\xff,\x81", reading.UNKNOWN_LETTERS),
        (b'a,b\n"1,2\n', reading.UNEVEN_QUOTES),
        (("a\n" * (reading.MOST_ROWS + 1)).encode(), reading.TOO_MANY_ROWS),
        (b",".join([b"a"] * (reading.MOST_COLUMNS + 1)), reading.TOO_MANY_COLUMNS),
        (b"a\n" + b"x" * (reading.LONGEST_CELL + 1), reading.TOO_LONG_CELL),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data, sentence) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(data, "清单.xlsx")
    assert refusal.value.sentence == sentence
    assert "清单.xlsx" in str(refusal.value) or "%(name)s" not in sentence


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letters(n)) == n for n in range(2000))
