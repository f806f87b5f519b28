"""Small files of every kind, as the programs of an office write them, and files that only pretend."""

import io
import zipfile
from collections.abc import Iterable

from werkzeug.datastructures import FileStorage

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
JPEG = b"\xff\xd8\xff\xe0" + bytes(32)
GIF = b"GIF89a" + bytes(32)
WEBP = b"RIFF\x20\0\0\0WEBPVP8 " + bytes(32)
TIFF = b"II*\0" + bytes(32)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
HTML = b"<!DOCTYPE html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def packed(names: Iterable[str], content: bytes = b"<x/>") -> bytes:
    """Return a ZIP container with the named parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


DOCX = packed(("[Content_Types].xml", "_rels/.rels", "word/document.xml"))
XLSX = packed(("_rels/.rels", "xl/workbook.xml", "[Content_Types].xml"))
PPTX = packed(("[Content_Types].xml", "ppt/presentation.xml"))
OFD = packed(("OFD.xml", "Doc_0/Document.xml"))
ZIP = packed(("setup.exe",))
MACROS = packed(("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"))

GENUINE = {
    "通知.pdf": PDF,
    "签到表.jpg": JPEG,
    "签到表.JPEG": JPEG,
    "现场照片.png": PNG,
    "现场照片.webp": WEBP,
    "现场照片.gif": GIF,
    "扫描件.tif": TIFF,
    "调研报告.docx": DOCX,
    "名册.xlsx": XLSX,
    "汇报.pptx": PPTX,
    "旧报告.doc": OLE,
    "旧名册.xls": OLE,
    "旧汇报.ppt": OLE,
    "报告.wps": OLE,
    "新报告.wps": DOCX,
    "表.et": OLE,
    "新表.et": XLSX,
    "演示.dps": PPTX,
    "公文.ofd": OFD,
    "说明.txt": "会议于九月二十三日召开。\r\n".encode(),
    "旧说明.txt": "会议于九月二十三日召开。\r\n".encode("gb18030"),
    "记事本.txt": "会议".encode("utf-16"),
    "名单.csv": "姓名,界别\n张维翰,教育\n".encode("utf-8-sig"),
}


def upload(name: str, content: bytes = PDF, media_type: str = "text/html") -> FileStorage:
    """Return a file as a form brings it; the browser's word for its kind is a lie unless told otherwise."""
    return FileStorage(io.BytesIO(content), filename=name, content_type=media_type)
