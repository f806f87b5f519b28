"""The kinds of file that are taken: a closed table of endings, each with its media type and the proof by the file's own bytes.

What is stored and handed out as the media type comes from here and never from the browser that sent the file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from panel.documents import contents

Proof = Callable[[IO[bytes]], bool]

UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind: its media type, what proves it, and whether a browser may show it in place of saving it."""

    media_type: str
    proof: Proof
    shown: bool = False
    picture: bool = False


def _holds(*wanted: str) -> Proof:
    """Prove a ZIP container by names that must be in it; one that ends in a slash is a folder."""

    def proof(stream: IO[bytes]) -> bool:
        names = contents.zip_names(stream)
        return all(any(n.startswith(w) for n in names) if w.endswith("/") else w in names for w in wanted)

    return proof


def _either(*proofs: Proof) -> Proof:
    return lambda stream: any(proof(stream) for proof in proofs)


_WORD = _holds("[content_types].xml", "word/")
_SHEET = _holds("[content_types].xml", "xl/")
_SLIDES = _holds("[content_types].xml", "ppt/")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_JPEG = FileKind("image/jpeg", contents.is_jpeg, shown=True, picture=True)
_TIFF = FileKind("image/tiff", contents.is_tiff)

KINDS: dict[str, FileKind] = {
    ".pdf": FileKind("application/pdf", contents.is_pdf, shown=True),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": FileKind("image/png", contents.is_png, shown=True, picture=True),
    ".webp": FileKind("image/webp", contents.is_webp, shown=True, picture=True),
    ".gif": FileKind("image/gif", contents.is_gif, shown=True, picture=True),
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".docx": FileKind(f"{_OFFICE}.wordprocessingml.document", _WORD),
    ".xlsx": FileKind(f"{_OFFICE}.spreadsheetml.sheet", _SHEET),
    ".pptx": FileKind(f"{_OFFICE}.presentationml.presentation", _SLIDES),
    ".doc": FileKind("application/msword", contents.is_ole),
    ".xls": FileKind("application/vnd.ms-excel", contents.is_ole),
    ".ppt": FileKind("application/vnd.ms-powerpoint", contents.is_ole),
    # WPS writes its own endings in either container.
    ".wps": FileKind("application/wps-office.wps", _either(contents.is_ole, _WORD)),
    ".et": FileKind("application/wps-office.et", _either(contents.is_ole, _SHEET)),
    ".dps": FileKind("application/wps-office.dps", _either(contents.is_ole, _SLIDES)),
    # GB/T 33190-2016: the package's root is OFD.xml.
    ".ofd": FileKind("application/ofd", _holds("ofd.xml")),
    ".txt": FileKind("text/plain", contents.is_text),
    ".csv": FileKind("text/csv", contents.is_text),
}

ENDINGS = tuple(KINDS)

PACKED = frozenset({".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".cab", ".iso"})
"""Not taken: nobody who looks at the record sees what is inside, and nobody could say that it is not classified."""

_ACTIVE = (
    "svg svgz htm html xhtml mht mhtml xml xsl js mjs vbs wsf hta php jsp asp aspx py sh bat cmd ps1 exe com scr msi dll jar"
    " apk lnk url reg chm docm dotm xlsm xlsb xltm pptm ppsm swf"
)
ACTIVE = frozenset(f".{ending}" for ending in _ACTIVE.split())
"""Not taken: whoever opens one lets it act in their name."""

_BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS.values()}


def kind_of_media_type(media_type: str) -> FileKind | None:
    """Return the kind with a media type, ``None`` for one that is not in the table."""
    return _BY_MEDIA_TYPE.get(media_type)


def holds_macros(stream: IO[bytes]) -> bool:
    """Return whether an office document in a ZIP container carries macros under an ending that promises none."""
    return any(name.endswith("vbaproject.bin") for name in contents.zip_names(stream))
