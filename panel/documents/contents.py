"""What a file is by its own bytes. Nothing is unpacked and no picture is decoded, so no file can swell up here."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from typing import IO

_CHUNK = 1024 * 1024
_HEAD = 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_ENTRY = b"PK\x03\x04"

# PKWARE's APPNOTE.TXT 4.3.16 (end of the central directory) and 4.3.12 (one entry of it).
_ZIP_END = struct.Struct("<4s4H2IH")
_ZIP_NAMED = struct.Struct("<4s6H3I5H2I")
_LONGEST_ZIP_END = _ZIP_END.size + 0xFFFF
_LARGEST_DIRECTORY = 1024 * 1024

_MARKUP = (
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<svg",
    "<iframe",
    "<?xml",
    "<?php",
    "<%",
    "#!",
    "mime-version:",
)
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r\x1a")
"""What no text holds; 0x1A stands at the end of texts of DOS."""


def head_of(stream: IO[bytes]) -> bytes:
    """Return the first bytes; the stream stands at its beginning afterwards."""
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    return head


def is_pdf(stream: IO[bytes]) -> bool:
    """Return whether it is a PDF from its very first byte; readers search further, and that is where disguises live."""
    return head_of(stream).startswith(b"%PDF-")


def is_png(stream: IO[bytes]) -> bool:
    """Return whether it is a PNG picture."""
    return head_of(stream).startswith(b"\x89PNG\r\n\x1a\n")


def is_jpeg(stream: IO[bytes]) -> bool:
    """Return whether it is a JPEG picture."""
    return head_of(stream).startswith(b"\xff\xd8\xff")


def is_gif(stream: IO[bytes]) -> bool:
    """Return whether it is a GIF picture."""
    return head_of(stream).startswith((b"GIF87a", b"GIF89a"))


def is_webp(stream: IO[bytes]) -> bool:
    """Return whether it is a WebP picture."""
    head = head_of(stream)
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def is_tiff(stream: IO[bytes]) -> bool:
    """Return whether it is a TIFF picture, which many scanners write."""
    return head_of(stream).startswith((b"II*\0", b"MM\0*"))


def is_ole(stream: IO[bytes]) -> bool:
    """Return whether it is a container of the office programs before 2007, as WPS writes too."""
    return head_of(stream).startswith(_OLE)


def is_text(stream: IO[bytes]) -> bool:
    """Return whether all of it is text in UTF-8, UTF-16 with its mark, or GB 18030, as offices write it."""
    mark = head_of(stream)[:2]
    encodings = ("utf-16",) if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ("utf-8", "gb18030")
    return any(_decodes(stream, encoding) for encoding in encodings)


def looks_active(stream: IO[bytes]) -> bool:
    """Return whether it begins like a web page, a drawing with scripts, or a script."""
    head = head_of(stream)
    for encoding in (
        ("utf-16-le", "utf-16-be") if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ("utf-8",)
    ):
        if head.decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n").lower().startswith(_MARKUP):
            return True
    return False


def zip_names(stream: IO[bytes]) -> frozenset[str]:
    """Return the names inside a ZIP container in lower case; empty when it is none, or none that an office program writes.

    Only its directory is read, which says how long it is; one of more than 1 MiB (some ten thousand names), one with anything
    before or after it, and the ZIP64 form, which files of this size do not need, count as none.
    """
    if not head_of(stream).startswith(_ZIP_ENTRY):
        return frozenset()
    size = stream.seek(0, 2)
    start = max(size - _LONGEST_ZIP_END, 0)
    stream.seek(start)
    tail = stream.read()
    stream.seek(0)
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) - found < _ZIP_END.size:
        return frozenset()
    _mark, _disk, _first, _here, _all, length, offset, comment = _ZIP_END.unpack_from(tail, found)
    if (
        length > _LARGEST_DIRECTORY
        or offset + length != start + found
        or start + found + _ZIP_END.size + comment != size
    ):
        return frozenset()
    stream.seek(offset)
    directory = stream.read(length)
    stream.seek(0)
    return frozenset(_names_in(directory))


def _names_in(directory: bytes) -> Iterator[str]:
    place = 0
    while place + _ZIP_NAMED.size <= len(directory):
        entry = _ZIP_NAMED.unpack_from(directory, place)
        if entry[0] != b"PK\x01\x02":
            return
        name, extra, comment = entry[10:13]
        place += _ZIP_NAMED.size
        yield directory[place : place + name].decode("utf-8", errors="replace").replace("\\", "/").lower()
        place += name + extra + comment


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    try:
        while chunk := stream.read(_CHUNK):
            if not _CONTROLS.isdisjoint(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True
