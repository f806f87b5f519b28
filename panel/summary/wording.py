"""How the sources word a number, such as 近3000 or 50余条: kept beside the figure and never counted."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from models.access import Actor
from models.access.rules import target_of
from models.base import db
from models.figures.windows import Windows
from panel.summary.asking import Asked, sql_of

MOST = 20
NOTED = "原文表述"
"""What stands before the words in a note; part of the data, in every language the same."""
_QUOTED = re.compile(NOTED + '[：:]?\\s*[“「"]([^”」"]+)[”」"]')


def wording_of(actor: Actor, asked: Asked, windows: Windows) -> str:
    """Return the words of the source for a figure, each once: from a column of the rows of the period, or from notes.

    A note speaks of all that its record stands for, such as the courses of a term, so notes are read of the term to date.
    """
    figure, cls = asked.figure, asked.cls
    if figure.wording != "note":
        column, amount = getattr(cls, figure.wording), getattr(cls, figure.of[0])
        where = sql_of(asked.view, actor, asked.pairs(windows.period))
        found = select(column).where(where, column.is_not(None)).order_by(amount.desc(), cls.id)
        return "、".join(dict.fromkeys(db.session.scalars(found.limit(MOST))))
    where = sql_of(asked.view, actor, asked.pairs(windows.term))
    row: Any = target_of(cls, figure.worded_by) if figure.worded_by else cls
    if figure.worded_by:
        where = row.id.in_(select(getattr(cls, figure.worded_by)).where(where))
    notes = select(row.note).where(where, row.note.contains(NOTED)).order_by(row.id).limit(MOST)
    said = [words for note in db.session.scalars(notes) for words in _QUOTED.findall(note)]
    return "、".join(dict.fromkeys(said))
