"""How text is compared when something is looked for: one script, one width, one case, and the runs of characters in it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_RUN = re.compile("(?:[^\\W_]|[\ue000-\uf8ff\U000f0000-\U0010fffd])+")
_SIMPLIFIED = Path(__file__).parents[1] / "data" / "simplified.txt"


@cache
def _simplified() -> dict[int, str]:
    """Return traditional character -> its simplified form, read once."""
    pairs: dict[int, str] = {}
    with _SIMPLIFIED.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                pairs.update((ord(pair[0]), pair[1]) for pair in line.split())
    return pairs


def fold(text: str) -> str:
    """Return the text as it is compared: simplified characters, half-width letters and digits (NFKC), small letters."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_simplified())


def runs(text: str) -> list[str]:
    """Return the runs of letters, characters and digits of a folded text; signs and spaces divide them.

    Characters of a private area count as characters: rare names are written with them.
    """
    return _RUN.findall(text)


def places_of(word: str, text: str) -> list[tuple[int, int]]:
    """Return where a word stands in a text, from and to, whatever script, width and case either is written in.

    Characters whose folded form is longer or shorter than themselves move nothing: each is folded by itself.
    """
    wanted = fold(word)
    folded, origin = "", []
    for place, character in enumerate(text):
        part = fold(character)
        folded += part
        origin += [place] * len(part)
    found, start = [], folded.find(wanted) if wanted else -1
    while start >= 0:
        found.append((origin[start], origin[start + len(wanted) - 1] + 1))
        start = folded.find(wanted, start + len(wanted))
    return found
