"""Keys by which Chinese names are found and put in order.

The order by surname strokes (按姓氏笔画为序) is the usual order of member lists: fewer strokes first, then stroke by
stroke (heng, shu, pie, dian, zhe), the same surname together, given names of one character before longer ones. The strokes
come from ``data/strokes.txt``, some nine thousand characters shipped with the program; its head names source and licence.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from pathlib import Path

from pypinyin import Style, lazy_pinyin

_DATA = Path(__file__).with_name("data")
_LONGEST_KEY = 80
_UNKNOWN = "99"


def initials_of(name: str) -> str:
    """Return the initials of the pinyin, lower case ("张维翰" gives "zwh")."""
    parts = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")
    latin = "".join(c for c in name.lower() if c.isascii() and c.isalnum())
    return ("".join(parts).lower() or latin)[:40]


def stroke_key(name: str) -> str:
    """Return the key for the order by surname strokes, at most 80 characters, to be compared byte by byte.

    A character gives seven: its strokes (two digits) and its place among all characters of the table. One that is not in the
    table comes last, in the order of its code. Spaces and the dot inside names of the minorities do not count.
    """
    letters = [c for c in name if c.isalnum()]
    if not letters:
        return ""
    compound = len(letters) > 2 and "".join(letters[:2]) in _compound_surnames()
    surname, given = (letters[:2], letters[2:]) if compound else (letters[:1], letters[1:])
    key = _place(surname[0]) + "".join(f"+{_place(c)}" for c in surname[1:])
    # The length of the given name stands before it: 王勇 before 王小洪.
    return (key + f" {min(len(given), 9)}" + "".join(map(_place, given)))[:_LONGEST_KEY]


def _place(character: str) -> str:
    known = _places().get(character)
    return known if known is not None else f"{_UNKNOWN}{ord(character):06x}"


@cache
def _compound_surnames() -> frozenset[str]:
    lines = (_DATA / "compound_surnames.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


@cache
def _places() -> dict[str, str]:
    """Return for each character its count of strokes (two digits) and its place in the table (five)."""
    places: dict[str, str] = {}
    with (_DATA / "strokes.txt").open(encoding="utf-8") as lines:
        for line in lines:
            strokes = "".join(takewhile(str.isdigit, line))
            if strokes:
                for character in line[len(strokes) :].strip():
                    places[character] = f"{len(strokes):02d}{len(places):05d}"
    return places


__all__ = ["initials_of", "stroke_key"]
