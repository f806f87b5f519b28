"""What somebody typed into a search box: the words, or the sentence why nothing can be looked for."""

from __future__ import annotations

from dataclasses import dataclass

from models import search
from models.marks import N_
from panel.language import translate
from panel.listing.paging import is_text
from panel.listing.search import MOST_WORDS, NOT_A_WORD, TOO_MANY_WORDS

LONGEST = 100
NOT_WHOLE = N_("The index is being brought up to date: what was written just now may still be missing.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for.

    Attributes:
        text: as it was typed.
        words: ``None`` when there is nothing to look for.
        problem: why, when something was typed.
    """

    text: str
    words: search.Words | None = None
    problem: str = ""


def read_words(text: str) -> Asked:
    """Return what to look for; words are divided by spaces, also the wide one of Chinese typing."""
    typed = text.strip()
    parts = typed.split()
    if not parts:
        return Asked("")
    if not is_text(typed) or len(typed) > LONGEST:
        return Asked(typed[:LONGEST].encode("utf-8", "ignore").decode(), problem=translate(NOT_A_WORD))
    if len(parts) > MOST_WORDS["most"]:
        return Asked(typed, problem=translate(TOO_MANY_WORDS, **MOST_WORDS))
    return Asked(typed, search.words_of(*parts))
