"""Urging: what has reached a step of the ladder today, unit by unit, and marking it as urged in one act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models import clock
from models.access import Actor, Refused, can, current_actor
from models.base import Record, db
from models.deadlines import is_urged
from models.marks import N_
from models.registry import record_type
from models.urging import STEPS, ladder, urged_types
from panel.deadline_page import NO_UNIT, late_words
from panel.due_rows import Due, due_source, read_due, types_for
from panel.language import translate
from panel.listing.query import ListQuery
from panel.listing.small import child_table
from panel.numbers import row_number
from panel.registry import view_of

MOST = 500
"""So many cases are shown and marked at a time, the longest overdue first."""
LISTED = 50
"""So many rows of its urging log stand on the page of a record; nobody is urged more often."""
NEW = N_("Record an urging")
_LABELS = {choice.value: choice.label for choice in STEPS}


@dataclass(frozen=True, slots=True)
class Case:
    """One case that is to be urged today, with the step that it has reached."""

    row: Due
    step: str

    @property
    def key(self) -> str:
        """Return its name in a form: ``handling-12``."""
        return f"{self.row.table.replace('_', '-')}-{self.row.record_id}"


def may_urge(actor: Actor) -> bool:
    """Return whether the actor keeps the urging log."""
    return bool(can(actor, "create", record_type("urging")))


def cases_today(actor: Actor, unit: int | None = None) -> list[Case]:
    """Return what has reached a step that was not taken yet, in two statements and those of the settings.

    Whatever is answered has left the declared open states and so is no case any more.
    """
    today = clock.business_today()
    steps, types = ladder(today), types_for(actor)
    if not steps.steps or not types:
        return []
    source = due_source(types)
    statement = select(source).where(source.c.due <= steps.reaches(today), source.c.urged)
    if unit is not None:
        statement = (
            statement.where(source.c.unit == unit) if unit else statement.where(source.c.unit.is_(None))
        )
    statement = statement.order_by(source.c.due, source.c.kind, source.c.number)
    taken = _taken(types)
    found = []
    for row in map(read_due, db.session.execute(statement)):
        step = steps.step_at(row.due, today)
        if step is not None and (row.table, row.record_id, row.due, step) not in taken:
            found.append(Case(row, step))
        if len(found) == MOST:
            break
    return found


def _taken(types: Sequence[type[Record]]) -> set[tuple[str, int, date, str]]:
    """Return the steps that are recorded for rows which are still open: table, record, due day, step."""
    urging: Any = record_type("urging")
    found: set[tuple[str, int, date, str]] = set()
    parts = [
        select(urging.record_table, urging.record_id, urging.due_on, urging.step)
        .join(cls, cls.id == urging.record_id)
        .where(urging.record_table == cls.__tablename__, is_urged(cls, cls.deadline))
        for cls in types
        if cls.deadline is not None
    ]
    statement = parts[0].union_all(*parts[1:])
    for row in db.session.execute(statement):
        found.add((row[0], row[1], row[2], row[3]))
    return found


def grouped(cases: Iterable[Case]) -> list[dict[str, Any]]:
    """Return the cases unit by unit, in the order of the units' lists; what is awaited from no unit comes last."""
    by_unit: dict[int, list[Case]] = {}
    for case in cases:
        by_unit.setdefault(case.row.unit or 0, []).append(case)
    department: Any = record_type("department")
    named: dict[int, tuple[int, str]] = {}
    if any(by_unit):
        rows = db.session.execute(
            select(department.id, department.rank, department.name).where(department.id.in_(by_unit)),
            execution_options={"gate": "label"},
        )
        named = {row.id: (row.rank, row.name) for row in rows}
    last = (1 << 31, translate(NO_UNIT))
    order = sorted(by_unit, key=lambda number: (number == 0, named.get(number, last), number))
    return [
        {"id": number, "name": named.get(number, last)[1], "rows": [drawn(case) for case in by_unit[number]]}
        for number in order
    ]


def drawn(case: Case) -> dict[str, Any]:
    """Return a case as the pages show it."""
    return {**_shown(case.row), "key": case.key, "step": translate(_LABELS[case.step])}


def _shown(row: Due) -> dict[str, Any]:
    cls = record_type(row.table)
    return {
        "kind": translate(cls.title),
        "title": row.label or translate(cls.title),
        "url": view_of(cls).url_for_details(row.record_id),
        "due": row.due.isoformat(),
        "late": late_words(row.due),
        "overdue": row.due < clock.business_today(),
    }


def sheets_today(actor: Actor, unit: int | None = None) -> list[dict[str, Any]]:
    """Return the units that are to be urged today, each with all that is awaited from it, the longest overdue first.

    What is awaited from no unit stands on a list for the office itself, with what has reached a step alone.
    """
    groups = grouped(cases_today(actor, unit))
    units = [group["id"] for group in groups if group["id"]]
    if not units:
        return groups
    source = due_source(types_for(actor))
    statement = select(source).where(source.c.unit.in_(units), source.c.urged)
    rows: dict[int, list[dict[str, Any]]] = {number: [] for number in units}
    for row in map(
        read_due, db.session.execute(statement.order_by(source.c.due, source.c.kind, source.c.number))
    ):
        rows[row.unit or 0].append(_shown(row))
    return [{**group, "rows": rows.get(group["id"], group["rows"])} for group in groups]


def mark_urged(actor: Actor, keys: Iterable[str], *, kind: str, urged_on: date | None, said: str) -> int:
    """Record the ticked cases as urged at the step each has reached; the caller commits.

    What was answered or urged in the meantime, or cannot be read, is passed over.

    Returns:
        how many were recorded.

    Raises:
        Refused: when the actor does not keep the urging log.
        Invalid: when day, way or text cannot be saved.
    """
    if not may_urge(actor):
        raise Refused
    wanted, marked = set(keys), []
    cls: Any = record_type("urging")
    for case in cases_today(actor):
        row = cls(
            organization_id=actor.organization_id,
            record_table=case.row.table,
            record_id=case.row.record_id,
            step=case.step,
            kind=kind,
            urged_on=urged_on or clock.business_today(),
            said=said or None,
        )
        if case.key in wanted and can(actor, "create", row):
            marked.append(row)
    db.session.add_all(marked)
    db.session.flush()
    return len(marked)


def named_record(text: str) -> Record | None:
    """Return the record that an address names (``handling-12``) if it can be urged and read; else ``None``."""
    slug, _, digits = text.rpartition("-")
    cls, number = urged_types().get(slug.replace("-", "_")), row_number(digits)
    if cls is None or number is None:
        return None
    found: Record | None = db.session.scalar(select(cls).where(cls.id == number))
    return found


def urgings_of(record: Record) -> list[dict[str, Any]]:
    """Return the urging log of a record as one more list on its page; nothing where there is none to see."""
    cls: Any = record_type("urging")
    actor = current_actor()
    if record.deadline is None or record.trashed_at is not None or not can(actor, "read", cls):
        return []
    view, table = view_of(cls), record.__tablename__
    query = ListQuery(
        view,
        actor,
        {},
        base=f"{view.url}/",
        scope={"record_table": table, "record_id": record.id},
        page_size=LISTED,
    )
    found = query.page(acts=False)
    row = cls(organization_id=record.organization_id, record_table=table, record_id=record.id)
    adds = (
        record.state in record.deadline.urged
        and record.deadline.awaits(record)
        and bool(can(actor, "create", row))
    )
    if not found.rows and not adds:
        return []
    own = f"{record.slug()}-{record.id}"
    return [
        {
            "id": "c-urging",
            "title": view.plural_of(),
            "count": found.count,
            **child_table(query, found, f"{view.url}/", "about"),
            "empty": translate(N_("None yet.")),
            "all_url": None,
            "edit": (translate(NEW), f"{view.url}/new/?record={own}") if adds else None,
        }
    ]
