"""The scan of a signed paper, as the desk attaches it when it enters something for a unit."""

from __future__ import annotations

from io import BytesIO

from werkzeug.datastructures import FileStorage

from models.base import Record
from panel.documents import store_upload

_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
_OBJECTS = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE)


def blank_page() -> bytes:
    """Return a PDF file of one empty A4 page."""
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(_OBJECTS, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 4\n0000000000 65535 f \n%strailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return written + end % (table, len(written))


def attach_signed_paper(record: Record, name: str) -> None:
    """Attach the scan, as whoever acts."""
    store_upload(
        FileStorage(BytesIO(blank_page()), filename=name), record, "signed_paper", not_classified=True
    )
