"""A list as it is asked for: what the address says, who asks, and the statements that answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, func, inspect, select
from sqlalchemy.orm import aliased

from models.access import Actor, require
from models.access.steps import may_take
from models.accounts.list_choice import ListChoice
from models.base import db
from models.marks import N_
from panel.language import format_number
from panel.listing.cells import Wording
from panel.listing.columns import NO_SUCH_COLUMN, Shown, chosen, column_of, read_for
from panel.listing.filters import Broken, filterable, read_conditions
from panel.listing.labels import labels, labels_for
from panel.listing.links import Links
from panel.listing.ordering import order_of
from panel.listing.paging import END, Place, read_place, write_key
from panel.listing.rights import may, truth
from panel.listing.search import MOST_WORDS, by_index, read_search, searchable
from panel.listing.totals import adds_up

COUNTED = 1_000
"""Up to here a list says how many rows it has; beyond it, only when asked."""
PAGE_SIZES = (20, 50, 100)
SPOILT = N_(
    "The list was asked for in a way that is not understood, so nothing is exported; please open it again."
)
EDIT, RESTORE = "may_update", "may_restore"
_FIRST = 2
"""Where the columns begin in a row that was read: before them stand the id and the value of the sort column."""


@dataclass(slots=True)
class Page:
    """What a list shows at one place.

    ``rows`` are named tuples: id, value of the sort column, everything that was read for the columns, then one column for each
    right (1 or 0). ``count`` is exact unless ``capped``, and ``None`` when the list could not be asked for.
    """

    rows: Sequence[Any]
    columns: list[Shown]
    rights: list[str]
    wording: Wording
    previous: str | None = None
    next: str | None = None
    count: int | None = None
    capped: bool = False
    totals: dict[str, Any] = field(default_factory=dict)
    """Name of a column -> the sum over every row of the list; empty when the rows are too many to be counted unasked."""

    @property
    def count_words(self) -> str:
        """Return the count as it is printed: ``41``, ``1,000+``, nothing when it is not known."""
        return "" if self.count is None else format_number(self.count) + ("+" if self.capped else "")


class ListQuery:
    """A list of one record type for one actor.

    Args:
        view: the record type's view, with Flask-Admin's attribute names.
        actor: who asks; must be the actor bound to the session.
        args: the arguments of the request (a ``MultiDict`` or a mapping).
        base: where the list is, when the page is another one.
        scope: columns and the values they must have, given by the page (the parent of a child list); no chips.
        page_size: rows of a page, instead of what the view or the address says.
        where: makes a further condition from the record type or an alias of it; given by the page.
        choice: the columns, order and number of rows that the person chose for this list; the address goes before it.
    """

    def __init__(
        self,
        view: Any,
        actor: Actor,
        args: Any,
        *,
        base: str = "",
        scope: Mapping[str, Any] | None = None,
        page_size: int | None = None,
        where: Callable[[Any], ColumnElement[bool]] | None = None,
        choice: ListChoice | None = None,
    ) -> None:
        self.view, self.actor, self.cls = view, actor, view.model
        self.links = Links(pairs_of(args), base)
        self.scope, self._further = dict(scope or {}), where
        self.notes: list[tuple[str, dict[str, Any]]] = []
        """What could not be done as asked though the rows are right: sentences with their values."""
        self.trash = self.links.get("trash") == "1"
        if self.trash:
            require(actor, "restore", self.cls)
        self.choice = choice
        asked_for = self.links.all("col")
        self.columns, unknown = chosen(view, actor, asked_for or (choice.names if choice else []))
        unknown = unknown if asked_for else []
        self.notes += [(NO_SUCH_COLUMN, {"name": name}) for name in unknown]
        self.order, sentence = order_of(
            view, actor, self.links.get("sort") or (choice.sort if choice else "")
        )
        self.conditions, self.broken = read_conditions(view, actor, self.links.conditions())
        self._note(sentence)
        self.search, sentence = read_search(self.links.get("q"), searchable(view, actor))
        if self.search is not None:
            self.search = by_index(self.search, self.cls)
        if sentence:
            self.broken.append(_broken_search(self.links.get("q"), sentence))
        self.place = self._place()
        self.page_size = page_size or self._page_size()

    @property
    def narrowed(self) -> bool:
        """Return whether a condition or a search is on."""
        return bool(self.conditions or self.broken or self.search)

    @cached_property
    def read(self) -> list[Shown]:
        """Return everything that is selected for the columns."""
        return read_for(self.view, self.actor, self.columns)

    @cached_property
    def addable(self) -> list[Shown]:
        """Return the columns that a condition can be put on: the view's, and two dates that every record has."""
        named = [column for column in filterable(self.view, self.actor) if column.name not in self.scope]
        known = {column.name for column in named}
        dates = [name for name in ("fact_date", "changed_at") if name not in known]
        return named + [column_of(self.view, self.actor, name) for name in dates]

    def page(self, *, acts: bool = True) -> Page:
        """Read one page: the rows, the count, and one statement for each referenced type.

        A condition that is not understood gives no rows: those without it would answer another question.

        Args:
            acts: whether the rows say what may be done with them.
        """
        rights = self._rights() if acts else {}
        if self.broken:
            return Page([], self.columns, list(rights), self._wording([]))
        rows = self._rows(self.place, self.page_size + 1, rights)
        more = len(rows) > self.page_size
        rows = rows[: self.page_size]
        if self.place.backwards:
            rows.reverse()
        self._prepare(rows)
        page = Page(rows, self.columns, list(rights), self._wording(rows))
        page.previous, page.next = self._neighbours(rows, more)
        page.count, page.capped, page.totals = self._count(rows, more)
        return page

    def chunks(self, size: int = 1_000) -> Iterator[tuple[Sequence[Any], Wording]]:
        """Yield all rows from the beginning, ``size`` at a time with their wording: what an export writes.

        Each chunk is taken by key and its labels with it, so memory stays flat and no transaction outlives a chunk's statements.

        Raises:
            ValueError: when the list was asked for in a way that is not understood; its text is a sentence.
        """
        if self.broken:
            raise ValueError(SPOILT)
        place = Place()
        while True:
            rows = self._rows(place, size, {})
            if rows:
                self._prepare(rows)
                yield rows, self._wording(rows)
            if len(rows) < size:
                return
            place = self._place_of(rows[-1])

    def _prepare(self, rows: Sequence[Any]) -> None:
        """Let the view read at once what its computed cells need for these rows: ``prepare_rows(ids)``."""
        prepare = getattr(self.view, "prepare_rows", None)
        if prepare is not None and rows:
            prepare([row.id for row in rows])

    def shown_pairs(self) -> list[tuple[str, str]]:
        """Return the arguments of the list as it stands, with what the person's choice puts in: for a view or an export."""
        pairs = self.links.kept()
        if self.choice is not None:
            own = {name for name, _value in pairs}
            pairs += [("col", name) for name in self.choice.names if "col" not in own]
            pairs += [("sort", self.choice.sort)] if self.choice.sort and "sort" not in own else []
        return pairs

    def empty_page(self) -> Page:
        """Return the page without its rows: enough for the words of the conditions."""
        return Page([], self.columns, [], self._wording([]))

    def count_all(self) -> int:
        """Count every row that the list has."""
        return self._counted(None)[0]

    def cells(self, row: Any) -> Sequence[Any]:
        """Return the values of a row in the order of :attr:`columns`."""
        return row[_FIRST : _FIRST + len(self.columns)]  # type: ignore[no-any-return]

    def _statement(self, place: Place, limit: int, rights: Mapping[str, ColumnElement[bool]]) -> Select[Any]:
        """Return the SELECT of a page: first the ids by the order's index, then the columns of those rows alone."""
        found, cls, order = inner(self.cls), self.cls, self.order
        way = order.turned() if place.backwards else order
        beyond = place.condition(order, found)
        ids = select(found.id).where(*self._where(found), *([] if beyond is None else [beyond]))
        sort_value = getattr(cls, order.name).label("sort_value")
        columns = [column.sql(self.actor, cls) for column in self.read]
        marks = [truth(condition).label(name) for name, condition in rights.items()]
        return select(cls.id, sort_value, *columns, *marks).where(
            cls.id.in_(ids.order_by(*way.by(found)).limit(limit))
        )

    def _rows(self, place: Place, limit: int, rights: Mapping[str, ColumnElement[bool]]) -> list[Any]:
        """Return the rows of a place in its order.

        They are put in order here: with an ORDER BY on the outer SELECT too, SQLite walks the whole index for it.
        """
        rows = list(self._execute(self._statement(place, limit, rights)))
        rows.sort(key=lambda row: (row[1], row[0]), reverse=self.order.descending != place.backwards)
        return rows

    def _where(self, row: Any) -> list[ColumnElement[bool]]:
        conditions = [getattr(row, name) == value for name, value in self.scope.items()]
        conditions += [condition.sql(row) for condition in self.conditions]
        if self.search is not None:
            conditions.append(self.search.sql(row))
        if self._further is not None:
            conditions.append(self._further(row))
        return conditions

    def _execute(self, statement: Select[Any]) -> Any:
        return db.session.execute(statement, execution_options={"gate": "trash" if self.trash else "full"})

    def _rights(self) -> dict[str, ColumnElement[bool]]:
        """Return the rights that rows are asked for: only what the actor may have on some row costs a column."""
        cls, actor = self.cls, self.actor
        if self.trash:
            return {RESTORE: may(actor, "restore", cls)}
        found = {EDIT: may(actor, "update", cls)}
        for name in getattr(self.view, "row_transitions", ()):
            found[step_name(name)] = may_take(actor, cls.workflow.transitions[name], cls)
        for number, link in enumerate(getattr(self.view, "row_links", ())):
            found[link_name(number)] = link.when(actor, cls) if link.when else found[EDIT]
        return found

    def _wording(self, rows: Sequence[Any]) -> Wording:
        """Resolve the labels of the rows and of the conditions together: one statement for each referenced type."""
        references = {column.name: column.target for column in self.read if column.target is not None}
        asked: dict[Any, set[int]] = {}
        for condition in self.conditions:
            if condition.column.target is not None and condition.operator != "empty":
                asked.setdefault(condition.column.target, set()).update(condition.values)
        mappings = [row._mapping for row in rows] if references else []
        for name, target in references.items():
            asked.setdefault(target, set()).update(m[name] for m in mappings if isinstance(m[name], int))
        for target, ids in asked.items():
            labels(target, ids)
        found = labels_for(mappings, references)
        for condition in self.conditions:
            if condition.column.target is not None and condition.operator != "empty":
                known = labels(condition.column.target, condition.values)
                found[condition.column.name] = {**found.get(condition.column.name, {}), **known}
        return Wording(found)

    def _neighbours(self, rows: Sequence[Any], more: bool) -> tuple[str | None, str | None]:
        """Return the addresses of the page before and the page after."""
        if not rows:
            # Beyond the end of a list that has become shorter: the way back is its other end.
            end = self.links.url({"before": END}) if self.place.side == "after" else None
            return end, (self.links.url() if self.place.backwards else None)
        first, last = (write_key(self.order, row.sort_value, row.id) for row in (rows[0], rows[-1]))
        before = more if self.place.backwards else self.place.side == "after"
        after = self.place.key is not None if self.place.backwards else more
        back, on = self.links.url({"before": first}), self.links.url({"after": last})
        return (back if before else None), (on if after else None)

    @cached_property
    def summed(self) -> list[str]:
        """Return the columns whose sum means something and is not masked for the actor."""
        return [column.name for column in self.columns if adds_up(self.view, column)]

    def _count(self, rows: Sequence[Any], more: bool) -> tuple[int, bool, dict[str, Any]]:
        """Return how many rows there are, whether they are more than were counted, and the sums of the columns."""
        if self.place.side == "start" and not more:
            sums = {
                n: sum(getattr(row, n) for row in rows if getattr(row, n) is not None) for n in self.summed
            }
            return len(rows), False, sums if rows else {}
        if self.links.get("count") == "1":
            return self._counted(None)
        return self._counted(COUNTED)

    def _counted(self, most: int | None) -> tuple[int, bool, dict[str, Any]]:
        """Count rows up to ``most`` and add them up in the same statement; where there are more, no sum is given."""
        found = inner(self.cls)
        numbers = {
            column.name: column.sql(self.actor, found)
            for column in self.columns
            if column.name in self.summed
        }
        rows = select(found.id, *(sql.label(name) for name, sql in numbers.items())).where(
            *self._where(found)
        )
        inside = (rows if most is None else rows.limit(most + 1)).subquery()
        sums = [func.sum(inside.c[name], type_=inside.c[name].type) for name in numbers]
        asked: Any = select(func.count(), *sums).select_from(inside)
        number, *totals = self._execute(asked).one()
        if most is not None and number > most:
            return most, True, {}
        return int(number), False, dict(zip(numbers, totals, strict=True))

    def _place(self) -> Place:
        try:
            return read_place(self.cls, self.order, self.links.get("after"), self.links.get("before"))
        except ValueError as lost:
            self._note(str(lost))
            return Place()

    def _place_of(self, row: Any) -> Place:
        key = write_key(self.order, row.sort_value, row.id)
        return read_place(self.cls, self.order, key, "")

    def _page_size(self) -> int:
        asked = self.links.get("page_size") or str(self.choice and self.choice.page_size)
        usual: int = self.view.page_size
        return {str(size): size for size in (*PAGE_SIZES, usual)}.get(asked, usual)

    def _note(self, sentence: str) -> None:
        if sentence:
            self.notes.append((sentence, {}))


@cache
def inner(cls: Any) -> Any:
    """Return the alias under which the ids of a page are found, made once for a type: making one costs a millisecond.

    Its columns are looked up before any other thread sees it. The first look fills an index of them, and who looks while
    that is half full gets the column of the type itself, of which the statement has none.
    """
    made = aliased(cls)
    for attribute in inspect(cls).column_attrs:
        assert getattr(made, attribute.key).expression is not None
    return made


def step_name(transition: str) -> str:
    """Return the name of the right to take a transition, as it stands in the rows."""
    return f"step_{transition}"


def link_name(place: int) -> str:
    """Return the name of the right to follow the view's link of this place."""
    return f"link_{place}"


def _broken_search(text: str, sentence: str) -> Broken:
    return Broken("q", text[:60].replace("\x00", ""), sentence, dict(MOST_WORDS), (("q", text),))


def pairs_of(args: Any) -> list[tuple[str, str]]:
    """Return the arguments of a request, or of a mapping, as pairs."""
    pairs = args.items(multi=True) if hasattr(args, "getlist") else args.items()
    return [(str(key), str(value)) for key, value in pairs]
