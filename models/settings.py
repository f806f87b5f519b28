"""What an office decides for itself for a term: declared once in code, its own value kept as a row of ``term_setting``.

A record type that needs such a value declares it beside its columns::

    COUNTERSIGN_DAYS = Setting(
        "proposal_countersign_days", N_("Days for countersigning"), kind="count", default=14, unit=N_("days")
    )

and asks ``COUNTERSIGN_DAYS.value(on=day)``. Without a row of the term the default holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, TypeVar, cast

from sqlalchemy import and_, select

from models import clock, fields
from models.access.actor import current_actor
from models.base import db
from models.fields import Choice
from models.kept import kept
from models.marks import N_
from models.problems import Problem, value_problems
from models.registry import record_type
from models.written import read, write

Value = TypeVar("Value")
Kind = Literal["count", "flag", "choice", "text"]

LONGEST = 200
"""Characters that a value may have."""

NOT_OF_THIS_KIND = N_("“%(value)s” does not fit this setting; please write it as the setting shows it.")
NOTHING_WRITTEN = N_("Please write the value; without one of its own the term takes the usual value.")

_WITHIN_ORGANIZATION = {"gate": "label"}
_declared: dict[str, Setting[Any]] = {}


class Setting(Generic[Value]):
    """One value that differs by place and by term.

    Args:
        key: its name in the rows, like ``proposal_countersign_days``; it begins with the record type or area it belongs to.
        label: what it is called (message id).
        kind: ``count`` (a whole number), ``flag`` (yes or no), ``choice`` (one of ``choices``), ``text``.
        default: what holds in a term that has no value of its own: what most offices use.
        unit: what a number counts (message id).
        choices: the values of a ``choice``.
        help: one line beside the field (message id).
        lowest: least number.
        highest: greatest number.
        check: yields what is wrong with a ``text`` beyond its length, at the field ``value``.

    Raises:
        ValueError: when the key is taken.
    """

    def __init__(  # noqa: PLR0913 - a setting is declared by naming each of these
        self,
        key: str,
        label: str,
        *,
        kind: Kind,
        default: Value,
        unit: str = "",
        choices: Iterable[Choice] = (),
        help: str = "",  # noqa: A002 - as the columns of a record call it
        lowest: int = 0,
        highest: int | None = None,
        check: Callable[[str], Iterator[Problem]] | None = None,
    ) -> None:
        if key in _declared:
            raise ValueError(f"two settings are called {key}")
        self.key, self.label, self.kind, self.default, self.unit = key, label, kind, default, unit
        self._check = check
        made: Any = {
            "count": lambda: fields.count(label=label, unit=unit, help=help, lowest=lowest, highest=highest),
            "flag": lambda: fields.flag(label=label, help=help),
            "choice": lambda: fields.choice(choices, label=label, help=help),
            "text": lambda: fields.text(LONGEST, label=label, unit=unit, help=help),
        }[kind]()
        self.column: Any = made.column
        """A column of its kind, by which forms and lists read and word a value; it stands in no table."""
        _declared[key] = self

    def value(self, on: date | None = None) -> Value:
        """Return what holds on a day (today unless given) in the organization of whoever acts.

        The term of a day is the one that began last: until the next one begins, what was agreed goes on. All settings of the
        organization are read in one statement and kept until something of them changes or the transaction ends.
        """
        known = _settings()
        text = known.own.get((known.term_on(on or clock.business_today()), self.key))
        return self.default if text is None else self.read(text)

    def read(self, text: str) -> Value:
        """Return the value that a kept text stands for.

        Raises:
            ValueError: when it is none of this kind.
        """
        return cast("Value", read(self.column, text))

    def problems(self, text: str | None) -> Iterator[Problem]:
        """Yield what is wrong with a text as the value, at the field ``value``."""
        try:
            value = read(self.column, text)
        except ValueError:
            yield Problem("value", NOT_OF_THIS_KIND, {"value": text})
            return
        if value is None:
            yield Problem("value", NOTHING_WRITTEN)
            return
        found = list(value_problems("value", self.column, self.column.info, value))
        yield from found or (self._check(value) if self._check is not None else ())

    def write(self, value: Value) -> str | None:
        """Return the text that is kept for a value, the same in every language."""
        return write(value)


def settings() -> list[Setting[Any]]:
    """Return every declared setting, by key: those of one record type stand together."""
    return [_declared[key] for key in sorted(_declared)]


def setting_of(key: str) -> Setting[Any] | None:
    """Return the setting of a key, ``None`` when none is declared."""
    return _declared.get(key)


def declared_settings() -> Iterator[Choice]:
    """Yield every declared setting as a choice of a column."""
    return (Choice(setting.key, setting.label) for setting in settings())


def term_on(on: date | None = None) -> int | None:
    """Return the id of the term that holds on a day (today unless given), ``None`` before the first one began."""
    return _settings().term_on(on or clock.business_today())


@dataclass(slots=True)
class _Settings:
    """The terms of an organization and the values they set."""

    terms: list[tuple[date, int]] = field(default_factory=list)
    """First day and id, newest first."""
    own: dict[tuple[int | None, str], str] = field(default_factory=dict)

    def term_on(self, day: date) -> int | None:
        return next((number for first, number in self.terms if first <= day), None)


def _settings() -> _Settings:
    return kept("term_settings", ("term", "term_setting"), _read)


def _read() -> _Settings:
    found = _Settings()
    organization = current_actor().organization_id
    if organization is None:
        # An act for the whole machine belongs to no office, so nobody's own values hold for it.
        return found
    term: Any = record_type("term")
    row: Any = record_type("term_setting")
    statement = (
        select(term.valid_from, term.id, row.setting, row.value)
        .outerjoin(row, and_(row.term_id == term.id, row.trashed_at.is_(None)))
        .where(term.organization_id == organization, term.trashed_at.is_(None))
        .order_by(term.valid_from.desc(), term.id.desc())
    )
    for first, number, key, value in db.session.execute(statement, execution_options=_WITHIN_ORGANIZATION):
        if (first, number) not in found.terms:
            found.terms.append((first, number))
        if key is not None:
            found.own[number, key] = value
    return found


__all__ = ["Setting", "declared_settings", "setting_of", "settings", "term_on"]
