"""Showing where the words stand: the marked text, and a piece of a long one around them."""

from __future__ import annotations

from markupsafe import Markup, escape

from models.search import Words, places_of

_AROUND = 28
"""Characters shown before the first word found in a long text."""
_LONGEST = 110


def marked(text: str, words: Words) -> Markup:
    """Return the text with every word in ``<mark>``, whatever script it was typed in; words that overlap are one mark."""
    places = sorted(place for run in words.runs for place in places_of(run, text))
    found, at = Markup(""), 0
    for first, last in places:
        if last <= at:
            continue
        begin = max(first, at)
        found += escape(text[at:begin]) + Markup("<mark>%s</mark>") % text[begin:last]
        at = last
    return found + escape(text[at:])


def piece(text: str, words: Words) -> str:
    """Return the piece of a text in which the first of the words stands, empty when none does."""
    places = sorted(place for run in words.runs for place in places_of(run, text))
    if not places:
        return ""
    flat = " ".join(text.split())
    if len(flat) <= _LONGEST:
        return flat
    first = max(0, places[0][0] - _AROUND)
    cut = " ".join(text[first : first + _LONGEST].split())
    return ("…" if first else "") + cut + ("…" if first + _LONGEST < len(text) else "")
