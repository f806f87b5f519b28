"""Linking a record by hand: find the other one by kind and words, say which came first and why; or take such a link back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.access import Actor, Refused, can
from models.base import Record, db
from models.linking import NOT_LINKED, link_by_hand, linked_types, links_by_hand, may_link, undo_link
from models.marks import N_
from models.problems import Invalid, Problem
from models.registry import record_type
from models.threads import End
from panel.language import translate
from panel.listing.labels import labels
from panel.listing.paging import is_text
from panel.listing.search import holds
from panel.pages import page
from panel.readable import readable
from panel.registry import view_of, views
from panel.saving import new_token
from panel.threads import LINK, LINKS, named_record

MOST, _LONGEST = 20, 60
CAME_FROM, BECAME = "came_from", "became"
DIRECTIONS = {
    CAME_FROM: N_("This record came from the chosen one"),
    BECAME: N_("The chosen record came from this one"),
}
CHOOSE_ONE = N_("Please find the other record and choose it.")
_CAME, _WENT = N_("Came from"), N_("Became")


def links_page(
    actor: Actor, record: Record, asked: Any, problems: list[Problem] | None = None
) -> dict[str, Any]:
    """Return the page on which a record is linked.

    Args:
        actor: who asks.
        record: the record, read through the gate.
        asked: what was sent: ``kind`` and ``q`` to find the other one by, ``record``, ``direction``, ``reason``.
        problems: why nothing was saved.

    Raises:
        Refused: the actor may not link the record.
    """
    if not may_link(actor, record):
        raise Refused(NOT_LINKED)
    view = view_of(type(record))
    kinds = {
        cls.slug(): cls
        for table, cls in linked_types().items()
        if table in views() and can(actor, "read", cls)
    }
    kind, words = asked.get("kind", ""), asked.get("q", "").strip()[:_LONGEST]
    found = _found(kinds[kind], words, record) if kind in kinds and words and is_text(words) else []
    return page(
        translate(LINK),
        [(view.plural_of(), f"{view.url}/"), (view.label_text(record), view.url_for_details(record.id)), (translate(LINK), None)],
        subject={"kind": view.title_of(), "title": view.label_text(record), "url": view.url_for_details(record.id)},
        of=f"{record.slug()}-{record.id}",
        action=LINKS,
        kinds=[(slug, view_of(cls).title_of()) for slug, cls in kinds.items()],
        kind=kind,
        words=words,
        asked=bool(words),
        choices=found,
        chosen=asked.get("record", ""),
        directions=[(key, translate(label)) for key, label in DIRECTIONS.items()],
        direction=asked.get("direction", CAME_FROM),
        reason=asked.get("reason", ""),
        errors=[translate(problem.sentence, **problem.values) for problem in problems or []],
        made=_made(record),
        token=new_token(),
    )  # fmt: skip


def save_link(actor: Actor, record: Record, sent: Any) -> None:
    """Link the record with the chosen one; the caller commits.

    Raises:
        Invalid: nothing was chosen, the reason is missing, or they are linked already.
        Refused: the actor may not.
    """
    if not sent.get("record"):
        raise Invalid(record, [Problem("record", CHOOSE_ONE)])
    other = named_record(sent["record"])
    source, target = (record, other) if sent.get("direction") == BECAME else (other, record)
    link_by_hand(actor, source, target, sent.get("reason", "")[:200])


def take_back(actor: Actor, record: Record, number: int, sent: Any) -> None:
    """Take a link back that was made by hand; the caller commits."""
    undo_link(actor, record, number, sent.get("reason", "")[:200])


def _found(cls: Any, words: str, record: Record) -> list[dict[str, Any]]:
    """Return up to so many records of a kind whose name holds the words, newest first, without the record itself."""
    conditions = [holds(cls.label_sql(), word) for word in words.split()[:6]]
    if isinstance(record, cls):
        conditions.append(cls.id != record.id)
    rows = db.session.execute(
        select(cls.id, cls.fact_date, cls.label_sql().label("label"))
        .where(*conditions)
        .order_by(cls.id.desc())
        .limit(MOST)
    )
    return [
        {"value": f"{cls.slug()}-{row.id}", "text": row.label, "day": row.fact_date.isoformat()}
        for row in rows
    ]


def _made(record: Record) -> list[dict[str, Any]]:
    """Return the links of the record that were made by hand, those alone whose other end the actor reads."""
    own = End(record.__tablename__, record.id)
    found = []
    for link in links_by_hand(record):
        source, target = End(link.source_table, link.source_id), End(link.target_table, link.target_id)
        found.append((link, target if source == own else source, _WENT if source == own else _CAME))
    wanted: dict[type[Record], set[int]] = {}
    for _link, end, _word in found:
        wanted.setdefault(record_type(end.table), set()).add(end.number)
    names = {cls: labels(cls, numbers) for cls, numbers in wanted.items()}
    open_ends = readable(wanted)
    return [
        {
            "number": link.id,
            "word": translate(word),
            "kind": translate(record_type(end.table).title),
            "title": names[record_type(end.table)][end.number].text,
            "url": view_of(record_type(end.table)).url_for_details(end.number),
            "reason": link.reason,
        }
        for link, end, word in found
        if tuple(end) in open_ends
    ]
