"""The ballot paper: what stands on it, what may be marked, and its form inside an envelope.

All papers of a round have the same length inside, whatever is marked and remarked, so that an envelope shows nothing.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.access.errors import Refused
from models.lookups import rows_where
from models.marks import N_

MOST_REMARKS = 1500
"""Characters of all remarks of one ballot together."""

BLANK, NOT_ASKED = 0, 255

_OTHER_SUBJECT = N_("This ballot has changed in the meantime; please open it again.")
STEP_ASIDE = N_("You work for the unit that is evaluated; please step aside.")
_EMPTY = N_("Nothing is marked on this ballot; please mark at least one line.")
_REMARKS_TOO_LONG = N_(
    "All remarks together have at most %(most)s characters; there are %(found)s. Please shorten them."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One subject on the paper."""

    id: int
    name: str
    department_id: int


@dataclass(frozen=True, slots=True)
class Paper:
    """The ballot paper of a round: its lines and its options, in the order that the plan froze."""

    round_id: int
    lines: tuple[Line, ...]
    options: tuple[tuple[int, str], ...]

    def asked(self, without: int | None) -> tuple[Line, ...]:
        """Return the lines for somebody who works for the unit ``without``."""
        return tuple(line for line in self.lines if line.department_id != without)


@dataclass(frozen=True, slots=True)
class Marked:
    """A paper as it was filled in. ``marks``: subject -> option; ``remarks``: subject (``None``: the whole round) -> text."""

    marks: dict[int, int]
    remarks: dict[int | None, str] = field(default_factory=dict)
    not_asked: frozenset[int] = frozenset()


def paper_of(round_id: int) -> Paper:
    """Return the paper of a round of the actor's organization."""
    subjects = rows_where(
        "evaluation_round_subject", "id", "name", "department_id", "rank", where={"round_id": round_id}
    )
    options = rows_where("evaluation_round_option", "id", "label", "rank", where={"round_id": round_id})
    return Paper(
        round_id,
        tuple(Line(row.id, row.name, row.department_id) for row in sorted(subjects, key=_by_rank)),
        tuple((row.id, row.label) for row in sorted(options, key=_by_rank)),
    )


def _by_rank(row: Any) -> tuple[int, int]:
    return (row.rank, row.id)


def checked(
    paper: Paper, marks: Mapping[int, int], remarks: Mapping[int | None, str] | None, without: int | None
) -> Marked:
    """Return the paper as filled in.

    :param without: the unit the voter works for; its lines are not on the voter's paper.
    :raises Refused: for a mark that is not on the voter's paper, an empty paper, or remarks that are too long.
    """
    asked = {line.id for line in paper.asked(without)}
    everything = {line.id for line in paper.lines}
    said = {subject: _plain(text) for subject, text in (remarks or {}).items() if _plain(text)}
    for subject in {*marks, *(said.keys() - {None})}:
        if subject not in everything:
            raise Refused(_OTHER_SUBJECT)
        if subject not in asked:
            raise Refused(STEP_ASIDE)
    if not set(marks.values()) <= {number for number, _label in paper.options}:
        raise Refused(_OTHER_SUBJECT)
    if not marks:
        raise Refused(_EMPTY)
    length = sum(map(len, said.values()))
    if length > MOST_REMARKS:
        raise Refused(_REMARKS_TOO_LONG, most=MOST_REMARKS, found=length)
    return Marked(dict(marks), said, frozenset(everything - asked))


def _plain(text: str) -> str:
    """Return the text without what is no character of it; a stray byte from a form would not fit the envelope's room."""
    return "".join(c for c in text.strip() if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def written(paper: Paper, marked: Marked) -> bytes:
    """Return the paper as bytes: one for each line, then the remarks, then nothing up to the length that all papers have."""
    order = {number: place for place, (number, _label) in enumerate(paper.options, start=1)}
    lines = bytes(
        NOT_ASKED if line.id in marked.not_asked else order.get(marked.marks.get(line.id, 0), BLANK)
        for line in paper.lines
    )
    remarks = b""
    for subject, text in marked.remarks.items():
        said = text.encode()
        remarks += struct.pack(">IH", subject or 0, len(said)) + said
    return (lines + struct.pack(">H", len(marked.remarks)) + remarks).ljust(length_of(paper), b"\0")


def length_of(paper: Paper) -> int:
    """Return the length in bytes of every paper of the round."""
    return len(paper.lines) + 2 + 6 * (len(paper.lines) + 1) + 4 * MOST_REMARKS


def read(paper: Paper, content: bytes) -> Marked:
    """Return what a paper says; the reverse of :func:`written`."""
    options = [0, *(number for number, _label in paper.options)]
    marks, not_asked = {}, set()
    for line, place in zip(paper.lines, content, strict=False):
        if place == NOT_ASKED:
            not_asked.add(line.id)
        elif place != BLANK:
            marks[line.id] = options[place]
    at = len(paper.lines)
    (number,) = struct.unpack_from(">H", content, at)
    at += 2
    remarks: dict[int | None, str] = {}
    for _each in range(number):
        subject, length = struct.unpack_from(">IH", content, at)
        at += 6
        remarks[subject or None] = content[at : at + length].decode()
        at += length
    return Marked(marks, remarks, frozenset(not_asked))
