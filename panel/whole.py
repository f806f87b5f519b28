"""One page for a town, a unit, a body, a platform or a person: all that the records say about it, area by area.

Generic from the references: every kind of record that names it, with how many there are, how many of those are overdue, the
newest few, and the way to the list. Two statements count and find them, whatever the number of kinds; both pass the gate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from flask import render_template
from flask_admin import expose
from sqlalchemy import Integer, case, cast, func, inspect, literal, null, select, union_all

from models.access import cleared, current_actor
from models.base import Record, db
from models.deadlines import is_open, today_parameter
from models.marks import N_
from models.registry import record_type, record_types
from panel.language import format_number, translate
from panel.listing.labels import labels
from panel.pages import page
from panel.registry import area_labels, view_of, views
from panel.states import drawn

if TYPE_CHECKING:
    from panel.record_view import RecordView

NEWEST = 3
"""So many rows of each kind stand on the page; the list has the others."""
DEEPEST = 3
"""Steps from a town down to what belongs to it: town, village, group of houses."""
MOST_BELOW = 500

ALL_ABOUT, TITLE = N_("All about it"), N_("All about %(name)s")
NAMED_AS = N_("%(kind)s (%(column)s)")
OVERDUE, LAST = N_("Overdue"), N_("Last visit")
WITH_BELOW = N_("With the %(number)s that belong to it.")

_HOUSEKEEPING = frozenset({"accounts"})
_FIGURES = 5


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which records of a kind name what the page is about: by a column, or by the column of their parent."""

    cls: Any
    column: str
    ids: tuple[int, ...]
    through: Any = None

    def holds(self) -> Any:
        """Return the condition on the kind's rows."""
        if self.through is None:
            return getattr(self.cls, self.column).in_(self.ids)
        named = select(self.through.id).where(getattr(self.through, self.column).in_(self.ids))
        return getattr(self.cls, self.cls.parent).in_(named)

    def list_url(self, view: RecordView) -> str | None:
        """Return the address of the list of these rows; what stands under another record has none."""
        if self.through is not None:
            return None
        operator = "" if len(self.ids) == 1 else "__in"
        return f"{view.url}/?{self.column}{operator}={','.join(map(str, self.ids))}"


class WholeRoutes:
    """Route ``whole/`` of the kinds that much else names."""

    whole_through: ClassVar[Mapping[str, str]] = {}
    """Kinds told through their parent: table -> the column of the parent that names what the page is about."""
    whole_same: ClassVar[Mapping[str, str]] = {}
    """Other kinds of record that are the same thing: table -> their column that names it (a member's seats)."""
    whole_below: ClassVar[str | None] = None
    """The column by which rows of the own kind belong to each other (villages to a town)."""

    @expose("/whole/")
    def whole_view(self: Any) -> str:
        """Show all that the records say about one row."""
        record = self.find()
        ids = below(record, self.whole_below)
        ties = ties_of(self, record, ids)
        counted = count(ties)
        shown = newest([tie for place, tie in enumerate(ties) if counted[place].number])
        name = self.label_text(record)
        areas = drawn_areas(ties, counted, shown, name)
        note = translate(WITH_BELOW, number=len(ids) - 1) if len(ids) > 1 else ""
        return render_template(
            "whole.html",
            page=page(
                translate(TITLE, name=name),
                self.crumbs(record, translate(ALL_ABOUT)),
                areas=areas,
                figures=figures(ties, counted),
                note=note,
            ),
        )

    def acts_of(self: Any, record: Record) -> tuple[list[dict[str, Any]], list[Any]]:
        """Put the way to the page beside the acts."""
        acts, more = super().acts_of(record)  # type: ignore[misc]
        if record.trashed_at is not None:
            return acts, more
        way = {"label": translate(ALL_ABOUT), "method": "get", "url": f"{self.url}/whole/?id={record.id}"}
        return [*acts, way], more


def below(record: Any, column: str | None) -> tuple[int, ...]:
    """Return the record and what belongs to it, down to :data:`DEEPEST` steps."""
    found = [record.id]
    if column is None:
        return tuple(found)
    cls, last = type(record), [record.id]
    for _step in range(DEEPEST):
        statement = (
            select(cls.id).where(getattr(cls, column).in_(last), cls.id.not_in(found)).limit(MOST_BELOW)
        )
        last = list(db.session.scalars(statement))
        found += last
        if not last:
            break
    return tuple(found)


def ties_of(view: Any, record: Any, ids: tuple[int, ...]) -> list[Tie]:
    """Return every way in which a kind that the actor reads names the record, in the order of areas and lists."""
    ends: dict[str, tuple[int, ...]] = {record.__tablename__: ids}
    for table, column in view.whole_same.items():
        cls: Any = record_type(table)
        own = db.session.scalars(select(cls.id).where(getattr(cls, column) == record.id))
        ends[table] = tuple(own) or (0,)
    found = []
    for cls in record_types():
        if cls.is_link or cls.area in _HOUSEKEEPING or not views()[cls.__tablename__].is_accessible():
            continue
        told = [column for column in inspect(cls).columns if _is_told(cls, column, view, ends)]
        # What the system fills in from another of them (the member of a seat) would tell the same rows twice.
        typed = [column for column in told if not column.info.get("fixed")] or told
        found += [Tie(cls, column.key, ends[column.info["ref"]]) for column in typed]
        if cls.__tablename__ in view.whole_through and cls.parent is not None:
            owner = record_type(inspect(cls).columns[cls.parent].info["ref"])
            found.append(Tie(cls, view.whole_through[cls.__tablename__], ids, owner))
    order = list(area_labels())
    return sorted(
        found, key=lambda tie: (order.index(tie.cls.area), view_of(tie.cls).menu_place, tie.cls.__tablename__)
    )


def _is_told(cls: Any, column: Any, view: Any, ends: Mapping[str, Any]) -> bool:
    """Return whether a column names what the page is about; not one that the actor sees masked, nor of what is the same thing."""
    names_it = column.info.get("ref") in ends and not column.info.get("entered_for")
    return names_it and cls.__tablename__ not in view.whole_same and cleared(current_actor(), column)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows a tie has, how many of them are overdue (``None``: nothing is ever due), and the newest day."""

    number: int
    overdue: int | None
    last: date | None


def count(ties: Sequence[Tie]) -> list[Counted]:
    """Count the rows of every tie in one statement."""
    parts = []
    for place, tie in enumerate(ties):
        cls, deadline = tie.cls, tie.cls.deadline
        late: Any = null()
        if deadline is not None:
            is_late = is_open(cls, deadline) & (getattr(cls, deadline.due) < today_parameter())
            late = func.sum(case((is_late, 1), else_=0))
        parts.append(
            select(
                literal(place).label("place"),
                func.count(cls.id).label("number"),
                cast(late, Integer).label("late"),
                func.max(cls.fact_date).label("last"),
            ).where(tie.holds())
        )
    if not parts:
        return []
    rows = {row.place: row for row in db.session.execute(union_all(*parts))}
    return [
        Counted(row.number, None if tie.cls.deadline is None else int(row.late or 0), _day(row.last))
        for place, tie in enumerate(ties)
        for row in [rows[place]]
    ]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def newest(ties: Sequence[Tie]) -> dict[tuple[str, str], list[Any]]:
    """Return the newest rows of every tie (number, day, state), in one statement."""
    parts = []
    for place, tie in enumerate(ties):
        cls = tie.cls
        state = cls.state if cls.workflow is not None else null()
        owner = getattr(cls, cls.parent) if cls.parent is not None else null()
        part = select(
            literal(place).label("place"),
            cls.id.label("id"),
            cls.fact_date.label("day"),
            state.label("state"),
            cast(owner, Integer).label("owner"),
        )
        part = part.where(tie.holds()).order_by(cls.fact_date.desc(), cls.id.desc()).limit(NEWEST)
        parts.append(select(part.subquery()))
    found: dict[tuple[str, str], list[Any]] = {}
    if parts:
        for row in db.session.execute(union_all(*parts)):
            tie = ties[row.place]
            found.setdefault((tie.cls.__tablename__, tie.column), []).append(row)
    return found


def drawn_areas(
    ties: Sequence[Tie], counted: Sequence[Counted], shown: Mapping[tuple[str, str], list[Any]], name: str
) -> list[dict[str, Any]]:
    """Return the areas with a panel for each tie that has rows; ``name`` is what the page is about."""
    several = [tie.cls.__tablename__ for tie in ties]
    areas: dict[str, list[dict[str, Any]]] = {}
    for tie, found in zip(ties, counted, strict=True):
        if not found.number:
            continue
        cls, view = tie.cls, view_of(tie.cls)
        rows = sorted(
            shown.get((cls.__tablename__, tie.column), ()),
            key=lambda row: (_day(row.day), row.id),
            reverse=True,
        )
        names = _called(tie, rows, name)
        kind = view.plural_of()
        if several.count(cls.__tablename__) > 1:
            kind = translate(NAMED_AS, kind=kind, column=_column_label(tie))
        areas.setdefault(cls.area, []).append(
            {
                "id": f"{cls.slug()}-{tie.column}",
                "title": kind,
                "count": format_number(found.number),
                "overdue": found.overdue or 0,
                "url": tie.list_url(view),
                "rows": [
                    {
                        "label": names[row.id],
                        "url": view.url_for_details(row.id),
                        "day": _day(row.day),
                        "state": drawn(cls.workflow.state(row.state)) if cls.workflow is not None else None,
                    }
                    for row in rows
                ],
            }
        )
    return [
        {"title": translate(area_labels()[area][0]), "id": area, "panels": panels}
        for area, panels in areas.items()
    ]


def _called(tie: Tie, rows: Sequence[Any], about: str) -> dict[int, str]:
    """Return what rows are called here: by their parent, where their own name is a number or what the page is about.

    A statement for the kind, and one for its parents where they are needed.
    """
    own = {row.id: label.text for row in rows if (label := labels(tie.cls, [r.id for r in rows]).get(row.id))}
    nameless = {
        row.id: row.owner for row in rows if own.get(row.id, "") in ("", about) or own[row.id].isdecimal()
    }
    if tie.cls.parent is not None and any(nameless.values()):
        parent = record_type(inspect(tie.cls).columns[tie.cls.parent].info["ref"])
        named = labels(parent, [number for number in nameless.values() if number is not None])
        own |= {number: named[owner].text for number, owner in nameless.items() if owner in named}
    return {row.id: own.get(row.id) or view_of(tie.cls).title_of() for row in rows}


def _column_label(tie: Tie) -> str:
    owner = tie.through or tie.cls
    return view_of(owner).label_of(tie.column)


def figures(ties: Sequence[Tie], counted: Sequence[Counted]) -> list[dict[str, Any]]:
    """Return the figures at the head: what is overdue, the last visit, and the kinds of which there are most."""
    both = [(tie, found) for tie, found in zip(ties, counted, strict=True) if found.number]
    late = sum(found.overdue or 0 for _tie, found in both)
    shown = [{"label": translate(OVERDUE), "number": format_number(late), "tone": "bad" if late else ""}]
    visited = [
        found.last for tie, found in both if tie.cls.__tablename__ == "visit" and found.last is not None
    ]
    if visited:
        shown.append({"label": translate(LAST), "number": max(visited).isoformat()})
    most = sorted(both, key=lambda pair: -pair[1].number)[: _FIGURES - len(shown)]
    for tie, found in most:
        view = view_of(tie.cls)
        url = tie.list_url(view)
        shown.append(
            {
                "label": view.plural_of(),
                "number": format_number(found.number),
                **({"url": url} if url else {}),
            }
        )
    return shown


__all__ = ["WholeRoutes"]
