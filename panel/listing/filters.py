"""Conditions on a list, by name in the address: ``?year__ge=2020``, ``?state=running``, ``?lead_department_id=3``.

What can be asked of a column follows from its kind. A condition that is not understood is answered with a sentence and never left
out silently: the rows without it would be read as the answer to another question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, inspect, not_, or_
from sqlalchemy.sql import operators

from models.access import Actor
from models.clock import OFFICE_ZONE
from models.marks import N_
from panel import values
from panel.dates import read_day
from panel.listing.columns import Shown, column_of, names_of, open_to
from panel.listing.paging import is_text, largest_number
from panel.listing.search import holds
from panel.spellings import folded
from panel.value_problem import ValueProblem

IS, IS_NOT, ONE_OF, NONE_OF, FROM, TO, HAS, EMPTY = "", "ne", "in", "not_in", "ge", "le", "has", "empty"
_SETS = frozenset({ONE_OF, NONE_OF})
_LISTS = (IS, IS_NOT, ONE_OF, NONE_OF, EMPTY)
_NUMBERS = (IS, IS_NOT, FROM, TO, ONE_OF, EMPTY)
_DAYS = (IS, FROM, TO, EMPTY)
OPERATORS: dict[str, tuple[str, ...]] = {
    "id": (IS, ONE_OF),
    "text": (HAS, IS, IS_NOT, EMPTY),
    "note": (HAS, EMPTY),
    "choice": _LISTS,
    "state": (IS, IS_NOT, ONE_OF, NONE_OF),
    "choices": (HAS, EMPTY),
    "ref": _LISTS,
    "account": _LISTS,
    "day": _DAYS,
    "moment": _DAYS,
    "count": _NUMBERS,
    "money": _NUMBERS,
    "measure": _NUMBERS,
    "flag": (IS,),
}
"""Kind of column -> what can be asked of it, the usual question first."""

_WORDS = {
    IS: N_("is"),
    IS_NOT: N_("is not"),
    ONE_OF: N_("is one of"),
    NONE_OF: N_("is none of"),
    FROM: N_("is at least"),
    TO: N_("is at most"),
    HAS: N_("contains"),
    EMPTY: N_("is not filled in"),
}
_DAY_WORDS = {IS: N_("is on"), FROM: N_("is not before"), TO: N_("is not after")}
_FILLED = N_("is filled in")

NO_SUCH_FILTER = N_("The list cannot be narrowed by “%(name)s”; please remove this condition.")
NO_SUCH_QUESTION = N_("“%(operator)s” cannot be asked of “%(field)s”; please choose another condition.")
MASKED = N_(
    "“%(field)s” is masked for your post, so the list cannot be narrowed by it; please remove this condition."
)
NO_VALUE = N_("Please write a value for “%(field)s”, or remove this condition.")
NOT_UNDERSTOOD = N_(
    "“%(value)s” is not understood for “%(field)s”; please write it again or remove this condition."
)
_ALWAYS = ("id", "fact_date", "created_at", "created_by_id", "changed_at")
"""What every record has and every list can be narrowed by: the ticked rows, the dates, who entered it."""
_LONGEST, _MOST_VALUES = 200, 100
_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that was understood."""

    column: Shown
    operator: str
    values: tuple[Any, ...]
    """What is compared with: one value, several for the sets, for ``empty`` whether it must be empty."""
    raw: tuple[tuple[str, str], ...]
    """The pairs of the address that it was read from."""

    @property
    def words(self) -> str:
        """Return the operator as a message id."""
        return operator_words(self.column.kind, self.operator, *self.values)

    def sql(self, row: Any) -> ColumnElement[bool]:
        """Return the condition on ``row`` (the record type or an alias of it)."""
        made = self.column.made
        if self.column.column is None:
            assert made is not None
            assert made.expression is not None
            if made.fits is not None and self.operator != EMPTY:
                found = made.fits(row, self.operator, self.values)
                return not_(found) if self.operator in (IS_NOT, NONE_OF) else found
            return _compare(made.expression(row), self.column.kind, self.operator, self.values)
        return _compare(getattr(row, self.column.name), self.column.kind, self.operator, self.values)


@dataclass(frozen=True, slots=True)
class Broken:
    """A condition that was not understood, with the sentence that says so."""

    name: str
    value: str
    sentence: str
    places: dict[str, Any]
    raw: tuple[tuple[str, str], ...]


class _NotUnderstood(Exception):
    def __init__(self, sentence: str, label: str = "", **places: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.label, self.places = sentence, label, places


def operator_words(kind: str, operator: str, *compared: Any) -> str:
    """Return what the operator is called for a kind of column, as a message id."""
    if operator == EMPTY and compared == (False,):
        return _FILLED
    return (_DAY_WORDS.get(operator) if kind in ("day", "moment") else None) or _WORDS[operator]


def operators_of(column: Shown) -> list[str]:
    """Return what can be asked of a column; whether it is empty only where it may be."""
    if column.made is not None and column.made.asks:
        return list(column.made.asks)
    may_be_empty = column.column is None or column.column.nullable
    return [o for o in OPERATORS.get(column.kind, ()) if o != EMPTY or may_be_empty]


def filterable(view: Any, actor: Actor) -> list[Shown]:
    """Return the columns by which this actor may narrow the list: those the view names and those it computes for it.

    Relationships are no columns and never filters; what is masked for the actor is none either, for the number of rows tells the
    value. Both are decided for each request.
    """
    made = getattr(view, "list_columns", None) or {}
    names = dict.fromkeys(
        [
            *names_of(view.column_filters),
            *(n for n, column in made.items() if column.filter and open_to(actor, column)),
        ]
    )
    if view.model.parent is not None:
        names[view.model.parent] = None
    found = [
        column_of(view, actor, name) for name in names if name in made or name in inspect(view.model).columns
    ]
    return [c for c in found if not c.masked and c.kind in OPERATORS]


def read_conditions(
    view: Any, actor: Actor, pairs: Iterable[tuple[str, str]]
) -> tuple[list[Condition], list[Broken]]:
    """Return the conditions of the address and what of it was not understood.

    The same name without an operator several times, as ticked boxes send it, means any of the values.
    """
    grouped: dict[str, list[str]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    understood: list[Condition] = []
    broken: list[Broken] = []
    for key, given in grouped.items():
        name, _, operator = key.partition("__")
        together = [given] if operator == IS or operator in _SETS else [[one] for one in given]
        for some in together:
            raw = tuple((key, one) for one in some)
            try:
                understood.append(_condition(view, actor, name, operator, raw))
            except _NotUnderstood as problem:
                label = problem.label or name
                broken.append(Broken(label, ",".join(some)[:_LONGEST], problem.sentence, problem.places, raw))
    return understood, broken


def _condition(
    view: Any, actor: Actor, name: str, operator: str, raw: tuple[tuple[str, str], ...]
) -> Condition:
    column = _filter_column(view, actor, name)
    texts = [
        part.strip() for _, given in raw for part in (given.split(",") if operator in _SETS else [given])
    ]
    if operator == IS and len(texts) > 1:
        operator = ONE_OF
    label = column.label
    if operator == IS and column.kind in ("choices", "note"):
        operator = HAS
    if operator not in operators_of(column):
        raise _NotUnderstood(NO_SUCH_QUESTION, label, operator=operator, field=label)
    texts = [text for text in texts if text]
    if not texts:
        raise _NotUnderstood(NO_VALUE, label, field=label)
    if len(texts) > _MOST_VALUES or any(len(text) > _LONGEST or not is_text(text) for text in texts):
        raise _NotUnderstood(
            NOT_UNDERSTOOD, label, value=",".join(texts)[:40].replace("\x00", ""), field=label
        )
    if operator == EMPTY:
        if texts[0] not in ("0", "1"):
            raise _NotUnderstood(NOT_UNDERSTOOD, label, value=texts[0], field=label)
        return Condition(column, operator, (texts[0] == "1",), raw)
    return Condition(column, operator, tuple(_value(column, text) for text in texts), raw)


def _filter_column(view: Any, actor: Actor, name: str) -> Shown:
    for column in filterable(view, actor):
        if column.name == name:
            return column
    columns = inspect(view.model).columns
    if name in _ALWAYS and name in columns:
        return column_of(view, actor, name)
    if name in columns and columns[name].info.get("ref") and not column_of(view, actor, name).masked:
        # Whatever names another record leads from its page to the list of all that name it.
        return column_of(view, actor, name)
    made = getattr(view, "list_columns", None) or {}
    if name in names_of(view.column_filters) and (name in columns or name in made):
        raise _NotUnderstood(
            MASKED, column_of(view, actor, name).label, field=column_of(view, actor, name).label
        )
    raise _NotUnderstood(NO_SUCH_FILTER, name=name)


def _value(column: Shown, text: str) -> Any:
    """Return the value that the text of the address means for the column."""
    kind = column.kind
    try:
        if kind == "state":
            return column.info["states"][text].value
        if kind in ("day", "moment"):
            return read_day(text)
        if kind in ("id", "ref", "account"):
            return _within(_row_number(text), _LARGEST_ID)
        if kind in ("text", "note"):
            return text
        if kind == "choices":
            return values.choice_values(column.info["several"], {})[folded(text)]
        if column.column is not None:
            found = values.parse(column.column, text)
            return _within(found, largest_number(column.column)) if kind == "count" else found
        return _computed_value(kind, text, column.info)
    except ValueProblem as problem:
        raise _NotUnderstood(problem.sentence, column.label, **problem.values) from None
    except (KeyError, ValueError):
        raise _NotUnderstood(NOT_UNDERSTOOD, column.label, value=text, field=column.label) from None


def _computed_value(kind: str, text: str, info: Mapping[str, Any]) -> Any:
    if kind == "choice":
        return {choice.value: choice.value for choice in info["choices"]}[text]
    if kind == "flag":
        return {"1": True, "0": False}[text]
    number = values.read_number(text)
    return int(number) if kind == "count" and number == number.to_integral_value() else number


def _row_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _within(number: int | None, largest: int) -> int:
    if number is None or abs(number) > largest:
        raise ValueError(number)
    return number


def _compare(
    value: ColumnElement[Any], kind: str, operator: str, compared: tuple[Any, ...]
) -> ColumnElement[bool]:
    first = compared[0]
    if operator == EMPTY:
        return value.is_(None) if first else value.is_not(None)
    if operator in _SETS:
        return value.in_(compared) if operator == ONE_OF else or_(value.is_(None), value.not_in(compared))
    if operator == HAS:
        part = f",{first}," if kind == "choices" else first
        return holds(value, part)
    if kind == "moment":
        return _on_days(value, operator, first)
    compared_by: dict[str, Any] = {
        FROM: operators.ge,
        TO: operators.le,
        IS: operators.eq,
        # It takes in what is not filled in: an unknown year is not 2020.
        IS_NOT: operators.is_distinct_from,
    }
    found: ColumnElement[bool] = value.operate(compared_by[operator], first)
    return found


def _on_days(value: ColumnElement[Any], operator: str, day: Any) -> ColumnElement[bool]:
    """Return the condition on a moment for a whole day of the office."""
    start = datetime.combine(day, time(), OFFICE_ZONE)
    end = start + timedelta(days=1)
    if operator == FROM:
        return value >= start
    return value < end if operator == TO else and_(value >= start, value < end)
